import { scaleLinear } from 'd3-scale'
import { area, type Area, curveMonotoneX, line } from 'd3-shape'

/** One stretch of 30 days of the coasting curve, counted from 1; revenue in minor units. */
export type Block = { block: number; revenue: number | null }

export const blockDays = 30

type Point = { block: number; revenue: number }

/** The day in the middle of a block. */
const middle = (p: { block: number }) => (p.block - 0.5) * blockDays

export type Frame = { width: number; height: number; left: number; right: number; top: number; bottom: number }

export type Curve = {
  line: string
  /** Under the curve, and the part of it that is the momentum. */
  area: string
  momentum: string
  xTicks: { x: number; days: number }[]
  yTicks: { y: number; revenue: number }[]
  /** Where the curve is half of its first block; null where that is not known or beyond what is shown. */
  half: { x: number; y: number } | null
  /** The interval of the half-life along the axis, cut at what is shown. */
  interval: { from: number; to: number } | null
  at: (days: number) => number
}

/**
 * The geometry of a coasting curve: each block stands at its mid-point, as the half-life is read off between them.
 * Only the first `blocks` are shown. Null where no block has revenue.
 */
export function drawCurve(
  coasting: Block[],
  frame: Frame,
  blocks: number,
  halfLife: number | null,
  interval?: { low: number | null; high: number | null } | null,
): Curve | null {
  const points = coasting.slice(0, blocks).filter((b): b is Point => b.revenue !== null)
  const top = Math.max(0, ...points.map((p) => p.revenue))
  if (points.length === 0 || top === 0) return null
  const end = points.length * blockDays
  const x = scaleLinear([0, end], [frame.left, frame.width - frame.right])
  const y = scaleLinear([0, 1.06 * top], [frame.height - frame.bottom, frame.top])
  const under = area<Point>((p) => x(middle(p)), y(0), (p) => y(p.revenue)).curve(curveMonotoneX)
  return {
    line: line<Point>((p) => x(middle(p)), (p) => y(p.revenue)).curve(curveMonotoneX)(points) ?? '',
    area: under(points) ?? '',
    momentum: between(under, points, 90) ?? '',
    xTicks: dayTicks(end, frame.width).map((d) => ({ x: x(d), days: d })),
    yTicks: y.ticks(4).map((revenue) => ({ y: y(revenue), revenue })),
    half: halfLife !== null && halfLife <= end ? { x: x(halfLife), y: y(points[0]!.revenue / 2) } : null,
    interval: interval && interval.low !== null ? { from: x(Math.min(interval.low, end)), to: x(Math.min(interval.high ?? end, end)) } : null,
    at: x,
  }
}

/** The area under the curve up to a day between the mid-points of two blocks. */
function between(under: Area<Point>, points: Point[], day: number): string | null {
  const upTo = points.filter((p) => middle(p) <= day)
  const next = points[upTo.length]
  const last = upTo.at(-1)
  if (!last || !next) return under(upTo)
  const share = (day - middle(last)) / blockDays
  return under([...upTo, { block: last.block + share, revenue: last.revenue + share * (next.revenue - last.revenue) }])
}

/** Round numbers of days, so many as there is room for. */
function dayTicks(end: number, width: number): number[] {
  const room = Math.max(2, Math.floor(width / 90))
  const step = [30, 60, 90, 180, 360, 720].find((s) => end / s <= room) ?? 720
  return Array.from({ length: Math.floor(end / step) + 1 }, (_, i) => i * step)
}

/** How many blocks to show: until four half-lives have passed, between a year and all there are. */
export function shownBlocks(coasting: Block[], halfLife: number | null): number {
  const wanted = halfLife === null ? coasting.length : Math.ceil((4 * halfLife) / blockDays)
  return Math.min(coasting.length, Math.max(12, wanted))
}
