import { useVirtualizer } from '@tanstack/react-virtual'
import { type CSSProperties, type FocusEvent, type KeyboardEvent, type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useWords } from '../../../../shared/language'
import { useEdit } from '../../../../shared/record/edit'
import { type Field, type RecordRow, useLabel } from '../../../../shared/record/field'
import { ofHistory } from '../../../../shared/record/fields'
import { useWrite } from '../../../../shared/record/write'
import { useMay } from '../../../../shared/session'
import { editable, widthOf } from './columns'
import { Head } from './Head'
import { keyMove, type Place } from './keys'
import styles from './list.module.css'
import { Row } from './Row'
import { pressSort, writeSort } from './search'
import type { ListState } from './useList'
import { useRest } from './useRest'
import type { Selection } from './useSelection'
import { useWidths } from './useWidths'
import * as words from './words'

interface Props {
  list: ListState
  rows: RecordRow[]
  /** How many there are in all; undefined while unknown. */
  count?: number
  selection: Selection
  /** Asks for the next page; undefined where there is none. */
  more?: () => void
  open: (id: string) => void
}

/** What is being written in a cell; with the text it began with, where a key began it. */
export interface Editing { key: string; text?: string }

const rowHeight = 38
const headHeight = 36

/** The list as a sheet: rows in sight alone are in the page, and everything goes by keys as in a spreadsheet. */
export function Table({ list, rows, count, selection, more, open }: Props) {
  const w = useWords(words)
  const label = useLabel()
  const write = useWrite()
  const may = useMay()
  const edit = useEdit(list.type)
  const box = useRef<HTMLDivElement>(null)
  const height = useRest(box)
  const [editing, setEditing] = useState<Record<string, Editing[]>>({}) // by record: what is no value stays open while another cell is begun
  const { widths, setWidth } = useWidths(list.type)
  const columns = list.columns
  const virtual = useVirtualizer({
    count: rows.length, getScrollElement: () => box.current, estimateSize: () => rowHeight, getItemKey: (i) => rows[i]!.id,
    overscan: 12, scrollMargin: headHeight, scrollPaddingStart: headHeight,
  })
  const shown = virtual.getVirtualItems()
  const last = shown.at(-1)?.index ?? 0
  useEffect(() => {
    if (more && last >= rows.length - 40) more()
  }, [last, more, rows.length])

  const canEdit = may(`${list.type}:update`) && !list.search.bin
  const focus = useFocus(box, virtual.scrollToIndex)
  // What rows call back stays the same for all time, so that rows stand still.
  const doing: Hands = {
    open,
    toggle: selection.toggle,
    begin: (row, field, text) => canEdit && editable(field) && (field.kind === 'boolean' ? void edit(row, field.key, row.values[field.key] !== true) : setEditing((all) => ({ ...all, [row.id]: [...(all[row.id] ?? []).filter((e) => e.key !== field.key), { key: field.key, text }] }))),
    end: (index, column, move, change) => {
      const { id } = rows[index]!
      setEditing(({ [id]: ours = [], ...all }) => {
        const left = ours.filter((e) => e.key !== columns[column - 1]!.key)
        return left.length ? { ...all, [id]: left } : all
      })
      if (change) void edit(rows[index]!, columns[column - 1]!.key, change.value, change.link && { [columns[column - 1]!.key]: change.link })
      if (move) focus({ row: Math.min(rows.length - 1, index + move.down), column: Math.max(1, Math.min(columns.length, column + move.right)) })
    },
  }
  const hands = useRef(doing)
  useLayoutEffect(() => {
    hands.current = doing
  })
  const stable = useMemo<Hands>(() => ({
    open: (id) => hands.current.open(id),
    toggle: (i, range) => hands.current.toggle(i, range),
    begin: (row, field, text) => hands.current.begin(row, field, text),
    end: (...all) => hands.current.end(...all),
  }), [])

  const press = (e: KeyboardEvent) => {
    const at = placeOf(e.target)
    if (!at || (e.target as Element).getAttribute('role') !== 'gridcell' || e.nativeEvent.isComposing) return
    const row = rows[at.row]
    const field = columns[at.column - 1]
    if (!row) return
    const to = keyMove(e, at, { rows: rows.length, columns: columns.length + 1, page: Math.max(1, Math.floor(height / rowHeight) - 2) })
    const plain = !e.ctrlKey && !e.metaKey && !e.altKey
    if (to) {
      if (e.shiftKey && to.row !== at.row && plain) {
        if (!selection.has(row.id)) selection.toggle(at.row)
        selection.toggle(to.row, true)
      }
      focus(to)
    } else if (e.key === ' ' && plain) selection.toggle(at.row, e.shiftKey)
    else if ((e.key === 'a' || e.key === 'A') && (e.ctrlKey || e.metaKey)) selection.take(false)
    else if (e.key === 'Escape' && !selection.none) selection.clear()
    else if (e.key === 'c' && (e.ctrlKey || e.metaKey) && field) void navigator.clipboard.writeText(write(field, row.values[field.key], row.links))
    else if (e.key === 'Enter' && (e.ctrlKey || e.metaKey || at.column <= 1)) open(row.id)
    else if ((e.key === 'Enter' || e.key === 'F2') && field) stable.begin(row, field)
    else if (e.key === 'Delete' && field && canEdit && editable(field) && !field.required) void edit(row, field.key, null)
    else if (e.key.length === 1 && plain && field && at.column > 0 && typed(field)) stable.begin(row, field, e.key)
    else return
    e.preventDefault()
  }

  const template = ['40px', ...columns.map((c) => `${widths[c.key] ?? widthOf(c)}px`)].join(' ')
  const style = { height: Math.max(height, 240), '--columns': template } as CSSProperties
  return (
    <div ref={box} role="grid" aria-label={list.view?.name ?? w.title[list.type]} aria-rowcount={count === undefined ? -1 : count + 1} aria-colcount={columns.length + 1} aria-multiselectable className={styles.grid} style={style}
      tabIndex={0} onKeyDown={press} onFocus={(e) => enter(e, focus)} onBlur={(e) => leave(e)} data-edit={canEdit || undefined}>
      <Head columns={columns} sort={list.sort} selection={selection} loaded={rows.length} label={label}
        press={(key, several) => list.go({ sort: writeSort(pressSort(list.sort, key, several && ![key, ...list.sort.map((s) => s.key)].some((k) => ofHistory(list.type, k)))) })}
        resize={(field, width) => setWidth(field.key, width)} width={(field) => widths[field.key] ?? widthOf(field)}
        move={(key, before) => list.go({ columns: moved(columns, key, before) })} />
      <div role="rowgroup" className={styles.body} style={{ height: virtual.getTotalSize() }}>
        {shown.map((v) => {
          const row = rows[v.index]!
          return (
            <div key={v.key} role="presentation" data-index={v.index} className={styles.place} style={{ transform: `translateY(${v.start - headHeight}px)`, height: v.size }}>
              <Row row={row} index={v.index} columns={columns} selected={selection.has(row.id)} opened={list.search.open === row.id} editing={editing[row.id]} write={write} hands={stable} />
            </div>
          )
        })}
      </div>
    </div>
  )
}

/** What happens in rows. */
export interface Hands {
  open: (id: string) => void
  toggle: (index: number, range?: boolean) => void
  begin: (row: RecordRow, field: Field, text?: string) => void
  end: (index: number, column: number, move?: { down: number; right: number }, change?: { value: unknown; link?: { id: string; name: string } }) => void
}

/** Kinds in which a key begins writing anew. */
const typed = (field: Field) => ['text', 'longtext', 'number', 'money', 'phone', 'email', 'url'].includes(field.kind)

const moved = (columns: Field[], key: string, before: string | undefined) => {
  const keys = columns.map((c) => c.key).filter((k) => k !== key)
  keys.splice(before === undefined ? keys.length : Math.max(1, keys.indexOf(before)), 0, key)
  return keys.join(',')
}

/** Where in the sheet something lies. */
function placeOf(target: EventTarget): Place | undefined {
  const cell = (target as Element).closest<HTMLElement>('[data-col]')
  const row = cell?.closest<HTMLElement>('[data-index]')
  return cell && row ? { row: Number(row.dataset.index), column: Number(cell.dataset.col) } : undefined
}

/** Brings the focus to a cell, scrolling it into sight first. */
function useFocus(box: RefObject<HTMLDivElement | null>, scroll: (index: number) => void) {
  return useCallback((to: Place) => {
    const find = () => box.current?.querySelector<HTMLElement>(`[data-index="${to.row}"] [data-col="${to.column}"]`)
    const land = (tries: number) => {
      const cell = find()
      if (cell) cell.focus({ preventScroll: true })
      if (cell) cell.scrollIntoView({ block: 'nearest', inline: 'nearest' })
      else if (tries) requestAnimationFrame(() => land(tries - 1))
    }
    scroll(to.row)
    land(10)
  }, [box, scroll])
}

/** By Tab one comes to the sheet, and in it to the cell one was at last. */
function enter(e: FocusEvent<HTMLDivElement>, focus: (to: Place) => void) {
  const grid = e.currentTarget
  if (e.target !== grid) {
    grid.tabIndex = -1
    const at = placeOf(e.target)
    if (at && e.target.getAttribute('role') === 'gridcell') grid.dataset.at = `${at.row},${at.column}`
    return
  }
  const [row, column] = (grid.dataset.at ?? '0,1').split(',').map(Number)
  focus({ row: Math.min(row!, Number(grid.ariaRowCount) > 0 ? Number(grid.ariaRowCount) - 2 : row!), column: column! })
}

function leave(e: FocusEvent<HTMLDivElement>) {
  if (!e.currentTarget.contains(e.relatedTarget)) e.currentTarget.tabIndex = 0
}

