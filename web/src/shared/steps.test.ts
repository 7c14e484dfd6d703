import { expect, test } from 'vitest'
import { readSteps, type Step, StepsError, writeSteps } from './steps'

test.each<[string, Step[]]>([
  ['', []],
  ['Page Viewed', [{ event: 'Page Viewed', where: '' }]],
  ['->prospect , →customer', [{ stage: 'prospect' }, { stage: 'customer' }]],
  ['Order Completed[total >= 100 and coupon = TET], →promoter', [{ event: 'Order Completed', where: 'total >= 100 and coupon = TET' }, { stage: 'promoter' }]],
  ['"Đơn, đã giao"[city = "Hà Nội, ] cũ"]', [{ event: 'Đơn, đã giao', where: 'city = "Hà Nội, ] cũ"' }]],
  ['"→customer"', [{ event: '→customer', where: '' }]],
  ['"say \\"hi\\" \\\\"', [{ event: 'say "hi" \\', where: '' }]],
])('reads %s', (text, steps) => expect(readSteps(text)).toEqual(steps))

test('what the builder writes is read back as it was', () => {
  const names = ['Page Viewed', 'a, b', '[x', '"quoted"', ' led by a space', '→customer', '->x', 'back\\slash', 'Đăng ký']
  const steps: Step[] = [...names.map((event, i) => ({ event, where: i % 2 ? 'p = "]"' : '' })), { stage: 'dormant' }]
  expect(readSteps(writeSteps(steps))).toEqual(steps)
})

test.each([
  ['A,', 2, 'name'],
  [', A', 0, 'name'],
  ['A, →nowhere', 3, 'stage'],
  ['→customer[p = 1]', 0, 'stage'],
  ['A[p = 1', 1, 'bracket'],
  ['A[p = 1] B', 9, 'comma'],
  ['"A', 0, 'quote'],
])('says where %s goes wrong', (text, at, expected) => {
  expect(() => readSteps(text)).toThrow(new StepsError(at, expected as StepsError['expected']))
  try {
    readSteps(text)
  } catch (error) {
    expect((error as StepsError).at).toBe(at)
  }
})
