/** Who visits: what this browser remembers of them, and whether it may. */

const year = 31536000

/** Reads what the browser keeps under a name; browsers that keep nothing have nothing. */
export function read(name: string): string | null {
  try {
    return localStorage.getItem(name)
  } catch {
    return null
  }
}

/** Keeps a text under a name, or forgets it. */
export function write(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(name)
    else localStorage.setItem(name, value)
  } catch {
    // A browser that keeps nothing: every visit is a new one.
  }
}

const cookie = (name: string) => document.cookie.match(`(?:^|; )${name}=([^;]*)`)?.[1]

const setCookie = (name: string, value: string, domain: string, age: number) => {
  document.cookie = `${name}=${value}; path=/; max-age=${age}; samesite=lax${domain}${location.protocol === 'https:' ? '; secure' : ''}`
}

/** Sets a cookie for the widest domain the browser allows, so that shop.example and www.shop.example know one visitor. */
function widest(name: string, value: string, age: number): void {
  const parts = location.hostname.split('.')
  for (let n = Math.min(2, parts.length); n <= parts.length; n++) {
    setCookie(name, value, `; domain=${parts.slice(-n).join('.')}`, age)
    if (cookie(name) === (age ? value : undefined)) return
  }
  setCookie(name, value, '', age)
}

/** Where the browser lives, as it says. */
export const zone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

export const uuid = (): string =>
  crypto.randomUUID?.() ?? '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, (c) => (+c ^ (crypto.getRandomValues(new Uint8Array(1))[0]! & (15 >> (+c / 4)))).toString(16))

/** The name of the anonymous id is the one other clients of the same API use: a visitor known to them stays known. */
const idName = 'ajs_anonymous_id'

/** The visitor's anonymous id, made at the first need. */
export function visitor(): string {
  const known = cookie(idName) ?? read(idName)?.replace(/"/g, '')
  const id = known ? decodeURIComponent(known).replace(/"/g, '') : uuid()
  widest(idName, id, year)
  write(idName, id)
  return id
}

/** Forgets who visits, as when somebody signs out of a shared computer, or withdraws. */
export function forget(): void {
  widest(idName, '', 0)
  for (const name of [idName, 'bd_user']) write(name, null)
}

export type Consent = 'given' | 'withdrawn' | null

export const consent = (): Consent => read('bd_consent') as Consent

/** Whether the browser says of itself that its user does not want to be followed. */
export const objects = (): boolean => (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl === true || navigator.doNotTrack === '1'

/** Colleagues are left out on the browsers where they said so, by opening a page with ?bd_staff=1 once. */
export function staff(): boolean {
  const said = new URLSearchParams(location.search).get('bd_staff')
  if (said !== null) write('bd_staff', said === '0' ? null : '1')
  return read('bd_staff') !== null
}
