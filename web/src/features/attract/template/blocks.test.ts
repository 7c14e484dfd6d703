import { expect, test } from 'vitest'
import { gist, keyOf, label, moved, newBlock } from './blocks'

test('a block moves, and nothing moves beyond the ends', () => {
  expect(moved([1, 2, 3], 0, 2)).toEqual([2, 3, 1])
  expect(moved([1, 2, 3], 2, 0)).toEqual([3, 1, 2])
  const list = [1, 2]
  expect(moved(list, 0, -1)).toBe(list)
  expect(moved(list, 1, 2)).toBe(list)
})

test('a key is made of a name', () => {
  expect(keyOf('Chào mừng khách Đà Nẵng!')).toBe('chao-mung-khach-da-nang')
})

test('the gist of a block is what it says, in the language that says something', () => {
  expect(gist({ kind: 'text', text: label('Chào  bạn') }, 'en')).toBe('Chào bạn')
  expect(gist({ kind: 'html', text: label('<b>Mua</b> ngay') }, 'vi')).toBe('Mua ngay')
  expect(gist(newBlock('divider'), 'vi')).toBe('')
})
