import { useInfiniteQuery } from '@tanstack/react-query'
import { ask } from '../../../shared/ask'
import { purposeList, purposeSet, requestAdd, requestList, requestSet, termList, termSet } from '../../../shared/client'
import { keys, useChange, useRecords } from '../../../shared/queries'

export type State = 'open' | 'done' | 'refused'

/** What people asked about their data, page by page. */
export const useRequests = (state: State) =>
  useInfiniteQuery({
    queryKey: keys.record('requests', { state }),
    queryFn: ({ pageParam, signal }) => ask(requestList, { query: { state, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.cursor ?? undefined,
  })

export const useAddRequest = () => useChange(requestAdd, { refreshes: ['requests', 'acts'] })
export const useSetRequest = () => useChange(requestSet, { refreshes: ['requests', 'consents', 'acts'] })
export const useTerms = () => useRecords('terms', termList)
export const useSetTerms = () => useChange(termSet, { refreshes: ['terms'] })
export const usePurposes = () => useRecords('purposes', purposeList)
export const useSetPurposes = () => useChange(purposeSet, { refreshes: ['purposes'] })
