import { expect, it } from 'vitest'
import { largest, unfit } from './upload'

it('takes tables and lines, packed or not', () => {
  for (const name of ['don_hang.CSV', 'Bán hàng 2026.xlsx', 'log.jsonl.gz', 'a.b.tsv']) expect(unfit({ name, size: 1 })).toBeUndefined()
  for (const name of ['anh.png', 'csv', 'a.xls', 'a.gz', 'a.csv.zip']) expect(unfit({ name, size: 1 })).toBe('kind')
})

it('refuses what is too large before it is sent', () => {
  expect(unfit({ name: 'a.csv', size: largest })).toBeUndefined()
  expect(unfit({ name: 'a.csv', size: largest + 1 })).toBe('size')
})
