import { Button, Group, NativeSelect, Pill, SegmentedControl, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useRef, useState } from 'react'
import { callKey } from '../../../shared/ask'
import { type CannedText, type TicketAnswer, userList } from '../../../shared/client'
import { useLanguage, useWords } from '../../../shared/language'
import { useRecords } from '../../../shared/queries'
import { inLanguage, type RecordRow, useFields } from '../../../shared/record/field'
import { useMay, useSession } from '../../../shared/session'
import { Wrong } from '../../../shared/states'
import { useWriting } from '../../../shared/talk/queries'
import { mentioned, Said } from '../../../shared/talk/Said'
import { sayHere, useWork } from './queries'
import styles from './ticket.module.css'
import * as words from './words'

type Sets = CannedText['changes']

interface Props { record: RecordRow; ticket: TicketAnswer; text: string; write: (text: string) => void }

/** Where a ticket's customer is answered, or colleagues are told; what it becomes by that goes along in the same step. */
export function Composer({ record, ticket, text, write }: Props) {
  const w = useWords(words)
  const may = useMay()
  const me = useSession()?.user
  const canAnswer = may('conversations:send') && may('tickets:update') && !record.deleted_at
  const [mode, turn] = useState<'answer' | 'note'>('answer')
  const [channel, choose] = useState<string>()
  const [sets, set] = useState<Sets>({})
  const input = useRef<HTMLTextAreaElement>(null)
  const key = useRef(callKey())
  const work = useWork()
  const statuses = useStatuses(ticket)
  const writing = useWriting(record.id, text !== '' && mode === 'answer', sayHere)
  const colleagues = useRecords('users', userList, undefined, { enabled: mode === 'note' && may('users:read') }).data?.users ?? []
  if (!may('tickets:update') || record.deleted_at || !record.values.person) return null
  const noting = mode === 'note' || !canAnswer
  const way = ticket.channels.find((c) => c.channel === channel) ?? ticket.channels[0]
  const waits = ticket.statuses.find((s) => s.kind === 'customer')?.key
  const status = sets.status ?? (noting ? '' : waits)
  const values = { ...(status && { status }), ...(sets.priority && { priority: sets.priority }), ...(sets.kind && { kind: sets.kind }), ...(sets.owner && { owner: sets.owner === 'me' ? me?.id : sets.owner }) }
  const changes = Object.keys(values).length + (sets.tags?.length ?? 0) > (status && !sets.status ? 1 : 0)
  const done = () => { write(''); set({}); key.current = callKey(); writing.rest() }
  const send = () => {
    const said = text.trim() !== ''
    if (!said && !changes) return
    const body = { version: record.version, values, tags: sets.tags?.length ? sets.tags : undefined, ...(said && (noting ? { note: mentioned(text, colleagues) } : { answer: { channel: way!.channel, text, key: key.current } })) }
    work.mutate({ path: { id: record.id }, body }, { onSuccess: () => { done(); if (said && !noting && ticket.undo && way?.channel !== 'chat') notifications.show({ message: w.sending }) } })
  }
  return (
    <form className={`${styles.composer} ${noting ? styles.noting : ''}`} onSubmit={(e) => { e.preventDefault(); send() }}>
      <Group gap="xs" mb={6} justify="space-between">
        <SegmentedControl size="xs" value={noting ? 'note' : 'answer'} onChange={(m) => turn(m as 'answer' | 'note')} data={[...(canAnswer ? [{ value: 'answer', label: w.answer }] : []), { value: 'note', label: w.note }]} />
        {!noting && ticket.channels.length > 0 && <NativeSelect size="xs" aria-label={w.by} value={way?.channel} onChange={(e) => choose(e.currentTarget.value)} data={ticket.channels.map((c) => ({ value: c.channel, label: [names[c.channel] ?? c.channel, c.address].filter(Boolean).join(' · ') }))} />}
      </Group>
      {!noting && !way ? <Text size="sm" c="dimmed">{w.noWay}</Text> : (
        <>
          <Said value={text} write={write} input={input} conversation={ticket.conversation?.id} canned={!noting} names={noting ? colleagues.map((u) => u.name) : []} label={noting ? w.noteAbout : w.answerAbout} send={send} used={(t) => set((now) => ({ ...now, ...t.changes, tags: [...new Set([...(now.tags ?? []), ...(t.changes.tags ?? [])])] }))} />
          <Chips sets={sets} set={set} />
          <Group gap="xs" mt={8} justify="flex-end" align="center">
            <NativeSelect size="xs" aria-label={w.after} value={status} onChange={(e) => set({ ...sets, status: e.currentTarget.value })} data={[{ value: '', label: w.stays }, ...statuses]} />
            <Button type="submit" size="xs" loading={work.isPending}>{text.trim() === '' && changes ? w.apply : noting ? w.keep : w.send}</Button>
          </Group>
        </>
      )}
      {work.error && <Wrong error={work.error} />}
    </form>
  )
}

const names: Record<string, string> = { email: 'E-mail', sms: 'SMS', chat: 'Chat', zalo: 'Zalo' }

/** Statuses as choices. */
function useStatuses(ticket: TicketAnswer) {
  const { language } = useLanguage()
  return ticket.statuses.map((s) => ({ value: s.key!, label: inLanguage(s.label, language) }))
}

/** What a macro changes along with the answer; each can be left out. */
function Chips({ sets, set }: { sets: Sets; set: (s: Sets) => void }) {
  const w = useWords(words)
  const { language } = useLanguage()
  const fields = useFields('tickets')
  const called = (key: string, value: string) => inLanguage(fields.find((f) => f.key === key)?.options?.find((o) => o.key === value)?.label, language) || (value === 'me' ? w.me : value)
  const all = (['priority', 'kind', 'owner', 'tags'] as const).filter((k) => (k === 'tags' ? sets.tags?.length : sets[k]))
  if (!all.length) return null
  return (
    <div className={styles.chips} style={{ marginTop: 6 }}>
      {w.macro}
      {all.map((k) => <Pill key={k} withRemoveButton removeButtonProps={{ 'aria-label': w.leave(w.sets[k]) }} onRemove={() => set({ ...sets, [k]: undefined })}>{w.sets[k]}: {k === 'tags' ? sets.tags!.join(', ') : called(k, sets[k]!)}</Pill>)}
    </div>
  )
}
