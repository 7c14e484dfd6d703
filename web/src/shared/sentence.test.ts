import { expect, test } from 'vitest'
import { sentence } from './sentence'

test('a sentence begins with a capital', () => {
  expect(sentence('đặt tên cho biểu mẫu')).toBe('Đặt tên cho biểu mẫu')
  expect(sentence('segment: at character 7')).toBe('Segment: at character 7')
})

test('a code or an address stays as it is', () => {
  for (const text of ['https://example.com is no page', 'utm_source is not known', '"x" is no hour', 'BANHDA_URL is not set', '']) expect(sentence(text)).toBe(text)
})
