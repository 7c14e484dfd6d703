import { expect, test } from 'vitest'
import { compare } from './compare'

const words = (before: string, after: string) => compare(before.split(''), after.split(''), (s) => s).map((d) => ({ same: '', gone: '-', new: '+' })[d.is] + d.value).join(' ')

test('what both have stays, the rest went or came', () => {
  expect(words('abc', 'abc')).toBe('a b c')
  expect(words('abc', 'axc')).toBe('a -b +x c')
  expect(words('ab', 'bab')).toBe('+b a b')
})
