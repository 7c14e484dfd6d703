import type { Moment } from './call'

/** How much of the page was seen, in percent. */
const seen = () => (100 * (scrollY + innerHeight)) / document.documentElement.scrollHeight

/** Calls once the moment has come; what it gives stops waiting for it. */
export function when(m: Moment, come: () => void): () => void {
  let over: () => void = () => undefined
  const once = () => {
    over()
    come()
  }
  const listen = (on: EventTarget, kind: string, does: (e: Event) => void) => {
    on.addEventListener(kind, does, { passive: true })
    over = () => on.removeEventListener(kind, does)
  }
  switch (m.kind) {
    case 'now':
      once()
      break
    case 'seconds': {
      const timer = setTimeout(once, (m.seconds ?? 0) * 1000)
      over = () => clearTimeout(timer)
      break
    }
    case 'scroll': {
      const far = () => seen() >= (m.scroll ?? 0)
      if (far()) once()
      else listen(window, 'scroll', () => far() && once())
      break
    }
    case 'leaving':
      leaving(once, listen)
  }
  return () => over()
}

/** A pointer leaves the page upwards; where there is none, somebody scrolls back up quickly from far below. */
function leaving(once: () => void, listen: (on: EventTarget, kind: string, does: (e: Event) => void) => void): void {
  if (matchMedia('(hover: hover)').matches) {
    listen(document.documentElement, 'mouseleave', (e) => (e as MouseEvent).clientY <= 0 && once())
    return
  }
  let deepest = 0
  listen(window, 'scroll', () => {
    deepest = Math.max(deepest, scrollY)
    if (deepest - scrollY > innerHeight) once()
  })
}
