import {
  keepPreviousData,
  QueryCache,
  QueryClient,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useState } from 'react'
import { type Answer, ask, type Operation, type Options, Problem, type Progress, type Query, watch } from './ask'
import { language } from './language'

/** Everything kept from the server is under one of two: what is computed from events, and records. */
export const keys = {
  readouts: ['readout'] as const,
  readout: (name: string, query: unknown) => ['readout', name, query, language()] as const,
  record: (name: string, query?: unknown) => (query === undefined ? ['record', name] : ['record', name, query]),
}

/** A question about records, for useQuery. */
export const records = <O extends Operation>(name: string, operation: O, query: Query<O>) =>
  queryOptions({
    queryKey: keys.record(name, query),
    queryFn: ({ signal }) => ask(operation, { query, signal } as unknown as Options<O>),
  })

/** What an operation is asked: its query, where it has one. */
type Asked<O extends Operation> = undefined extends Query<O> ? [query?: Query<O>, options?: { enabled: boolean }] : [query: Query<O>, options?: { enabled: boolean }]

/** Records: `useRecords('users', userList)`, or by a query: `useRecords('tags', tagList, { type })`. */
export const useRecords = <O extends Operation>(name: string, operation: O, ...[query, options]: Asked<O>) =>
  useQuery({ ...records(name, operation, query as Query<O>), enabled: options?.enabled ?? true })

/**
 * A readout: anything computed from events. Shows progress while it is made, keeps the last answer while the next is
 * on its way, and is asked again when the wheel has moved.
 */
export function useReadout<O extends Operation>(name: string, operation: O, query: Query<O>, options = { enabled: true }) {
  const [progress, setProgress] = useState<Progress>()
  const answer = useQuery({
    queryKey: keys.readout(name, query),
    queryFn: ({ signal }) => watch(operation, { query, signal } as unknown as Options<O>, setProgress),
    placeholderData: keepPreviousData,
    enabled: options.enabled,
  })
  return { ...answer, progress: answer.isFetching ? progress : undefined }
}

/** A change through an operation. When it is done, what it names is asked again; 'readouts' means all of them. */
export function useChange<O extends Operation>(operation: O, { refreshes, removes = false }: { refreshes: string[]; removes?: boolean }) {
  const client = useQueryClient()
  const [progress, setProgress] = useState<Progress>()
  const change = useMutation({
    mutationFn: (options: Options<O>): Promise<Answer<O>> => watch(operation, options, setProgress),
    onSettled: async () => {
      setProgress(undefined)
      await Promise.all(refreshes.map((name) => {
        const queryKey = name === 'readouts' ? keys.readouts : keys.record(name)
        if (removes) client.removeQueries({ queryKey, type: 'inactive' })
        return client.invalidateQueries({ queryKey })
      }))
    },
  })
  return { ...change, progress }
}

/** A change that takes something away: what is kept for screens that do not stand open is forgotten, so that none shows for a moment what is gone. */
export const useRemoval = <O extends Operation>(operation: O, { refreshes }: { refreshes: string[] }) => useChange(operation, { refreshes, removes: true })

/** The one client of the app. Whoever is no longer signed in is told so by the session, wherever they find out. */
export function newQueryClient(): QueryClient {
  const queries: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (error instanceof Problem && error.status === 401 && query.queryKey[1] !== 'session')
          void queries.invalidateQueries({ queryKey: keys.record('session') })
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) => failures < 2 && error instanceof Problem && (error.status === 0 || error.status === 503),
      },
    },
  })
  return queries
}
