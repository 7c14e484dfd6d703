import type { SurveyLine } from '../../../shared/client'
import { readScreenSearch, type ScreenSearch } from '../../../shared/question'

/** What the URL of the surveys holds: whether only those are shown that ask people now. */
export interface SurveySearch extends ScreenSearch {
  asking?: boolean
}

export function readSearch(raw: Record<string, unknown>): SurveySearch {
  const search: SurveySearch = readScreenSearch(raw)
  if (String(raw.asking) === 'true') search.asking = true
  return search
}

/** Whether people are asked by a survey now, or can be. */
export const asksNow = (s: SurveyLine) => s.published > 0 && !s.archived
