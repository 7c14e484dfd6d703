import { Button } from '@mantine/core'
import { useNarrow, PeriodBar } from '../../../shared/PeriodBar'
import { useWords } from '../../../shared/language'
import { useComparison, useQuestion } from '../../../shared/question'
import { Screen } from '../../../shared/Screen'
import { Answer, Empty } from '../../../shared/states'
import { Breakdown } from './Breakdown'
import { Builder } from './Builder'
import './funnel.css'
import { useFunnel } from './queries'
import { Result } from './Result'
import { useFunnelSearch } from './search'
import { readSteps, type Step } from '../../../shared/steps'
import { Tie } from './Tie'
import { wheelSteps } from './knots'
import * as words from './words'

/** The funnel: built above, read below, and tied to the wheel at the end. */
export function FunnelPage() {
  const w = useWords(words)
  const narrow = useNarrow()
  const { steps: text } = useFunnelSearch()
  const toWheel = () => narrow({ steps: undefined, window: undefined, order: undefined, breakdown: undefined } as never)
  return (
    <Screen title={w.title} lead={w.lead} actions={<PeriodBar />}>
      <div className="funnel-page">
        <Builder />
        <FunnelAnswer steps={readable(text)} />
        <Tie open={text === wheelSteps ? undefined : <Button variant="subtle" size="compact-sm" onClick={toWheel}>{w.tie.open}</Button>} />
      </div>
    </Screen>
  )
}

/** The steps of a text; null where it is not steps, which the builder says. */
function readable(text: string): Step[] | null {
  try {
    return readSteps(text)
  } catch {
    return null
  }
}

function FunnelAnswer({ steps }: { steps: Step[] | null }) {
  const w = useWords(words)
  const { breakdown } = useFunnelSearch()
  const asking = steps !== null && steps.length > 0
  const now = useFunnel(useQuestion(), asking)
  const before = useFunnel(useComparison(), asking)
  if (!asking) return steps && <Empty title={w.none}>{w.noneDo}</Empty>
  return (
    <Answer query={now} height={320}>
      {(answer) => (
        <>
          <Result answer={answer} before={before.isPlaceholderData ? undefined : before.data} />
          {breakdown && answer.breakdown && <Breakdown property={breakdown} answer={answer} />}
        </>
      )}
    </Answer>
  )
}
