import { appointmentList, conversationList, leadList, quoteList, sellerList, today } from '../../../shared/client'
import { useRecords } from '../../../shared/queries'
import { addDays, today as todayIn } from '../../../shared/question'
import { recordList } from '../../../shared/record/operations'
import { useMay, useZone } from '../../../shared/session'

const when = (enabled: boolean) => ({ enabled })

/** How many lines a part shows at most. */
const most = 6

/** How many days ahead appointments and quotes are looked for. */
const ahead = { appointments: 2, quotes: 7 }

export const useLeads = () => useRecords('leads', leadList, { owner: 'me', limit: most }, when(useMay()('people:read')))
export const useToday = () => useRecords('today', today, { owner: 'me' }, when(useMay()('tasks:read')))
export const useSellers = () => useRecords('sellers', sellerList, undefined, when(useMay()('people:read')))
export const useDue = () => useRecords('conversations', conversationList, { assignee: 'me', due: true, limit: most }, when(useMay()('conversations:read')))

export function useAppointments() {
  const day = todayIn(useZone())
  return useRecords('appointments', appointmentList, { host: 'me', state: 'booked', from: day, to: addDays(day, ahead.appointments), limit: most }, when(useMay()('appointments:read')))
}

export function useEnding() {
  const until = addDays(todayIn(useZone()), ahead.quotes)
  return useRecords('quotes', quoteList, { state: 'sent', owner: 'me', until, limit: most }, when(useMay()('quotes:read')))
}

/** My open deals that need looking at. */
export const slipping = 'owner = me and state = open and stale = yes'
export const useSlipping = () => useRecords('records', (o: object) => recordList({ ...o, path: { type: 'deals' } }), { where: slipping, sort: 'close_date', columns: 'name,close_date', limit: most } as never, when(useMay()('deals:read')))

/** My orders that were confirmed and wait for money, the oldest first. */
export const awaited = 'owner = me and status = confirmed'
export const useAwaited = () => useRecords('records', (o: object) => recordList({ ...o, path: { type: 'orders' } }), { where: awaited, sort: 'placed_on', columns: 'name,placed_on,total,paid,currency', limit: 50 } as never, when(useMay()('orders:read')))
