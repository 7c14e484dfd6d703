import { describe, expect, it } from 'vitest'
import { addDays, lastMonth, monthStart, periodBefore, readScreenSearch, today, yearBefore } from './question'

describe('periods', () => {
  it('begin with the last whole month', () => {
    expect(lastMonth('2026-11-22')).toEqual({ from: '2026-10-01', to: '2026-11-01' })
    expect(lastMonth('2026-01-31')).toEqual({ from: '2025-12-01', to: '2026-01-01' })
  })

  it('are preceded by as many whole months, or by as long a time', () => {
    expect(periodBefore({ from: '2026-03-01', to: '2026-04-01' })).toEqual({ from: '2026-02-01', to: '2026-03-01' })
    expect(periodBefore({ from: '2026-01-01', to: '2026-10-01' })).toEqual({ from: '2025-04-01', to: '2026-01-01' })
    expect(periodBefore({ from: '2026-10-10', to: '2026-10-17' })).toEqual({ from: '2026-10-03', to: '2026-10-10' })
  })

  it('have the same days a year before', () => {
    expect(yearBefore({ from: '2026-10-01', to: '2026-11-01' })).toEqual({ from: '2025-10-01', to: '2025-11-01' })
  })

  it('count days over months and years', () => {
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01')
    expect(monthStart('2026-01-15', -1)).toBe('2025-12-01')
    expect(today('Asia/Ho_Chi_Minh', '2026-10-31T18:00:00Z')).toBe('2026-11-01')
  })
})

describe('the URL', () => {
  it('keeps what narrows a question and drops the rest', () => {
    expect(readScreenSearch({ from: '2026-01-01', segment: '', compare: 'nothing', door: 'wheel.mass', colour: 'red' })).toEqual({ from: '2026-01-01', door: 'wheel.mass' })
    expect(readScreenSearch({ compare: 'year' })).toEqual({ compare: 'year' })
  })
})
