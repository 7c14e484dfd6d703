/**
 * Calls to action on a page: the house is asked once for each address which of them may be shown here, and each comes when
 * its time has come. Buttons stand where an element says data-bd-cta="KEY"; of what stands over a page there is one at a time.
 */
import { keep, page, rests, type Call } from './call'
import { over } from './over'
import { place } from './place'
import { when } from './when'

const host = new URL((document.currentScript as HTMLScriptElement).src).origin
const narrow = 640

/** How this visit began, kept for as long as the tab is open; a browser that keeps nothing begins anew on each page. */
function visit(): { began: string; referrer: string; seen: number } {
  let was = { began: location.href, referrer: document.referrer, seen: 0 }
  try {
    was = { ...was, ...JSON.parse(sessionStorage.getItem('bd_visit') ?? '{}') }
    sessionStorage.setItem('bd_visit', JSON.stringify({ ...was, seen: was.seen + 1 }))
  } catch {
    // as said
  }
  return { ...was, seen: was.seen + 1 }
}

let stop: (() => void)[] = []

async function show(): Promise<void> {
  stop.forEach((f) => f())
  stop = []
  const here = location.href
  const v = visit()
  const places = [...document.querySelectorAll<HTMLElement>('[data-bd-cta]')]
  const body = JSON.stringify({
    visitor: page.visitor(),
    url: here,
    began: v.began,
    referrer: v.referrer,
    phone: innerWidth < narrow,
    language: page.language(),
    keys: places.map((e) => e.dataset.bdCta),
  })
  const answer = await fetch(`${host}/w/cta`, { method: 'POST', body, credentials: 'omit' })
  if (!answer.ok || location.href !== here) return
  const { ctas } = (await answer.json()) as { ctas: Call[] }
  for (const c of ctas) if (c.kind === 'button') places.filter((e) => e.dataset.bdCta === c.key).forEach((e) => stop.push(place(e, c, host)))
  const first = ctas.find((c) => c.kind !== 'button' && !rests(c))
  if (!first || v.seen < (first.moment.seen ?? 0)) return
  stop.push(when(first.moment, () => {
    keep(first, 'shown')
    if (first.arm === 'control') page.told('CTA Withheld', first)
    else stop.push(over(first, host))
  }))
}

const begin = () => void show().catch(() => undefined)

for (const name of ['pushState', 'replaceState'] as const) {
  const was = history[name]
  history[name] = function (...all: Parameters<typeof was>) {
    const before = location.href.replace(/#.*/, '')
    was.apply(this, all)
    if (location.href.replace(/#.*/, '') !== before) begin()
  }
}
addEventListener('popstate', begin)
begin()
