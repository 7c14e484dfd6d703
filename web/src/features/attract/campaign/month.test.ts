import { expect, test } from 'vitest'
import type { Campaign } from '../../../shared/client'
import { byMonth } from './month'

const one = (name: string, start_at: string | null, at?: string) => ({ name, start_at, plan: { time: at ? { kind: 'at', at } : { kind: 'now' } } }) as unknown as Campaign

test('campaigns stand under the month they begin, or are to begin, in', () => {
  const months = byMonth([one('draft', null), one('tet', '2027-01-20T02:00:00Z'), one('planned', null, '2026-12-01T09:00:00+07:00'), one('another', '2027-01-02T02:00:00Z')])
  expect(months.map((m) => [m.month, m.list.map((c) => c.name)])).toEqual([['2027-01', ['tet', 'another']], ['2026-12', ['planned']], ['', ['draft']]])
})
