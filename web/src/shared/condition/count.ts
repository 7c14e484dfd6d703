import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ask } from '../ask'
import { keys } from '../queries'
import type { RecordType } from '../record/field'
import { recordCount } from '../record/operations'

/** What a list is narrowed by. */
export interface Narrowed {
  q?: string
  where?: string
  deleted?: true
}

/** How many fit; asked as a condition is built, too. */
export function useCount(type: RecordType, { q, where, deleted }: Narrowed, enabled = true) {
  return useQuery({
    queryKey: keys.record('records', { type, q, where, deleted, count: true }),
    queryFn: ({ signal }) => ask(recordCount, { path: { type }, query: { q, where, deleted }, signal }),
    enabled,
    placeholderData: keepPreviousData,
    retry: false,
  })
}
