import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { ask } from '../../../../shared/ask'
import { bulkTasks } from '../../../../shared/client'
import type { Narrowed } from '../../../../shared/condition/count'
import { keys, useChange, useRemoval } from '../../../../shared/queries'
import type { RecordRow, RecordType } from '../../../../shared/record/field'
import { type Page, recordAdd, recordBulk, recordList, type View, viewAdd, viewList, viewRemove, viewSet } from '../../../../shared/record/operations'

/** What a list is asked with. */
export interface Asked extends Narrowed {
  sort?: string
  columns?: string
}

const pageLength = 200
const none: RecordRow[] = []

/** The records of a list, page after page. It stands still while somebody reads it. */
export function useRows(type: RecordType, asked: Asked, enabled: boolean) {
  const list = useInfiniteQuery({
    queryKey: keys.record('records', { type, ...asked }),
    queryFn: ({ pageParam, signal }) => ask(recordList, { path: { type }, query: { ...asked, limit: pageLength, cursor: pageParam }, signal }) as Promise<Page>,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor || undefined,
    structuralSharing: false, // comparing thousands of rows takes longer than drawing those in sight
    placeholderData: keepPreviousData,
    enabled,
  })
  return list
}

export const rowsOf = (pages: Page[] | undefined) => pages?.flatMap((page) => page.rows ?? none) ?? none

export function useViews(type: RecordType) {
  return useQuery({
    queryKey: keys.record('views', { type }),
    queryFn: ({ signal }) => ask(viewList, { query: { type }, signal }),
    select: (answer) => (answer.views ?? []) as View[],
  })
}

const changed = { refreshes: ['views'] }
export const useAddView = () => useChange(viewAdd, changed)
export const useSetView = () => useChange(viewSet, changed)
export const useRemoveView = () => useRemoval(viewRemove, changed)

export const useAddRecord = () => useChange(recordAdd, { refreshes: ['records', 'session'] })
export const useBulk = () => useChange(recordBulk, { refreshes: ['records', 'record', 'history', 'timeline', 'tags'] })
export const useBulkTasks = () => useChange(bulkTasks, { refreshes: ['tasks', 'today', 'timeline'] })
