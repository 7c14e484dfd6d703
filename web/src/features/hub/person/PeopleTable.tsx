import { useMediaQuery } from '@mantine/hooks'
import { type CSSProperties, useCallback } from 'react'
import type { PersonRow } from '../../../shared/client'
import { type Format, useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { RowLink } from '../../../shared/RowLink'
import { Rows } from '../../../shared/Rows'
import { StageMark } from '../../../shared/stage'
import styles from './people.module.css'
import type { Column } from './search'
import * as words from './words'

interface Props {
  people: PersonRow[]
  currency: string
  columns: Column[]
  /** Asks for the next page; undefined where there is none. */
  more?: () => void
}

const widths: Record<Column, string> = {
  stage: 'minmax(0, 1fr)',
  since: 'minmax(0, 0.7fr)',
  firstSeen: 'minmax(0, 0.7fr)',
  lastSeen: 'minmax(0, 0.7fr)',
  purchases: 'minmax(0, 0.6fr)',
  revenue: 'minmax(0, 0.8fr)',
}
const figures: Column[] = ['purchases', 'revenue']

/** The list itself, a line a person; on a phone two. */
export function PeopleTable({ people, currency, columns, more }: Props) {
  const w = useWords(words)
  const f = useFormat()
  const height = useMediaQuery('(max-width: 48em)') ? 64 : 46
  const row = useCallback((person: PersonRow, index: number) => <Row person={person} index={index} currency={currency} columns={columns} f={f} nameless={w.people.nameless} />, [currency, columns, f, w])
  const style = { '--columns': columns.map((c) => widths[c]).join(' ') } as CSSProperties
  return (
    <div role="table" aria-label={w.people.title} aria-rowcount={more ? -1 : people.length + 1} className={styles.table} style={style}>
      <div role="rowgroup">
        <div role="row" className={styles.head}>
          <span role="columnheader">{w.people.name}</span>
          {columns.map((c) => <span key={c} role="columnheader" className={figures.includes(c) ? styles.number : undefined}>{w.people[c]}</span>)}
        </div>
      </div>
      <Rows items={people} id={(p) => p.id} height={height} more={more} role="rowgroup">
        {row}
      </Rows>
    </div>
  )
}

interface RowProps {
  person: PersonRow
  index: number
  currency: string
  columns: Column[]
  f: Format
  nameless: string
}

function Row({ person, index, currency, columns, f, nameless }: RowProps) {
  return (
    <div role="row" aria-rowindex={index + 2} className={styles.row}>
      <span role="cell" className={styles.cell}>
        <RowLink to={`/people/${person.id}`} className={styles.name}>{person.name ?? <span className={styles.soft}>{nameless}</span>}</RowLink>
      </span>
      {columns.map((c) => (
        <span key={c} role="cell" data-column={c} className={`${styles.cell} ${figures.includes(c) ? styles.number : ''}`}>
          {cell(c, person, currency, f)}
        </span>
      ))}
    </div>
  )
}

function cell(column: Column, p: PersonRow, currency: string, f: Format) {
  switch (column) {
    case 'stage': return <StageMark stage={p.stage} />
    case 'since': return f.day(p.since)
    case 'firstSeen': return f.day(p.first_seen)
    case 'lastSeen': return f.day(p.last_seen)
    case 'purchases': return f.number(p.purchases)
    case 'revenue': return f.money(p.revenue, currency)
  }
}
