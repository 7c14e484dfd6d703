import { Button, Group, NativeSelect, Text, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useRef, useState } from 'react'
import { callKey } from '../../../shared/ask'
import type { TicketAnswer, TicketMoment, TicketRow } from '../../../shared/client'
import { Confirm } from '../../../shared/Confirm'
import { useFormat } from '../../../shared/format'
import { useLanguage, useWords } from '../../../shared/language'
import { inLanguage, type RecordRow, useFields } from '../../../shared/record/field'
import { RecordLink } from '../../../shared/record/RecordLink'
import { useMay } from '../../../shared/session'
import { Loading, Wrong } from '../../../shared/states'
import { useAnswerBehind, useMerge, useUndo } from './queries'
import styles from './ticket.module.css'
import * as words from './words'

interface Props { record: RecordRow; ticket: TicketAnswer; split?: () => void }

/** What stands around a ticket, and what happened to it. */
export function Around({ record, ticket, split }: Props) {
  const w = useWords(words)
  const may = useMay()('tickets:update') && !record.deleted_at
  const [answering, answer] = useState(false)
  return (
    <aside className={styles.side} aria-label={w.around}>
      {ticket.parts.length > 0 && <Text size="sm" mb={8}>{w.parts(ticket.parts.map((p) => p.name).join(', '))}</Text>}
      {ticket.behind.length > 0 && (
        <section>
          <h3>{w.behind(ticket.behind.length)}</h3>
          {ticket.behind.slice(0, 8).map((t) => <Row key={t.id} t={t} />)}
          {may && (answering ? <AnswerAll record={record} ticket={ticket} done={() => answer(false)} /> : <Button size="compact-xs" variant="light" mt={4} onClick={() => answer(true)}>{w.answerAll}</Button>)}
        </section>
      )}
      {ticket.others.length > 0 && (
        <section>
          <h3>{w.others}</h3>
          {ticket.others.map((t) => <Row key={t.id} t={t}>{may && <TakeIn record={record} other={t} />}</Row>)}
        </section>
      )}
      <Moments moments={ticket.moments} />
      {may && split && <Button size="compact-xs" variant="subtle" mt={8} onClick={split}>{w.split}</Button>}
    </aside>
  )
}

function Row({ t, children }: { t: TicketRow; children?: React.ReactNode }) {
  return <div className={styles.row}><span><RecordLink type="tickets" id={t.id} name={`${t.number} ${t.name}`} /> <Text span size="xs" c="dimmed">{useCalled()('status', t.status)}</Text></span>{children}</div>
}

/** Makes another ticket of the customer part of this one; told with a way back. */
function TakeIn({ record, other }: { record: RecordRow; other: TicketRow }) {
  const w = useWords(words)
  const [asking, ask] = useState(false)
  const merge = useMerge()
  const undo = useUndo()
  const take = () => merge.mutate({ path: { type: 'tickets' }, body: { from: other.id, into: record.id } }, {
    onSuccess: ({ act }) => {
      ask(false)
      const notice = `merged-${act}`
      notifications.show({ id: notice, autoClose: 12_000, message: <>{w.merged(other.number)} <Button size="compact-xs" variant="default" ml="xs" onClick={() => { notifications.hide(notice); undo.mutate({ path: { type: 'tickets' }, body: { act, from: other.id, into: record.id } }) }}>{w.unmerge}</Button></> })
    },
  })
  return (
    <>
      <Button size="compact-xs" variant="subtle" onClick={() => ask(true)}>{w.merge}</Button>
      {asking && <Confirm title={w.merge} action={w.merge} close={() => ask(false)} go={take} change={merge}>{w.mergeAsk(other.number)}</Confirm>}
      {undo.error != null && <Wrong error={undo.error} />}
    </>
  )
}

/** Tells all customers of a problem at once. */
function AnswerAll({ record, ticket, done }: { record: RecordRow; ticket: TicketAnswer; done: () => void }) {
  const w = useWords(words)
  const { language } = useLanguage()
  const [text, write] = useState('')
  const [textEn, writeEn] = useState('')
  const [status, set] = useState(() => ticket.statuses.find((s) => s.kind === 'solved')?.key ?? '')
  const key = useRef(callKey())
  const answer = useAnswerBehind()
  const ended = new Set(ticket.statuses.filter((s) => s.kind === 'solved' || s.kind === 'closed').map((s) => s.key))
  const open = ticket.behind.filter((t) => !ended.has(t.status)).length
  const send = () => answer.mutate({ path: { id: record.id }, body: { text, text_en: textEn || undefined, status: status || undefined, key: key.current } }, {
    onSuccess: (a) => { notifications.show({ message: w.answered(a.answered, a.left) }); done() },
  })
  return (
    <form onSubmit={(e) => { e.preventDefault(); send() }}>
      <Text size="xs" c="dimmed">{w.answerAllAbout(open)} {w.textPlaces}</Text>
      <Textarea size="xs" mt={6} required autosize minRows={3} maxLength={20_000} label={w.text} value={text} onChange={(e) => write(e.currentTarget.value)} />
      <Textarea size="xs" mt={6} autosize minRows={2} maxLength={20_000} label={w.textEn} value={textEn} onChange={(e) => writeEn(e.currentTarget.value)} />
      <NativeSelect size="xs" mt={6} label={w.thenStatus} value={status} onChange={(e) => set(e.currentTarget.value)} data={[{ value: '', label: w.stays }, ...ticket.statuses.map((s) => ({ value: s.key!, label: inLanguage(s.label, language) }))]} />
      {answer.isPending && <Loading progress={answer.progress} height={60} />}
      {answer.error && <Wrong error={answer.error} />}
      <Group gap="xs" mt={8}><Button type="submit" size="xs" disabled={!open} loading={answer.isPending}>{w.send}</Button><Button size="xs" variant="default" onClick={done}>{w.cancel}</Button></Group>
    </form>
  )
}

/** How keys of choices of tickets are called. */
function useCalled() {
  const { language } = useLanguage()
  const fields = useFields('tickets')
  return (field: string, key: string) => inLanguage(fields.find((f) => f.key === field)?.options?.find((o) => o.key === key)?.label, language) || key
}

const shown = 6

function Moments({ moments }: { moments: TicketMoment[] }) {
  const w = useWords(words)
  const f = useFormat()
  const called = useCalled()
  const [all, showAll] = useState(false)
  const last = [...moments].reverse()
  const what = (m: TicketMoment) => {
    const choice = m.kind === 'priority' || m.kind === 'kind' ? m.kind : ['status', 'solved', 'closed', 'reopened'].includes(m.kind) ? 'status' : undefined
    const write = (v?: string) => (choice && v ? called(choice, v) : v)
    if (m.kind === 'opened') return w.kinds.opened
    if (m.kind === 'owner' || m.kind === 'team') return `${w.kinds[m.kind]} ${m.to || w.nobody}`
    if (m.kind === 'merged' || m.kind === 'parted' || m.kind === 'split') return `${w.kinds[m.kind]} ${m.to || m.from || ''}`
    return [w.kinds[m.kind], [write(m.from), write(m.to)].filter(Boolean).join(' → ')].filter(Boolean).join(': ')
  }
  return (
    <section>
      <h3>{w.moments}</h3>
      <ol className={styles.trail}>
        {last.slice(0, all ? undefined : shown).map((m, i) => <li key={i}>{what(m)} <Text span size="xs" c="dimmed">{[f.instant(m.at), m.kind === 'heard' ? undefined : m.actor].filter(Boolean).join(' · ')}</Text></li>)}
      </ol>
      {!all && last.length > shown && <Button size="compact-xs" variant="subtle" mt={4} onClick={() => showAll(true)}>{w.all}</Button>}
    </section>
  )
}
