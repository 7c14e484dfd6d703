import { Text } from '@mantine/core'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { Part, Parts } from '../../../shared/Part'
import type { Page } from '../../../shared/record/operations'
import { RowLink } from '../../../shared/RowLink'
import { Screen } from '../../../shared/Screen'
import { useMay } from '../../../shared/session'
import styles from './home.module.css'
import { mine, most, useMine, useMyAnswers, useTeam, useToday, useWaiting, waiting } from './queries'
import { Team } from './Team'
import * as words from './words'

/** Where whoever looks after customers begins the day; whoever leads sees how the team stands. */
export function HomePage() {
  const w = useWords(words)
  const may = useMay()
  return (
    <Screen title={w.title} lead={w.about}>
      <div className={styles.home}>
        <Parts>
          <Mine />
          <Waiting />
          {may('tasks:read') && <Follow />}
          <Content />
        </Parts>
        <Team />
      </div>
    </Screen>
  )
}

const to = (where: string, sort: string) => `/tickets?where=${encodeURIComponent(where)}&sort=${encodeURIComponent(sort)}`
const called = (v: Record<string, unknown>) => `#${v.number} ${v.name}`

function Mine() {
  const w = useWords(words)
  const f = useFormat()
  const nobodys = useTeam().data?.agents.find((a) => !a.user)?.open ?? 0
  return (
    <Part title={w.mine} to={to(mine, 'due_at,priority,opened_at')} query={useMine()} none={w.mineNone}
      lines={({ rows }: Page) => (rows ?? []).map((r) => {
        const due = r.values.due_at as string | undefined
        const late = !!due && new Date(due) < new Date()
        return (
          <>
            <RowLink to={`/tickets/${r.id}`}>{called(r.values)}</RowLink>
            <Text size="sm" c={late ? 'var(--bad)' : 'dimmed'} className="figures">{due ? (late ? w.over : w.due)(f.instant(due)) : w.noDue}</Text>
          </>
        )
      })}
      foot={() => nobodys > 0 && <Text size="sm" mt="xs"><RowLink to={to('state = open and not exists owner', 'due_at,priority,opened_at')}>{w.unowned(nobodys, f.number(nobodys))}</RowLink></Text>} />
  )
}

function Waiting() {
  const w = useWords(words)
  const f = useFormat()
  return (
    <Part title={w.waiting} to={to(waiting, 'waiting_since')} query={useWaiting()} none={w.waitingNone}
      lines={({ rows }: Page) => (rows ?? []).map((r) => (
        <>
          <RowLink to={`/tickets/${r.id}`}>{called(r.values)}</RowLink>
          <Text size="sm" c="dimmed" className="figures">{w.since(f.instant(String(r.values.waiting_since)))}</Text>
        </>
      ))} />
  )
}

function Follow() {
  const w = useWords(words)
  const f = useFormat()
  return (
    <Part title={w.follow} to="/tasks" query={useToday()} none={w.followNone}
      lines={(a) => [...a.overdue.map((t) => ({ t, late: true })), ...a.today.map((t) => ({ t, late: false }))].slice(0, most).map(({ t, late }) => (
        <>
          <RowLink to={`/tasks?task=${t.id}`}>{t.title}</RowLink>
          <Text size="sm" c={late ? 'var(--bad)' : 'dimmed'}>{[t.about?.name, t.due_on ? f.day(t.due_on) : t.due_at && f.instant(t.due_at)].filter(Boolean).join(' · ')}</Text>
        </>
      ))}
      foot={(a) => a.overdue.length + a.today.length > most && <Text size="sm" c="dimmed" mt="xs">{w.further(f.number(a.overdue.length + a.today.length - most))}</Text>} />
  )
}

function Content() {
  const w = useWords(words)
  const f = useFormat()
  return (
    <Part title={w.content} to="/care/answers?owner=me" query={useMyAnswers()} none={w.contentNone}
      lines={({ answers }) => answers.map((a) => (
        <>
          <RowLink to={`/tickets/${a.ticket.id}`}>{a.ticket.number} {a.ticket.name}</RowLink>
          <Text size="sm" c="dimmed">{[w.scoreOf(f.number(a.score)), a.comment].filter(Boolean).join(' · ')}</Text>
        </>
      ))} />
  )
}
