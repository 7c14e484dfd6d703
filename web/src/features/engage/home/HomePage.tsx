import { Text } from '@mantine/core'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { Part, Parts } from '../../../shared/Part'
import { RecordLink } from '../../../shared/record/RecordLink'
import type { Page } from '../../../shared/record/operations'
import { RowLink } from '../../../shared/RowLink'
import { Screen } from '../../../shared/Screen'
import { useMay } from '../../../shared/session'
import styles from './home.module.css'
import { awaited, slipping, useAppointments, useAwaited, useDue, useEnding, useLeads, useSlipping, useToday } from './queries'
import { Sellers } from './Sellers'
import * as words from './words'

/** Where a seller begins the day: what to do now, who waits, what slips. Whoever leads sees how each seller stands. */
export function HomePage() {
  const w = useWords(words)
  const may = useMay()
  return (
    <Screen title={w.title} lead={w.about}>
      <div className={styles.home}>
        <Parts>
          {may('people:read') && <Leads />}
          {may('tasks:read') && <Tasks />}
          {may('appointments:read') && <Appointments />}
          {may('conversations:read') && <Due />}
          {may('deals:read') && <Slipping />}
          {may('quotes:read') && <Ending />}
          {may('orders:read') && <Awaited />}
        </Parts>
        {may('people:read') && <Sellers />}
      </div>
    </Screen>
  )
}

function Leads() {
  const w = useWords(words)
  const f = useFormat()
  return (
    <Part title={w.leads} to="/leads?of=mine" query={useLeads()} none={w.leadsNone}
      lines={({ leads }) => leads.map((l) => (
        <>
          <RowLink to={`/people/${l.person.id}`}>{l.person.name || w.nameless}</RowLink>
          <Text size="sm" c={l.late ? 'var(--bad)' : 'dimmed'} className="figures">{l.due_at ? (l.late ? w.lateSince(f.instant(l.due_at)) : w.dueAt(f.instant(l.due_at))) : f.instant(l.since)}</Text>
        </>
      ))}
      foot={({ unowned }) => unowned > 0 && <Text size="sm" mt="xs"><RowLink to="/leads?of=unowned">{w.unowned(unowned, f.number(unowned))}</RowLink></Text>} />
  )
}

function Tasks() {
  const w = useWords(words)
  const f = useFormat()
  return (
    <Part title={w.tasks} to="/tasks" query={useToday()} none={w.tasksNone}
      lines={(a) => [...a.overdue.map((t) => ({ t, late: true })), ...a.today.map((t) => ({ t, late: false }))].slice(0, 6).map(({ t, late }) => (
        <>
          <RowLink to={`/tasks?task=${t.id}`}>{t.title}</RowLink>
          <Text size="sm" c={late ? 'var(--bad)' : 'dimmed'}>{[t.about?.name, t.due_on ? f.day(t.due_on) : t.due_at && f.instant(t.due_at)].filter(Boolean).join(' · ')}</Text>
        </>
      ))}
      foot={(a) => a.overdue.length + a.today.length > 6 && <Text size="sm" c="dimmed" mt="xs">{w.further(f.number(a.overdue.length + a.today.length - 6))}</Text>} />
  )
}

function Appointments() {
  const w = useWords(words)
  const f = useFormat()
  return (
    <Part title={w.appointments} to="/appointments" query={useAppointments()} none={w.appointmentsNone}
      lines={({ appointments }) => appointments.map((a) => (
        <>
          <span>{f.instant(a.from)} <b>{a.person?.name || a.title}</b></span>
          <RowLink to={`/appointments/${a.id}`}>{new Date(a.to) > new Date() ? w.brief : w.outcome}</RowLink>
        </>
      ))} />
  )
}

function Due() {
  const w = useWords(words)
  const f = useFormat()
  return (
    <Part title={w.due} to="/inbox" query={useDue()} none={w.dueNone}
      lines={({ conversations }) => conversations.map((c) => (
        <>
          <RowLink to={`/inbox?open=${c.id}`}>{c.person.name || w.nameless}</RowLink>
          <Text size="sm" c={c.due_at && new Date(c.due_at) < new Date() ? 'var(--bad)' : 'dimmed'} className="figures">{f.instant(c.due_at)}</Text>
        </>
      ))} />
  )
}

function Slipping() {
  const w = useWords(words)
  const f = useFormat()
  return (
    <Part title={w.slipping} to={`/deals/list?where=${encodeURIComponent(slipping)}`} query={useSlipping()} none={w.slippingNone}
      lines={({ rows }: Page) => (rows ?? []).map((r) => (
        <>
          <RecordLink type="deals" id={r.id} name={String(r.values.name ?? r.id)} />
          <Text size="sm" c="dimmed">{typeof r.values.close_date === 'string' && w.closes(f.day(r.values.close_date))}</Text>
        </>
      ))} />
  )
}

function Ending() {
  const w = useWords(words)
  const f = useFormat()
  return (
    <Part title={w.ending} to="/quotes" query={useEnding()} none={w.endingNone}
      lines={({ quotes }) => quotes.map((q) => (
        <>
          <RowLink to={`/quotes/${q.id}`}>{[q.number, q.person?.name].filter(Boolean).join(' · ')}</RowLink>
          <Text size="sm" c="dimmed" className="figures">{[f.money(q.total, q.currency), w.until(f.day(q.valid_until)), !q.viewed_at && w.unread].filter(Boolean).join(' · ')}</Text>
        </>
      ))} />
  )
}

function Awaited() {
  const w = useWords(words)
  const f = useFormat()
  return (
    <Part title={w.awaited} to={`/orders?where=${encodeURIComponent(awaited)}`} query={useAwaited()} none={w.awaitedNone}
      lines={({ rows }: Page) => (rows ?? []).filter((r) => left(r.values) > 0).slice(0, 6).map((r) => (
        <>
          <RecordLink type="orders" id={r.id} name={String(r.values.name ?? r.id)} />
          <Text size="sm" c="dimmed" className="figures">{w.left(f.money(left(r.values), String(r.values.currency || 'VND')))}</Text>
        </>
      ))} />
  )
}

/** What an order still needs, minor units. */
const left = (v: Record<string, unknown>) => Number(v.total ?? 0) - Number(v.paid ?? 0)
