import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { memo, type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'

interface Props<T> {
  items: T[]
  /** Tells the items apart. */
  id: (item: T, index: number) => string | number
  /** How high a row is, in pixels; a first guess where rows are measured. */
  height: number
  /** Rows differ in height and are measured once they stand. */
  measured?: boolean
  /** Asks for the next page when the end comes near; undefined where there is none. */
  more?: () => void
  /** Draws one row. Keep it the same function while it draws the same: only then do rows stand still while others scroll by. */
  children: (item: T, index: number) => ReactNode
  role?: string
}

/** A long list that scrolls with the page: only rows in sight are in it, so that ten thousand scroll as lightly as ten. */
export function Rows<T>({ items, id, height, measured, more, children, role }: Props<T>) {
  const box = useRef<HTMLDivElement>(null)
  const top = useTop(box)
  const rows = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => height,
    getItemKey: (index) => id(items[index]!, index),
    overscan: 8,
    scrollMargin: top,
  })
  useEffect(() => rows.measure(), [rows, height])

  const shown = rows.getVirtualItems()
  const last = shown.at(-1)?.index ?? 0
  useEffect(() => {
    if (more && last >= items.length - 60) more()
  }, [last, more, items.length])

  return (
    <div ref={box} role={role} style={{ position: 'relative', height: rows.getTotalSize() }}>
      {shown.map((v) => (
        <div key={v.key} ref={measured ? rows.measureElement : undefined} data-index={v.index}
          style={{ position: 'absolute', top: 0, left: 0, right: 0, height: measured ? undefined : v.size, transform: `translateY(${v.start - top}px)` }}>
          <Row item={items[v.index]!} index={v.index} draw={children as (item: unknown, index: number) => ReactNode} />
        </div>
      ))}
    </div>
  )
}

/** A row is drawn again only when it, or the way rows are drawn, has changed. */
const Row = memo(function Row({ item, index, draw }: { item: unknown; index: number; draw: (item: unknown, index: number) => ReactNode }) {
  return draw(item, index)
})

/** How far below the top of the page an element begins, whatever appears or goes above it. */
function useTop(box: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0)
  useLayoutEffect(() => {
    const measure = () => setTop(Math.round((box.current?.getBoundingClientRect().top ?? 0) + window.scrollY))
    const page = new ResizeObserver(measure)
    page.observe(document.body)
    return () => page.disconnect()
  }, [box])
  return top
}
