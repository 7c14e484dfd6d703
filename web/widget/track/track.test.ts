// @vitest-environment jsdom
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'

interface Sent {
  writeKey: string
  batch: { type: string; event?: string; messageId: string; anonymousId?: string; properties?: Record<string, unknown>; context: { page: { path: string; referrer: string }; campaign?: unknown } }[]
}

let built = ''
beforeAll(() => {
  const to = mkdtempSync(join(tmpdir(), 'widget'))
  try {
    execFileSync('npx', ['vite', 'build', '--config', 'widget.config.ts', '--outDir', to, '--logLevel', 'error'])
    built = readFileSync(join(to, 'b.js'), 'utf8')
  } finally {
    rmSync(to, { recursive: true })
  }
}, 120_000)

let sent: Sent[] = []
let answers: (() => Promise<Response>)[] = []
const ok = () => Promise.resolve(new Response('{}'))
const calls = () => sent.flatMap((s) => s.batch)
const bd = (...all: unknown[]) => (window as unknown as { bd: (...all: unknown[]) => void }).bd(...all)

const pristine = { pushState: history.pushState.bind(history), replaceState: history.replaceState.bind(history) }
const natural = [window, document].map((on) => ({ on, add: on.addEventListener.bind(on) as EventTarget['addEventListener'] }))
let listening: (() => void)[] = []

/** A page that is left takes its listeners along. */
function leave() {
  listening.forEach((stop) => stop())
  listening = []
  Object.assign(history, pristine)
}

/** Runs the built script as a page would that loads it with these attributes. */
function load(attributes: Record<string, string> = {}) {
  const e = document.createElement('script')
  e.src = 'https://crm.example/w/b.js'
  e.dataset.key = 'wk_1'
  Object.assign(e.dataset, attributes)
  vi.spyOn(document, 'currentScript', 'get').mockReturnValue(e)
  for (const { on, add } of natural) {
    vi.spyOn(on, 'addEventListener').mockImplementation((kind: string, does: EventListenerOrEventListenerObject, how?: boolean | AddEventListenerOptions) => {
      add(kind, does, how)
      listening.push(() => on.removeEventListener(kind, does, how))
    })
  }
  window.eval(built)
}

beforeEach(() => {
  leave()
  vi.useFakeTimers()
  vi.restoreAllMocks()
  localStorage.clear()
  document.cookie = 'ajs_anonymous_id=; max-age=0; path=/'
  document.body.innerHTML = ''
  history.replaceState(null, '', '/')
  sent = []
  answers = []
  vi.stubGlobal('fetch', (_: string, o: { body: string }) => {
    sent.push(JSON.parse(o.body) as Sent)
    return (answers.shift() ?? ok)()
  })
  Object.defineProperty(navigator, 'sendBeacon', { configurable: true, value: (_: string, body: string) => sent.push(JSON.parse(body) as Sent) > 0 })
})

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

test('it weighs at most 4 KB packed', () => {
  expect(gzipSync(built, { level: 9 }).length).toBeLessThanOrEqual(4096)
})

test('nothing is kept or sent of somebody before they agree, and then what they did before on the page', async () => {
  history.replaceState(null, '', '/gia?utm_source=zalo&utm_campaign=tet')
  load()
  await pass(5000)
  expect(sent).toHaveLength(0)
  expect(localStorage.length + document.cookie.length).toBe(0)
  bd('consent', 'given', { wording: '1' })
  await pass(5000)
  expect(calls().map((c) => c.event ?? c.type)).toEqual(['page', 'Consent Given'])
  expect(new Set(calls().map((c) => c.anonymousId)).size).toBe(1)
  expect(calls()[0]).toMatchObject({ anonymousId: expect.any(String), context: { page: { path: '/gia' }, campaign: { source: 'zalo', name: 'tet' } } })
})

test('who withdraws is forgotten, and nothing more is sent', async () => {
  localStorage.setItem('bd_consent', 'given')
  load()
  await pass(5000)
  bd('consent', 'withdrawn')
  const before = calls().length
  expect(calls()[before - 1]).toMatchObject({ event: 'Consent Withdrawn' })
  bd('track', 'Product Viewed')
  await pass(60_000)
  expect(calls()).toHaveLength(before)
  expect(document.cookie + localStorage.getItem('bd_queue')).toBe('null')
})

test('colleagues are left out, and so is who objects in the browser where consent is implied', async () => {
  history.replaceState(null, '', '/?bd_staff=1')
  load({ consent: 'implied' })
  await pass(5000)
  expect(sent).toHaveLength(0)
  localStorage.clear()
  history.replaceState(null, '', '/')
  Object.defineProperty(navigator, 'globalPrivacyControl', { configurable: true, value: true })
  load({ consent: 'implied' })
  await pass(5000)
  Object.defineProperty(navigator, 'globalPrivacyControl', { configurable: true, value: undefined })
  expect(sent).toHaveLength(0)
})

test('what is not answered is sent again under its id, when the server says', async () => {
  localStorage.setItem('bd_consent', 'given')
  answers = [() => Promise.resolve(new Response('', { status: 429, headers: { 'Retry-After': '7' } })), () => Promise.reject(new Error('lost'))]
  load()
  await pass(3000)
  expect(sent).toHaveLength(1)
  await pass(3000)
  expect(sent).toHaveLength(1)
  await pass(60_000)
  expect(sent).toHaveLength(3)
  expect(new Set(calls().map((c) => c.messageId)).size).toBe(1)
  expect(localStorage.getItem('bd_queue')).toBeNull()
})

test('what was not sent when the page was left is sent by the next', async () => {
  localStorage.setItem('bd_consent', 'given')
  answers = [() => new Promise(() => {})]
  load()
  bd('track', 'Product Viewed', { product_id: 'ca-phe' })
  dispatchEvent(new Event('pagehide'))
  expect(sent[sent.length - 1]!.batch.map((c) => c.event ?? c.type)).toEqual(['page', 'Product Viewed'])
  sent = []
  leave()
  load()
  await pass(10_000)
  expect(calls().filter((c) => c.event === 'Product Viewed')).not.toHaveLength(0)
})

test('addresses that change without loading are pages, each once, and know where one came from', async () => {
  localStorage.setItem('bd_consent', 'given')
  load()
  history.pushState(null, '', '/san-pham#anh')
  await pass(10)
  history.pushState(null, '', '/san-pham#gia')
  await pass(10_000)
  const pages = calls().filter((c) => c.type === 'page' && c.context.page.path === '/san-pham')
  expect(new Set(pages.map((c) => c.messageId)).size).toBe(pages.length)
  expect(pages[0]!.context.page.referrer).toContain('localhost')
})

test('marked elements and forms are told; of a form only the marked fields', async () => {
  localStorage.setItem('bd_consent', 'given')
  document.body.innerHTML = `<a href="/gia" data-bd-event="Promotion Clicked" data-bd-promotion-id="tet"><b>Xem giá</b></a>
    <form data-bd-event="Form Submitted" data-bd-form-name="Tư vấn"><input data-bd-field="email" value="lan@example.vn"><input name="card" value="4111"></form>`
  document.body.addEventListener('click', (e) => e.preventDefault())
  load()
  document.querySelector('b')!.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))
  document.querySelector('form')!.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))
  await pass(10_000)
  const by = (event: string) => calls().find((c) => c.event === event)!.properties
  expect(by('Promotion Clicked')).toMatchObject({ promotionId: 'tet', text: 'Xem giá' })
  expect(by('Form Submitted')).toEqual({ formName: 'Tư vấn' })
  expect(calls().find((c) => c.type === 'identify')).toMatchObject({ traits: { email: 'lan@example.vn' } })
  expect(JSON.stringify(sent)).not.toContain('4111')
})
