import { expect, test } from 'vitest'
import { freeKey, keyOf } from './key'

test('a key is made of a Vietnamese name', () => {
  expect(keyOf('Chào mừng khách Đà Nẵng!')).toBe('chao-mung-khach-da-nang')
  expect(keyOf('Đăng ký dùng thử!')).toBe('dang-ky-dung-thu')
})

test('a long one ends with a letter or a digit', () => expect(keyOf(`${'a'.repeat(59)} b`)).toBe('a'.repeat(59)))

test('a key nobody has yet is numbered on', () => {
  expect(freeKey(['name'], 'Ngân sách', 'field')).toBe('ngan_sach')
  expect(freeKey(['name'], 'E-mail', 'field')).toBe('e_mail')
  expect(freeKey(['name', 'name_2'], 'name', 'field')).toBe('name_3')
  expect(freeKey([], '123', 'option')).toBe('option')
})
