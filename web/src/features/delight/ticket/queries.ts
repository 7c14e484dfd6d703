import { useInfiniteQuery } from '@tanstack/react-query'
import { ask } from '../../../shared/ask'
import { conversationBack, recordMerge, recordUnmerge, ticketAnswerBehind, ticketHere, ticketSetup, ticketSetupSet, ticketShow, ticketSplit, ticketWork } from '../../../shared/client'
import { keys, useChange, useRecords } from '../../../shared/queries'

/** What working on a ticket touches. */
const refreshes = ['ticket', 'record', 'records', 'related', 'timeline', 'conversation', 'conversations', 'conversation-tickets']

/** What was said about a ticket and what happened to it; the pages after the first are what was said before. */
export const useTicket = (id: string, version: number) =>
  useInfiniteQuery({
    queryKey: keys.record('ticket', { id, version }),
    queryFn: ({ pageParam, signal }) => ask(ticketShow, { path: { id }, query: { cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
    placeholderData: (before) => before,
  })

/** Says that one looks at a ticket, or answers it. Nobody waits for it, and nothing follows where it fails. */
export const sayHere = (id: string, body: { writing?: boolean; gone?: boolean }) => void ask(ticketHere, { path: { id }, body }).catch(() => undefined)

export const useWork = () => useChange(ticketWork, { refreshes })
export const useTakeBack = () => useChange(conversationBack, { refreshes })
export const useSplit = () => useChange(ticketSplit, { refreshes })
export const useMerge = () => useChange(recordMerge, { refreshes })
export const useUndo = () => useChange(recordUnmerge, { refreshes })
export const useAnswerBehind = () => useChange(ticketAnswerBehind, { refreshes })
export const useSetup = () => useRecords('ticket-setup', ticketSetup)
export const useSetSetup = () => useChange(ticketSetupSet, { refreshes: ['ticket-setup', 'fields'] })
