import { type Box, boxOf, heightOf, type Label, type Line, overlap } from './label'
import { at, type Circle } from './ring'

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

/** From these widths on there is room beside the wheel, and inside its ring. */
export const roomy = 680
export const roomyInside = 880

/** Lays the picture out in a width. Wide, labels stand around the wheel; narrow, in the corners above and below it. */
export function layOut(width: number, texts: Texts): Layout {
  return width >= roomy ? wide(width, texts) : narrow(width, texts)
}

const track = (outer: number) => outer * 0.23

function wide(width: number, texts: Texts): Layout {
  const outer = Math.min(270, (width - 2 * 176) / 2)
  const rim = { x: width / 2, y: heightOf(texts.prospect) + outer + 34, r: outer + 18 }
  const ring = { ...rim, r: outer - track(outer) / 2 }
  const hub = { ...rim, r: outer * 0.345 }
  const place = placing(texts)
  const around = (id: keyof Texts, angle: number, anchor: Label['anchor']) => outwards(place(id, 0, 0, anchor), rim, angle)
  const asleep = place('customersLost', rim.x - ring.r * 0.04, rim.y + Math.max(ring.r * 1.38, rim.r + 12), 'middle')
  const awake = place('prospectsLost', rim.x + Math.max(ring.r * 1.36, rim.r + 8), rim.y - ring.r * 0.38 - heightOf(texts.prospectsLost) / 2, 'start')
  const friends = rim.y + outer * 0.2
  return {
    narrow: false, width, height: asleep.y + heightOf(asleep.lines) + 8, ring, track: track(outer), hub, rim,
    labels: [
      place('prospect', rim.x, 0, 'middle'),
      around('attract', 227, 'end'),
      around('engage', 313, 'start'),
      place('stranger', 0, rim.y - track(outer) / 2 - heightOf(texts.stranger), 'start'),
      awake,
      around('customer', 28, 'start'),
      around('promoter', 152, 'end'),
      around('delight', 131, 'end'),
      asleep,
      place('friends', rim.x - chord(ring.r - track(outer) / 2, friends + heightOf(texts.friends) - rim.y) + 8, friends, 'start'),
      centred(place, 'repeats', loopOf(ring, hub, track(outer))),
      centred(place, 'hub', hub),
    ],
  }
}

/** With so much more room above the wheel as its labels need. */
function narrow(width: number, texts: Texts, room = 0): Layout {
  const outer = Math.min(180, (width - 96) / 2)
  const top = Math.max(heightOf(texts.attract), heightOf(texts.engage)) + 8
  const rim = { x: width / 2 + 6, y: top + heightOf(texts.prospect) + room + outer + 18, r: outer + 10 }
  const ring = { ...rim, r: outer - track(outer) / 2 }
  const hub = { ...rim, r: outer * 0.4 }
  const place = placing(texts)
  const corners = [
    corner(place('stranger', 0, rim.y - rim.r * 0.66, 'start'), rim, -1),
    corner(place('prospectsLost', width, rim.y - rim.r * 0.72, 'end'), rim, -1),
    corner(place('customer', width, rim.y + rim.r * 0.84, 'end'), rim, 1),
    corner(place('promoter', 0, rim.y + rim.r * 0.84, 'start'), rim, 1),
  ]
  const prospect = place('prospect', rim.x, top, 'middle')
  if (corners.some((label) => label.lines.length > 0 && overlap(boxOf(label), boxOf(prospect)))) return narrow(width, texts, room + 6)
  const below = Math.max(rim.y + rim.r + 30, ...corners.map((label) => boxOf(label).bottom + 6))
  const asleep = place('customersLost', rim.x, below + heightOf(texts.delight), 'middle')
  return {
    narrow: true, width, height: asleep.y + heightOf(asleep.lines) + 4, ring, track: track(outer), hub, rim,
    labels: [
      place('attract', 0, 0, 'start'),
      place('engage', width, 0, 'end'),
      prospect,
      ...corners,
      place('delight', rim.x, below, 'middle'),
      asleep,
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

/** Moves a label away from the centre along an angle until it stands outside the rim. */
function outwards(label: Label, rim: Circle, angle: number): Label {
  for (let r = rim.r + 6; ; r += 3) {
    const p = at({ ...rim, r }, angle)
    const moved = { ...label, x: p.x, y: p.y - heightOf(label.lines) / 2 }
    if (gapTo(boxOf(moved), rim) >= rim.r + 4) return moved
  }
}

/** Puts a label of a corner above (−1) or below (1) a height, and further away where the rim would run through it. */
function corner(label: Label, rim: Circle, side: 1 | -1): Label {
  const { left, right } = boxOf(label)
  const free = chord(rim.r + 4, label.anchor === 'start' ? Math.max(0, rim.x - right) : Math.max(0, left - rim.x))
  return side < 0
    ? { ...label, y: Math.min(label.y, rim.y - free) - heightOf(label.lines) }
    : { ...label, y: Math.max(label.y, rim.y + free) }
}

/** Half the width of a circle at a distance from its middle; 0 beyond it. */
const chord = (r: number, distance: number) => Math.sqrt(Math.max(0, r * r - distance * distance))

/** Repeat purchases go round a small wheel that touches the ring from inside where customers are made. */
export function loopOf(ring: Circle, hub: Circle, track: number): Circle {
  const r = (ring.r - hub.r - track / 2 - 6) / 2
  return { ...at({ ...ring, r: ring.r - r }, 30), r }
}

/** How far a box is from a circle's middle. */
function gapTo(box: Box, c: Circle): number {
  const dx = Math.max(box.left - c.x, c.x - box.right, 0)
  const dy = Math.max(box.top - c.y, c.y - box.bottom, 0)
  return Math.hypot(dx, dy)
}

/** Whether a box stays out of the ring: it lies outside the rim, or between the hub and the ring's inner edge. */
export function clear(box: Box, { rim, ring, track }: Layout): boolean {
  const corners = [box.left, box.right].flatMap((x) => [box.top, box.bottom].map((y) => Math.hypot(x - rim.x, y - rim.y)))
  return gapTo(box, rim) >= rim.r || Math.max(...corners) <= ring.r - track / 2
}
