import { describe, expect, it } from 'vitest'
import { digits, formatter } from './format'

const vi = formatter('vi', 'Asia/Ho_Chi_Minh')
const en = formatter('en', 'Asia/Ho_Chi_Minh')
const plain = (s: string) => s.replace(/[\u00a0\u202f]/g, ' ')

describe('figures', () => {
  it('are never zero where they are unknown', () => {
    expect([vi.number(null), vi.money(undefined, 'VND'), vi.percent(null), vi.days(null), vi.day(null)]).toEqual(['–', '–', '–', '–', '–'])
  })

  it('are written as each language writes them', () => {
    expect([vi.number(1284), en.number(1284)]).toEqual(['1.284', '1,284'])
    expect([vi.ratio(133.17), vi.ratio(17.34), en.ratio(0.9449)]).toEqual(['133', '17,3', '0.94'])
    expect(en.change(-3)).toBe('−3')
    expect([vi.bytes(3), vi.bytes(1_500), en.bytes(2_000_000)].map(plain)).toEqual(['3 byte', '1,5 kB', '2 MB'])
  })

  it('take money in its minor unit', () => {
    expect([digits('VND'), digits('USD')]).toEqual([0, 2])
    expect(plain(vi.money(214_625_000, 'VND'))).toBe('214.625.000 ₫')
    expect(plain(en.money(129_950, 'USD'))).toBe('$1,299.50')
    expect(plain(vi.moneyShort(214_625_000, 'VND'))).toBe('214,6 tr ₫')
    expect(plain(vi.moneyShort(2_100_000_000, 'VND'))).toBe('2,1 tỷ ₫')
    expect(plain(vi.moneyShort(516_000, 'VND'))).toBe('516 nghìn ₫')
  })

  it('say days in the unit that reads best', () => {
    expect([plain(vi.days(12)), plain(vi.days(9.875)), plain(en.days(0.225)), plain(en.days(0.01))]).toEqual(['12 ngày', '9,9 ngày', '5.4 hours', '14 minutes'])
  })

  it('show a period by the last day it holds, in the workspace’s zone', () => {
    expect(plain(vi.period('2026-09-30T17:00:00Z', '2026-10-31T17:00:00Z'))).toMatch(/1\/10.*31\/10\/2026/)
  })
})
