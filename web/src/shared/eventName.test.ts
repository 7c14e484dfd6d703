import { expect, test } from 'vitest'
import { eventName } from './eventName'

test('what the product names has a Vietnamese name, what a company names keeps its own', () => {
  expect(eventName('vi', 'Order Completed')).toBe('Hoàn tất đơn hàng')
  expect(eventName('en', 'Order Completed')).toBe('Order Completed')
  expect(eventName('vi', 'Đặt bàn')).toBe('Đặt bàn')
  expect(eventName('vi', 'constructor')).toBe('constructor')
})
