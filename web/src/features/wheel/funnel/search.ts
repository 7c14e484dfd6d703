import { useSearch } from '@tanstack/react-router'
import { wheelSteps } from './knots'

export const orders = ['ordered', 'strict', 'any'] as const
export type Order = (typeof orders)[number]

/** A funnel as the URL holds it and the API takes it. */
export interface FunnelSearch {
  steps?: string
  window?: string
  order?: Exclude<Order, 'ordered'>
  breakdown?: string
}

export function readSearch(raw: Record<string, unknown>): FunnelSearch {
  const search: FunnelSearch = {}
  for (const key of ['steps', 'window', 'breakdown'] as const) if (typeof raw[key] === 'string' && raw[key]) search[key] = raw[key]
  if (typeof raw.steps === 'string') search.steps = raw.steps
  if (raw.order === 'strict' || raw.order === 'any') search.order = raw.order
  return search
}

/** The funnel on the screen: the wheel's own where the URL says none. */
export function useFunnelSearch(): FunnelSearch & { steps: string } {
  const search = useSearch({ strict: false }) as FunnelSearch
  return { steps: search.steps ?? wheelSteps, window: search.window, order: search.order, breakdown: search.breakdown }
}

/** The funnel's own parameters, for the doors behind its numbers. */
export function useAskedFunnel(): Record<string, string | undefined> {
  return { ...useFunnelSearch() }
}
