import { expect, test } from 'vitest'
import { type Block, drawCurve, shownBlocks } from './curve'

const frame = { width: 600, height: 240, left: 50, right: 10, top: 10, bottom: 30 }
const fading: Block[] = Array.from({ length: 60 }, (_, i) => ({ block: i + 1, revenue: Math.round(1_000_000 * 0.9 ** i) }))

test('the curve stays inside its frame and begins at the middle of block 1', () => {
  const c = drawCurve(fading, frame, 24, 200)!
  const numbers = c.line.match(/-?[\d.]+,-?[\d.]+/g)!.map((p) => p.split(',').map(Number))
  for (const [x, y] of numbers) {
    expect(x).toBeGreaterThanOrEqual(frame.left)
    expect(x).toBeLessThanOrEqual(frame.width - frame.right)
    expect(y).toBeGreaterThanOrEqual(frame.top)
    expect(y).toBeLessThanOrEqual(frame.height - frame.bottom)
  }
  expect(numbers[0]![0]).toBeCloseTo(c.at(15), 2)
})

test('the half-life is marked at half the height of block 1', () => {
  const c = drawCurve(fading, frame, 24, 200)!
  const zero = c.yTicks[0]!.y
  const first = Number(c.line.match(/^M[\d.]+,([\d.]+)/)![1])
  expect(c.half!.x).toBe(c.at(200))
  expect(zero - c.half!.y).toBeCloseTo((zero - first) / 2, 1)
})

test('a half-life beyond what is shown is not marked, and its interval is cut', () => {
  const c = drawCurve(fading, frame, 6, 200, { low: 90, high: 400 })!
  expect(c.half).toBeNull()
  expect(c.interval).toEqual({ from: c.at(90), to: frame.width - frame.right })
})

test('without revenue there is no curve', () => {
  expect(drawCurve(fading.map((b) => ({ ...b, revenue: null })), frame, 12, null)).toBeNull()
  expect(drawCurve(fading.map((b) => ({ ...b, revenue: 0 })), frame, 12, null)).toBeNull()
  expect(drawCurve([], frame, 12, null)).toBeNull()
})

test('ticks leave room for their words at phone width', () => {
  const c = drawCurve(fading, { ...frame, width: 320 }, 60, null)!
  const gaps = c.xTicks.slice(1).map((t, i) => t.x - c.xTicks[i]!.x)
  expect(Math.min(...gaps)).toBeGreaterThan(60)
})

test.each([
  [null, 60],
  [30, 12],
  [170, 23],
  [5000, 60],
])('a half-life of %s days shows %d blocks', (halfLife, blocks) => expect(shownBlocks(fading, halfLife)).toBe(blocks))
