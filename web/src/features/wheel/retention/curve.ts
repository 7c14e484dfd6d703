import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import type { Point } from './average'

export type Frame = { width: number; height: number; left: number; right: number; top: number; bottom: number }

/** The average curve in a frame: shares from 0 to 1 upwards, periods to the right. */
export function drawAverage(points: Point[], frame: Frame) {
  const x = scaleLinear([0, Math.max(1, points.length - 1)], [frame.left, frame.width - frame.right])
  const y = scaleLinear([0, 1], [frame.height - frame.bottom, frame.top])
  const known = points.flatMap((p) => (p.rate === null ? [] : [{ ...p, x: x(p.k), y: y(p.rate) }]))
  const every = Math.max(1, Math.ceil(points.length / Math.max(2, Math.floor(frame.width / 60))))
  return {
    path: line<{ x: number; y: number }>((p) => p.x, (p) => p.y)(known) ?? '',
    dots: known,
    xTicks: points.filter((p) => p.k % every === 0).map((p) => ({ k: p.k, x: x(p.k) })),
    yTicks: [0, 0.25, 0.5, 0.75, 1].map((share) => ({ share, y: y(share) })),
  }
}
