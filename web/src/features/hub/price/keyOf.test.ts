import { expect, test } from 'vitest'
import { keyOf } from './keyOf'

test.each([['Bán lẻ', 'ban_le'], ['Đại lý cấp 1', 'dai_ly_cap_1'], ['2026 Tết', 'b_2026_tet'], ['!!!', 'b']])('%s has the key %s', (name, key) => {
  expect(keyOf(name)).toBe(key)
  expect(keyOf(name)).toMatch(/^[a-z][a-z0-9_]{0,39}$/)
})
