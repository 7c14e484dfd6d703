import { expect, test } from 'vitest'
import { coded, en, vi } from './property'

test('every property whose values are codes has a name, and every code a word, in both languages', () => {
  for (const w of [en, vi]) for (const property of coded) {
    expect(w.names[property], property).toBeTruthy()
    expect(Object.keys(w[property])).toEqual(Object.keys(en[property]))
  }
  expect(Object.keys(vi.names)).toEqual(Object.keys(en.names))
})
