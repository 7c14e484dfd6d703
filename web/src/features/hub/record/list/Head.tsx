import { type KeyboardEvent, type PointerEvent, useState } from 'react'
import { Icon } from '../../../../shared/Icon'
import { useWords } from '../../../../shared/language'
import { type Field, figureKinds } from '../../../../shared/record/field'
import { ofHistory, sortable } from '../../../../shared/record/fields'
import styles from './list.module.css'
import type { Sort } from './search'
import type { Selection } from './useSelection'
import * as words from './words'

interface Props {
  columns: Field[]
  sort: Sort[]
  selection: Selection
  loaded: number
  label: (field: Field) => string
  press: (key: string, several: boolean) => void
  resize: (field: Field, width: number) => void
  width: (field: Field) => number
  /** Puts a column before another; undefined: at the end. */
  move: (key: string, before: string | undefined) => void
}

/** The columns' names: pressed they sort, dragged they move, and their edges make them wider. Alt and arrows do both by keys. */
export function Head({ columns, sort, selection, loaded, label, press, resize, width, move }: Props) {
  const w = useWords(words)
  const [dragged, drag] = useState<string>()
  const whole = loaded > 0 && (selection.all || selection.ids.size >= loaded)
  const keys = (e: KeyboardEvent, field: Field, i: number) => {
    e.stopPropagation()
    if (!e.altKey || (i === 0 && !e.shiftKey)) return
    const step = e.key === 'ArrowLeft' ? -1 : e.key === 'ArrowRight' ? 1 : 0
    if (step && e.shiftKey) resize(field, width(field) + 16 * step)
    else if (step && i + step > 0) move(field.key, columns[step < 0 ? i - 1 : i + 2]?.key)
    else return
    e.preventDefault()
  }
  return (
    <div role="rowgroup" className={styles.headrow}>
      <div role="row" aria-rowindex={1} className={styles.row}>
        <div role="columnheader" className={styles.pick}>
          <input type="checkbox" checked={whole} ref={(box) => { if (box) box.indeterminate = !whole && !selection.none }} aria-label={w.chooseAll} onChange={() => (whole ? selection.clear() : selection.take(false))} />
        </div>
        {columns.map((field, i) => {
          const at = sort.findIndex((s) => s.key === field.key)
          const sorted = sort[at]
          return (
            <div key={field.key} role="columnheader" aria-sort={sorted ? (sorted.down ? 'descending' : 'ascending') : 'none'}
              className={`${styles.column} ${figureKinds.includes(field.kind) ? styles.figure : ''}`} data-over={dragged && dragged !== field.key ? '' : undefined}
              onDragOver={(e) => dragged && i > 0 && e.preventDefault()} onDrop={() => { if (dragged) move(dragged, field.key); drag(undefined) }}>
              <button type="button" draggable={i > 0} title={`${label(field)} · ${!sortable(field) ? w.columnHint : ofHistory(field.type, field.key) ? w.sortAlone : w.sortHint}`} onDragStart={() => drag(field.key)} onDragEnd={() => drag(undefined)}
                onClick={(e) => sortable(field) && press(field.key, e.shiftKey)} onKeyDown={(e) => keys(e, field, i)}>
                <span>{label(field)}</span>
                {sorted && <Icon name={sorted.down ? 'down' : 'up'} size={14} />}
                {sorted && sort.length > 1 && <small>{at + 1}</small>}
              </button>
              <Edge grab={() => width(field)} drag={(to) => resize(field, to)} />
            </div>
          )
        })}
      </div>
    </div>
  )
}

/** The right edge of a column, for the mouse; keys have Alt, Shift and the arrows. */
function Edge({ grab, drag }: { grab: () => number; drag: (width: number) => void }) {
  const down = (e: PointerEvent<HTMLSpanElement>) => {
    e.preventDefault()
    const [from, width] = [e.clientX, grab()]
    const edge = e.currentTarget
    edge.setPointerCapture(e.pointerId)
    const follow = (m: globalThis.PointerEvent) => drag(width + m.clientX - from)
    edge.addEventListener('pointermove', follow)
    edge.addEventListener('pointerup', () => edge.removeEventListener('pointermove', follow), { once: true })
  }
  return <span aria-hidden className={styles.edge} onPointerDown={down} />
}
