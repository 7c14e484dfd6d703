import { expect, test } from 'vitest'
import { pressSort, readSearch, readSort, writeSort } from './search'

test('a column is sorted up, then down, then not', () => {
  let sort = readSort(undefined)
  for (const want of ['name', '-name', '', 'name']) {
    sort = pressSort(sort, 'name', false)
    expect(writeSort(sort)).toBe(want)
  }
  expect(writeSort(pressSort(readSort('name,-total'), 'city', true))).toBe('name,-total,city')
  expect(writeSort(pressSort(readSort('name,-total'), 'name', true))).toBe('-name,-total')
  expect(writeSort(pressSort(readSort('name,-total'), 'city', false))).toBe('city')
})

test('an empty condition in the URL is one', () => {
  expect(readSearch({ where: '' })).toEqual({ where: '' })
  expect(readSearch({ view: '', q: 'lan', create: 'x' })).toEqual({ q: 'lan' })
})
