import { readScreenSearch, type ScreenSearch } from '../../../shared/question'

export const tabs = ['members', 'rules', 'rewards', 'vouchers', 'liability', 'versions'] as const
export type TabName = (typeof tabs)[number]

/** What the URL of the loyalty programme holds: which part stands open, and of members only whose tier, of versions the one meant. */
export interface LoyaltySearch extends ScreenSearch {
  part?: TabName
  tier?: string
  version?: number
}

export function readSearch(raw: Record<string, unknown>): LoyaltySearch {
  const search: LoyaltySearch = readScreenSearch(raw)
  const part = tabs.find((t) => t === raw.part)
  if (part) search.part = part
  if (raw.tier) search.tier = String(raw.tier)
  if (Number(raw.version) > 0) search.version = Number(raw.version)
  return search
}
