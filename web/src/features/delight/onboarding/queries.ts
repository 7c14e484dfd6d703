import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { ask } from '../../../shared/ask'
import {
  dealPromise, dealPromiseSet, onboardingAdd, onboardingFigures, onboardingList, onboardingPlanAdd, onboardingPlanList, onboardingPlanPublish, onboardingPlanRemove,
  onboardingPlanSet, onboardingPlanShow, onboardingSet, onboardingShow, onboardingStep, onboardingStop,
} from '../../../shared/client'
import { useStored } from '../../../shared/draft'
import { keys, useChange, useRecords, useRemoval } from '../../../shared/queries'
import { recordShow } from '../../../shared/record/operations'

const plans = { refreshes: ['onboarding-plans', 'onboarding-plan'] }
const runs = { refreshes: ['onboardings', 'onboarding', 'onboarding-figures', 'onboarding-plans', 'deal-promise', 'tasks'] }

export const usePlans = (enabled = true) => useRecords('onboarding-plans', onboardingPlanList, undefined, { enabled })
export const useAddPlan = () => useChange(onboardingPlanAdd, plans)
export const useSetPlan = () => useChange(onboardingPlanSet, { refreshes: ['onboarding-plans'] })
export const usePublishPlan = () => useChange(onboardingPlanPublish, plans)
export const useRemovePlan = () => useRemoval(onboardingPlanRemove, plans)

/** One plan, with what is being written. */
export const usePlan = (id: string) => useStored('onboarding-plan', onboardingPlanShow, id)

/** Which onboardings are asked for. */
export interface Asked {
  state?: 'running' | 'finished' | 'stopped'
  plan?: string
  person?: string
  agent?: string
  late?: boolean
  stalled?: boolean
  moving?: boolean
  touch?: 'waiting' | 'had'
  days?: number
  least?: number
  below?: number
}

/** Of which plan, and looked after by whom. */
export type Whose = Pick<Asked, 'plan' | 'agent'>

export const useFigures = (whose: Whose) => useRecords('onboarding-figures', onboardingFigures, whose)

/** Customers going through plans, a page after the other. */
export const useOnboardings = (asked: Asked, enabled = true) =>
  useInfiniteQuery({
    queryKey: keys.record('onboardings', asked),
    queryFn: ({ pageParam, signal }) => ask(onboardingList, { query: { ...asked, limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
    enabled,
  })

/** One customer's way through a plan. */
export const useOnboarding = (id: string) =>
  useQuery({ queryKey: keys.record('onboarding', { id }), queryFn: ({ signal }) => ask(onboardingShow, { path: { id }, signal }) })

export const useBegin = () => useChange(onboardingAdd, runs)
export const useDoStep = () => useChange(onboardingStep, runs)
export const useSetOnboarding = () => useChange(onboardingSet, runs)
export const useStop = () => useChange(onboardingStop, runs)

/** What was promised in a deal; asked anew where the deal changed. */
export const usePromise = (id: string, version: number) =>
  useQuery({ queryKey: keys.record('deal-promise', { id, version }), queryFn: ({ signal }) => ask(dealPromise, { path: { id }, signal }) })
export const useSetPromise = () => useChange(dealPromiseSet, runs)

/** What a product is called. */
export const useProduct = (id?: string) =>
  useQuery({ queryKey: keys.record('records', { product: id }), queryFn: ({ signal }) => ask(recordShow, { path: { type: 'products', id: id! }, signal }), enabled: Boolean(id) }).data?.values.name as string | undefined
