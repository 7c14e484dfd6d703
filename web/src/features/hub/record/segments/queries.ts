import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { ask, type Operation, type Options } from '../../../../shared/ask'
import { keys, useChange } from '../../../../shared/queries'
import { segmentMembers, segmentPeople, segmentShow, segmentSizes, segmentTurns } from '../../../../shared/record/operations'

/** How often a page that shows who comes and goes asks again, in milliseconds. */
const every = 5000

export const useSegment = (id: string) => useOf(id, 'segment', segmentShow)

const paged = <A extends { cursor: string | null }>(name: string, id: string, page: (cursor: string | undefined, signal: AbortSignal) => Promise<A>) => ({
  queryKey: keys.record('segments', { [name]: id }),
  queryFn: ({ pageParam, signal }: { pageParam: string | undefined; signal: AbortSignal }) => page(pageParam, signal),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last: A) => last.cursor ?? undefined,
  refetchInterval: every,
})

export const useMembers = (id: string) => useInfiniteQuery(paged('members', id, (cursor, signal) => ask(segmentMembers, { path: { id }, query: { cursor }, signal } as never)))
export const useTurns = (id: string) => useInfiniteQuery(paged('turns', id, (cursor, signal) => ask(segmentTurns, { path: { id }, query: { cursor }, signal } as never)))
export const useSizes = (id: string) => useOf(id, 'sizes', segmentSizes)

/** What is asked of one segment. */
const useOf = <O extends Operation>(id: string, what: string, operation: O) =>
  useQuery({ queryKey: keys.record('segments', { [what]: id }), queryFn: ({ signal }) => ask(operation, { path: { id }, signal } as unknown as Options<O>) })

/** Puts people into a list, or takes them out. */
export const useListing = () => useChange(segmentPeople, { refreshes: ['segments', 'records', 'record', 'timeline'] })
