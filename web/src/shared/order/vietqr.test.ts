import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { QRPay } from 'vietnam-qr-pay'

// The codes the server writes, read by a library of somebody else.
const codes = readFileSync('../engage/payment/testdata/vietqr.txt', 'utf8').trimEnd().split('\n').map((l) => l.split('\t'))

test.each(codes)('%s says who is paid, how much and what for', (text, bank, account, amount, purpose) => {
  const read = new QRPay(text!)
  expect(read.isValid).toBe(true)
  expect(read.consumer).toMatchObject({ bankBin: bank, bankNumber: account })
  expect(read.amount ?? '0').toBe(amount)
  expect(read.additionalData.purpose ?? '').toBe(purpose ?? '')
})

test('one digit read wrongly is known', () => {
  expect(new QRPay(codes[0]![0]!.replace('1100000', '1200000')).isValid).toBe(false)
})
