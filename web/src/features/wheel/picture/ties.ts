import type { FunnelAnswer, WheelAnswer } from '../../../shared/client'
import type { Stage } from '../../../shared/stage'

const forward: [Stage, Stage][] = [['stranger', 'prospect'], ['prospect', 'customer'], ['customer', 'promoter']]

/** Whether the funnels count exactly the people the wheel counts: the cohort's steps, and every forward arrow's moves. */
export function ties(wheel: WheelAnswer, cohort: FunnelAnswer, arrows: FunnelAnswer[]): boolean {
  const { arrived, prospect, customer, promoter } = wheel.cohort
  const steps = cohort.steps?.map((s) => s.people)
  const same = [arrived, prospect, customer, promoter].every((n, i) => (steps?.[i] ?? 0) === n)
  return same && forward.every(([from, to], i) => {
    const moved = wheel.speed?.find((s) => s.from === from && s.to === to)?.moved
    return moved !== undefined && (arrows[i]?.steps?.[1]?.people ?? 0) === moved
  })
}
