import { expect, it } from 'vitest'
import { rows, stays } from './path'

const move = (at: string, from: string, to: string) => ({ at: `2026-${at}T00:00:00Z`, from, to })

it('cuts the time at the moves, without a gap', () => {
  const path = stays('2026-01-01T00:00:00Z', [move('01-11', 'stranger', 'prospect'), move('01-31', 'prospect', 'customer')], '2026-02-10T00:00:00Z')
  expect(path.map((s) => s.stage)).toEqual(['stranger', 'prospect', 'customer'])
  expect(path.map((s) => s.width)).toEqual([0.25, 0.5, 0.25])
  expect(path[2]!.x).toBe(0.75)
})

it('keeps a stage that was passed through at once', () => {
  const path = stays('2026-01-01T00:00:00Z', [move('01-01', 'stranger', 'prospect'), move('01-01', 'prospect', 'customer')], '2026-01-02T00:00:00Z')
  expect(path.map((s) => [rows[s.row], s.width])).toEqual([['stranger', 0], ['prospect', 0], ['customer', 1]])
})

it('draws somebody who never moved', () => {
  expect(stays('2026-01-01T00:00:00Z', [], '2026-01-01T00:00:00Z')).toMatchObject([{ stage: 'stranger', x: 0, width: 0 }])
})
