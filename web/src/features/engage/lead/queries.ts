import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { ask } from '../../../shared/ask'
import { leadAside, leadBack, leadList, leadRules, leadRulesSet, personScore } from '../../../shared/client'
import { keys, useChange, useRecords } from '../../../shared/queries'
import { recordSet } from '../../../shared/record/operations'
import type { LeadSearch } from './search'

/** What of the URL an answer is asked by. */
const asked = ({ of = 'waiting', owner, by, since, late }: LeadSearch) => ({
  state: of === 'answered' || of === 'aside' || of === 'judged' ? of : ('waiting' as const),
  owner: of === 'mine' ? 'me' : owner, by, since, late: of === 'late' || late === 'true' || undefined, unowned: of === 'unowned' || undefined,
})

/** Those who wait, the longest first; or those who were answered or set aside, the last first. */
export const useLeads = (search: LeadSearch) => {
  const query = asked(search)
  return useInfiniteQuery({
    queryKey: keys.record('leads', query),
    queryFn: ({ pageParam, signal }) => ask(leadList, { query: { ...query, limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
    refetchInterval: 30_000,
  })
}

const changes = { refreshes: ['leads', 'records', 'record', 'assignment'] }

export const useTake = () => useChange(recordSet, changes)
export const useAside = () => useChange(leadAside, changes)
export const useBack = () => useChange(leadBack, changes)
export const useRules = () => useRecords('lead-rules', leadRules)
export const useSetRules = () => useChange(leadRulesSet, { refreshes: ['lead-rules'] })

/** How somebody's score came about, asked when somebody wants to know. */
export const useScore = (id: string, enabled: boolean) =>
  useQuery({ queryKey: keys.record('record', { score: id }), queryFn: ({ signal }) => ask(personScore, { path: { id }, signal }), enabled })
