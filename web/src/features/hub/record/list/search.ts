import { readScreenSearch, type ScreenSearch } from '../../../../shared/question'

/** What the URL of a list holds: what is sought, narrowed, sorted and shown, and what stands open beside it. */
export interface ListSearch extends ScreenSearch {
  /** Words sought within the list. */
  q?: string
  /** A condition in place of the view's. */
  where?: string
  /** Fields with commas, a minus before one that goes down; in place of the view's. */
  sort?: string
  /** Fields with commas; in place of the view's. */
  columns?: string
  view?: string
  /** The record beside the list. */
  open?: string
  create?: 'yes'
  /** What was removed, for 30 days. */
  bin?: 'yes'
}

const texts = ['q', 'sort', 'columns', 'view', 'open'] as const

export function readSearch(raw: Record<string, unknown>): ListSearch {
  const search: ListSearch = readScreenSearch(raw)
  for (const key of texts) if (raw[key]) search[key] = String(raw[key])
  if (typeof raw.where === 'string') search.where = raw.where // empty: everything, though the view narrows
  if (raw.create === 'yes') search.create = 'yes'
  if (raw.bin === 'yes') search.bin = 'yes'
  return search
}

export interface Sort { key: string; down: boolean }

export const readSort = (text: string | undefined): Sort[] =>
  (text ?? '').split(',').filter(Boolean).map((s) => (s.startsWith('-') ? { key: s.slice(1), down: true } : { key: s, down: false }))

export const writeSort = (sort: Sort[]): string => sort.map((s) => (s.down ? '-' : '') + s.key).join(',')

/** The order after a press on a column's name: up, down, as it was; with several, the others stay. */
export function pressSort(sort: Sort[], key: string, several: boolean): Sort[] {
  const now = sort.find((s) => s.key === key)
  const others = several ? sort.filter((s) => s.key !== key) : []
  if (!now) return [...others, { key, down: false }]
  if (!now.down) return several ? sort.map((s) => (s.key === key ? { key, down: true } : s)) : [{ key, down: true }]
  return others
}
