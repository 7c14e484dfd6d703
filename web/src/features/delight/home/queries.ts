import { useInfiniteQuery } from '@tanstack/react-query'
import { ask } from '../../../shared/ask'
import { careAnswers, careClocks, careTeam, today } from '../../../shared/client'
import { keys, useRecords } from '../../../shared/queries'
import { recordList } from '../../../shared/record/operations'
import { useMay } from '../../../shared/session'
import type { CareSearch } from './search'

const when = (enabled: boolean) => ({ enabled })

/** How many lines a part shows at most. */
export const most = 6

const useTickets = (where: string, sort: string) =>
  useRecords('records', (o: object) => recordList({ ...o, path: { type: 'tickets' } }), { where, sort, columns: 'number,name,person,due_at,priority,waiting_since', limit: most } as never, when(useMay()('tickets:read')))

export const mine = 'state = open and owner = me'
export const waiting = 'state = open and owner = me and exists waiting_since'

export const useMine = () => useTickets(mine, 'due_at,priority,opened_at')
export const useWaiting = () => useTickets(waiting, 'waiting_since')
export const useToday = () => useRecords('today', today, { owner: 'me' }, when(useMay()('tasks:read')))
export const useTeam = () => useRecords('care', careTeam, undefined, when(useMay()('tickets:read')))
export const useMyAnswers = () => useRecords('care', careAnswers, { owner: 'me', limit: most }, when(useMay()('tickets:read')))

const asked = ({ clock = 'first', owner, unowned, late }: CareSearch) => ({ clock, owner, unowned: unowned === 'true' || undefined, late: late === 'true' || undefined })

const paged = { initialPageParam: undefined as string | undefined, getNextPageParam: (last: { cursor: string | null }) => last.cursor ?? undefined }

/** The times a clock ran that figures count. */
export const useClockings = (search: CareSearch) =>
  useInfiniteQuery({ queryKey: keys.record('care', { clocks: asked(search) }), queryFn: ({ pageParam, signal }) => ask(careClocks, { query: { ...asked(search), limit: 50, cursor: pageParam }, signal }), ...paged })

/** What customers answered about tickets. */
export const useAnswers = ({ owner, unowned }: CareSearch) =>
  useInfiniteQuery({ queryKey: keys.record('care', { answers: owner, unowned }), queryFn: ({ pageParam, signal }) => ask(careAnswers, { query: { owner, unowned: unowned === 'true' || undefined, limit: 50, cursor: pageParam }, signal }), ...paged })
