import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { useZone } from '../../../shared/session'
import { Answer } from '../../../shared/states'
import { addDays, byDay, dayIn, instantIn, monday } from './day'
import { useTasks, type Whose } from './queries'
import styles from './task.module.css'
import { TaskRow } from './TaskRow'
import * as words from './words'

/** A week of tasks, day by day. */
export function Week({ whose, open }: { whose: Whose; open: (id: string) => void }) {
  const w = useWords(words)
  const f = useFormat()
  const zone = useZone()
  const today = dayIn(new Date(), zone)
  const [from, setFrom] = useState(() => monday(today))
  const list = useTasks({ ...whose, from: instantIn(from, '00:00', zone), to: instantIn(addDays(from, 7), '00:00', zone), limit: 200 })
  const tasks = list.data?.pages.flatMap((p) => p.tasks) ?? []
  const weekday = new Intl.DateTimeFormat(f.language === 'vi' ? 'vi-VN' : 'en-GB', { weekday: 'long', day: 'numeric', month: 'numeric', timeZone: 'UTC' })
  return (
    <>
      <Group mb="sm" gap="xs">
        <Button size="compact-md" variant="default" onClick={() => setFrom(addDays(from, -7))}>{w.before}</Button>
        <Button size="compact-md" variant="default" onClick={() => setFrom(monday(today))} disabled={from === monday(today)}>{w.thisWeek}</Button>
        <Button size="compact-md" variant="default" onClick={() => setFrom(addDays(from, 7))}>{w.after}</Button>
        <Text size="sm" c="dimmed">{f.period(from, addDays(from, 7))}</Text>
      </Group>
      <Answer query={list}>
        {() => (
          <div className={styles.week}>
            {byDay(tasks, from, zone).map(({ day, tasks }) => (
              <section key={day} className={`card ${styles.day}`} data-today={day === today || undefined} data-empty={!tasks.length || undefined}>
                <h3>{weekday.format(new Date(`${day}T00:00:00Z`))} {tasks.length > 0 && <span className={styles.count}>{tasks.length}</span>}</h3>
                {tasks.length ? <ul className={styles.list}>{tasks.map((t) => <TaskRow key={t.id} task={t} open={open} />)}</ul> : <Text size="sm" c="dimmed">{w.dayNone}</Text>}
              </section>
            ))}
            {list.hasNextPage && <Button variant="default" onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>{w.more}</Button>}
          </div>
        )}
      </Answer>
    </>
  )
}
