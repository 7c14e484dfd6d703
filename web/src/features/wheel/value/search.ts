import { useSearch } from '@tanstack/react-router'

/** A value question as the URL holds it and the API takes it. */
export interface ValueSearch {
  at?: string
  horizon?: string
}

export const horizons = ['30d', '90d', '180d', '365d']

export function readSearch(raw: Record<string, unknown>): ValueSearch {
  const search: ValueSearch = {}
  if (typeof raw.at === 'string' && raw.at) search.at = raw.at
  if (typeof raw.horizon === 'string' && raw.horizon) search.horizon = raw.horizon
  return search
}

export function useValueSearch(): ValueSearch {
  const { at, horizon } = useSearch({ strict: false }) as ValueSearch
  return { ...(at && { at }), ...(horizon && { horizon }) }
}
