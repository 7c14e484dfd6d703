import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../shared/ask'
import { slaSet, slaShow, slaTry, ticketClocks } from '../../../shared/client'
import { keys, useChange, useRecords } from '../../../shared/queries'
import { segmentList } from '../../../shared/record/operations'
import { useMay } from '../../../shared/session'

export const useSLA = () => useRecords('sla', slaShow)
export const useSetSLA = () => useChange(slaSet, { refreshes: ['sla', 'ticket-clocks', 'records', 'record'] })
export const useTrial = () => useChange(slaTry, { refreshes: [] })
export const useSegments = () => useRecords('segments', segmentList, undefined, { enabled: useMay()('segments:read') })

/** How the clocks of a ticket stand, asked again as time passes and whenever the ticket changes. */
export const useClocks = (id: string, version: number) =>
  useQuery({
    queryKey: keys.record('ticket-clocks', { id, version }),
    queryFn: ({ signal }) => ask(ticketClocks, { path: { id }, signal }),
    placeholderData: (before) => before,
    refetchInterval: 60_000,
  })
