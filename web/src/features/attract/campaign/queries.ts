import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, type Progress, watch } from '../../../shared/ask'
import { campaignAdd, campaignCheck, campaignCostRemove, campaignCosts, campaignList, campaignMessages, campaignPause, campaignPeople, campaignRemove, campaignResult, campaignResume, campaignSet, campaignShow, campaignStart, campaignStop, messageResend, segmentList, templateList, workspaceShow, type StateCount } from '../../../shared/client'
import { keys, useChange, useRecords, useRemoval } from '../../../shared/queries'

const changes = { refreshes: ['campaigns', 'campaign', 'campaign-result', 'campaign-check', 'campaign-messages'] }

export const useCampaigns = () => useRecords('campaigns', campaignList, { limit: 200 })
export const useAddCampaign = () => useChange(campaignAdd, changes)
export const useSetCampaign = () => useChange(campaignSet, changes)
export const useRemoveCampaign = () => useRemoval(campaignRemove, changes)
export const useStart = () => useChange(campaignStart, changes)
export const usePause = () => useChange(campaignPause, changes)
export const useResume = () => useChange(campaignResume, changes)
export const useStop = () => useChange(campaignStop, changes)
export const useAddCosts = () => useChange(campaignCosts, changes)
export const useRemoveCost = () => useRemoval(campaignCostRemove, changes)
export const useResend = () => useChange(messageResend, changes)

export const useSegments = () => useRecords('segments', segmentList)
export const useTemplates = () => useRecords('templates', templateList)
export const useCurrency = () => useRecords('workspace', workspaceShow).data?.currency ?? 'VND'

/** One campaign with its plan; while it runs it is asked again every few seconds. */
export const useCampaign = (id: string) =>
  useQuery({
    queryKey: keys.record('campaign', { id }),
    queryFn: ({ signal }) => ask(campaignShow, { path: { id }, signal }),
    refetchInterval: (q) => (q.state.data?.state === 'running' || q.state.data?.state === 'scheduled' ? 3000 : false),
  })

/** What became of it. */
export const useResult = (id: string, running: boolean) =>
  useQuery({
    queryKey: keys.record('campaign-result', { id, running }), // asked anew when it ends
    queryFn: ({ signal }) => ask(campaignResult, { path: { id }, signal }),
    refetchInterval: (of) => (running || of.state.data?.campaign.queued ? 5000 : false),
  })

/** Who would be sent what, asked where somebody wants to know it. */
export function useCheck(id: string, version: number) {
  const [progress, setProgress] = useState<Progress>()
  const check = useQuery({
    queryKey: keys.record('campaign-check', { id, version }),
    queryFn: ({ signal }) => watch(campaignCheck, { path: { id }, signal }, setProgress),
  })
  return { ...check, progress: check.isFetching ? progress : undefined }
}

/** Some messages of a campaign, page by page. */
export const useMessages = (id: string, { step, variant, state, reason }: StateCount) =>
  useInfiniteQuery({ queryKey: keys.record('campaign-messages', { id, step, variant, state, reason }), queryFn: ({ pageParam, signal }) => ask(campaignMessages, { path: { id }, query: { step, variant, state: state as never, reason: reason || undefined, limit: 100, cursor: pageParam }, signal }), initialPageParam: undefined as string | undefined, getNextPageParam: (last) => last.cursor ?? undefined })

/** The people of an arm, or those of them who reached the goal. */
export const useArm = (id: string, arm: string, reached: boolean) =>
  useInfiniteQuery({ queryKey: keys.record('campaign-people', { id, arm, reached }), queryFn: ({ pageParam, signal }) => ask(campaignPeople, { path: { id }, query: { arm, reached, cursor: pageParam }, signal }), initialPageParam: undefined as string | undefined, getNextPageParam: (last) => last.cursor ?? undefined })
