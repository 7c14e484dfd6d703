import { ActionIcon, Button, Popover, Text } from '@mantine/core'
import { useState } from 'react'
import { useFormat } from '../../../../shared/format'
import { useWords } from '../../../../shared/language'
import { useEdit } from '../../../../shared/record/edit'
import { type Field, type RecordRow, type RecordType, useLabel } from '../../../../shared/record/field'
import { FieldValue } from '../../../../shared/record/FieldValue'
import type { Change } from '../../../../shared/record/operations'
import { Answer } from '../../../../shared/states'
import styles from './page.module.css'
import { useHistory } from './queries'
import * as words from './words'

interface Props {
  type: RecordType
  record: RecordRow
  field: Field
  may: boolean
}

/** Who gave a field which value, when and from where; an earlier one can be put back. */
export function FieldHistory(props: Props) {
  const w = useWords(words)
  const label = useLabel()(props.field)
  const [open, setOpen] = useState(false)
  return (
    <Popover opened={open} onChange={setOpen} width={320} position="bottom-end" withArrow shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon className={styles.clock} variant="subtle" color="gray" size="xs" onClick={() => setOpen(!open)} aria-label={w.history(label)} title={w.history(label)} aria-expanded={open}>
          <svg aria-hidden width="13" height="13" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round"><path d="M8 4.5V8l2.4 1.6M2.2 8a5.8 5.8 0 1 0 1.9-4.3M2.2 2v2.6h2.6" /></svg>
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={styles.past}>{open && <Past {...props} close={() => setOpen(false)} />}</Popover.Dropdown>
    </Popover>
  )
}

function Past({ type, record, field, may, close }: Props & { close: () => void }) {
  const w = useWords(words)
  const query = useHistory(type, record.id, field.key)
  return (
    <Answer query={query} height={80}>
      {({ changes }) => changes.length ? changes.map((c, i) => <Once key={i} {...{ type, record, field, may, close }} change={c} />) : <Text size="sm" c="dimmed">{w.historyNone}</Text>}
    </Answer>
  )
}

function Once({ type, record, field, may, close, change: c }: Props & { close: () => void; change: Change }) {
  const w = useWords(words)
  const f = useFormat()
  const edit = useEdit(type)
  const now = JSON.stringify(record.values[field.key] ?? null)
  const links = (link: Change['before_link']) => link && { [field.key]: link }
  const back = () => {
    void edit(record, field.key, c.before ?? null, links(c.before_link))
    close()
  }
  return (
    <div className={styles.once}>
      <Text size="xs" c="dimmed">{f.instant(c.at)} · {c.actor.name || w.byNobody} {w.origins[c.origin] ?? ''}</Text>
      <div className={styles.beforeAfter}>
        <s><FieldValue field={field} value={c.before} links={links(c.before_link)} plain />{c.before == null && w.nothing}</s>
        <span aria-hidden> → </span>
        <b><FieldValue field={field} value={c.after} links={links(c.after_link)} plain />{c.after == null && w.nothing}</b>
      </div>
      {may && JSON.stringify(c.before ?? null) !== now && !(field.required && c.before == null) && <Button size="compact-xs" variant="default" mt={4} onClick={back}>{w.restoreValue}</Button>}
    </div>
  )
}
