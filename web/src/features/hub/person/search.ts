import { readScreenSearch, type ScreenSearch } from '../../../shared/question'
import { type Stage, stages } from '../../../shared/stage'

/** Columns of the list that can be left out; the name always stands. */
export const columns = ['stage', 'since', 'firstSeen', 'lastSeen', 'purchases', 'revenue'] as const
export type Column = (typeof columns)[number]

export interface PeopleSearch extends ScreenSearch {
  q?: string
  stage?: Stage
  columns?: string // those shown, with commas; left out: the usual ones
}

export function readSearch(raw: Record<string, unknown>): PeopleSearch {
  const search: PeopleSearch = readScreenSearch(raw)
  if (raw.q) search.q = String(raw.q)
  if (stages.includes(raw.stage as Stage)) search.stage = raw.stage as Stage
  if (typeof raw.columns === 'string') search.columns = raw.columns
  return search
}

const usual: Column[] = ['stage', 'since', 'lastSeen', 'purchases', 'revenue']

export function shownColumns(search: PeopleSearch): Column[] {
  if (search.columns === undefined) return usual
  const chosen = search.columns.split(',')
  return columns.filter((c) => chosen.includes(c))
}

/** The URL's text for a choice of columns; the usual ones need none. */
export function writeColumns(chosen: Column[]): string | undefined {
  const ordered = columns.filter((c) => chosen.includes(c))
  return ordered.join() === usual.join() ? undefined : ordered.join()
}
