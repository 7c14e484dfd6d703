// @vitest-environment jsdom
import { beforeEach, expect, test, vi } from 'vitest'
import { type Call, keep, page, rests } from './call'
import { over } from './over'
import { when } from './when'

const call = (more: Partial<Call> = {}): Call => ({
  id: 'cta_1', key: 'uu-dai', name: 'Ưu đãi', version: 2, arm: 'a', kind: 'slide-in', style: {}, moment: { kind: 'now' }, frequency: { times: 2, days: 7, rest: 30 },
  title: 'Giảm giá', text: 'Hôm nay', button: 'Lấy', url: '/gia', language: 'vi', words: { close: 'Đóng' }, ...more,
})
const day = 86_400_000
let told: unknown[][] = []

beforeEach(() => {
  localStorage.clear()
  document.body.innerHTML = ''
  told = []
  Object.assign(window, { bd: (...all: unknown[]) => told.push(all) })
  vi.stubGlobal('CSSStyleSheet', class { replaceSync() {} })
})

test('it is shown as often as is said, and again when that time is over', () => {
  const now = Date.now()
  expect(rests(call(), now)).toBe(false)
  keep(call(), 'shown')
  expect(rests(call(), now)).toBe(false)
  keep(call(), 'shown')
  expect(rests(call(), now)).toBe(true)
  expect(rests(call(), now + 7 * day + 1000)).toBe(false)
  expect(rests(call({ frequency: { times: 0, days: 0, rest: 0 } }), now)).toBe(false)
})

test('who closed it is left alone, and who clicked it for good', () => {
  keep(call(), 'closed')
  expect(rests(call())).toBe(true)
  expect(rests(call(), Date.now() + 31 * day)).toBe(false)
  keep(call(), 'clicked')
  expect(rests(call(), Date.now() + 31 * day)).toBe(true)
  expect(rests(call({ frequency: { times: 0, days: 0, rest: 1, again: true } }), Date.now() + 31 * day)).toBe(false)
})

test('what it tells names the version and the arm; who cannot be told again is not counted', () => {
  page.told('CTA Viewed', call())
  page.told('CTA Viewed', call({ arm: '' }))
  expect(told).toEqual([['track', 'CTA Viewed', { cta: 'cta_1', cta_key: 'uu-dai', cta_name: 'Ưu đãi', cta_version: 2, cta_arm: 'a' }]])
})

test('it has a name, a way out by mouse and keyboard, and is gone then', () => {
  over(call(), 'https://crm.example')
  const box = () => document.querySelector('[data-bd-over]')?.shadowRoot?.querySelector('section')
  expect(box()?.getAttribute('aria-label')).toBe('Giảm giá')
  expect(box()?.querySelector('a')?.getAttribute('href')).toBe('/gia')
  box()!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))
  expect(box()).toBeUndefined()
  over(call(), 'https://crm.example')
  box()!.querySelector<HTMLElement>('[aria-label="Đóng"]')!.click()
  expect(box()).toBeUndefined()
  expect(told.map((t) => t[1])).toEqual(['CTA Viewed', 'CTA Closed', 'CTA Viewed', 'CTA Closed'])
  expect(rests(call())).toBe(true)
})

test('a click for a form opens it here, and is told', () => {
  over(call({ url: undefined, form: 'dang-ky' }), 'https://crm.example')
  const go = document.querySelector('[data-bd-over]')!.shadowRoot!.querySelector('a')!
  expect(go.getAttribute('href')).toBe('https://crm.example/f/dang-ky?lang=vi')
  go.click()
  expect(told.map((t) => t[1])).toEqual(['CTA Viewed', 'CTA Clicked'])
  expect(document.querySelector<HTMLElement>('[data-bd-form]')?.dataset).toMatchObject({ bdForm: 'dang-ky', bdPopup: 'now' })
})

test('its time comes once, and not after the page was left', () => {
  vi.useFakeTimers()
  const come = vi.fn()
  when({ kind: 'seconds', seconds: 5 }, come)
  const stop = when({ kind: 'seconds', seconds: 5 }, come)
  stop()
  vi.advanceTimersByTime(60_000)
  expect(come).toHaveBeenCalledTimes(1)
  vi.useRealTimers()
  when({ kind: 'now' }, come)
  expect(come).toHaveBeenCalledTimes(2)
})
