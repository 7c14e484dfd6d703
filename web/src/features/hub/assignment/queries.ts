import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { assignmentAdd, assignmentList, assignmentLog, assignmentQueue, assignmentRemove, assignmentSet, assignmentTry, skipMe } from '../../../shared/client'
import { ask } from '../../../shared/ask'
import { keys, records, useChange, useRecords, useRemoval } from '../../../shared/queries'

const refreshes = ['assignment', 'assignment-queue', 'assignment-log']

export const useRules = () => useRecords('assignment', assignmentList)
export const useAddRule = () => useChange(assignmentAdd, { refreshes })
export const useSetRule = () => useChange(assignmentSet, { refreshes })
export const useRemoveRule = () => useRemoval(assignmentRemove, { refreshes })
export const useTry = () => useChange(assignmentTry, { refreshes: [] })
/** Who waits comes and goes by itself, as does what became of them: both are asked again while somebody looks. */
const every = 5000
export const useQueue = () => useQuery({ ...records('assignment-queue', assignmentQueue, {}), refetchInterval: every })
export const useSkip = () => useChange(skipMe, { refreshes: ['assignment-queue'] })
export const useLog = (from?: string) =>
  useInfiniteQuery({
    queryKey: keys.record('assignment-log', { from }),
    queryFn: ({ pageParam, signal }) => ask(assignmentLog, { query: { from, limit: 20, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
    refetchInterval: every,
  })
