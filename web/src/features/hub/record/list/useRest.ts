import { type RefObject, useLayoutEffect, useState } from 'react'

/** How much of the window's height is left below where an element begins, in pixels. */
export function useRest(box: RefObject<HTMLElement | null>): number {
  const [rest, setRest] = useState(480)
  useLayoutEffect(() => {
    const measure = () => {
      const top = (box.current?.getBoundingClientRect().top ?? 0) + window.scrollY
      setRest(Math.max(320, Math.floor(window.innerHeight - top - 16)))
    }
    measure()
    const page = new ResizeObserver(measure)
    page.observe(document.body)
    window.addEventListener('resize', measure)
    return () => {
      page.disconnect()
      window.removeEventListener('resize', measure)
    }
  }, [box])
  return rest
}
