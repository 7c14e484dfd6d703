import { Button } from '@mantine/core'
import { useState } from 'react'
import { useWords } from '../../../../shared/language'
import { type Field, type RecordRow, type RecordType, useFields } from '../../../../shared/record/field'
import { useMay } from '../../../../shared/session'
import { FieldRow } from './FieldRow'
import { groups, isEmpty } from './groups'
import styles from './page.module.css'
import * as words from './words'

/** The fields of a record in their groups; empty ones behind a button, so that a page shows what is known. */
export function Fields({ type, record, all: whole }: { type: RecordType; record: RecordRow; all?: boolean }) {
  const w = useWords(words)
  const may = useMay()(`${type}:update`) && !record.deleted_at
  const fields = useFields(type)
  const [asked, ask] = useState(false)
  const all = asked || whole
  const parts = groups(fields)
  const hidden = Object.values(parts).flat().filter((f) => !f.readonly && !always.has(f.key) && !f.required && isEmpty(record.values[f.key])).length
  const shown = (list: Field[]) => list.filter((f) => (all && !f.readonly) || !isEmpty(record.values[f.key]) || f.required || always.has(f.key))
  return (
    <>
      {(['contact', 'about', 'own'] as const).map((group) => shown(parts[group]).length > 0 && (
        <section key={group} className={styles.group} aria-label={w.groups[group]}>
          <h3>{w.groups[group]}</h3>
          {shown(parts[group]).map((f) => <FieldRow key={f.key} type={type} record={record} field={f} may={may} />)}
        </section>
      ))}
      {hidden > 0 && !whole && <Button className={styles.more} variant="subtle" size="compact-xs" color="gray" onClick={() => ask(!asked)}>{asked ? w.hideEmpty : w.showEmpty(hidden)}</Button>}
    </>
  )
}

/** What one comes to a page for is there even where it is empty. */
const always = new Set(['email', 'phone', 'address'])
