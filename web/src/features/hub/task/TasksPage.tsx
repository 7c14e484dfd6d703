import { Anchor, Button, Group, SegmentedControl, Select, Text } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { Task } from '../../../shared/client'
import { holidayName } from '../../../shared/holidays'
import { useLanguage, useWords } from '../../../shared/language'
import { Screen } from '../../../shared/Screen'
import { useMay } from '../../../shared/session'
import { Answer, Empty } from '../../../shared/states'
import { Appointments } from './Appointments'
import { QuickAdd } from './QuickAdd'
import { useTasks, useTeams, useToday, useUsers, type Whose } from './queries'
import type { TaskSearch } from './search'
import styles from './task.module.css'
import { TaskDialog } from './TaskDialog'
import { TaskRow } from './TaskRow'
import { Waiting } from './Waiting'
import { Week } from './Week'
import * as words from './words'

/** What is to be done: today, this week, and what was done. */
export function TasksPage() {
  const w = useWords(words)
  const may = useMay()
  const search: TaskSearch = useSearch({ strict: false })
  const navigate = useNavigate()
  const go = (change: TaskSearch) => void navigate({ to: '.', search: ((old: object) => ({ ...old, ...change })) as never, replace: true })
  const open = (task: string) => go({ task })
  const whose: Whose = !search.of ? { owner: 'me' } : search.of === 'all' ? {} : search.of.startsWith('usr_') ? { owner: search.of } : { team: search.of }
  const teams = useTeams()
  const users = useUsers(!!search.of?.startsWith('usr_'))
  const colleague = users.filter((u) => u.id === search.of).map((u) => ({ value: u.id, label: u.name }))
  return (
    <Screen title={w.title} actions={
      <>
        <SegmentedControl aria-label={w.show} value={search.show ?? 'today'} onChange={(v) => go({ show: v === 'today' ? undefined : (v as 'week') })}
          data={[{ value: 'today', label: w.today }, { value: 'week', label: w.week }, { value: 'done', label: w.done }]} />
        <Select aria-label={w.whose} w={190} allowDeselect={false} value={search.of ?? 'me'} onChange={(v) => go({ of: !v || v === 'me' ? undefined : v })}
          data={[{ value: 'me', label: w.mine }, ...teams.map((t) => ({ value: t.id, label: w.team(t.name) })), { value: 'all', label: w.all }, ...colleague]} />
      </>
    }>
      {may('tasks:create') && search.show !== 'done' && <QuickAdd team={whose.team} />}
      {search.show === 'week' ? <Week whose={whose} open={open} /> : search.show === 'done' ? <Done whose={whose} open={open} /> : <Today whose={whose} open={open} />}
      {search.task && <TaskDialog id={search.task} close={() => go({ task: undefined })} />}
    </Screen>
  )
}

const sections = ['overdue', 'today', 'neglected', 'next'] as const

function Today({ whose, open }: { whose: Whose; open: (id: string) => void }) {
  const w = useWords(words)
  const { language } = useLanguage()
  const today = useToday(whose)
  return (
    <Answer query={today}>
      {(a) => {
        const nothing = sections.every((s) => a[s].length === 0)
        const said = [a.holiday && w.holiday(holidayName(a.holiday, language)), a.done > 0 && w.doneToday(a.done), a.away.length > 0 && w.away(a.away.map((u) => u.name).join(', '))].filter(Boolean)
        return (
          <>
            {said.length > 0 && <Text size="sm" c="dimmed" mb="sm">{said.join(' · ')}</Text>}
            {whose.owner === 'me' && <><Appointments /><Waiting /></>}
            {nothing && <Empty title={w.empty}>{w.emptyAbout} <Anchor component={Link} underline="always" to="/settings/rules">{w.rulesLink}</Anchor></Empty>}
            {sections.map((s) => a[s].length > 0 && (
              <section key={s} className={`card ${styles.section}`}>
                <h2>{w.sections[s]} <span className={styles.count}>{a[s].length}</span></h2>
                {s === 'neglected' && <Text size="sm" c="dimmed">{w.neglectedAbout}</Text>}
                <List tasks={a[s]} open={open} />
              </section>
            ))}
          </>
        )
      }}
    </Answer>
  )
}

function List({ tasks, open }: { tasks: Task[]; open: (id: string) => void }) {
  return <ul className={styles.list}>{tasks.map((t) => <TaskRow key={t.id} task={t} open={open} />)}</ul>
}

function Done({ whose, open }: { whose: Whose; open: (id: string) => void }) {
  const w = useWords(words)
  const list = useTasks({ ...whose, state: 'done' })
  const tasks = list.data?.pages.flatMap((p) => p.tasks) ?? []
  return (
    <Answer query={list}>
      {() => tasks.length === 0 ? <Empty title={w.doneNone}>{w.doneNoneAbout}</Empty> : (
        <section className={`card ${styles.done}`}>
          <List tasks={tasks} open={open} />
          {list.hasNextPage && <Group mt="sm"><Button variant="default" size="compact-md" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{w.more}</Button></Group>}
        </section>
      )}
    </Answer>
  )
}
