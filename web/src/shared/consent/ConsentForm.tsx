import { Button, Chip, Group, Modal, Select, Stack, Text, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import { consentAdd, type Purpose } from '../client'
import { DayInput } from '../DayInput'
import { useLanguage, useWords } from '../language'
import { useChange } from '../queries'
import { Wrong } from '../states'
import * as words from './words'
import { Foot } from '../Foot'

interface Props {
  personId: string
  state: 'given' | 'withdrawn'
  purposes: Purpose[]
  close: () => void
}

/** Writes down that somebody gave or withdrew consent. Giving needs evidence, withdrawing none. */
export function ConsentForm({ personId, state, purposes, close }: Props) {
  const w = useWords(words)
  const { language } = useLanguage()
  const add = useChange(consentAdd, { refreshes: ['consents', 'acts'] })
  const [purpose, setPurpose] = useState('marketing')
  const [channels, setChannels] = useState<string[]>(['email'])
  const [how, setHow] = useState('person')
  const [at, setAt] = useState('')
  const [note, setNote] = useState('')
  const asked = purposes.find((p) => p.key === purpose)?.wordings?.at(-1)?.[language]
  const submit = (e: FormEvent) => {
    e.preventDefault()
    const body = { channels, purpose, state, how, at: at || undefined, evidence: { note: note || undefined } }
    add.mutate({ path: { id: personId }, body }, { onSuccess: () => { notifications.show({ message: w.saved }); close() } })
  }
  return (
    <Modal opened onClose={close} title={<b>{state === 'given' ? w.give : w.withdraw}</b>}>
      <form onSubmit={submit}>
        <Stack>
          <Select label={w.purpose} allowDeselect={false} data={purposes.filter((p) => !p.archived).map((p) => ({ value: p.key, label: p.label[language] }))} value={purpose} onChange={(p) => setPurpose(p ?? purpose)} />
          {state === 'given' && asked && <Text size="sm" c="dimmed">{w.wording}: “{asked}”</Text>}
          <div>
            <Text size="sm" fw={500} mb={4} id="consent-channels">{w.channels}</Text>
            <Chip.Group multiple value={channels} onChange={setChannels}>
              <Group gap={6} role="group" aria-labelledby="consent-channels">{Object.entries(w.channel).map(([key, label]) => <Chip key={key} value={key}>{label}</Chip>)}</Group>
            </Chip.Group>
          </div>
          <Select label={w.way} allowDeselect={false} data={Object.entries(w.how).map(([value, label]) => ({ value, label }))} value={how} onChange={(h) => setHow(h ?? how)} />
          <DayInput label={w.when} clearable value={at} onChange={setAt} max={new Date().toISOString().slice(0, 10)} />
          <Textarea label={w.evidence} description={w.evidenceHint} required={state === 'given'} autosize minRows={2} maxLength={2000} value={note} onChange={(e) => setNote(e.currentTarget.value)} />
          {add.error && <Wrong error={add.error} />}
          <Foot close={close}>
            <Button type="submit" loading={add.isPending} disabled={channels.length === 0}>{w.save}</Button>
          </Foot>
        </Stack>
      </form>
    </Modal>
  )
}
