import { describe, expect, it } from 'vitest'
import { formatter } from '../../../shared/format'
import { arrowsOf, bandsOf } from './bands'
import { boxOf, lineHeight, overlap, widthOf } from './label'
import { clear, layOut, loopOf } from './layout'
import { textsOf } from './texts'
import { scaleOf, type Turning } from './turning'
import { en, vi } from './words'

const calm: Turning = {
  arrivals: 2033, prospects: 335, customers: 217, promoters: 118, prospectsLost: 129, customersLost: 130, prospectsBack: 21, customersBack: 34,
  repeats: 536, friends: 41, stock: { stranger: 22223, prospect: 452, customer: 1351, promoter: 621, dormant: 2139 },
  mass: 1972, massBefore: 1851, median: { prospect: 9.875, customer: 118.3 }, rotationSpeed: 29,
}
const times = (t: Turning, n: number): Turning => ({
  ...t,
  ...(Object.fromEntries(Object.entries(t).filter(([, v]) => typeof v === 'number').map(([k, v]) => [k, (v as number) * n])) as Partial<Turning>),
  stock: Object.fromEntries(Object.entries(t.stock).map(([k, v]) => [k, v * n])) as Turning['stock'],
})
const quiet: Turning = {
  ...times(calm, 0), arrivals: 1, stock: { stranger: 1, prospect: 0, customer: 0, promoter: 0, dormant: 0 }, median: {}, rotationSpeed: null,
}
const turnings = { 'a small company': calm, 'a thousand times as many': times(calm, 1000), 'one stranger': quiet, 'more repeats than arrivals': { ...calm, repeats: 90_000 } }
// From the smallest phone to a wall; 336 and 924 are what the screen leaves at 360 and 1440.
const widths = [300, 320, 336, 375, 414, 480, 620, 679, 680, 720, 860, 924, 1200]

for (const [spoken, words] of Object.entries({ vi, en })) {
  const f = formatter(spoken as 'vi' | 'en', 'Asia/Ho_Chi_Minh')
  const momentum = { days: 90, shown: f.moneyShort(420_200_000_000, 'VND') }
  describe.each(widths)(`the picture in ${spoken}, %d px wide`, (width) => {
    const cases = Object.entries(turnings).flatMap(([name, t]) => [undefined, 0, 1000].map((due) => [name, due, t] as const))
    it.each(cases)('shows %s with %s answers due and leads waiting without one label on another, on the ring or cut off', (_, due, t) => {
      const layout = layOut(width, textsOf(t, width, words, f, momentum, { due, leads: due }))
      const boxes = layout.labels.filter((l) => l.lines.length > 0).map((l) => ({ id: l.id, ...boxOf(l) }))
      for (const [i, a] of boxes.entries()) {
        expect.soft({ id: a.id, left: a.left >= -1, right: a.right <= width + 1, top: a.top >= 0, bottom: a.bottom <= layout.height }).toEqual({ id: a.id, left: true, right: true, top: true, bottom: true })
        for (const b of boxes.slice(i + 1)) expect.soft(overlap(a, b), `${a.id} on ${b.id}`).toBe(false)
        if (a.id !== 'repeats') expect.soft(clear(a, layout), `${a.id} on the ring`).toBe(true) // they stand in their own loop
      }
    })
  })
}

describe.each(widths)('the hub, %d px wide', (width) => {
  it.each([vi, en])('holds every line that stands in it', (words) => {
    const f = formatter(words === vi ? 'vi' : 'en', 'UTC')
    const { labels, hub } = layOut(width, textsOf(calm, width, words, f, { days: 90, shown: f.moneyShort(420_200_000, 'VND') }))
    const label = labels.find((l) => l.id === 'hub')!
    let top = label.y
    for (const line of label.lines) {
      const far = Math.max(Math.abs(top + line.size * 0.2 - hub.y), Math.abs(top + lineHeight(line) - line.size * 0.2 - hub.y))
      expect.soft(Math.hypot(widthOf(line) / 2, far), line.spans.map((s) => s.text).join('')).toBeLessThan(hub.r + 3)
      top += lineHeight(line)
    }
  })
})

describe('the bands', () => {
  it('are as wide as the square root of people, on one scale', () => {
    const scale = scaleOf(calm, 60)
    expect(scale(calm.arrivals)).toBe(60)
    expect(scale(calm.arrivals / 4)).toBeCloseTo(30)
    expect(scale(0)).toBe(0)
  })

  it('are not drawn for what did not happen', () => {
    const layout = layOut(860, textsOf(quiet, 860, en, formatter('en', 'UTC')))
    expect(bandsOf(quiet, layout).map((s) => s.id)).toEqual(['strangers', 'attract'])
    expect(arrowsOf(quiet, layout)).toEqual([])
  })

  it('are all drawn where everything happened, and never with a broken number', () => {
    for (const width of widths) {
      const shapes = bandsOf(calm, layOut(width, textsOf(calm, width, vi, formatter('vi', 'UTC'))))
      expect(shapes.map((s) => s.id).sort()).toEqual(['attract', 'customers-back', 'customers-lost', 'delight', 'engage', 'friends', 'prospects-back', 'prospects-lost', 'repeats', 'strangers'])
      for (const s of shapes) expect(s.d).not.toMatch(/NaN|undefined|Infinity/)
    }
  })

  it('leave room for repeat purchases between hub and ring', () => {
    for (const width of widths) {
      const { ring, hub, track } = layOut(width, textsOf(calm, width, vi, formatter('vi', 'UTC')))
      const loop = loopOf(ring, hub, track)
      expect(Math.hypot(loop.x - hub.x, loop.y - hub.y) - loop.r - track / 2).toBeGreaterThan(hub.r)
    }
  })
})
