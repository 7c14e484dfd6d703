import { ActionIcon, Badge, Menu } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import type { Task } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { Icon } from '../../../shared/Icon'
import { useWords } from '../../../shared/language'
import type { RecordType } from '../../../shared/record/field'
import { RecordLink } from '../../../shared/record/RecordLink'
import { offerUndo } from '../../../shared/record/UndoNotice'
import { useMay, useZone } from '../../../shared/session'
import { useMessage } from '../../../shared/states'
import { addDays, dayIn, monday } from './day'
import { refreshes, useDone, useReopen, useSnooze } from './queries'
import styles from './task.module.css'
import { at, due, late, outcomes, repeats } from './when'
import * as words from './words'

/** One task in a list: done with one tap, put off, opened. */
export function TaskRow({ task, open }: { task: Task; open: (id: string) => void }) {
  const w = useWords(words)
  const may = useMay()('tasks:update')
  return (
    <li className={styles.row} data-done={task.done_at ? '' : undefined}>
      {may ? <Tick task={task} /> : <span className={styles.tick} data-readonly />}
      <div className={styles.what}>
        <button type="button" className={styles.open} onClick={() => open(task.id)} aria-label={w.edit(task.title)}>{task.title}</button>
        <About task={task} />
      </div>
      {may && !task.done_at && <PutOff task={task} />}
    </li>
  )
}

function About({ task }: { task: Task }) {
  const w = useWords(words)
  const f = useFormat()
  const [now] = useState(Date.now)
  const about = task.about as Task['about'] | null
  const when = task.done_at ? at(task.done_at, f, w) : task.snoozed_until ? at(task.snoozed_until, f, w) : due(task, f, w)
  const done = task.checklist.filter((i) => i.done).length
  const small = [
    task.done_at && task.outcome ? w.outcomes[task.outcome] : undefined,
    repeats(task, w),
    task.checklist.length ? w.items(done, task.checklist.length) : undefined,
    (task.team as Task['team'] | null)?.name && w.team(task.team.name),
    (task.rule as Task['rule'] | null)?.name && w.byRule(task.rule.name),
  ].filter(Boolean)
  return (
    <div className={styles.about}>
      {task.priority === 1 && <Badge size="xs" color="red" variant="light" tt="none">{w.high}</Badge>}
      {task.kind !== 'todo' && <span>{w.kinds[task.kind]}</span>}
      {when && <span className={late(task, now) ? styles.late : undefined}>{when}</span>}
      {about && about.name && <RecordLink type={about.type as RecordType} id={about.id} name={about.name} />}
      {small.map((text) => <span key={text}>{text}</span>)}
    </div>
  )
}

/** Done with one tap; of a call or meeting one says how it ended. */
function Tick({ task }: { task: Task }) {
  const w = useWords(words)
  const f = useFormat()
  const done = useDone()
  const reopen = useReopen()
  const problem = useMessage(done.error ?? reopen.error)
  const finish = (outcome: string) => done.mutate({ path: { id: task.id }, body: outcome ? { outcome } : {} }, {
    onSuccess: (a) => {
      const next = a.next as Task | null
      if (a.task.act) offerUndo(a.task.act, next ? w.again(due(next, f, w)) : w.finished, refreshes)
    },
    onError: () => notifications.show({ message: problem, color: 'red' }),
  })
  const ends = outcomes[task.kind]!
  if (task.done_at) return <button type="button" role="checkbox" aria-checked="true" aria-label={w.reopen} className={styles.tick} onClick={() => reopen.mutate({ path: { id: task.id } })}><Icon name="check" size={16} /></button>
  if (!ends.length) return <button type="button" role="checkbox" aria-checked="false" aria-label={w.finish(task.title)} className={styles.tick} disabled={done.isPending} onClick={() => finish('')} />
  return (
    <Menu position="bottom-start">
      <Menu.Target><button type="button" aria-label={w.finish(task.title)} className={styles.tick} disabled={done.isPending} /></Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{w.how}</Menu.Label>
        {[...ends, ''].map((o) => <Menu.Item key={o} onClick={() => finish(o)}>{w.outcomes[o]}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  )
}

function PutOff({ task }: { task: Task }) {
  const w = useWords(words)
  const f = useFormat()
  const zone = useZone()
  const snooze = useSnooze()
  const put = (until: string) => snooze.mutate({ path: { id: task.id }, body: { until } }, {
    onSuccess: (t) => t.act && offerUndo(t.act, w.putDone(t.snoozed_until ? at(t.snoozed_until, f, w) : ''), refreshes),
  })
  const day = (n: number) => addDays(dayIn(new Date(), zone), n)
  return (
    <Menu position="bottom-end">
      <Menu.Target><ActionIcon variant="subtle" color="gray" aria-label={w.putOff(task.title)} title={w.put} loading={snooze.isPending}><Icon name="down" size={18} /></ActionIcon></Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{w.put}</Menu.Label>
        <Menu.Item onClick={() => put(new Date(Date.now() + 3_600_000).toISOString())}>{w.until.hour}</Menu.Item>
        <Menu.Item onClick={() => put(day(1))}>{w.until.tomorrow}</Menu.Item>
        <Menu.Item onClick={() => put(day(3))}>{w.until.days}</Menu.Item>
        <Menu.Item onClick={() => put(addDays(monday(day(0)), 7))}>{w.until.week}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
