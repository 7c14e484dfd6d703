import { expect, test } from 'vitest'
import { type Choice, rewrite } from './choices'

const was: Choice[] = [
  { key: 'a', label: { vi: 'Chăm sóc', en: 'Care' } },
  { key: 'b', label: { vi: 'Bán hàng', en: '' } },
  { key: 'c', label: { vi: 'Giao hàng', en: '' } },
]
const said = (all: Choice[]) => all.map((c) => `${c.key}: ${c.label.vi} / ${c.label.en}`)

test('a choice keeps its key and its words in the other language where its line moves or is written anew', () => {
  expect(said(rewrite(was, 'vi', ['Giao hàng', 'Chăm sóc', 'Bán hàng']))).toEqual(['c: Giao hàng / ', 'a: Chăm sóc / Care', 'b: Bán hàng / '])
  expect(said(rewrite(was, 'vi', ['Chăm khách', 'Bán hàng', 'Giao hàng']))).toEqual(['a: Chăm khách / Care', 'b: Bán hàng / ', 'c: Giao hàng / '])
})

test('a line that goes takes its choice along; what is not yet said in a language stays', () => {
  expect(said(rewrite(was, 'vi', ['Chăm sóc', 'Giao hàng']))).toEqual(['a: Chăm sóc / Care', 'c: Giao hàng / '])
  expect(said(rewrite(was, 'en', ['Care', 'Sales']))).toEqual(['a: Chăm sóc / Care', 'b: Bán hàng / Sales', 'c: Giao hàng / '])
  expect(said(rewrite(was, 'vi', []))).toEqual([])
})

test('a new line gets a key of its own, and two that say the same have two', () => {
  expect(said(rewrite([], 'vi', ['Đẹp', 'Đẹp', '']))).toEqual(['dep: Đẹp / ', 'dep_2: Đẹp / '])
  expect(said(rewrite(was, 'vi', ['Bán hàng', 'Bán hàng', 'Giao hàng'])).at(0)).toBe('a: Bán hàng / Care') // while the first is written anew
})
