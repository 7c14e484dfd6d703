import { Autocomplete, Button, Modal, NativeSelect, NumberInput, SegmentedControl, SimpleGrid, Text, Textarea } from '@mantine/core'
import { DateTimePicker } from '@mantine/dates'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import { callKey } from '../../../../shared/ask'
import { contactAdd } from '../../../../shared/client'
import { Foot } from '../../../../shared/Foot'
import { useWords } from '../../../../shared/language'
import { useChange } from '../../../../shared/queries'
import { Loading, Wrong } from '../../../../shared/states'
import { Dial } from './Dial'
import { NextStep, useLine } from './NextStep'
import * as words from './words'

type Kind = 'call' | 'meeting' | 'message' | 'email' | 'visit'

interface Props { id: string; name: string; kind?: Kind; close: () => void }

/** Writes down a call, a meeting, a message or a visit, what came of it, and what comes next: as one call, carried out once. */
export function LogContact({ id, name, kind: first = 'call', close }: Props) {
  const w = useWords(words)
  const [kind, setKind] = useState<Kind>(first)
  const [form, fill] = useState({ incoming: false, missed: false, advertising: false, at: null as Date | null, minutes: '' as number | '', channel: 'zalo', outcome: '', note: '', team: '' })
  const set = (part: Partial<typeof form>) => fill({ ...form, ...part })
  const [key] = useState(callKey)
  const log = useChange(contactAdd, { refreshes: ['record', 'records', 'notes', 'timeline', 'readouts', 'tasks', 'today', 'call'] })
  const next = useLine()
  const calling = kind === 'call' && !form.incoming
  const missable = kind === 'call' || kind === 'meeting'
  const save = (e: FormEvent) => {
    e.preventDefault()
    const body = {
      kind, incoming: form.incoming || undefined, missed: (missable && form.missed) || undefined, advertising: (calling && form.advertising) || undefined, at: form.at?.toISOString(), minutes: form.minutes || undefined,
      channel: kind === 'message' ? form.channel : undefined, outcome: form.outcome.trim() || undefined, note: form.note.trim() || undefined, team: (form.team || undefined) as 'sales' | undefined,
      next: next.line.trim() || undefined,
    }
    log.mutate({ path: { id }, body, headers: { 'Idempotency-Key': key } }, { onSuccess: () => { notifications.show({ message: w.contact.saved }); close() } })
  }
  return (
    <Modal opened onClose={close} title={<b>{w.contact.title(name)}</b>} size="lg">
      <form onSubmit={save}>
        <SegmentedControl styles={{ root: { flexWrap: 'wrap' }, control: { flex: '1 0 auto' } }} fullWidth size="xs" mb="sm" aria-label={w.contact.kind} value={kind} onChange={(k) => setKind(k as Kind)} data={(Object.keys(w.contact.kinds) as Kind[]).map((k) => ({ value: k, label: w.contact.kinds[k] }))} />
        {calling && <Dial id={id} advertising={form.advertising} choose={(advertising) => set({ advertising })} />}
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          {kind !== 'visit' && <Choice label={w.contact.direction} value={form.incoming ? 'in' : 'out'} onChange={(v) => set({ incoming: v === 'in' })} data={[{ value: 'out', label: w.contact.out }, { value: 'in', label: w.contact.incoming }]} />}
          {missable && <Choice label={w.contact.reached} value={form.missed ? 'missed' : 'yes'} onChange={(v) => set({ missed: v === 'missed' })} data={[{ value: 'yes', label: w.contact.yes }, { value: 'missed', label: w.contact.missedCall }]} />}
          {kind === 'message' && <NativeSelect label={w.contact.channel} value={form.channel} onChange={(e) => set({ channel: e.currentTarget.value })} data={[{ value: 'zalo', label: 'Zalo' }, { value: 'sms', label: 'SMS' }, { value: 'facebook', label: 'Facebook' }]} />}
          <DateTimePicker label={w.contact.when} placeholder={w.contact.now} clearable valueFormat="DD/MM/YYYY HH:mm" maxDate={new Date()} value={form.at} onChange={(at) => set({ at: at ? new Date(at) : null })} />
          {missable && !form.missed && <NumberInput label={w.contact.minutes} min={0} max={1440} allowDecimal={false} value={form.minutes} onChange={(n) => set({ minutes: typeof n === 'number' ? n : '' })} />}
          <NativeSelect label={w.contact.team} value={form.team} onChange={(e) => set({ team: e.currentTarget.value })} data={[{ value: '', label: w.contact.ownTeam }, ...Object.entries(w.teams).map(([value, label]) => ({ value, label }))]} />
        </SimpleGrid>
        <Autocomplete mt="sm" label={w.contact.outcome} placeholder={w.contact.outcomeHint} maxLength={300} value={form.outcome} onChange={(outcome) => set({ outcome })} data={w.contact.outcomes[kind]} openOnFocus={false} data-autofocus />
        <Textarea mt="sm" label={w.contact.note} description={w.contact.noteHint} autosize minRows={2} maxRows={8} maxLength={20_000} value={form.note} onChange={(e) => set({ note: e.currentTarget.value })} />
        <NextStep step={next} />
        {log.error != null && <Wrong error={log.error} />}
        {log.isPending ? <Loading progress={log.progress} height={60} /> : (
          <Foot close={close}>
            <Button type="submit">{w.contact.save}</Button>
          </Foot>
        )}
      </form>
    </Modal>
  )
}

interface ChoiceProps { label: string; value: string; onChange: (value: string) => void; data: { value: string; label: string }[] }

function Choice({ label, ...rest }: ChoiceProps) {
  return (
    <div role="group" aria-label={label}>
      <Text size="sm" fw={500} mb={2}>{label}</Text>
      <SegmentedControl fullWidth size="xs" {...rest} />
    </div>
  )
}
