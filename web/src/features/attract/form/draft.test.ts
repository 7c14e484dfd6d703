import { expect, test } from 'vitest'
import { beginning, freeKey } from './draft'

test('a field gets a key that no other has', () => {
  const { fields } = beginning('', '')
  expect(freeKey(fields ?? [], 'Ngân sách')).toBe('ngan_sach')
  expect(freeKey(fields ?? [], 'E-mail')).toBe('e_mail')
  expect(freeKey(fields ?? [], 'name')).toBe('name_2')
})
