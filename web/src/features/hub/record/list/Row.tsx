import { memo, type MouseEvent } from 'react'
import { useWords } from '../../../../shared/language'
import { type Field, figureKinds, type RecordRow } from '../../../../shared/record/field'
import { drawValue } from '../../../../shared/record/FieldValue'
import type { Write } from '../../../../shared/record/write'
import { CellEditor } from './CellEditor'
import styles from './list.module.css'
import type { Editing, Hands } from './Table'
import * as words from './words'

interface Props {
  row: RecordRow
  index: number
  columns: Field[]
  selected: boolean
  opened: boolean
  editing?: Editing[]
  write: Write
  hands: Hands
}

/** One record as a line of the sheet. */
export const Row = memo(function Row({ row, index, columns, selected, opened, editing, write, hands }: Props) {
  const w = useWords(words)
  const choose = (e: MouseEvent) => {
    e.stopPropagation()
    hands.toggle(index, e.shiftKey)
  }
  return (
    <div role="row" aria-rowindex={index + 2} aria-selected={selected} data-opened={opened || undefined} className={styles.row}>
      <div role="gridcell" data-col={0} tabIndex={-1} className={styles.pick} onClick={choose}>
        <input type="checkbox" tabIndex={-1} checked={selected} readOnly aria-label={w.choose(nameText(row, columns, write, w.nameless))} />
      </div>
      {columns.map((field, i) => {
        const value = row.values[field.key]
        const text = write(field, value, row.links)
        const edited = editing?.find((e) => e.key === field.key)
        return (
          <div key={field.key} role="gridcell" data-col={i + 1} tabIndex={-1} title={edited ? undefined : text || undefined}
            className={`${styles.cell} ${figureKinds.includes(field.kind) ? styles.figure : ''}`} onDoubleClick={() => !edited && hands.begin(row, field)}>
            {edited
              ? <CellEditor field={field} row={row} text={edited.text} end={(move, change) => hands.end(index, i + 1, move, change)} />
              : i === 0
                ? <a href={`?open=${row.id}`} tabIndex={-1} className={styles.name} onClick={(e) => follow(e, row.id, hands)}>{text || w.nameless}</a>
                : drawValue({ field, value, links: row.links, plain: true }, write)}
          </div>
        )
      })}
    </div>
  )
})

const nameText = (row: RecordRow, columns: Field[], write: Write, nameless: string) => (columns[0] && write(columns[0], row.values[columns[0].key], row.links)) || nameless

function follow(e: MouseEvent, id: string, hands: Hands) {
  if (e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey) return
  e.preventDefault()
  hands.open(id)
}
