import type { Campaign } from '../../../shared/client'

/** Campaigns by the month they begin in, the latest first; those without a date come last, under ''. */
export function byMonth(campaigns: Campaign[]): { month: string; list: Campaign[] }[] {
  const months = new Map<string, Campaign[]>()
  for (const c of campaigns) {
    const month = (c.start_at ?? (c.plan.time.kind === 'at' ? c.plan.time.at : '') ?? '').slice(0, 7)
    months.set(month, [...(months.get(month) ?? []), c])
  }
  return [...months].map(([month, list]) => ({ month, list })).sort((a, b) => (a.month === '' ? 1 : b.month === '' ? -1 : b.month.localeCompare(a.month)))
}
