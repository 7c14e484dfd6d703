import { Badge, Button, Group, Modal, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { QuoteApproval, QuoteLine } from '../../../shared/client'
import { Foot } from '../../../shared/Foot'
import { useFormat } from '../../../shared/format'
import { Icon } from '../../../shared/Icon'
import { useWords } from '../../../shared/language'
import { RecordSelect } from '../../../shared/record/RecordSelect'
import { RowLink } from '../../../shared/RowLink'
import { Screen } from '../../../shared/Screen'
import { useMay } from '../../../shared/session'
import { Answer, Empty, Wrong } from '../../../shared/states'
import { type State, useAddQuote, useApprovals, useDecide, useQuotes } from './queries'
import styles from './quote.module.css'
import * as words from './words'

export const colours: Record<State, string> = { draft: 'gray', sent: 'blue', accepted: 'green', declined: 'red', expired: 'orange', withdrawn: 'gray' }

/** The quotes, and the discounts that wait for a word. */
export function QuotesPage() {
  const w = useWords(words)
  const may = useMay()
  const [state, show] = useState<State | 'all'>('all')
  const [adding, add] = useState(false)
  const quotes = useQuotes(state === 'all' ? undefined : state)
  const list = quotes.data?.pages.flatMap((p) => p.quotes) ?? []
  return (
    <Screen title={w.title} lead={w.about} actions={may('quotes:write') && <Button size="xs" leftSection={<Icon name="add" size={16} />} onClick={() => add(true)}>{w.add}</Button>}>
      {may('quotes:approve') && <Approvals />}
      <div style={{ overflowX: 'auto' }} tabIndex={0} role="group" aria-label={w.title}>
        <SegmentedControl size="xs" mb="sm" value={state} onChange={(s) => show(s as State | 'all')} data={(Object.keys(w.states) as (State | 'all')[]).map((s) => ({ value: s, label: w.states[s] }))} />
      </div>
      <Answer query={quotes}>
        {() => list.length ? <ul className={styles.all}>{list.map((q) => <Line key={q.id} quote={q} />)}</ul>
          : <Empty title={w.empty}>{w.emptyDo}</Empty>}
      </Answer>
      {quotes.hasNextPage && <Button variant="default" size="xs" mt="sm" loading={quotes.isFetchingNextPage} onClick={() => void quotes.fetchNextPage()}>{w.further}</Button>}
      {adding && <NewQuote close={() => add(false)} />}
    </Screen>
  )
}

function Line({ quote: q }: { quote: QuoteLine }) {
  const w = useWords(words)
  const f = useFormat()
  const facts = [q.company?.name, q.valid_until && w.until(f.day(q.valid_until)), q.state !== 'draft' && (q.viewed_at ? w.viewed(f.instant(q.viewed_at)) : w.unread), q.owner?.name]
  return (
    <li className={`card ${styles.line}`}>
      <Group justify="space-between" gap="xs">
        <RowLink to={`/quotes/${q.id}`} className={styles.name}>{[q.number, q.person?.name].filter(Boolean).join(' · ') || w.untitled}</RowLink>
        <span className={styles.sum}>{f.money(q.total, q.currency)}</span>
      </Group>
      <Group gap="xs" mt={4}>
        <Badge variant="light" tt="none" color={colours[q.state]}>{w.state[q.state]}</Badge>
        <Text size="sm">{q.title}</Text>
        <Text size="xs" c="dimmed">{facts.filter(Boolean).join(' · ')}</Text>
      </Group>
    </li>
  )
}

/** Begins a quote for somebody and opens it to be written. */
function NewQuote({ close }: { close: () => void }) {
  const w = useWords(words)
  const navigate = useNavigate()
  const add = useAddQuote()
  const [person, choose] = useState<{ id: string; name: string } | null>(null)
  const submit = (e: FormEvent) => {
    e.preventDefault()
    if (person) add.mutate({ body: { person: person.id } }, { onSuccess: (made) => void navigate({ href: `/quotes/${made.id}` }) })
  }
  return (
    <Modal opened onClose={close} title={<b>{w.add}</b>}>
      <form onSubmit={submit}>
        <Stack>
          <RecordSelect data-autofocus type="people" label={w.for} description={w.forHint} value={person} onChange={choose} />
          {add.error != null && <Wrong error={add.error} />}
          <Foot close={close}><Button type="submit" loading={add.isPending} disabled={!person}>{w.begin}</Button></Foot>
        </Stack>
      </form>
    </Modal>
  )
}

/** The discounts that wait for a word of who may say it. */
function Approvals() {
  const w = useWords(words)
  const list = useApprovals(true).data?.approvals ?? []
  if (!list.length) return null
  return (
    <section className={`card ${styles.pad}`} aria-label={w.waiting}>
      <h2 className={styles.head}>{w.waiting}</h2>
      <Stack gap="sm">{list.map((a) => <Approval key={a.id} approval={a} />)}</Stack>
    </section>
  )
}

function Approval({ approval: a }: { approval: QuoteApproval }) {
  const w = useWords(words)
  const f = useFormat()
  const decide = useDecide()
  const [note, write] = useState('')
  const say = (granted: boolean) => decide.mutate({ path: { id: a.id }, body: { granted, note } })
  return (
    <div>
      <Text size="sm"><b>{w.asksFor(a.asked_by?.name ?? '', f.percent(a.discount / 100, a.discount % 1 ? 1 : 0))}</b> · <RowLink to={`/quotes/${a.quote.id}`} className={styles.name}>{a.quote.name || w.untitled}</RowLink> · {a.person?.name} · {f.money(a.total, a.currency)}</Text>
      {a.reason && <Text size="sm" c="dimmed">{a.reason}</Text>}
      <Group gap="xs" mt={6} align="flex-end">
        <TextInput size="xs" label={w.note} value={note} maxLength={1000} onChange={(e) => write(e.currentTarget.value)} />
        <Button size="xs" loading={decide.isPending} onClick={() => say(true)}>{w.grant}</Button>
        <Button size="xs" variant="default" loading={decide.isPending} onClick={() => say(false)}>{w.refuse}</Button>
      </Group>
      {decide.error != null && <Wrong error={decide.error} />}
    </div>
  )
}
