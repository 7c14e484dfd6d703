import { useInfiniteQuery } from '@tanstack/react-query'
import { ask } from '../../../shared/ask'
import { occasionList, promoterList, promoterThank, promoterThanks, promoterUnthank, shareKitAdd, shareKitList, shareKitSet, shareLink, winbackList, workflowEnter, workflowList } from '../../../shared/client'
import { keys, useChange, useRecords } from '../../../shared/queries'

const paged = { initialPageParam: undefined as string | undefined, getNextPageParam: (last: { cursor: string | null }) => last.cursor ?? undefined }

/** Those worth thanking. */
export const usePromoters = (rest: number) =>
  useInfiniteQuery({ queryKey: keys.record('promoters', { rest }), queryFn: ({ pageParam, signal }) => ask(promoterList, { query: { rest, cursor: pageParam }, signal }), ...paged })

/** Who was thanked with points. */
export const useThanked = () =>
  useInfiniteQuery({ queryKey: keys.record('thanked'), queryFn: ({ pageParam, signal }) => ask(promoterThanks, { query: { cursor: pageParam }, signal }), ...paged })

const thanks = { refreshes: ['promoters', 'thanked', 'tasks', 'loyalty', 'readouts'] }
export const useThank = () => useChange(promoterThank, thanks)
export const useUnthank = () => useChange(promoterUnthank, thanks)
export const useForeseen = () => useChange(promoterThank, { refreshes: [] })

/** What is asked of the coming occasions. */
export interface Coming {
  days: number
  kind?: 'birthday' | 'anniversary'
  lunar?: boolean
}

export const useOccasions = (coming: Coming) =>
  useInfiniteQuery({ queryKey: keys.record('occasions', coming), queryFn: ({ pageParam, signal }) => ask(occasionList, { query: { ...coming, cursor: pageParam }, signal }), ...paged })

/** Customers who fell silent. */
export const useWinback = () =>
  useInfiniteQuery({ queryKey: keys.record('winback'), queryFn: ({ pageParam, signal }) => ask(winbackList, { query: { cursor: pageParam }, signal }), ...paged })

export const useWorkflows = (enabled: boolean) => useRecords('workflows', workflowList, undefined, { enabled })
export const useEnter = () => useChange(workflowEnter, { refreshes: ['workflows', 'workflow-runs'] })

const kits = { refreshes: ['share-kits'] }

export const useKits = () =>
  useInfiniteQuery({ queryKey: keys.record('share-kits'), queryFn: ({ pageParam, signal }) => ask(shareKitList, { query: { cursor: pageParam }, signal }), ...paged })
export const useAddKit = () => useChange(shareKitAdd, kits)
export const useSetKit = () => useChange(shareKitSet, kits)
export const useLink = () => useChange(shareLink, { refreshes: [] })
