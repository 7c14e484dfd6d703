import { Button, Group, Text, VisuallyHidden } from '@mantine/core'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useWords } from '../../../../shared/language'
import { Changed, useEdit } from '../../../../shared/record/edit'
import { type Field, type RecordRow, type RecordType, useLabel } from '../../../../shared/record/field'
import { FieldInput } from '../../../../shared/record/FieldInput'
import { FieldValue } from '../../../../shared/record/FieldValue'
import { useSaving } from '../../../../shared/saving'
import { FieldHistory } from './FieldHistory'
import { isEmpty } from './groups'
import styles from './page.module.css'
import * as words from './words'

interface Props {
  type: RecordType
  record: RecordRow
  field: Field
  may: boolean
}

/** One field of a record: read it, press it to change it, see who changed it. */
export function FieldRow({ type, record, field, may }: Props) {
  const w = useWords(words)
  const label = useLabel()(field)
  const [writing, write] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const value = record.values[field.key]
  const empty = isEmpty(value)
  const leads = links.has(field.kind) && !empty
  const shown = empty ? undefined : <FieldValue field={field} value={value} links={record.links} plain={may && !leads} />
  const close = () => {
    write(false)
    requestAnimationFrame(() => button.current?.focus())
  }
  return (
    <div className={styles.field}>
      <div className={styles.label}>{label}</div>
      <div className={styles.value}>
        {writing ? <Writing type={type} record={record} field={field} close={close} /> : (
          <div className={styles.read}>
            {leads && <span className={styles.text}>{shown}</span>}
            {may && !field.readonly ? (
              <button type="button" ref={button} className={styles.change} onClick={() => write(true)}>
                <VisuallyHidden>{w.edit(label)}: </VisuallyHidden>{leads ? <span aria-hidden>✎</span> : (shown ?? <span className={styles.blank}>{w.empty}</span>)}
              </button>
            ) : !leads && <span className={styles.text} title={field.readonly ? w.readonly : undefined}>{shown ?? '–'}</span>}
            {!field.readonly && <FieldHistory type={type} record={record} field={field} may={may} />}
          </div>
        )}
        <Conflict type={type} record={record} field={field} />
      </div>
    </div>
  )
}

/** Kinds whose values lead somewhere: pressing them follows, a pencil beside changes. */
const links = new Set<Field['kind']>(['email', 'phone', 'url', 'person', 'company', 'product', 'deal', 'order', 'ticket'])
/** Kinds that are kept as soon as one has chosen. */
const chosen = new Set<Field['kind']>(['choice', 'boolean', 'instant', 'user', 'team', 'person', 'company', 'product', 'deal', 'order', 'ticket'])

/** Where a value is written: Enter keeps it, Escape leaves it. */
export function Writing({ type, record, field, close }: Omit<Props, 'may'> & { close: () => void }) {
  const w = useWords(words)
  const edit = useEdit(type)
  const before = record.values[field.key]
  const [value, set] = useState<unknown>(before ?? null)
  const [error, tell] = useState<string>()
  const keep = (next: unknown) => {
    if (next === undefined) return
    if (field.required && (next === null || next === '')) return tell(w.required)
    if (JSON.stringify(next ?? null) !== JSON.stringify(before ?? null)) void edit(record, field.key, next)
    close()
  }
  const change = (next: unknown) => {
    set(next)
    tell(undefined)
    if (chosen.has(field.kind)) keep(next)
  }
  const keys = (e: KeyboardEvent) => {
    if (e.key === 'Escape') { e.stopPropagation(); close() }
    if (e.key === 'Enter' && !chosen.has(field.kind) && !(e.target instanceof HTMLButtonElement) && (field.kind !== 'longtext' || e.ctrlKey || e.metaKey) && field.kind !== 'tags' && field.kind !== 'choices') { e.preventDefault(); keep(value) }
  }
  return (
    <div onKeyDown={keys}>
      <FieldInput field={field} value={value} onChange={change} links={record.links} bare autoFocus error={error} size="xs" />
      {!chosen.has(field.kind) && (
        <Group gap={6} mt={6}>
          <Button size="compact-xs" onClick={() => keep(value)} disabled={value === undefined}>{w.save}</Button>
          <Button size="compact-xs" variant="subtle" onClick={close}>{w.cancel}</Button>
        </Group>
      )}
    </div>
  )
}

/** Somebody else gave the field another value meanwhile: both are shown, and one is chosen. */
function Conflict({ record, field }: Omit<Props, 'may'>) {
  const w = useWords(words)
  const failed = useSaving().failed.find((u) => u.error instanceof Changed && u.error.field === field.key && u.error.record === record.id)
  if (!failed || !(failed.error instanceof Changed)) return null
  const { mine, theirs } = failed.error
  return (
    <div role="alert" className={styles.conflict}>
      <Text size="xs" fw={600}>{w.conflict}</Text>
      <Group gap="xs" mt={4}>
        <Button size="compact-xs" variant="default" onClick={failed.again}>{w.takeYours}: <FieldValue field={field} value={mine} links={record.links} plain />{mine == null && w.nothing}</Button>
        <Button size="compact-xs" variant="default" onClick={failed.forget}>{w.takeTheirs}: <FieldValue field={field} value={theirs} links={record.links} plain />{theirs == null && w.nothing}</Button>
      </Group>
    </div>
  )
}
