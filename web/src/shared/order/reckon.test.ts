import { expect, test } from 'vitest'
import { net, reckon, spread } from './reckon'

test('an invoice comes to what the server makes of it', () => {
  const lines = [
    { name: 'Cà phê rang', quantity: 2_500, price: 320_000, tax_rate: 8 },
    { name: 'Máy xay', quantity: 1_000, price: 4_990_000, discount: 490_000, tax_rate: 10 },
    { name: 'Giao hàng', quantity: 1_000, price: 35_000 },
  ]
  expect(reckon(lines, 533_500)).toEqual({ net: 5_335_000, tax: 462_600, total: 5_264_100 })
  expect(net(lines[0]!)).toBe(800_000)
})

test('a discount is spread to the last đồng, and cannot be more than there is', () => {
  expect(spread(100, [1, 1, 1])).toEqual([34, 33, 33])
  expect(spread(7, [0, 0])).toEqual([0, 0])
  expect(reckon([{ name: 'a', quantity: 1000, price: 10 }], 11)).toBeUndefined()
})
