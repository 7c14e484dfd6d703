import type { Entry } from '../../../shared/client'
import { readScreenSearch, type ScreenSearch } from '../../../shared/question'

export type State = Entry['state']
export const states: State[] = ['taken', 'duplicate', 'quarantined']

/** What of the events screen is in the URL; `open` is the entry whose details are shown. */
export interface EventsSearch extends ScreenSearch {
  state?: State
  name?: string
  source?: string
  open?: string
}

export function readSearch(raw: Record<string, unknown>): EventsSearch {
  const search: EventsSearch = readScreenSearch(raw)
  if (states.includes(raw.state as State)) search.state = raw.state as State
  for (const key of ['name', 'source', 'open'] as const) if (raw[key]) search[key] = String(raw[key])
  return search
}
