import { expect, it } from 'vitest'
import type { Draft, DraftFile } from '../../../shared/client'
import { left, merge, setRole, without } from './draft'

const file = (path: string, ...roles: DraftFile['columns'][number]['role'][]): DraftFile => ({
  path, header: true, event: 'Order Completed', orders: 'each', columns: roles.map((role, i) => ({ name: `c${i}`, role })),
})
const draft = (...files: DraftFile[]): Draft => ({ source: 'shop', files })
const roles = (f: DraftFile) => f.columns.map((c) => c.role)

it('keeps choices for files that stay and proposes for new ones', () => {
  const chosen = draft({ ...file('a.csv', 'email'), event: 'Lead Captured' })
  const merged = merge({ ...draft(file('a.csv', 'phone'), file('b.csv', 'name')), source: 'other' }, chosen)
  expect(merged.source).toBe('shop')
  expect(merged.files.map((f) => f.event)).toEqual(['Lead Captured', 'Order Completed'])
})

it('gives a single role to one column only', () => {
  expect(roles(setRole(file('a', 'email', 'ignore'), 'c1', 'email'))).toEqual(['property', 'email'])
  expect(roles(setRole(file('a', 'property', 'ignore'), 'c1', 'property'))).toEqual(['property', 'property'])
})

it('reads rows as orders once a column is their number, and no longer when none is', () => {
  const ordered = setRole(file('a', 'email', 'ignore'), 'c1', 'order')
  expect(ordered.orders).toBe('one')
  expect(setRole(ordered, 'c1', 'ignore').orders).toBe('each')
  expect(setRole({ ...ordered, orders: 'sum' }, 'c0', 'phone').orders).toBe('sum')
})

it('knows how times are written when a column becomes one', () => {
  const timed = setRole(file('a', 'ignore'), 'c0', 'time', 'DD/MM/YYYY')
  expect(timed.columns[0]!.format).toBe('DD/MM/YYYY')
  expect(setRole(timed, 'c0', 'ignore', 'DD/MM/YYYY').columns[0]!.format).toBeUndefined()
})

it('leaves files out', () => expect(without(draft(file('a'), file('b')), new Set(['a\n'])).files.map((f) => f.path)).toEqual(['b']))

it('reckons the time left', () => {
  expect(left(25, 100, 10)).toBe(30)
  expect([left(0, 100, 10), left(5, 0, 10), left(5, 100, 0.5)]).toEqual([null, null, null])
})
