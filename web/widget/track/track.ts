/**
 * The tracking script: pages, what people came by, what they click, whom they say they are. Nothing is kept or sent of
 * somebody before they agreed, unless the page says that they need not (data-consent="implied").
 */
import { Queue, type Call } from './queue'
import { consent, forget, objects, read, staff, uuid, visitor, write, zone } from './visitor'

type Properties = Record<string, unknown>

const script = document.currentScript as HTMLScriptElement
const set = script.dataset
const host = new URL(script.src).origin

/** Whether something may be kept and sent of who visits. */
const allowed = (): boolean => {
  const said = consent()
  if (staff() || said === 'withdrawn') return false
  return said === 'given' || (set.consent === 'implied' && !objects())
}

const queue = new Queue(host, set.key ?? '', allowed)
let address = ''
let referrer = document.referrer

function campaign(): Properties | undefined {
  const found: Properties = {}
  new URLSearchParams(location.search).forEach((value, name) => {
    if (name.startsWith('utm_')) found[name === 'utm_campaign' ? 'name' : name.slice(4)] = value
  })
  return Object.keys(found).length ? found : undefined
}

const page = () => ({ url: location.href, path: location.pathname, search: location.search, title: document.title, referrer })

function call(type: string, more: Properties): void {
  const user = read('bd_user')
  queue.add({
    type,
    messageId: uuid(),
    timestamp: new Date().toISOString(),
    anonymousId: allowed() ? visitor() : undefined,
    userId: user ?? undefined,
    context: { page: page(), campaign: campaign(), userAgent: navigator.userAgent, locale: navigator.language, timezone: type === 'identify' ? zone() : undefined, library: { name: 'banhda', version: '1' } },
    ...more,
  } as Call)
}

/** A page is told once for each address: of pages that change theirs without loading, too. */
function look(): void {
  const now = location.href.replace(/#.*/, '')
  if (now === address) return
  if (address) referrer = address
  address = now
  call('page', { properties: {} })
}

const camel = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

/** The data-bd-… of an element as properties, but for those with a meaning of their own. */
function propertiesOf(e: HTMLElement): Properties {
  const found: Properties = {}
  for (const [name, value] of Object.entries(e.dataset)) {
    if (/^bd[A-Z]/.test(name) && name !== 'bdEvent') found[camel(name.slice(2))] = value
  }
  return found
}

const marked = (e: Event): HTMLElement | null => (e.target instanceof Element ? e.target.closest<HTMLElement>('[data-bd-event]') : null)

function clicked(e: Event): void {
  const at = marked(e)
  if (at && !(at instanceof HTMLFormElement)) {
    const link = at.closest('a')
    api.track(at.dataset.bdEvent!, { ...propertiesOf(at), text: (at.textContent ?? '').trim().slice(0, 100), ...(link && { href: link.href }) })
  }
}

/** A form of the page's own is told when it is sent: of its fields those that are marked, by what they are. */
function submitted(e: Event): void {
  const form = marked(e)
  if (!(form instanceof HTMLFormElement)) return
  const values: Properties = {}
  form.querySelectorAll<HTMLInputElement>('[data-bd-field]').forEach((field) => {
    if (field.value && (field.type !== 'checkbox' || field.checked)) values[field.dataset.bdField!] = field.value
  })
  if (Object.keys(values).length) api.identify(undefined, values)
  api.track(form.dataset.bdEvent!, propertiesOf(form))
}

/** What a page may call, as bd('track', 'Product Viewed', { … }). */
const api: Record<string, (...all: never[]) => void> & { track: (name: string, properties?: Properties) => void; identify: (id?: string, traits?: Properties) => void } = {
  page: (properties: Properties = {}) => call('page', { properties }),
  track: (event, properties = {}) => call('track', { event, properties }),
  identify: (id, traits = {}) => {
    if (id && allowed()) write('bd_user', id)
    call('identify', { ...(id && { userId: id }), traits })
  },
  consent: (said: 'given' | 'withdrawn', evidence: Properties = {}) => {
    const was = consent()
    if (was === said) return
    if (said === 'withdrawn') {
      if (was === 'given' || allowed()) call('track', { event: 'Consent Withdrawn', properties: { purpose: 'profiling', ...evidence } })
      queue.leave()
      write('bd_consent', said)
      queue.drop()
      forget()
      return
    }
    write('bd_consent', said)
    queue.admit(allowed() ? visitor() : undefined)
    call('track', { event: 'Consent Given', properties: { purpose: 'profiling', ...evidence } })
    queue.later(0)
  },
  reset: () => forget(),
  ready: (done: (about: Properties) => void) => done({ host, key: set.key, anonymousId: allowed() ? visitor() : null, consent: consent() }),
}

/** Parts that only some pages need come from the same place. */
function part(name: string): void {
  const e = document.createElement('script')
  e.src = trusted(`${host}/w/${name}.js`)
  e.async = true
  if (script.nonce) e.nonce = script.nonce
  document.head.append(e)
}

interface TrustedTypes { createPolicy: (name: string, rules: { createScriptURL: (url: string) => string }) => { createScriptURL: (url: string) => string } }

/** An address of a script, as pages take it that require Trusted Types. Where their policy does not name banhda, they take none. */
function trusted(url: string): string {
  const types = (window as unknown as { trustedTypes?: TrustedTypes }).trustedTypes
  if (!types) return url
  made ??= types.createPolicy('banhda', { createScriptURL: (own) => own })
  return made.createScriptURL(url)
}

let made: ReturnType<TrustedTypes['createPolicy']> | undefined

function begin(): void {
  look()
  if (document.querySelector('[data-bd-form]')) part('form')
  if (set.cta !== undefined || document.querySelector('[data-bd-cta]')) part('cta')
  if (set.banner !== undefined && consent() === null && !staff()) part('consent')
  queue.later(0)
}

const window_ = window as unknown as { bd?: { (...all: unknown[]): void; q?: unknown[][] } }
const asked = window_.bd?.q ?? []
const bd = (name: unknown, ...rest: unknown[]) => api[name as string]?.(...(rest as never[]))
window_.bd = Object.assign((...all: unknown[]) => bd(...(all as [unknown])), { host, key: set.key, lang: set.lang ?? document.documentElement.lang })
asked.forEach((all) => bd(...([...all] as [unknown])))

for (const name of ['pushState', 'replaceState'] as const) {
  const was = history[name]
  history[name] = function (...all: Parameters<typeof was>) {
    was.apply(this, all)
    setTimeout(look) // once the page has its new title
  }
}
addEventListener('popstate', look)
addEventListener('pagehide', () => queue.leave())
document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && queue.leave())
document.addEventListener('click', clicked, true)
document.addEventListener('submit', submitted, true)
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', begin)
else begin()
