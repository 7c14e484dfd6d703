import { retention } from '../../../shared/client'
import { useEventNames } from '../../../shared/EventPicker'
import { useWords } from '../../../shared/language'
import { PeriodBar } from '../../../shared/PeriodBar'
import { useReadout } from '../../../shared/queries'
import { useQuestion } from '../../../shared/question'
import { Screen } from '../../../shared/Screen'
import { Answer, Empty } from '../../../shared/states'
import { average } from './average'
import { Controls } from './Controls'
import { Curve } from './Curve'
import { Heat } from './Heat'
import './retention.css'
import { useRetentionSearch } from './search'
import * as words from './words'

/** Retention: what is asked, the triangle of cohorts, and its average as a curve. */
export function RetentionPage() {
  const w = useWords(words)
  const names = useEventNames()
  const asked = useRetentionSearch(names.data?.names ?? [])
  return (
    <Screen title={w.title} lead={w.lead} actions={<PeriodBar compare={false} fallback={asked.fallback} />}>
      <Answer query={names}>
        {() => (asked.first && asked.return ? <Asked {...asked} first={asked.first} return={asked.return} /> : <Empty title={w.empty}>{w.emptyDo}</Empty>)}
      </Answer>
    </Screen>
  )
}

type AskedProps = ReturnType<typeof useRetentionSearch> & { first: string; return: string }

function Asked({ fallback, ...asked }: AskedProps) {
  const w = useWords(words)
  const question = useQuestion(fallback)
  const query = useReadout('retention', retention, { ...question, ...asked })
  const doors = { from: question.from, to: question.to, first: asked.first, return: asked.return, every: asked.every, periods: String(asked.periods), unbounded: asked.unbounded ? 'true' : undefined }
  return (
    <div className="retention-page">
      <Controls {...asked} />
      <Answer query={query} height={320}>
        {(answer) => {
          const cohorts = answer.cohorts ?? []
          if (!cohorts.some((c) => c.size > 0)) return <section className="card"><Empty title={w.none}>{w.noneDo}</Empty></section>
          const points = average(cohorts, asked.periods)
          return (
            <>
              <Curve points={points} every={asked.every} />
              <Heat cohorts={cohorts} points={points} every={asked.every} asked={doors} />
            </>
          )
        }}
      </Answer>
    </div>
  )
}
