import { expect, test } from 'vitest'
import { average } from './average'

const cell = (people: number, partial = false) => ({ people, partial })

test('people weigh alike, whatever their cohort', () => {
  const points = average([{ size: 90, returned: [cell(90), cell(9)] }, { size: 10, returned: [cell(10), cell(9)] }], 2)
  expect(points[0]).toEqual({ k: 0, rate: 1, people: 100, cohorts: 2 })
  expect(points[1]!.rate).toBeCloseTo(0.18)
})

test('periods that are not over do not count, and nobody is not nought', () => {
  const points = average([{ size: 4, returned: [cell(4), cell(1, true)] }, { size: 0, returned: [cell(0), null] }], 2)
  expect(points[0]!.cohorts).toBe(1)
  expect(points[1]).toEqual({ k: 1, rate: null, people: 0, cohorts: 0 })
})
