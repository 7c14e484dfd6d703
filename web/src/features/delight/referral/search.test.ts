import { expect, test } from 'vitest'
import { readSearch } from './search'

test('a link names the part, and which referrals', () => {
  expect(readSearch({ part: 'list', state: 'review', owed: 'true' })).toEqual({ part: 'list', state: 'review', owed: true })
  expect(readSearch({ part: 'list', people: 'invited', from: '2026-10-01', to: '2026-11-01' })).toEqual({ part: 'list', people: 'invited', from: '2026-10-01', to: '2026-11-01' })
  expect(readSearch({ part: 'cellar', state: 'drop table', owed: 'yes', people: 'everybody' })).toEqual({})
})
