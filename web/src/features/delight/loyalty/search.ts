import { readScreenSearch, type ScreenSearch } from '../../../shared/question'

export const tabs = ['members', 'rules', 'rewards', 'vouchers', 'liability'] as const
export type TabName = (typeof tabs)[number]

/** What the URL of the loyalty programme holds: which part stands open, and of members only whose tier. */
export interface LoyaltySearch extends ScreenSearch {
  part?: TabName
  tier?: string
}

export function readSearch(raw: Record<string, unknown>): LoyaltySearch {
  const search: LoyaltySearch = readScreenSearch(raw)
  const part = tabs.find((t) => t === raw.part)
  if (part) search.part = part
  if (raw.tier) search.tier = String(raw.tier)
  return search
}
