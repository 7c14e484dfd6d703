import { useQuery } from '@tanstack/react-query'
import { ask, type Query } from '../../../shared/ask'
import { funnel, type FunnelAnswer, wheel, type WheelAnswer } from '../../../shared/client'
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

/** How far those who arrived came, in both views; asked again whenever the wheel moves. */
export function useCohortTie() {
  const question = useQuestion()
  return useQuery({ queryKey: keys.readout('tie', question), queryFn: ({ signal }) => compare(cohort, question, signal) })
}

/** Every arrow in both views: nine funnels, so not at each move of the wheel but once a minute. */
export function useArrowTie() {
  const question = useQuestion()
  return useQuery({ queryKey: ['tie', question], queryFn: ({ signal }) => compare(arrows, question, signal), refetchInterval: 60_000 })
}

/** Asks both views about the same people. */
type View = (whole: WheelAnswer, count: (steps: string, order: Asking['order']) => Promise<FunnelAnswer>) => Promise<Knot[]>

const cohort: View = async (whole, count) => cohortKnots(whole, await count(wheelSteps, 'ordered'))
const arrows: View = async (whole, count) =>
  arrowKnots(whole, await Promise.all(whole.speed.map(({ from, to }) => count(`→${from}, →${to}`, 'strict'))))

/**
 * Compares the two views. They are asked one after the other while time goes on, so where they differ both are asked
 * again as of one instant, and where events came in between, once more.
 */
async function compare(view: View, question: Question, signal: AbortSignal, tries = 3): Promise<Knot[]> {
  const whole = await ask(wheel, { query: question, signal })
  const knots = await view(whole, (steps, order) => ask(funnel, { query: { ...question, steps, order }, signal }))
  return tied(knots) || tries === 1 ? knots : compare(view, { ...question, as_of: whole.asked.as_of }, signal, tries - 1)
}
