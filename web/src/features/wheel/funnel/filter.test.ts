import { expect, test } from 'vitest'
import { type Filter, readFilter, writeFilter } from './filter'

test.each<[string, Filter]>([
  ['', { join: 'and', conditions: [] }],
  ['total >= 100', { join: 'and', conditions: [{ field: 'total', op: '>=', values: ['100'] }] }],
  [
    'coupon = TET or not exists coupon',
    { join: 'or', conditions: [{ field: 'coupon', op: '=', values: ['TET'] }, { field: 'coupon', op: 'missing', values: [] }] },
  ],
  ['"first item" in (latte, "cà phê")', { join: 'and', conditions: [{ field: 'first item', op: 'in', values: ['latte', 'cà phê'] }] }],
])('reads %s', (text, filter) => expect(readFilter(text)).toEqual(filter))

test.each(['a = 1 and b = 2 or c = 3', '(a = 1)', 'not a = 1', 'a = "100"', 'a =', '= 1', 'a in ()', 'a "=" 1', 'a = 1 and'])(
  'leaves %s as text',
  (text) => expect(readFilter(text)).toBeNull(),
)

test('what the editor writes is read back as it was', () => {
  const filter: Filter = {
    join: 'or',
    conditions: [
      { field: 'and', op: 'contains', values: ['say "hi" \\'] },
      { field: 'giá trị', op: '<', values: ['-0.5'] },
      { field: 'code', op: '!=', values: ['007'] },
      { field: 'city', op: 'in', values: ['Hà Nội', '84', ']'] },
      { field: 'not', op: 'exists', values: [] },
    ],
  }
  expect(readFilter(writeFilter(filter))).toEqual(filter)
})
