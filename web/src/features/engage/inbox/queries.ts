import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { ask } from '../../../shared/ask'
import { cannedAdd, cannedRemove, cannedSet, conversationAnswer, conversationBack, conversationBulk, conversationCounts, conversationList, conversationNote, conversationSet, conversationShow, conversationTickets, conversationZaloTemplate, conversationZaloTemplates, inboxCheck, inboxMailboxRemove, inboxMailboxSet, inboxRulesSet, inboxShow, quoteList, signatureSet, signatureShow, teamList, ticketOpen, timeline } from '../../../shared/client'
import { keys, useChange, useRecords, useRemoval } from '../../../shared/queries'
import { recordList, recordShow } from '../../../shared/record/operations'
import type { InboxSearch } from './search'

/** What anything said or done in a conversation touches. */
const refreshes = ['conversations', 'conversation', 'conversation-counts']

/** The tickets a conversation is about. */
export const useTickets = (id: string, enabled: boolean) => useQuery({ queryKey: keys.record('conversation-tickets', { id }), queryFn: ({ signal }) => ask(conversationTickets, { path: { id }, signal }), enabled, retry: false })
export const useOpenTicket = () => useChange(ticketOpen, { refreshes: ['conversation-tickets', 'ticket', 'records'] })

/** The list that the address asks for. */
export function useConversations(s: InboxSearch) {
  const query = {
    state: s.state ?? 'open', channel: s.channel, team: s.team, limit: 30,
    assignee: s.assignee ?? (s.of || s.flow ? undefined : 'me'), unassigned: s.of === 'unassigned' || undefined, due: s.of === 'due' || undefined,
    flow: s.flow, step: s.step, fate: s.fate, from: s.from, to: s.to,
  } as const
  return useInfiniteQuery({
    queryKey: keys.record('conversations', query),
    queryFn: ({ pageParam, signal }) => ask(conversationList, { query: { ...query, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
  })
}

/** One conversation; the pages after the first are what was said before. */
export const useConversation = (id: string) =>
  useInfiniteQuery({
    queryKey: keys.record('conversation', { id }),
    queryFn: ({ pageParam, signal }) => ask(conversationShow, { path: { id }, query: { cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
    gcTime: 60_000,
    refetchInterval: (query) => query.state.data?.pages[0]?.visitor?.writing && 8000, // nobody tells that they stopped
  })

export const useCounts = () => useRecords('conversation-counts', conversationCounts)
export const useTeams = () => useRecords('teams', teamList).data?.teams ?? []
export const useAnswer = () => useChange(conversationAnswer, { refreshes })

/** The templates of Zalo somebody can be written to by, and whether they may go to them now. */
export const useZaloTemplates = (id: string) =>
  useInfiniteQuery({
    queryKey: keys.record('conversation-zalo-templates', { id }),
    queryFn: ({ pageParam, signal }) => ask(conversationZaloTemplates, { path: { id }, query: { cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
  })
export const useSayByZaloTemplate = () => useChange(conversationZaloTemplate, { refreshes: [...refreshes, 'conversation-zalo-templates'] })
export const useNote = () => useChange(conversationNote, { refreshes: ['conversation'] })
export const useTakeBack = () => useChange(conversationBack, { refreshes })
export const useTurn = () => useChange(conversationSet, { refreshes })
export const useBulk = () => useChange(conversationBulk, { refreshes })

/** Who somebody is, and what happened last with them. */
export const usePerson = (id: string, enabled: boolean) => useQuery({ queryKey: keys.record('record', { type: 'people', id, of: 'inbox' }), queryFn: ({ signal }) => ask(recordShow, { path: { type: 'people', id }, signal }), enabled, retry: false })
export const useHistory = (id: string, enabled: boolean) => useQuery({ queryKey: keys.record('timeline', { id, of: 'inbox' }), queryFn: ({ signal }) => ask(timeline, { path: { type: 'people', id }, query: { kind: ['event', 'stage'], limit: 6 }, signal }), enabled, retry: false })

/** Of what is sold to somebody: their open deals, their last orders, their last quotes. */
export const useSales = (id: string, type: 'deals' | 'orders', enabled: boolean) =>
  useQuery({ queryKey: keys.record('records', { type, person: id, of: 'inbox' }), queryFn: ({ signal }) => ask(recordList, { path: { type }, query: { where: `person = "${id}"${type === 'deals' ? ' and state = open' : ''}`, sort: '-created_at', limit: 3 }, signal }), enabled, retry: false })
export const useQuotesOf = (id: string, enabled: boolean) =>
  useQuery({ queryKey: keys.record('quotes', { person: id, of: 'inbox' }), queryFn: ({ signal }) => ask(quoteList, { query: { person: id, limit: 3 }, signal }), enabled, retry: false })

const settings = { refreshes: ['inbox', 'conversation'] }
export const useInbox = () => useRecords('inbox', inboxShow)
export const useSetRules = () => useChange(inboxRulesSet, settings)
export const useSetMailbox = () => useChange(inboxMailboxSet, settings)
export const useRemoveMailbox = () => useRemoval(inboxMailboxRemove, settings)
export const useCheck = () => useChange(inboxCheck, { refreshes: ['inbox', ...refreshes] })
export const useAddCanned = () => useChange(cannedAdd, { refreshes: ['canned'] })
export const useSetCanned = () => useChange(cannedSet, { refreshes: ['canned'] })
export const useRemoveCanned = () => useRemoval(cannedRemove, { refreshes: ['canned'] })
export const useSignature = () => useRecords('signature', signatureShow)
export const useSetSignature = () => useChange(signatureSet, { refreshes: ['signature'] })
