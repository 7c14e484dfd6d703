import { type Box, heightOf, type Label, type Line } from './label'
import { type Circle } from './ring'

/** Where everything of the picture stands, for one width. */
export interface Layout {
  narrow: boolean
  width: number
  height: number
  /** The middle line of the ring, and how wide a band may be at most. */
  ring: Circle
  track: number
  hub: Circle
  /** Where the rim's marks turn. */
  rim: Circle
  labels: Label[]
}

/** What is written, by where it belongs; lines only, without a place. */
export type Texts = Record<
  'stranger' | 'prospect' | 'customer' | 'promoter' | 'attract' | 'engage' | 'delight' | 'prospectsLost' | 'customersLost' | 'friends' | 'repeats' | 'hub',
  Line[]
>

/** From this width on there is room beside the wheel. */
export const roomy = 620

/** Lays the picture out in a width. Wide, labels stand around the wheel; narrow, in the corners above and below it. */
export function layOut(width: number, texts: Texts): Layout {
  return width >= roomy ? wide(width, texts) : narrow(width, texts)
}

const track = (outer: number) => outer * 0.23

function wide(width: number, texts: Texts): Layout {
  const outer = Math.min(270, (width - 2 * 172) / 2)
  const rim = outer + 18
  const c = { x: width / 2, y: heightOf(texts.prospect) + rim + 16 }
  const ring = { ...c, r: outer - track(outer) / 2 }
  const hub = { ...c, r: outer * 0.32 }
  const beside = rim + 10
  const side = c.y + ring.r * 0.5 // the height of the nodes of customers and promoters
  const place = placing(texts)
  const lost = place('customersLost', c.x - ring.r * 0.04, c.y + Math.max(ring.r * 1.38, rim + 12), 'middle')
  return {
    narrow: false, width, height: lost.y + heightOf(lost.lines) + 8, ring, track: track(outer), hub, rim: { ...c, r: rim },
    labels: [
      place('prospect', c.x, 0, 'middle'),
      place('attract', c.x - beside * 0.72, c.y - beside * 0.8, 'end'),
      place('engage', c.x + beside * 0.72, c.y - beside * 0.8, 'start'),
      place('stranger', 0, c.y - track(outer) / 2 - heightOf(texts.stranger), 'start'),
      place('prospectsLost', c.x + Math.max(ring.r * 1.36, rim + 10), c.y - ring.r * 0.38 - heightOf(texts.prospectsLost) / 2, 'start'),
      place('customer', c.x + beside * 0.9, side - 8, 'start'),
      place('promoter', c.x - beside * 0.9, side - 8, 'end'),
      place('delight', c.x - beside * 0.66, c.y + beside * 0.78, 'end'),
      lost,
      place('friends', c.x - ring.r + track(outer) / 2 + 12, c.y + outer * 0.22, 'start'),
      centred(place, 'repeats', loopOf(ring, hub, track(outer))),
      centred(place, 'hub', hub),
    ],
  }
}

function narrow(width: number, texts: Texts): Layout {
  const outer = Math.min(180, (width - 96) / 2)
  const rim = outer + 10
  const corner = Math.max(heightOf(texts.attract), heightOf(texts.engage)) + 8
  const c = { x: width / 2 + 6, y: corner + heightOf(texts.prospect) + rim + 8 }
  const ring = { ...c, r: outer - track(outer) / 2 }
  const hub = { ...c, r: outer * 0.4 }
  const place = placing(texts)
  const below = c.y + rim * 0.86
  const stages = Math.max(heightOf(texts.customer), heightOf(texts.promoter))
  const delight = Math.max(c.y + rim + 40, below + stages + 6)
  const lost = place('customersLost', c.x, delight + heightOf(texts.delight), 'middle')
  return {
    narrow: true, width, height: lost.y + heightOf(lost.lines) + 4, ring, track: track(outer), hub, rim: { ...c, r: rim },
    labels: [
      place('attract', 0, 0, 'start'),
      place('engage', width, 0, 'end'),
      place('prospect', c.x, corner, 'middle'),
      place('stranger', 0, c.y - rim * 0.66 - heightOf(texts.stranger), 'start'),
      place('prospectsLost', width, c.y - rim * 0.72 - heightOf(texts.prospectsLost), 'end'),
      place('customer', width, below, 'end'),
      place('promoter', 0, below, 'start'),
      place('delight', c.x, delight, 'middle'),
      lost,
      centred(place, 'hub', hub),
    ],
  }
}

type Place = (id: keyof Texts, x: number, y: number, anchor: Label['anchor']) => Label

const placing = (texts: Texts): Place => (id, x, y, anchor) => ({ id, x, y, anchor, lines: texts[id] })

function centred(place: Place, id: keyof Texts, c: Circle): Label {
  const label = place(id, c.x, 0, 'middle')
  return { ...label, y: c.y - heightOf(label.lines) / 2 }
}

/** Repeat purchases go round a small wheel that touches the ring from inside where customers are made. */
export function loopOf(ring: Circle, hub: Circle, track: number): Circle {
  const r = (ring.r - hub.r - track / 2 - 6) / 2
  const angle = Math.PI / 6
  return { x: ring.x + (ring.r - r) * Math.cos(angle), y: ring.y + (ring.r - r) * Math.sin(angle), r }
}

/** What keeps a box out of the ring: it lies outside the rim, or within the ring's inner edge. */
export function clear(box: Box, { rim, ring, track }: Layout): boolean {
  const dx = Math.max(box.left - rim.x, rim.x - box.right, 0)
  const dy = Math.max(box.top - rim.y, rim.y - box.bottom, 0)
  const far = Math.max(...[box.left, box.right].flatMap((x) => [box.top, box.bottom].map((y) => Math.hypot(x - rim.x, y - rim.y))))
  return Math.hypot(dx, dy) >= rim.r || far <= ring.r - track / 2
}
