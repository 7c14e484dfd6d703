import { expect, test } from 'vitest'
import { readCondition, readGroup, unfinished, writeCondition } from './condition'

const texts = [
  'stage = customer',
  'city = "Huế" and owner = me',
  '(stage = customer or stage = promoter) and created_at > -30d',
  'exists phone and not exists email',
  'tags has vip or tags has "khách quen"',
  'status in (draft, confirmed, "đã xong")',
  'did("Order Completed", within 30d, amount > 100000) >= 3',
  'never did("Order Completed")',
  'last did("Page Viewed") < -2w',
  'in segment "seg_abc" and consent.email.marketing = given',
  'sum(did("Order Completed", within 90d, total > 3), value) >= 5tr or bucket("tet", 0, 10)',
  'not (stage = dormant or stage = stranger)',
  'deal(state = open and value > 50tr) and not deal(stale = yes or state = won)',
  'name ~ "say \\"hi\\" \\\\ now"',
]

test('what is written is read and written the same', () => {
  for (const text of texts) expect(writeCondition(readCondition(text)!), text).toBe(text)
})

test('a text that looks like a number keeps being one', () => {
  expect(writeCondition({ kind: 'compare', field: 'name', op: '=', values: ['and'] })).toBe('name = "and"')
  expect(writeCondition({ kind: 'compare', field: 'total', op: '>', values: ['100000'] })).toBe('total > 100000')
})

test('what controls cannot show stays text', () => {
  for (const text of ['stage =', 'did("x", since 2026-01-01)', '(a = b', 'a = b c', 'a == b', '"open']) expect(readCondition(text), text).toBeUndefined()
})

test('the top is a group, and what is not filled in yet is left out', () => {
  expect(readGroup('a = b')).toEqual({ kind: 'and', parts: [{ kind: 'compare', field: 'a', op: '=', values: ['b'] }] })
  expect(readGroup('')).toEqual({ kind: 'and', parts: [] })
  expect(writeCondition({ kind: 'and', parts: [{ kind: 'compare', field: 'a', op: '=', values: [''] }, { kind: 'exists', field: 'b' }] })).toBe('exists b')
})

test('what is left out is counted, however deep it lies', () => {
  const open = { kind: 'did', event: '', op: '>=', times: 1 } as const
  expect(unfinished({ kind: 'and', parts: [{ kind: 'not', of: open }, { kind: 'or', parts: [open, { kind: 'exists', field: 'b' }] }, { kind: 'deal', of: { kind: 'and', parts: [open] } }] })).toBe(3)
  for (const text of texts) expect(unfinished(readCondition(text)!), text).toBe(0)
})
