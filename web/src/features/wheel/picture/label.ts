// Labels of the picture: what is written, and how much room it takes.

/** A piece of a line. With a figure it is a door to the list behind it; with a place, to that screen. */
export interface Span {
  text: string
  figure?: string
  to?: Place
  bold?: boolean
  tone?: 'ink' | 'soft' | 'attract-text' | 'engage-text' | 'delight-text' | 'dormant-text'
}

/** A screen for who may see it; with what of it, given the wheel's days. */
export interface Place {
  path: string
  permission: string
  search?: (from: string, to: string) => Record<string, string>
}

export interface Line {
  size: number
  spans: Span[]
  /** It tells of now and not of the period: on the screen only, in no saved picture. */
  now?: boolean
}

/** A block of lines; y is its top. */
export interface Label {
  id: string
  x: number
  y: number
  anchor: 'start' | 'middle' | 'end'
  lines: Line[]
}

export interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

const leading = 1.32

export const lineHeight = (line: Line) => line.size * leading

export const heightOf = (lines: Line[]) => lines.reduce((sum, line) => sum + lineHeight(line), 0)

/** The baselines of a label's lines. */
export function baselines(label: Label): number[] {
  let y = label.y
  return label.lines.map((line) => {
    y += lineHeight(line)
    return y - line.size * 0.34
  })
}

/** How wide a line is at most: characters of this typeface, counted generously. */
export function widthOf(line: Line): number {
  return line.spans.reduce((sum, { text, bold }) => {
    const narrow = text.match(/[ .,·ilIjtfr1|()]/gu)?.length ?? 0
    const wide = text.match(/[mwMWđĐQGO%+−]/gu)?.length ?? 0
    const plain = [...text].length - narrow - wide
    return sum + line.size * (narrow * 0.32 + plain * 0.575 + wide * 0.78) * (bold ? 1.06 : 1)
  }, 0)
}

export function boxOf(label: Label): Box {
  const width = Math.max(...label.lines.map(widthOf))
  const left = label.anchor === 'start' ? label.x : label.anchor === 'end' ? label.x - width : label.x - width / 2
  return { left, top: label.y, right: left + width, bottom: label.y + heightOf(label.lines) }
}

export const overlap = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
