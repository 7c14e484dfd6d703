import type { ListAnswer, ListRow } from '../../../shared/client'
import { digits } from '../../../shared/format'
import type { Cell } from './csv'

export type Kind = ListAnswer['kind']
export type Column = 'stage' | 'since' | 'purchases' | 'revenue' | 'at' | 'move' | 'class' | 'value' | 'repeats' | 'friends' | 'days'

/** What a list shows beside who it is about: what makes this list this list. Any of its rows says what it holds. */
export function columnsOf(kind: Kind, row: ListRow | undefined): Column[] {
  switch (kind) {
    case 'moves':
      return ['move', 'at']
    case 'purchases':
    case 'rotations':
      return ['class', 'at', 'value']
    case 'spells':
      return ['move', 'at', 'days']
  }
  if (row?.repeats !== undefined) return ['stage', 'repeats', 'friends']
  if (row?.value !== undefined) return ['stage', 'value']
  return row?.at === undefined ? ['stage', 'since', 'purchases', 'revenue'] : ['stage', 'at', 'purchases', 'revenue']
}

/** Columns of figures stand to the right. */
export const isFigure = (column: Column) => ['purchases', 'revenue', 'value', 'repeats', 'friends', 'days'].includes(column)

/** Columns whose figure needs its name beside it where there is no head. */
export const isCount = (column: Column) => ['purchases', 'repeats', 'friends'].includes(column)

/** How long a stay lasted, in days; of one that goes on until now, so far. */
export function stayed(row: ListRow, now: string): number | null {
  return row.at === undefined ? null : (Date.parse(row.until ?? now) - Date.parse(row.at)) / 86_400_000
}

const fields = ['at', 'from', 'to', 'until', 'class', 'repeats', 'friends'] as const

/** The columns of an exported list, named as the API names them. Money is in major units. */
export function exportHead(kind: Kind): string[] {
  return ['id', 'name', ...fieldsOf(kind), ...(hasValue(kind) ? ['value', 'value_currency'] : []), 'stage', 'since', 'first_seen', 'last_seen', 'purchases', 'revenue', 'currency']
}

/** One row of an exported list; instant writes an instant as it is shown. */
export function exportRow(kind: Kind, row: ListRow, currency: string, instant: (at: string) => string): Cell[] {
  const time = (at: string | undefined) => at && instant(at)
  const told = fieldsOf(kind).map((field) => (field === 'at' || field === 'until' ? time(row[field]) : row[field]))
  const value = [row.value === undefined ? null : major(row.value, row.currency ?? currency), row.currency]
  return [row.person.id, row.person.name, ...told, ...(hasValue(kind) ? value : []), row.stage, time(row.since), time(row.first_seen), time(row.last_seen), row.purchases, major(row.revenue, currency), currency]
}

const fieldsOf = (kind: Kind) => fields.filter((field) => held[kind].includes(field))

const held: Record<Kind, string[]> = {
  people: ['at', 'repeats', 'friends'],
  moves: ['at', 'from', 'to'],
  purchases: ['at', 'class'],
  rotations: ['at', 'class'],
  spells: ['at', 'from', 'to', 'until'],
  rescues: ['at'],
}

const hasValue = (kind: Kind) => kind === 'people' || kind === 'purchases' || kind === 'rotations'

const major = (minor: number, currency: string) => minor / 10 ** digits(currency)
