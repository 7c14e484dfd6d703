import { expect, it } from 'vitest'
import { fold } from '../../../shared/fold'
import { choose, lines } from './lines'

const event = (at: number, name: string, meaning: string | null = null) => ({ id: name, at: instant(at), name, meaning })
const instant = (day: number) => `2026-01-${String(day).padStart(2, '0')}T00:00:00Z`
const shown = (all: ReturnType<typeof lines>) => all.map((l) => (l.kind === 'event' ? l.event.name : `→${l.move.to}`))

const events = [event(9, 'Order Completed', 'purchase'), event(5, 'Lead Captured', 'lead'), event(1, 'Page Viewed', 'seen')]
const moves = [
  { at: instant(5), from: 'stranger', to: 'prospect' },
  { at: instant(9), from: 'prospect', to: 'customer' },
  { at: instant(20), from: 'customer', to: 'dormant' },
]

it('puts each change above its cause, newest first', () => {
  expect(shown(lines(events, moves, true))).toEqual(['→dormant', '→customer', 'Order Completed', '→prospect', 'Lead Captured', 'Page Viewed'])
})

it('keeps older changes for later pages', () => {
  expect(shown(lines(events.slice(0, 1), moves, false))).toEqual(['→dormant', '→customer', 'Order Completed'])
})

it('shows changes where there are no events', () => {
  expect(shown(lines([], moves.slice(0, 1), true))).toEqual(['→prospect'])
  expect(shown(lines([], moves, false))).toEqual([])
})

it('chooses by name without marks, and by kind', () => {
  const all = lines([event(2, 'Đặt lịch'), ...events], moves, true)
  expect(shown(choose(all, 'dat lich', ''))).toEqual(['Đặt lịch'])
  expect(shown(choose(all, '', 'lead'))).toEqual(['Lead Captured'])
  expect(shown(choose(all, '', 'none'))).toEqual(['Đặt lịch'])
  expect(shown(choose(all, '', 'move'))).toEqual(['→dormant', '→customer', '→prospect'])
})

it('folds as search does', () => expect(fold(' Nguyễn Văn ĐỨC')).toBe('nguyen van duc'))

it('tells lines without an id apart', () => {
  const derived = (at: number) => ({ ...event(at, 'Friend Bought', 'advocacy'), id: '' })
  const keys = lines([derived(3), derived(3), derived(2)], [], true).map((l) => l.key)
  expect(new Set(keys).size).toBe(3)
})
