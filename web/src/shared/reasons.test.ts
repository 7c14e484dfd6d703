import { expect, test } from 'vitest'
import { reasonIn } from './reasons'

test('a reason is told in the language of who reads it', () => {
  expect(reasonIn('vi', 'no purchases in the period')).toBe('trong kỳ không có lần mua nào')
  expect(reasonIn('en', 'no purchases in the period')).toBe('no purchases in the period')
})

test('what stands in a reason stands in its Vietnamese', () => {
  const reason = 'not enough data: people who bought again: 29, needed: 30'
  expect(reasonIn('vi', reason)).toBe('số người đã mua lại: 29, cần: 30')
  expect(reasonIn('en', reason)).toBe('people who bought again: 29, needed: 30')
  expect(reasonIn('vi', 'not reached: block 60 is still above half of block 1')).toBe('chưa tới: khối 60 vẫn còn hơn một nửa khối 1')
})

test('one that nobody has translated is shown as it came', () => {
  expect(reasonIn('vi', 'because')).toBe('because')
})
