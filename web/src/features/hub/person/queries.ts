import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { ask, type Query } from '../../../shared/ask'
import { merge, people, person, unmerge } from '../../../shared/client'
import { keys, useChange } from '../../../shared/queries'
import type { Question } from '../../../shared/question'

type Asked = Query<typeof people>
type Narrowing = Pick<Question, 'segment' | 'as_of' | 'known_at' | 'timezone'>

const eventsPage = 200

/** One person with their timeline, page after page, newest first. */
export function usePerson(id: string, narrowing: Narrowing) {
  return useInfiniteQuery({
    queryKey: keys.readout('person', { id, ...narrowing }),
    queryFn: ({ pageParam, signal }) =>
      ask(person, { path: { id }, query: { ...narrowing, limit: eventsPage, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
  })
}

/** A few people that fit what was typed, to choose one of. */
export function useFound(q: string) {
  return useQuery({
    queryKey: keys.record('people', { q, limit: 8 }),
    queryFn: ({ signal }) => ask(people, { query: { q, limit: 8 } as Asked, signal }),
    enabled: q.trim().length > 1,
    placeholderData: keepPreviousData,
  })
}

/** One person's own record without their events, to look at before a merge. */
export function useGlance(id: string | undefined) {
  return useQuery({
    queryKey: keys.readout('person', { id, glance: true }),
    queryFn: ({ signal }) => ask(person, { path: { id: id! }, query: { limit: 1 }, signal }),
    enabled: id !== undefined,
  })
}

const touched = { refreshes: ['readouts', 'people'] }

export const useMerge = () => useChange(merge, touched)
export const useUnmerge = () => useChange(unmerge, touched)
