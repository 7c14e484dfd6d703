import { readScreenSearch, type ScreenSearch } from '../../../shared/question'

export const clocks = ['first', 'next', 'resolution'] as const

/** What the URL of the rows behind a team's figures holds: which clock, whose tickets, only late ones. */
export interface CareSearch extends ScreenSearch {
  clock?: (typeof clocks)[number]
  owner?: string
  unowned?: 'true'
  late?: 'true'
}

export function readSearch(raw: Record<string, unknown>): CareSearch {
  const search: CareSearch = readScreenSearch(raw)
  const clock = clocks.find((c) => c === raw.clock)
  if (clock) search.clock = clock
  if (raw.owner) search.owner = String(raw.owner)
  for (const key of ['unowned', 'late'] as const) if (String(raw[key]) === 'true') search[key] = 'true'
  return search
}
