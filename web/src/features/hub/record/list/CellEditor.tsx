import { type FocusEvent, type KeyboardEvent, useRef, useState } from 'react'
import type { Field, RecordRow } from '../../../../shared/record/field'
import { FieldInput } from '../../../../shared/record/FieldInput'
import styles from './list.module.css'
import type { Hands } from './Table'

type End = (move?: Parameters<Hands['end']>[2], change?: Parameters<Hands['end']>[3]) => void

interface Props {
  field: Field
  row: RecordRow
  /** What a key began it with; undefined: with what is there. */
  text?: string
  end: End
}

/** Kinds that are chosen at one stroke: choosing ends it. */
const chosen = ['choice', 'user', 'team', 'person', 'company', 'product']

/** Writing in a cell: Enter keeps it and goes down, Tab keeps it and goes on, Escape leaves it as it was. */
export function CellEditor({ field, row, text, end }: Props) {
  const before = row.values[field.key] ?? null
  const [value, setValue] = useState<unknown>(text === undefined ? before : seed(field, text))
  const link = useRef<{ id: string; name: string }>(undefined)
  const done = useRef(false)
  const finish = (move?: Parameters<End>[0], last: unknown = value) => {
    if (done.current) return
    if (last === undefined) return // what is written is no value: it stays, and the input says so
    done.current = true
    end(move, same(last, before) ? undefined : { value: last, link: link.current })
  }
  const change = (next: unknown, to?: { id: string; name: string }) => {
    link.current = to
    setValue(next)
    if (chosen.includes(field.kind)) finish({ down: 0, right: 0 }, next)
  }
  const press = (e: KeyboardEvent) => {
    e.stopPropagation()
    if (e.nativeEvent.isComposing) return
    const several = field.kind === 'tags' || field.kind === 'choices' || field.kind === 'longtext'
    if (e.key === 'Escape') {
      done.current = true
      end({ down: 0, right: 0 })
    } else if (e.key === 'Tab') finish({ down: 0, right: e.shiftKey ? -1 : 1 })
    else if (e.key === 'Enter' && !chosen.includes(field.kind) && (!several || e.ctrlKey || e.metaKey)) finish({ down: 1, right: 0 })
    else return
    e.preventDefault()
  }
  /** What opens for choosing lies elsewhere in the page, but belongs to the cell. */
  const blur = (e: FocusEvent) => {
    const to = e.relatedTarget
    if (e.currentTarget.contains(to) || to?.closest('[data-portal]')) return
    finish()
  }
  return (
    <div className={styles.editor} onKeyDown={press} onBlur={blur}>
      <FieldInput bare autoFocus size="xs" field={field} value={value} links={row.links} onChange={change} />
    </div>
  )
}

/** A key that begins writing is its first letter; numbers begin as such. */
function seed(field: Field, text: string): unknown {
  if (field.kind === 'number') return /\d/.test(text) ? Number(text) : null
  if (field.kind === 'money') return /\d/.test(text) ? Number(text) : null
  return text
}

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
