// @vitest-environment jsdom
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { House, Refused } from './house'
import { Outbox } from './outbox'

test('it weighs at most 30 KB packed', async () => {
  const to = mkdtempSync(join(tmpdir(), 'widget'))
  onTestFinished(() => rmSync(to, { recursive: true }))
  await build({ configFile: 'widget.config.ts', mode: 'chat', logLevel: 'silent', build: { outDir: to } })
  expect(gzipSync(readFileSync(join(to, 'chat.js')), { level: 9 }).length).toBeLessThanOrEqual(30 * 1024)
})

/** A house that answers as it is told, and what it was asked. */
function answers(...each: (Error | undefined)[]) {
  const house = new House('https://crm.example.com', 'vi')
  house.session = 'x'
  const keys: string[] = []
  vi.spyOn(house, 'ask').mockImplementation((_, body) => {
    keys.push((body as { key: string }).key)
    const wrong = each.shift()
    return wrong ? Promise.reject(wrong) : Promise.resolve({} as never)
  })
  return { house, keys }
}

beforeEach(() => {
  vi.useFakeTimers()
  localStorage.clear()
})

test('what was not answered is sent again under its key, in order, and outlives the page', async () => {
  const { house, keys } = answers(new TypeError('no network'))
  const outbox = new Outbox(house, () => undefined, () => undefined)
  outbox.add('Một', [])
  outbox.add('Hai', [])
  await vi.advanceTimersByTimeAsync(0)
  expect(new Outbox(house, () => undefined, () => undefined).list.map((u) => u.text)).toEqual(['Một', 'Hai'])
  await vi.advanceTimersByTimeAsync(5000)
  expect(keys[0]).toBe(keys[1])
  expect(new Set(keys).size).toBe(2)
  expect(outbox.list).toEqual([])
})

test('what is refused stays to be seen, and holds up nothing', async () => {
  const { house, keys } = answers(new Refused(422, 'quá dài', 0))
  const outbox = new Outbox(house, () => undefined, () => undefined)
  outbox.add('Một', [])
  outbox.add('Hai', [])
  await vi.advanceTimersByTimeAsync(5000)
  expect(outbox.list.map((u) => u.problem)).toEqual(['quá dài'])
  expect(keys).toHaveLength(2)
})

test('a talk that is not known any more is begun anew, once', async () => {
  const unknown = vi.fn()
  const { house, keys } = answers(new Refused(401, '', 0), new Refused(401, 'lạ', 0))
  const outbox = new Outbox(house, () => undefined, unknown)
  outbox.add('Một', [])
  await vi.advanceTimersByTimeAsync(5000)
  expect(unknown).toHaveBeenCalledOnce()
  expect(keys).toHaveLength(2)
  expect(outbox.list[0]?.problem).toBe('lạ')
})
