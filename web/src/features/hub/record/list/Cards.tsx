import { Fragment, type MouseEvent, useCallback } from 'react'
import { useWords } from '../../../../shared/language'
import type { Field, RecordRow } from '../../../../shared/record/field'
import { drawValue } from '../../../../shared/record/FieldValue'
import { useWrite, type Write } from '../../../../shared/record/write'
import { RowLink } from '../../../../shared/RowLink'
import { Rows } from '../../../../shared/Rows'
import styles from './list.module.css'
import type { ListState } from './useList'
import type { Selection } from './useSelection'
import * as words from './words'

interface Props {
  list: ListState
  rows: RecordRow[]
  selection: Selection
  /** Rows are being chosen: a press takes one in or out. */
  choosing: boolean
  more?: () => void
}

/** The list on a phone: who, and the first values that are there, on two lines. */
export function Cards({ list, rows, selection, choosing, more }: Props) {
  const w = useWords(words)
  const write = useWrite()
  const { columns, type } = list
  const { has, toggle } = selection
  const card = useCallback((row: RecordRow, index: number) => (
    <Card row={row} index={index} type={type} columns={columns} write={write} nameless={w.nameless} chosen={choosing ? has(row.id) : undefined} toggle={toggle} said={w.choose} />
  ), [columns, type, write, w, choosing, has, toggle])
  return (
    <div role="list" aria-label={w.title[type]} className={styles.cards}>
      <Rows items={rows} id={(r) => r.id} height={66} more={more} role="presentation">{card}</Rows>
    </div>
  )
}

interface CardProps {
  row: RecordRow
  index: number
  type: string
  columns: Field[]
  write: Write
  nameless: string
  chosen?: boolean
  toggle: (index: number) => void
  said: (name: string) => string
}

function Card({ row, index, type, columns, write, nameless, chosen, toggle, said }: CardProps) {
  const [first, ...rest] = columns
  const name = (first && write(first, row.values[first.key], row.links)) || nameless
  const there = rest.filter((f) => write(f, row.values[f.key], row.links))
  const lead = there.find((f) => f.key === 'stage' || f.key === 'status' || f.kind === 'money')
  const details = there.filter((f) => f !== lead && f.kind !== 'tags').slice(0, 2)
  const tags = there.find((f) => f.kind === 'tags')
  const told = [...details, ...(tags ? [tags] : [])]
  const detail = told.map((f) => write(f, row.values[f.key], row.links)).join(' · ')
  const choose = (e: MouseEvent) => {
    if (chosen === undefined) return
    e.preventDefault()
    e.stopPropagation()
    toggle(index)
  }
  return (
    <div role="listitem" className={styles.card} data-chosen={chosen || undefined} onClickCapture={choose}>
      {chosen !== undefined && <input type="checkbox" checked={chosen} readOnly aria-label={said(name)} />}
      <div className={styles.cardMain}>
        <RowLink to={`/${type}/${row.id}`} className={styles.cardName} title={name}>{name}</RowLink>
        <div className={styles.cardDetail} title={detail}>{told.map((f, i) => <Fragment key={f.key}>{i > 0 && ' · '}{f.key === 'due_at' ? drawValue({ field: f, value: row.values[f.key], plain: true }, write) : write(f, row.values[f.key], row.links)}</Fragment>)}</div>
      </div>
      {lead && <div className={styles.cardLead}>{drawValue({ field: lead, value: row.values[lead.key], links: row.links, plain: true }, write)}</div>}
    </div>
  )
}
