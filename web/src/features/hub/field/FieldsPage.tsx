import { Button, SegmentedControl, Text, VisuallyHidden } from '@mantine/core'
import { useState } from 'react'
import { Card } from '../../../shared/Card'
import { useWords } from '../../../shared/language'
import { type Field, recordTypes, type RecordType, useLabel } from '../../../shared/record/field'
import { useMay } from '../../../shared/session'
import { Answer, Wrong } from '../../../shared/states'
import { FieldForm } from './FieldForm'
import { FieldLine } from './FieldLine'
import styles from './field.module.css'
import { moved } from './order'
import { useAllFields, useSetField } from './queries'
import * as words from './words'

/** What is kept of records: the company's own fields and those that are always there. */
export function FieldsPage() {
  const w = useWords(words)
  const may = useMay()
  const [type, choose] = useState<RecordType>('people')
  const [form, open] = useState<Field | 'new'>()
  const query = useAllFields(type)
  const types = recordTypes.filter((t) => may(`${t}:read`))
  return (
    <Card title={w.title} lead={w.lead} actions={may('fields:write') && <Button size="sm" onClick={() => open('new')}>{w.add}</Button>}>
      <SegmentedControl classNames={{ root: styles.types, control: styles.type }} fullWidth size="xs" mb="md" aria-label={w.type} value={type} onChange={(t) => choose(t as RecordType)} data={types.map((t) => ({ value: t, label: w.types[t] }))} />
      <Answer query={query}>{({ fields }) => <Lists key={type} fields={fields} edit={open} may={may('fields:write')} />}</Answer>
      {form && <FieldForm key={form === 'new' ? 'new' : form.id} type={type} field={form === 'new' ? undefined : form} close={() => open(undefined)} />}
    </Card>
  )
}

function Lists({ fields, edit, may }: { fields: Field[]; edit: (f: Field) => void; may: boolean }) {
  const w = useWords(words)
  const own = fields.filter((f) => !f.standard && !f.archived)
  const archived = fields.filter((f) => f.archived)
  return (
    <>
      <h3 className={styles.title}>{w.own}</h3>
      {own.length ? <Ordered fields={own} edit={edit} may={may} /> : <Text size="sm" c="dimmed">{w.noOwn}</Text>}
      <h3 className={styles.title}>{w.standard}</h3>
      <Ordered fields={fields.filter((f) => f.standard && !f.archived)} edit={edit} may={may} />
      {archived.length > 0 && <><h3 className={styles.title}>{w.archived}</h3><ul className={styles.list}>{archived.map((f) => <FieldLine key={f.id} field={f} edit={() => edit(f)} may={may} />)}</ul></>}
    </>
  )
}

/** Fields that change places by dragging or by their arrows. */
function Ordered({ fields, edit, may }: { fields: Field[]; edit: (f: Field) => void; may: boolean }) {
  const w = useWords(words)
  const label = useLabel()
  const set = useSetField()
  const [shown, show] = useState<Field[]>()
  const [said, say] = useState('')
  const list = shown ?? fields
  const move = async (from: number, to: number) => {
    const { order, writes } = moved(list, from, to)
    if (!writes.length) return
    show(order)
    say(w.moved(label(list[from]!), Math.max(0, Math.min(to, list.length - 1)) + 1))
    try {
      for (const { id, position } of writes) await set.mutateAsync({ path: { id }, body: { position } })
    } finally {
      show(undefined)
    }
  }
  return (
    <>
      {set.error != null && <Wrong error={set.error} />}
      <ul className={styles.list}>
        {list.map((f, i) => (
          <FieldLine key={f.id} field={f} may={may} edit={() => edit(f)} up={i > 0 ? () => void move(i, i - 1) : undefined} down={i < list.length - 1 ? () => void move(i, i + 1) : undefined} place={i} drop={(from) => void move(from, i)} />
        ))}
      </ul>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
    </>
  )
}
