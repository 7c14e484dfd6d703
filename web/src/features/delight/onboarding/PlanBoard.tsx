import { Badge } from '@mantine/core'
import { Board, BoardColumn } from '../../../shared/board/Board'
import board from '../../../shared/board/board.module.css'
import type { OnboardingLine } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { RowLink } from '../../../shared/RowLink'
import { Answer } from '../../../shared/states'
import { NextSteps, Progress } from './Line'
import { useOnboardings, type Whose } from './queries'
import { type Column, columns, stands } from './search'
import * as words from './words'

/** Customers by how they stand. Nobody is moved by hand: a card goes on when a step is done. */
export function PlanBoard({ whose }: { whose: Whose }) {
  const w = useWords(words)
  return <Board label={w.board}>{columns.map((c) => <Standing key={c} column={c} whose={whose} />)}</Board>
}

function Standing({ column, whose }: { column: Column; whose: Whose }) {
  const w = useWords(words)
  const f = useFormat()
  const list = useOnboardings({ ...stands[column], ...whose })
  return (
    <Answer query={list}>
      {({ pages }) => (
        <BoardColumn name={w.columns[column]} none={w.empty} facts={<p>{w.customers(pages[0]!.count, f.number(pages[0]!.count))}{column === 'finished' && ` · ${w.means.finished}`}</p>}
          further={list.hasNextPage ? { label: w.more, loading: list.isFetchingNextPage, ask: () => void list.fetchNextPage() } : undefined}>
          {pages.flatMap((p) => p.onboardings).map((o) => <Card key={o.id} one={o} />)}
        </BoardColumn>
      )}
    </Answer>
  )
}

function Card({ one }: { one: OnboardingLine }) {
  const w = useWords(words)
  const f = useFormat()
  return (
    <li className={board.card} data-stale={one.stalled_at ? true : undefined}>
      <RowLink to={`/onboarding/${one.id}`} className={board.name}>{one.person.name || one.person.id}</RowLink>
      <p>{[one.plan.name, one.agent?.name ?? w.nobody].join(' · ')}</p>
      <Progress done={one.done} total={one.total} />
      <p>{w.steps(one.done, one.total)}{one.late && <Badge ml={6} size="sm" color="orange" variant="light" tt="none">{w.late}</Badge>}</p>
      <NextSteps of={one.next.slice(0, 1)} />
      {one.stalled_at && <p className={board.sign}>{w.stalledSince(f.day(one.stalled_at))}</p>}
      {one.ended_at && <p>{w.doneAt(f.day(one.ended_at))}</p>}
    </li>
  )
}
