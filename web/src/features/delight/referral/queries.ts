import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { ask } from '../../../shared/ask'
import { referralDecide, referralFigures, referralList, referralPaid, referralProgrammePublish, referralProgrammeSet, referralProgrammeShow, referralSteps, referralTree } from '../../../shared/client'
import { useStored } from '../../../shared/draft'
import { keys, useChange } from '../../../shared/queries'

const changes = { refreshes: ['referrals', 'referral-figures', 'referral-tree'] }

export const useProgramme = () => useStored('referral-programme', referralProgrammeShow, 'programme')
export const useSetProgramme = () => useChange(referralProgrammeSet, { refreshes: [] })
export const usePublishProgramme = () => useChange(referralProgrammePublish, changes)
export const useDecide = () => useChange(referralDecide, changes)
export const usePaid = () => useChange(referralPaid, changes)

/** A period of days; what is left out is as the server takes it. */
export interface Period {
  from?: string
  to?: string
}

export const useFigures = (period: Period) =>
  useQuery({ queryKey: keys.record('referral-figures', { ...period }), queryFn: ({ signal }) => ask(referralFigures, { query: { ...period }, signal }), placeholderData: keepPreviousData })

/** Which referrals are asked for. */
export interface Which extends Period {
  state?: 'accepted' | 'pending' | 'review' | 'due' | 'rewarded' | 'refused' | 'cancelled' | 'expired' | 'taken'
  step?: 'accepted' | 'bought' | 'rewarded'
  owed?: boolean
}

export const useReferrals = (which: Which) =>
  useInfiniteQuery({
    queryKey: keys.record('referrals', { ...which }),
    queryFn: ({ pageParam, signal }) => ask(referralList, { query: { ...which, limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
  })

export type Step = 'invited' | 'shared' | 'clicked'

/** Who took a step in a period: the people behind the first figures. */
export const useSteps = (step: Step, period: Period) =>
  useInfiniteQuery({
    queryKey: keys.record('referral-steps', { step, ...period }),
    queryFn: ({ pageParam, signal }) => ask(referralSteps, { path: { step }, query: { ...period, limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
  })

/** One generation of the tree: whom somebody brought; of nobody, who begins one. */
export const useGeneration = (person: string | undefined) =>
  useInfiniteQuery({
    queryKey: keys.record('referral-tree', { person }),
    queryFn: ({ pageParam, signal }) => ask(referralTree, { query: { person, limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
  })
