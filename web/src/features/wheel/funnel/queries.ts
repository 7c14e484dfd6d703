import { useQuery } from '@tanstack/react-query'
import { ask, type Query } from '../../../shared/ask'
import { funnel, wheel } from '../../../shared/client'
import { keys, useReadout } from '../../../shared/queries'
import { type Question, useQuestion } from '../../../shared/question'
import { useFunnelSearch } from './search'
import { arrowKnots, cohortKnots, type Knot, tied, wheelSteps } from './knots'

type Asking = Query<typeof funnel>

/** The funnel on the screen, or the same one of another period. */
export function useFunnel(period: { from: string; to: string } | null, enabled: boolean) {
  const question = useQuestion()
  const asked: Asking = { ...question, ...period, ...useFunnelSearch() }
  return useReadout('funnel', funnel, asked, { enabled: enabled && period !== null })
}

export interface Tie {
  cohort: Knot[]
  arrows: Knot[]
}

/**
 * Both views of the same people, compared. They are asked one after the other while time goes on, so where they
 * differ both are asked again as of one instant, and where events came in between, once more.
 */
export function useTie() {
  const question = useQuestion()
  return useQuery({ queryKey: keys.readout('tie', question), queryFn: ({ signal }) => tie(question, signal) })
}

async function tie(question: Question, signal: AbortSignal, tries = 3): Promise<Tie> {
  const whole = await ask(wheel, { query: question, signal })
  const count = (steps: string, order: Asking['order']) => ask(funnel, { query: { ...question, steps, order }, signal })
  const arrows = (whole.speed ?? []).map(({ from, to }) => count(`→${from}, →${to}`, 'strict'))
  const [cohort, ...funnels] = await Promise.all([count(wheelSteps, 'ordered'), ...arrows])
  const found = { cohort: cohortKnots(whole, cohort!), arrows: arrowKnots(whole, funnels) }
  if (tied([...found.cohort, ...found.arrows]) || tries === 1) return found
  return tie({ ...question, as_of: whole.asked.as_of }, signal, tries - 1)
}
