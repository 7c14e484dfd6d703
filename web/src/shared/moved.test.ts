import { expect, test } from 'vitest'
import { moved } from './moved'

test('one of a list moves, and nothing moves beyond the ends', () => {
  expect(moved([1, 2, 3], 0, 2)).toEqual([2, 3, 1])
  expect(moved([1, 2, 3], 2, 0)).toEqual([3, 1, 2])
  const list = [1, 2]
  for (const [from, to] of [[0, -1], [1, 2], [2, 0], [1, 1]] as const) expect(moved(list, from, to)).toBe(list)
})
