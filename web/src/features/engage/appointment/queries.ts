import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { ask } from '../../../shared/ask'
import { appointmentAdd, appointmentBrief, appointmentCancel, appointmentFinish, appointmentList, appointmentMove, appointmentShow, availability, availabilitySet, bookingPageAdd, bookingPageList, bookingPageRemove, bookingPageSet, bookingSlots } from '../../../shared/client'
import { useStored } from '../../../shared/draft'
import { keys, useChange, useRecords, useRemoval } from '../../../shared/queries'

export type State = 'booked' | 'held' | 'missed' | 'cancelled'

const changes = { refreshes: ['appointments', 'appointment', 'slots'] }

/** Appointments from now on, or those before now with the last first; of the user alone where mine. */
export const useAppointments = (past: boolean, mine: boolean, now: string) =>
  useInfiniteQuery({
    queryKey: keys.record('appointments', { past: String(past), mine: String(mine) }),
    queryFn: ({ pageParam, signal }) => ask(appointmentList, { query: { ...(past ? { to: now, last: true } : { from: now }), ...(mine && { host: 'me' }), limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
  })

export const useAppointment = (id: string) => useStored('appointment', appointmentShow, id)

/** What to know before a meeting. */
export const useBrief = (id: string) =>
  useQuery({ queryKey: keys.record('appointment-brief', { id }), queryFn: ({ signal }) => ask(appointmentBrief, { path: { id }, signal }) })

/** The same in sentences, by a language model where one is set for that. It takes a while, so the lines do not wait for it. */
export const usePhrasedBrief = (id: string) =>
  useQuery({ queryKey: keys.record('appointment-brief', { id, phrased: 'true' }), queryFn: ({ signal }) => ask(appointmentBrief, { path: { id }, query: { phrased: true }, signal }) })

export const useAddAppointment = () => useChange(appointmentAdd, changes)
export const useMoveAppointment = () => useChange(appointmentMove, changes)
export const useCancelAppointment = () => useChange(appointmentCancel, changes)
export const useFinishAppointment = () => useChange(appointmentFinish, changes)

/** The days with free times of a booking page; of an appointment that is to be moved. */
export const useSlots = (page: string, moving?: string) =>
  useQuery({ queryKey: keys.record('slots', { page, moving }), queryFn: ({ signal }) => ask(bookingSlots, { path: { id: page }, query: { days: 31, appointment: moving }, signal }), enabled: page !== '' })

export const useBookingPages = () => useRecords('booking-pages', bookingPageList)
const pages = { refreshes: ['booking-pages', 'slots'] }
export const useAddBookingPage = () => useChange(bookingPageAdd, pages)
export const useSetBookingPage = () => useChange(bookingPageSet, pages)
export const useRemoveBookingPage = () => useRemoval(bookingPageRemove, pages)
export const useAvailability = () => useRecords('availability', availability)
export const useSetAvailability = () => useChange(availabilitySet, { refreshes: ['availability', 'slots'] })
