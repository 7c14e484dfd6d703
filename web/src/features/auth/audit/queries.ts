import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { ask } from '../../../shared/ask'
import { actCheck, actList } from '../../../shared/client'
import { keys } from '../../../shared/queries'

/** Which acts are asked for; what is empty is not. */
export interface Wanted {
  actor: string
  verb: string
  id: string
  from: string
  to: string
}

const given = (wanted: Wanted) => Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== ''))

/** The audit trail, page by page. */
export const useActs = (wanted: Wanted) =>
  useInfiniteQuery({
    queryKey: keys.record('acts', wanted),
    queryFn: ({ pageParam, signal }) => ask(actList, { query: { ...given(wanted), ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.cursor ?? undefined,
  })

/** Compares the whole trail with its chain. */
export const useCheck = () => useMutation({ mutationFn: () => ask(actCheck, {}) })

/** Where the same acts are as a file. */
export const exportAddress = (wanted: Wanted) => `/v1/acts/export?${new URLSearchParams(given(wanted))}`
