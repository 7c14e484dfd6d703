import { expect, test } from 'vitest'
import type { Campaign } from '../../../shared/client'
import { byMonth, ranIn } from './month'

const one = (name: string, start_at: string | null, at?: string) => ({ name, start_at, plan: { time: at ? { kind: 'at', at } : { kind: 'now' } } }) as unknown as Campaign

test('campaigns stand under the month they begin, or are to begin, in', () => {
  const months = byMonth([one('draft', null), one('tet', '2027-01-20T02:00:00Z'), one('planned', null, '2026-12-01T09:00:00+07:00'), one('another', '2027-01-02T02:00:00Z')])
  expect(months.map((m) => [m.month, m.list.map((c) => c.name)])).toEqual([['2027-01', ['tet', 'another']], ['2026-12', ['planned']], ['', ['draft']]])
})

test('in some days ran what began before their end and had not ended before them', () => {
  const of = (name: string, start_at: string | null, ended_at: string | null, state = 'finished') => ({ name, start_at, ended_at, state }) as unknown as Campaign
  const all = [
    of('over', '2026-09-01T02:00:00Z', '2026-09-30T16:59:00Z'), // the last minute of September in Vietnam
    of('into', '2026-09-20T02:00:00Z', '2026-09-30T17:00:00Z'),
    of('runs', '2026-08-01T02:00:00Z', null, 'running'),
    of('later', '2026-10-31T17:00:00Z', null, 'running'), // the first of November there
    of('draft', null, null, 'draft'),
  ]
  expect(ranIn(all, '2026-10-01', '2026-11-01', 'Asia/Ho_Chi_Minh').map((c) => c.name)).toEqual(['into', 'runs'])
})
