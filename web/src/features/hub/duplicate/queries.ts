import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { ask } from '../../../shared/ask'
import { duplicateApart, duplicateList, recordMerge, recordShow, recordUnmerge } from '../../../shared/client'
import { keys, useChange } from '../../../shared/queries'
import type { RecordRow } from '../../../shared/record/field'
import type { MergeType } from './search'

/** Pairs that are probably one, the likeliest first, page by page. While records are still compared it is asked again. */
export const useDuplicates = (type: MergeType, state: 'open' | 'apart') =>
  useInfiniteQuery({
    queryKey: keys.record('duplicates', { type, state }),
    queryFn: ({ signal, pageParam }) => ask(duplicateList, { path: { type }, query: { state, cursor: pageParam || undefined }, signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.cursor ?? undefined,
    refetchInterval: (query) => (query.state.data?.pages[0]?.looking ? 3000 : false),
  })

/** One record with all its values. */
export const useRecord = (type: MergeType, id: string) =>
  useQuery({
    queryKey: keys.record('record', { type, id }),
    queryFn: async ({ signal }) => (await ask(recordShow, { path: { type, id }, signal })) as unknown as RecordRow,
  })

const refreshes = ['duplicates', 'records', 'record', 'people', 'readouts', 'timeline', 'history']
export const useMergeRecords = () => useChange(recordMerge, { refreshes })
export const useUnmerge = () => useChange(recordUnmerge, { refreshes })
export const useApart = () => useChange(duplicateApart, { refreshes: ['duplicates'] })
