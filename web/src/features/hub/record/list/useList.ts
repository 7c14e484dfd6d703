import { useLocalStorage } from '@mantine/hooks'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { type Field, type RecordType, useFields } from '../../../../shared/record/field'
import { allFields } from '../../../../shared/record/fields'
import type { View } from '../../../../shared/record/operations'
import { shownColumns } from './columns'
import { useViews } from './queries'
import { type ListSearch, readSort, type Sort } from './search'

export interface ListState {
  type: RecordType
  search: ListSearch
  /** Changes the URL; what is undefined leaves it. */
  go: (change: Partial<ListSearch>, replace?: boolean) => void
  views: View[]
  view: View | undefined
  /** What is asked: the view's, but for what the URL says instead. */
  q: string | undefined
  where: string | undefined
  sort: Sort[]
  sortText: string | undefined
  all: Field[]
  columns: Field[]
  /** The list differs from the view it began with. */
  changed: boolean
  /** Whether it is known yet what to ask. */
  ready: boolean
  first: string | undefined
  begin: (view: string) => void
}

/** What a list shows: the URL over the view over what is usual. */
export function useList(type: RecordType): ListState {
  const search = useSearch({ strict: false }) as ListSearch
  const navigate = useNavigate()
  const { data: views = noViews, isPending } = useViews(type)
  const [first, begin] = useLocalStorage<string | undefined>({ key: `banhda-first-view-${type}`, getInitialValueInEffect: false })
  const view = views.find((v) => v.id === search.view) ?? views.find((v) => v.id === first) ?? views[0]
  const fields = useFields(type)
  const all = useMemo(() => allFields(type, fields), [type, fields])
  const chosen = search.columns ?? view?.columns
  const columns = useMemo(() => shownColumns(type, all, chosen), [type, all, chosen])
  const sortText = search.sort ?? (search.q ? undefined : view?.sort) // what was sought stands best first
  const sort = useMemo(() => readSort(sortText), [sortText])
  const go = useCallback((change: Partial<ListSearch>, replace = false) =>
    void navigate({ to: '.', search: ((before: object) => ({ ...before, ...change })) as never, resetScroll: false, replace }), [navigate])
  const differs = (key: 'where' | 'sort' | 'columns') => search[key] !== undefined && search[key] !== (view?.[key] ?? '')
  return {
    type, search, go, views, view, q: search.q, where: (search.where ?? view?.where) || undefined, sort, sortText: sortText || undefined, all, columns,
    changed: differs('where') || differs('sort') || differs('columns'), ready: !isPending && fields.length > 0, first, begin,
  }
}

const noViews: View[] = []
