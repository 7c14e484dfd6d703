import { expect, test } from 'vitest'
import { arrowKnots, cohortKnots, tied } from './knots'

const wheel = {
  speed: [
    { from: 'stranger', to: 'prospect', spells: 9, moved: 5 },
    { from: 'prospect', to: 'customer', spells: 5, moved: 2 },
  ],
  cohort: { arrived: 9, prospect: 5, customer: 2, promoter: 0 },
}
const funnel = (...people: number[]) => ({ steps: people.map((n) => ({ people: n })) })

test('both views of the same people are tied', () => {
  const knots = [...cohortKnots(wheel, funnel(9, 5, 2, 0)), ...arrowKnots(wheel, [funnel(9, 5), funnel(5, 2)])]
  expect(knots).toHaveLength(6)
  expect(tied(knots)).toBe(true)
})

test('one person more in one of them breaks the tie', () => {
  expect(tied(cohortKnots(wheel, funnel(9, 5, 3, 0)))).toBe(false)
  expect(tied(arrowKnots(wheel, [funnel(9, 5), funnel(5, 1)]))).toBe(false)
})

test('a funnel that did not answer is not taken for agreement', () => {
  expect(tied(arrowKnots(wheel, [funnel(9, 5)]))).toBe(false)
})
