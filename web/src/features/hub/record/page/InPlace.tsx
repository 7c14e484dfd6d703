import { type ReactNode, useRef, useState } from 'react'
import { useWords } from '../../../../shared/language'
import { type RecordRow, type RecordType, useFields, useLabel } from '../../../../shared/record/field'
import { useMay } from '../../../../shared/session'
import { Writing } from './FieldRow'
import styles from './page.module.css'
import * as words from './words'

interface Props { type: RecordType; record: RecordRow; field: string; children: ReactNode }

/** A value that stands somewhere on its own and is changed by pressing it. */
export function InPlace({ type, record, field: key, children }: Props) {
  const w = useWords(words)
  const label = useLabel()
  const may = useMay()
  const field = useFields(type).find((f) => f.key === key)
  const [writing, write] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const close = () => {
    write(false)
    requestAnimationFrame(() => button.current?.focus())
  }
  if (!field || field.readonly || !may(`${type}:update`) || record.deleted_at) return children
  if (writing) return <div className={styles.inPlace}><Writing type={type} record={record} field={field} close={close} /></div>
  return <div className={styles.pressable}>{children}<button type="button" ref={button} className={styles.cover} onClick={() => write(true)} aria-label={w.edit(label(field))} title={w.edit(label(field))} /></div>
}
