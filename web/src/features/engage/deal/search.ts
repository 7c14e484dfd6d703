import { readScreenSearch, type ScreenSearch } from '../../../shared/question'

/** What the URL of deals holds: the pipeline, which deals, and of a report its period and the figure that stands open. */
export interface BoardSearch extends ScreenSearch {
  pipeline?: string
  /** A condition on deals. */
  where?: string
  owner?: string
  since?: string
  until?: string
}

const texts = ['pipeline', 'where', 'owner', 'since', 'until'] as const

export function readSearch(raw: Record<string, unknown>): BoardSearch {
  const search: BoardSearch = readScreenSearch(raw)
  for (const key of texts) if (raw[key]) search[key] = String(raw[key])
  return search
}
