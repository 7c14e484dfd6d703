import type { Campaign } from '../../../shared/client'
import { today } from '../../../shared/question'

/** Campaigns by the month they begin in, the latest first; those without a date come last, under ''. */
export function byMonth(campaigns: Campaign[]): { month: string; list: Campaign[] }[] {
  const months = new Map<string, Campaign[]>()
  for (const c of campaigns) {
    const month = (c.start_at ?? (c.plan.time.kind === 'at' ? c.plan.time.at : '') ?? '').slice(0, 7)
    months.set(month, [...(months.get(month) ?? []), c])
  }
  return [...months].map(([month, list]) => ({ month, list })).sort((a, b) => (a.month === '' ? 1 : b.month === '' ? -1 : b.month.localeCompare(a.month)))
}

/** Those that ran in some of the days from `from` to before `to`. One that never began ran in none. */
export function ranIn(campaigns: Campaign[], from: string, to: string, zone: string): Campaign[] {
  const day = (instant: string) => today(zone, instant)
  return campaigns.filter((c) => c.start_at !== null && c.state !== 'draft' && day(c.start_at) < to && (c.ended_at === null || day(c.ended_at) >= from))
}
