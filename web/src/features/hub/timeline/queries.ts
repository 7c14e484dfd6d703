import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { ask, type Query } from '../../../shared/ask'
import { catalogueSet, catalogueShow, eventList, keyAdd, keyList, type EntriesAnswer } from '../../../shared/client'
import { keys, useChange, useReadout, useRecords } from '../../../shared/queries'

type Filters = Omit<Query<typeof eventList>, 'limit' | 'before'>

const pageLength = 100

/** What sources sent, newest first. While it listens, all pages that are loaded are asked again when something came. */
export function useEvents(filters: Filters, listening: boolean) {
  const client = useQueryClient()
  const queryKey = keys.readout('events', filters)
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => ask(eventList, { query: { ...filters, limit: pageLength, before: pageParam }, signal }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
    structuralSharing: false, // comparing thousands of rows takes longer than drawing those in sight
    placeholderData: keepPreviousData,
    enabled: listening,
  })
  /** Forgets all but the newest page, so that listening stays light. */
  const toTop = () => client.setQueryData<{ pages: EntriesAnswer[]; pageParams: unknown[] }>(queryKey, (kept) =>
    kept && { pages: kept.pages.slice(0, 1), pageParams: kept.pageParams.slice(0, 1) })
  return { ...query, toTop }
}

/** One entry by its place in the log. */
export function useEntry(seq: number | undefined) {
  return useQuery({
    queryKey: keys.record('entry', seq),
    queryFn: ({ signal }) => ask(eventList, { query: { before: seq! + 1, limit: 1 }, signal }),
    enabled: seq !== undefined,
    select: (page) => page.events?.find((e) => e.seq === seq),
  })
}

export const useKeys = (enabled: boolean) => useRecords('keys', keyList, undefined, { enabled })
export const useMakeKey = () => useChange(keyAdd, { refreshes: ['keys'] })

/** The catalogue in force; heard of at once when somebody else saves another. */
export const useCatalogue = () => useReadout('catalogue', catalogueShow, undefined)
export const useSaveCatalogue = () => useChange(catalogueSet, { refreshes: ['readouts', 'people'] })
