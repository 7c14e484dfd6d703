import { describe, expect, it } from 'vitest'
import type { Task } from '../../../shared/client'
import { addDays, byDay, comesOn, dayIn, instantIn, localTime, monday } from './day'

const hanoi = 'Asia/Ho_Chi_Minh'

describe('days of tasks', () => {
  it('are those of the zone', () => {
    expect(dayIn(new Date('2026-11-22T18:00:00Z'), hanoi)).toBe('2026-11-23')
    expect(monday('2026-11-22')).toBe('2026-11-16')
    expect(monday('2026-11-23')).toBe('2026-11-23')
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  })

  it('are when a task is put off to, where that is later', () => {
    expect(comesOn({ due_on: '2026-11-23', due_at: null, snoozed_until: null }, hanoi)).toBe('2026-11-23')
    expect(comesOn({ due_on: '2026-11-23', due_at: null, snoozed_until: '2026-11-25T01:00:00Z' }, hanoi)).toBe('2026-11-25')
    expect(comesOn({ due_on: null, due_at: null, snoozed_until: null }, hanoi)).toBeUndefined()
  })

  it('make a week of seven', () => {
    const task = { due_on: null, due_at: '2026-11-29T16:59:00Z', snoozed_until: null } as Task
    const week = byDay([task], '2026-11-23', hanoi)
    expect(week.map((d) => d.tasks.length)).toEqual([0, 0, 0, 0, 0, 0, 1])
  })

  it('and times lead to instants and back, where clocks are moved, too', () => {
    expect(instantIn('2026-11-23', '09:00', hanoi)).toBe('2026-11-23T02:00:00.000Z')
    for (const zone of [hanoi, 'Europe/Berlin', 'America/New_York'])
      for (const day of ['2026-03-29', '2026-10-25', '2026-11-01', '2026-07-01'])
        for (const time of ['00:30', '04:00', '12:00', '23:59']) expect(localTime(instantIn(day, time, zone), zone)).toBe(`${day}T${time}`)
  })
})
