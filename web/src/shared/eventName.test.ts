import { expect, test } from 'vitest'
import { eventName, eventNamed } from './eventName'

test('what the product names has a Vietnamese name, what a company names keeps its own', () => {
  expect(eventName('vi', 'Order Completed')).toBe('Hoàn tất đơn hàng')
  expect(eventName('en', 'Order Completed')).toBe('Order Completed')
  expect(eventName('vi', 'Đặt bàn')).toBe('Đặt bàn')
  expect(eventName('vi', 'constructor')).toBe('constructor')
  expect(eventNamed('vi', 'order_completed')).toBe('Hoàn tất đơn hàng')
  expect(eventNamed('en', 'order_completed')).toBe('Order Completed')
  expect(eventNamed('en', 'dat_ban')).toBe('dat ban')
})
