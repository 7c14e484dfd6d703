import { type Layout, loopOf } from './layout'
import { along, arc, arrow, at, type Circle, curve, heading, outline, type Point } from './ring'
import { scaleOf, type Turning } from './turning'

/** One painted shape. A fade runs between two points, from the first colour to the second; null is nothing. */
export interface Shape {
  id: string
  d: string
  fill?: string
  opacity?: number
  fade?: { from: Point; to: Point; colours: [string | null, string | null] }
}

/** Where on the ring the stages stand. */
export const nodes = { prospect: 270, customer: 30, promoter: 150 } as const

/** How far a band stays away from a stage, in degrees. */
const gap = 5.5

/** The segments' stretches of the ring, for their pale tracks. */
export const stretches = [
  { segment: 'attract', from: nodes.promoter + gap, to: nodes.prospect - gap },
  { segment: 'engage', from: nodes.prospect + gap, to: nodes.customer + 360 - gap },
  { segment: 'delight', from: nodes.customer + gap, to: nodes.promoter - gap },
] as const

/** Where strangers join the ring. */
const joining = 205

/** The bands, streams and loops of a turning, back to front. What did not happen is not drawn. */
export function bandsOf(t: Turning, layout: Layout): Shape[] {
  const { ring, track } = layout
  const scale = scaleOf(t, track)
  const [toProspect, toCustomer] = [scale(t.prospects + t.prospectsBack), scale(t.customers + t.customersBack)]
  const shapes: (Shape | false)[] = [
    t.repeats > 0 && loop(layout, scale(t.repeats)),
    t.prospectsLost > 0 && falling('prospects-lost', ring, 318, scale(t.prospectsLost)),
    t.prospectsBack > 0 && rising('prospects-back', ring, 14, scale(t.prospectsBack), 'engage'),
    t.customersLost > 0 && falling('customers-lost', ring, 60, scale(t.customersLost)),
    t.customersBack > 0 && rising('customers-back', ring, 124, scale(t.customersBack), 'delight'),
    t.arrivals > 0 && stream(layout, scale(t.arrivals)),
    t.friends > 0 && friends(ring, scale(t.friends)),
    band('attract', arc(ring, joining, nodes.prospect - gap, [scale(t.arrivals), scale(t.prospects)])),
    band('engage', arc(ring, nodes.prospect + gap, nodes.customer + 360 - gap, [toProspect, scale(t.customers)])),
    band('delight', arc(ring, nodes.customer + gap, nodes.promoter - gap, [toCustomer, scale(t.promoters)])),
  ]
  return shapes.filter((s) => s !== false)
}

const band = (segment: string, cuts: ReturnType<typeof arc>): Shape | false =>
  cuts.some((c) => c.width > 0) && { id: segment, d: outline(cuts), fill: `var(--${segment})` }

/** Strangers come in from outside, out of nothing. */
function stream({ ring }: Layout, thick: number): Shape {
  const join = at(ring, joining)
  const far = ring.r * 0.52
  const start = { x: 0, y: ring.y + ring.r * 0.03 }
  const inwards = curve(start, { x: start.x + far * 0.62, y: start.y }, along(join, heading(joining), -far), join, thick)
  const cuts = [...inwards, ...arc(ring, joining, joining + 1, [thick, thick])] // a little further, so that no seam shows
  return { id: 'strangers', d: outline(cuts), fade: { from: start, to: join, colours: [null, 'var(--attract)'] } }
}

/** Promoters feed the same ring: their green turns into the blue it joins. */
function friends(ring: Circle, thick: number): Shape {
  const [from, to] = [nodes.promoter + gap, joining + 4]
  const cuts = arc(ring, from, to, [thick, thick])
  return { id: 'friends', d: outline(cuts), fade: { from: at(ring, from), to: at(ring, to), colours: ['var(--delight)', 'var(--attract)'] } }
}

/** Who falls asleep is thrown off outwards and fades. */
function falling(id: string, ring: Circle, angle: number, thick: number): Shape {
  const start = at(ring, angle)
  const way = heading(angle)
  const out = { x: way.y, y: -way.x }
  const flung = (far: number, outwards: number) => along(along(start, way, ring.r * far), out, ring.r * outwards)
  const end = flung(0.64, 0.2)
  const cuts = curve(start, flung(0.22, 0), flung(0.44, 0.05), end, thick)
  return { id, d: outline(cuts), fade: { from: along(start, out, thick / 2), to: end, colours: ['var(--dormant)', null] } }
}

/** Who wakes comes back in, the way others fell. */
function rising(id: string, ring: Circle, angle: number, thick: number, segment: string): Shape {
  const end = at(ring, angle)
  const way = heading(angle)
  const out = { x: way.y, y: -way.x }
  const flown = (far: number, outwards: number) => along(along(end, way, -ring.r * far), out, ring.r * outwards)
  const start = flown(0.64, 0.2)
  const cuts = curve(start, flown(0.44, 0.05), flown(0.22, 0), end, thick)
  return { id, d: outline(cuts), fade: { from: start, to: along(end, out, thick / 2), colours: [null, `var(--${segment})`] } }
}

/** Repeat purchases: a small wheel within the wheel that touches the ring. */
function loop({ ring, hub, track }: Layout, thick: number): Shape {
  const circle = loopOf(ring, hub, track)
  return { id: 'repeats', d: outline(arc(circle, 30, 390, [thick, thick])), fill: 'var(--engage)', opacity: 0.5 }
}

/** Small heads that say which way it all goes. */
export function arrowsOf(t: Turning, { ring, hub, track }: Layout): string[] {
  const size = track * 0.17
  const heads = [[250, t.prospects], [2, t.customers], [124, t.promoters]] as const
  const onRing = heads.filter(([, n]) => n > 0).map(([angle]) => arrow(along(at(ring, angle), heading(angle), size / 2), heading(angle), size))
  if (!t.repeats) return onRing
  const circle = loopOf(ring, hub, track)
  return [...onRing, arrow(at(circle, 214), heading(212), size)]
}
