import { expect, test } from 'vitest'
import { bands } from './bands'

test('the first step fills the width, the others stand in proportion', () => {
  expect(bands([200, 100, 50]).map((b) => [b.top, b.bottom])).toEqual([
    [100, 50],
    [50, 25],
    [25, 25],
  ])
})

test('a band ends where the next begins, and never vanishes while somebody is in it', () => {
  const drawn = bands([100_000, 300, 1, 0])
  drawn.slice(1).forEach((b, k) => expect(b.top).toBe(drawn[k]!.bottom))
  expect(drawn[2]!.top).toBeGreaterThan(0)
  expect(drawn[3]!.top).toBe(0)
})

test('nobody at all is no width, not a division by nothing', () => {
  expect(bands([0, 0])[0]!.path).toBe('M50,0 H50 V60 C50,82 50,78 50,100 H50 C50,78 50,82 50,60 Z')
  expect(bands([])).toEqual([])
})
