// Geometry of ribbons: pure functions from numbers to points and SVG paths. Angles are degrees clockwise from the
// east, as the screen's y grows downwards; the wheel turns clockwise.

export interface Point {
  x: number
  y: number
}

/** A point of a ribbon's middle line, and the ribbon's width there. */
export interface Cut extends Point {
  width: number
}

export interface Circle extends Point {
  r: number
}

const radians = (degrees: number) => (degrees * Math.PI) / 180

/** The point of a circle at an angle. */
export function at(c: Circle, angle: number): Point {
  return { x: c.x + c.r * Math.cos(radians(angle)), y: c.y + c.r * Math.sin(radians(angle)) }
}

/** Where a point that turns clockwise heads at an angle, as a vector of length 1. */
export function heading(angle: number): Point {
  return { x: -Math.sin(radians(angle)), y: Math.cos(radians(angle)) }
}

export const along = (p: Point, way: Point, far: number): Point => ({ x: p.x + way.x * far, y: p.y + way.y * far })

const steps = 48

const sample = <T>(make: (t: number) => T): T[] => Array.from({ length: steps + 1 }, (_, i) => make(i / steps))

/** From 0 to 1 without a corner at either end. */
const ease = (t: number) => t * t * (3 - 2 * t)

/** Cuts along an arc, from one width to another. */
export function arc(c: Circle, from: number, to: number, width: [number, number]): Cut[] {
  return sample((t) => ({ ...at(c, from + (to - from) * t), width: width[0] + (width[1] - width[0]) * ease(t) }))
}

/** Cuts along a cubic Bézier curve of one width. */
export function curve(a: Point, b: Point, c: Point, d: Point, width: number): Cut[] {
  const mix = (t: number, k: 'x' | 'y') =>
    (1 - t) ** 3 * a[k] + 3 * (1 - t) ** 2 * t * b[k] + 3 * (1 - t) * t ** 2 * c[k] + t ** 3 * d[k]
  return sample((t) => ({ x: mix(t, 'x'), y: mix(t, 'y'), width }))
}

/** The outline of a ribbon: out along its left side, back along its right. */
export function outline(cuts: Cut[]): string {
  const side = (sign: 1 | -1) =>
    cuts.map((cut, i) => {
      const before = cuts[Math.max(0, i - 1)]!
      const after = cuts[Math.min(cuts.length - 1, i + 1)]!
      const length = Math.hypot(after.x - before.x, after.y - before.y) || 1
      const half = (sign * cut.width) / 2 / length
      return `${round(cut.x + (after.y - before.y) * half)} ${round(cut.y - (after.x - before.x) * half)}`
    })
  return `M${[...side(1), ...side(-1).reverse()].join('L')}Z`
}

const round = (n: number) => Math.round(n * 10) / 10

/** The arc of a circle as a line, for tracks. */
export function arcLine(c: Circle, from: number, to: number): string {
  const [a, b] = [at(c, from), at(c, to)]
  const large = Math.abs(to - from) > 180 ? 1 : 0
  return `M${round(a.x)} ${round(a.y)}A${round(c.r)} ${round(c.r)} 0 ${large} 1 ${round(b.x)} ${round(b.y)}`
}

/** An arrow's head at a point, towards where it heads. */
export function arrow(tip: Point, way: Point, size: number): string {
  const across = { x: -way.y, y: way.x }
  const foot = along(tip, way, -size)
  const [l, r] = [along(foot, across, size * 0.75), along(foot, across, -size * 0.75)]
  return `M${round(l.x)} ${round(l.y)}L${round(tip.x)} ${round(tip.y)}L${round(r.x)} ${round(r.y)}`
}
