import { readScreenSearch, type ScreenSearch } from '../../../shared/question'

/** What the URL of assignment holds: from whom people were taken back whom the log tells of. */
export interface AssignmentSearch extends ScreenSearch {
  member?: string
}

export function readSearch(raw: Record<string, unknown>): AssignmentSearch {
  const search: AssignmentSearch = readScreenSearch(raw)
  if (raw.member) search.member = String(raw.member)
  return search
}
