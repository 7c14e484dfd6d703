import { readScreenSearch, type ScreenSearch } from '../../../shared/question'

/** Which leads are listed; judged are those of a user of which it is known whether the answer came in time. */
export const views = ['waiting', 'late', 'mine', 'unowned', 'answered', 'aside', 'judged'] as const
export type LeadView = (typeof views)[number]

/** What the URL of leads holds: which, whose they are, who answered them, and since when. */
export interface LeadSearch extends ScreenSearch {
  of?: LeadView
  owner?: string
  by?: string
  since?: string
  /** Of those answered: only the late ones. */
  late?: 'true'
}

export function readSearch(raw: Record<string, unknown>): LeadSearch {
  const search: LeadSearch = readScreenSearch(raw)
  const of = views.find((v) => v === raw.of)
  if (of && of !== 'waiting') search.of = of
  for (const key of ['owner', 'by', 'since'] as const) if (raw[key]) search[key] = String(raw[key])
  if (String(raw.late) === 'true') search.late = 'true'
  return search
}
