import { expect, test } from 'vitest'
import { gist, label, newBlock } from './blocks'

test('the gist of a block is what it says, in the language that says something', () => {
  expect(gist({ kind: 'text', text: label('Chào  bạn') }, 'en')).toBe('Chào bạn')
  expect(gist({ kind: 'html', text: label('<b>Mua</b> ngay') }, 'vi')).toBe('Mua ngay')
  expect(gist(newBlock('divider'), 'vi')).toBe('')
})
