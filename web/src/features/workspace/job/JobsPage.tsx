import { Alert, Button, Group, SegmentedControl, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Card } from '../../../shared/Card'
import { type Job, jobList, jobRemove, jobRetry } from '../../../shared/client'
import { ask } from '../../../shared/ask'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { keys, useChange, useRemoval } from '../../../shared/queries'
import { useMay } from '../../../shared/session'
import { Answer, Empty, Wrong } from '../../../shared/states'
import styles from './job.module.css'
import * as words from './words'

const states = ['dead', 'waiting', 'running'] as const

/** What is done in the background, and what could not be. */
export function JobsPage() {
  const w = useWords(words)
  const [state, setState] = useState<(typeof states)[number]>('dead')
  const list = useInfiniteQuery({
    queryKey: keys.record('jobs', { state }),
    queryFn: ({ pageParam, signal }) => ask(jobList, { query: { state, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
  })
  const jobs = list.data?.pages.flatMap((p) => p.jobs) ?? []
  return (
    <Card title={w.title} lead={w.about}>
      <SegmentedControl aria-label={w.show} value={state} onChange={(v) => setState(v as 'dead')} data={states.map((s) => ({ value: s, label: w.states[s] }))} />
      <Answer query={list}>
        {() => jobs.length ? <ul className={styles.jobs}>{jobs.map((j) => <Row key={j.id} job={j} />)}</ul> : <Empty title={state === 'dead' ? w.none : w.noneWaiting}>{state === 'dead' && w.noneAbout}</Empty>}
      </Answer>
      {list.hasNextPage && <Button variant="default" size="compact-md" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{w.more}</Button>}
    </Card>
  )
}

function Row({ job }: { job: Job }) {
  const w = useWords(words)
  const f = useFormat()
  const may = useMay()('house:write')
  const retry = useChange(jobRetry, { refreshes: ['jobs'] })
  const remove = useRemoval(jobRemove, { refreshes: ['jobs'] })
  return (
    <li>
      <div>
        <b>{w.kinds[job.kind] ?? job.kind}</b>
        <Text size="sm" c="dimmed">{[w.attempts(job.attempts), w.left(f.instant(job.left_at))].join(' · ')}</Text>
        {job.doubtful ? <Alert variant="light" color="yellow" mt={4} p="xs">{w.doubtful}</Alert> : job.error && <Text size="sm" className={styles.error}>{job.error}</Text>}
        {(retry.error ?? remove.error) && <Wrong error={retry.error ?? remove.error} />}
      </div>
      {may && job.state === 'dead' && (
        <Group gap="xs" wrap="nowrap" align="flex-start">
          <Button size="compact-sm" variant="default" loading={retry.isPending} onClick={() => retry.mutate({ path: { id: job.id } })}>{w.retry}</Button>
          <Button size="compact-sm" variant="subtle" color="red" loading={remove.isPending} onClick={() => remove.mutate({ path: { id: job.id } })}>{w.remove}</Button>
        </Group>
      )}
    </li>
  )
}
