import { expect, test } from 'vitest'
import { keyOf } from './key'

test('a key is made of a Vietnamese name', () => {
  expect(keyOf('Chào mừng khách Đà Nẵng!')).toBe('chao-mung-khach-da-nang')
  expect(keyOf('Đăng ký dùng thử!')).toBe('dang-ky-dung-thu')
})

test('a long one ends with a letter or a digit', () => expect(keyOf(`${'a'.repeat(59)} b`)).toBe('a'.repeat(59)))
