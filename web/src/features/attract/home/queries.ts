import { useQueries } from '@tanstack/react-query'
import { ask } from '../../../shared/ask'
import { type Campaign, campaignList, campaignResult, formList, mailHealth, workflowList } from '../../../shared/client'
import { keys, useRecords } from '../../../shared/queries'
import { recordList, type Segment, segmentList, segmentSizes } from '../../../shared/record/operations'
import { useMay } from '../../../shared/session'

const when = (enabled: boolean) => ({ enabled })

export const useCampaigns = () => useRecords('campaigns', campaignList, {}, when(useMay()('campaigns:read')))
export const useForms = () => useRecords('forms', formList, undefined, when(useMay()('forms:read')))
export const useWorkflows = () => useRecords('workflows', workflowList, undefined, when(useMay()('workflows:read')))
export const useSegments = () => useRecords('segments', segmentList, undefined, when(useMay()('segments:read')))
export const useHealth = () => useRecords('mail-health', mailHealth, {}, when(useMay()('workspace:write')))

/** How many people are asked for who seem most promising. */
const most = 5

export const usePromising = () => useRecords('records', (o: object) => recordList({ ...o, path: { type: 'people' } }), { where: 'score > 0', sort: '-score', columns: 'name,score,stage', limit: most } as never, when(useMay()('people:read')))

/** What became of the messages of some campaigns. */
export const useResults = (campaigns: Campaign[]) =>
  useQueries({ queries: campaigns.map(({ id }) => ({ queryKey: keys.record('campaigns', { result: id }), queryFn: ({ signal }: { signal: AbortSignal }) => ask(campaignResult, { path: { id }, signal }) })) }).flatMap((q) => q.data ?? [])

/** How large some segments were, by day. */
export const useGrowth = (segments: Segment[]) =>
  useQueries({ queries: segments.map(({ id }) => ({ queryKey: keys.record('segments', { sizes: id }), queryFn: ({ signal }: { signal: AbortSignal }) => ask(segmentSizes, { path: { id }, signal } as never) })) }).map((q) => q.data?.sizes ?? [])
