import { Drawer, Text } from '@mantine/core'
import { type ReactNode, useMemo } from 'react'
import type { ListAnswer } from '../../../shared/client'
import { useStepName } from '../../../shared/EventPicker'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { useStages } from '../../../shared/stage'
import { Empty, Loading, Wrong } from '../../../shared/states'
import { readSteps, StepsError } from '../../../shared/steps'
import { Exporting } from './Exporting'
import { ListRows } from './ListRows'
import { type Behind, useList } from './queries'
import { figureTitle } from './titles'
import * as titleWords from './titleWords'
import * as words from './words'

/** What the figure is called, how many there are, and who they are. */
export function List({ behind, close }: { behind: Behind; close: ReactNode }) {
  const query = useList(behind)
  const first = query.data?.pages[0]
  const rows = useMemo(() => query.data?.pages.flatMap((p) => p.rows) ?? [], [query.data])
  return (
    <>
      <div className="list-head">
        <div>
          <Drawer.Title component="h2" fz="lg" fw={650}>{useTitle(behind)}</Drawer.Title>
          {first && <About answer={first} />}
        </div>
        {close}
      </div>
      {query.isPending && <Loading />}
      {query.error && <Wrong error={query.error} retry={query.refetch} />}
      {first && first.count === 0 && <Nobody />}
      {first && first.count > 0 && (
        <>
          <ListRows answer={first} rows={rows} more={query.hasNextPage && !query.isFetchingNextPage ? query.fetchNextPage : undefined} />
          <Exporting behind={behind} count={first.count} />
        </>
      )}
    </>
  )
}

function useTitle({ figure, question }: Behind): string {
  const w = useWords(titleWords)
  const stages = useStages()
  const nameOf = useStepName()
  return figureTitle(figure, w, stages, stepsOf(question.steps ?? '').map(nameOf))
}

function stepsOf(text: string) {
  try {
    return readSteps(text)
  } catch (error) {
    if (error instanceof StepsError) return []
    throw error
  }
}

function About({ answer: { asked, kind, count, sum, currency } }: { answer: ListAnswer }) {
  const w = useWords(words)
  const f = useFormat()
  const when = asked.at ? w.at(f.day(asked.at)) : asked.from && asked.to ? f.period(asked.from, asked.to) : ''
  return (
    <Text size="sm" c="dimmed" className="figures" role="status" data-count={count}>
      {[w.counts[kind](count, f.number(count)), sum !== null && w.sum(f.money(sum, currency)), when, asked.segment].filter(Boolean).join(' · ')}
    </Text>
  )
}

function Nobody() {
  const w = useWords(words)
  return <Empty title={w.empty}>{w.emptyDo}</Empty>
}
