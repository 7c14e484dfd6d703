import { readScreenSearch, type ScreenSearch } from '../../../shared/question'
import type { Step, Which } from './queries'

/** The parts of the screen of referrals. */
export const parts = ['figures', 'list', 'tree', 'programme'] as const
export type Part = (typeof parts)[number]

export const states = ['accepted', 'pending', 'review', 'rewarded', 'refused', 'cancelled', 'expired', 'taken'] as const
const steps = ['accepted', 'bought', 'rewarded'] as const
const earlier = ['invited', 'shared', 'clicked'] as const
/** What its URL holds: the part, and of the list which referrals, or the people who took an earlier step. */
export interface ReferralSearch extends ScreenSearch, Which {
  part?: Part
  people?: Step
}

const one = <T extends string>(of: readonly T[], raw: unknown): T | undefined => of.find((v) => v === raw)

export function readSearch(raw: Record<string, unknown>): ReferralSearch {
  const search: ReferralSearch = readScreenSearch(raw)
  const found = { part: one(parts, raw.part), state: one([...states, 'due'] as const, raw.state), step: one(steps, raw.step), people: one(earlier, raw.people), owed: String(raw.owed) === 'true' || undefined }
  for (const [name, value] of Object.entries(found)) if (value !== undefined) Object.assign(search, { [name]: value })
  return search
}
