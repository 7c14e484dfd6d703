import { expect, it } from 'vitest'
import type { FunnelAnswer, WheelAnswer } from '../../../shared/client'
import { ties } from './ties'

const wheel = {
  cohort: { arrived: 90, prospect: 64, customer: 47, promoter: 8 },
  speed: [
    { from: 'stranger', to: 'prospect', moved: 64 },
    { from: 'prospect', to: 'customer', moved: 47 },
    { from: 'customer', to: 'promoter', moved: 8 },
    { from: 'prospect', to: 'dormant', moved: 17 },
  ],
} as WheelAnswer
const steps = (...people: number[]) => ({ steps: people.map((n) => ({ people: n })) }) as FunnelAnswer
const cohort = steps(90, 64, 47, 8)
const arrows = [steps(90, 64), steps(64, 47), steps(49, 8)]

it('holds where every step and every arrow count the same people', () => {
  expect(ties(wheel, cohort, arrows)).toBe(true)
})

it('does not hold by one person anywhere', () => {
  expect(ties(wheel, steps(90, 64, 47, 7), arrows)).toBe(false)
  expect(ties(wheel, steps(91, 64, 47, 8), arrows)).toBe(false)
  for (const [i, from] of [90, 64, 49].entries())
    expect(ties(wheel, cohort, arrows.with(i, steps(from, arrows[i]!.steps![1]!.people + 1)))).toBe(false)
})

it('does not hold for what was not measured', () => {
  expect(ties({ ...wheel, speed: [] }, cohort, [steps(0, 0), steps(0, 0), steps(0, 0)])).toBe(false)
})
