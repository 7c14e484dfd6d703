import { expect, test } from 'vitest'
import { beginning, readParams, toLocal, writeParams } from './draft'

test('parameters are lines, and come back as they were', () => {
  const params = readParams(' utm_source=zalo\n\nref=a=b\nonly')
  expect(params).toEqual([{ name: 'utm_source', value: 'zalo' }, { name: 'ref', value: 'a=b' }, { name: 'only', value: '' }])
  expect(readParams(writeParams(params))).toEqual(params)
})

test('what stands over a page waits a little, what stands in it does not', () => {
  expect(beginning('Giá', 'popup').moment.kind).toBe('seconds')
  expect(beginning('Giá', 'button').moment.kind).toBe('now')
})

test('an instant is shown in the zone of who looks', () => {
  const shown = toLocal('2026-12-01T08:00:00Z')
  expect(new Date(shown).toISOString()).toBe('2026-12-01T08:00:00.000Z')
  expect(toLocal(undefined)).toBe('')
})
