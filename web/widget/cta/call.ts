/** A call to action as the house says it is shown here. Of who is left out by chance only that its time may come is said. */
export interface Call {
  id: string
  key: string
  name: string
  version: number
  /** Empty for who did not agree to be recognised: they are not counted. */
  arm: string
  kind: 'button' | 'banner' | 'popup' | 'slide-in'
  style: { color?: string; place?: string }
  moment: Moment
  frequency: { times: number; days: number; rest: number; again?: boolean }
  title?: string
  text?: string
  button?: string
  url?: string
  form?: string
  language: string
  words: { close: string }
}

export interface Moment {
  kind: 'now' | 'seconds' | 'scroll' | 'leaving'
  seconds?: number
  scroll?: number
  seen?: number
}

interface Script {
  (name: 'track', event: string, properties: Record<string, unknown>): void
  (name: 'ready', done: (about: { anonymousId: string | null }) => void): void
  lang?: string
}
const script = () => (window as unknown as { bd?: Script }).bd

/** What the tracking script knows and tells, where there is one and the visitor agreed. */
export const page = {
  visitor(): string {
    let id = ''
    script()?.('ready', (about) => (id = about.anonymousId ?? ''))
    return id
  },
  language: () => (script()?.lang ?? document.documentElement.lang).slice(0, 2),
  told(event: string, c: Call): void {
    if (c.arm) script()?.('track', event, { cta: c.id, cta_key: c.key, cta_name: c.name, cta_version: c.version, cta_arm: c.arm })
  },
}

const day = 86_400_000

/** When it was shown here, closed and clicked; nothing of whom. */
interface Kept {
  shown: number[]
  closed?: number
  clicked?: number
}

const name = (c: Call) => `bd_cta_${c.key}`

function kept(c: Call): Kept {
  try {
    return { shown: [], ...JSON.parse(localStorage.getItem(name(c)) ?? '{}') }
  } catch {
    return { shown: [] }
  }
}

/** Remembers in this browser what happened to it. A browser that keeps nothing is shown it again on the next page. */
export function keep(c: Call, what: 'shown' | 'closed' | 'clicked'): void {
  const was = kept(c)
  try {
    localStorage.setItem(name(c), JSON.stringify(what === 'shown' ? { ...was, shown: [...was.shown, Date.now()].slice(-100) } : { ...was, [what]: Date.now() }))
  } catch {
    // as said
  }
}

/** Whether it leaves this browser alone for now. */
export function rests(c: Call, now = Date.now()): boolean {
  const was = kept(c)
  const f = c.frequency
  if (was.clicked && !f.again) return true
  if (was.closed && now - was.closed < f.rest * day) return true
  return f.times > 0 && was.shown.filter((at) => !f.days || now - at < f.days * day).length >= f.times
}
