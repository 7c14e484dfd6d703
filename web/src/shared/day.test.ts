import { expect, test } from 'vitest'
import { readDay } from './day'

test('days are read as people write them, day first', () => {
  expect(['31/12/2026', '1/2/2026', '01.02.2026', '1-2-2026', ' 2026-12-31 '].map(readDay)).toEqual(['2026-12-31', '2026-02-01', '2026-02-01', '2026-02-01', '2026-12-31'])
})

test('what is no day is none', () => {
  expect(['', '1/2/20', '31/2/2026', '12/31/2026', 'hôm qua', '2026'].map(readDay)).toEqual([null, null, null, null, null, null])
})
