import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { ask } from '../../../shared/ask'
import { webhookAdd, webhookDeliveries, webhookList, webhookRemove, webhookResend, webhookSet, webhookTest } from '../../../shared/client'
import { keys, records, useChange, useRemoval } from '../../../shared/queries'

const every = 5000
const hooks = { refreshes: ['webhooks', 'deliveries'] }

/** Where messages go, and since when one was not taken: asked again every few seconds, as what was sent is. */
export const useWebhooks = () => useQuery({ ...records('webhooks', webhookList, undefined), refetchInterval: every })
export const useAddWebhook = () => useChange(webhookAdd, hooks)
export const useSetWebhook = () => useChange(webhookSet, hooks)
export const useRemoveWebhook = () => useRemoval(webhookRemove, hooks)
export const useTestWebhook = () => useChange(webhookTest, hooks)
export const useResend = () => useChange(webhookResend, hooks)

/** What was and is to be sent to one address; while it is looked at it is asked again every few seconds. */
export const useDeliveries = (id: string) =>
  useInfiniteQuery({
    queryKey: keys.record('deliveries', { id }),
    queryFn: ({ pageParam, signal }) => ask(webhookDeliveries, { path: { id }, query: { limit: 20, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
    refetchInterval: every,
  })
