import { expect, test } from 'vitest'
import { readAmount } from './amount'

test('amounts are read as people write them', () => {
  for (const [text, amount] of [
    ['500k', 500_000], ['1tr2', 1_200_000], ['1tr25', 1_250_000], ['1,5 triệu', 1_500_000], ['1.5tr', 1_500_000], ['2 tỷ', 2e9], ['250.000 đ', 250_000],
    ['250,000', 250_000], ['1.250.000', 1_250_000], ['0', 0], ['-50k', -50_000], ['1 200 000', 1_200_000], ['12', 12], ['3tỷ5', 3.5e9], ['500 nghìn', 500_000],
  ] as const) expect([text, readAmount(text, 0)]).toEqual([text, amount])
  expect(readAmount('12,50', 2)).toBe(1250)
  expect(readAmount('1.234,50', 2)).toBe(123450)
  expect(readAmount('1,234.50', 2)).toBe(123450)
})

test('what is no amount is none', () => {
  for (const text of ['', 'abc', '1..2', 'k', '1tr2tr', '1.23.456', '--1', '1,5tr2']) expect([text, readAmount(text, 0)]).toEqual([text, undefined])
})
