import { expect, test } from 'vitest'
import { beginning, freeKey, keyOf, moved } from './draft'

test('an address is made of a Vietnamese name', () => expect(keyOf('Đăng ký dùng thử!')).toBe('dang-ky-dung-thu'))

test('a field gets a key that no other has', () => {
  const { fields } = beginning('', '')
  expect(freeKey(fields ?? [], 'Ngân sách')).toBe('ngan_sach')
  expect(freeKey(fields ?? [], 'E-mail')).toBe('e_mail')
  expect(freeKey(fields ?? [], 'name')).toBe('name_2')
})

test('fields are moved, and not out of the list', () => {
  expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b'])
  expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b'])
})
