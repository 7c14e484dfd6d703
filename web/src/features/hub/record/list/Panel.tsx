import { CloseButton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { Icon } from '../../../../shared/Icon'
import { useWords } from '../../../../shared/language'
import { ask } from '../../../../shared/ask'
import { keys } from '../../../../shared/queries'
import { type RecordType, useFields, useLabel } from '../../../../shared/record/field'
import { FieldValue } from '../../../../shared/record/FieldValue'
import { recordShow } from '../../../../shared/record/operations'
import { Answer } from '../../../../shared/states'
import { useQuery } from '@tanstack/react-query'
import styles from './list.module.css'
import * as words from './words'

/** A record beside the list, which stays in sight and in use; Escape closes it and gives the focus back. */
export function Panel({ type, id, close }: { type: RecordType; id: string; close: () => void }) {
  const w = useWords(words)
  const box = useRef<HTMLElement>(null)
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null
    box.current?.focus({ preventScroll: true })
    return () => before?.isConnected ? before.focus({ preventScroll: true }) : undefined
  }, [])
  return (
    <aside ref={box} tabIndex={-1} className={styles.panel} aria-label={w.beside} onKeyDown={(e) => { if (e.key === 'Escape' && !e.defaultPrevented) close() }}>
      <div className={styles.panelHead}>
        <Link to={`/${type}/${id}` as string} className={styles.panelOpen}><Icon name="open" size={16} /> {w.openPage}</Link>
        <CloseButton aria-label={w.closePanel} title={`${w.closePanel} (Esc)`} onClick={close} />
      </div>
      <Glance type={type} id={id} />
    </aside>
  )
}

function Glance({ type, id }: { type: RecordType; id: string }) {
  const label = useLabel()
  const fields = useFields(type)
  const record = useQuery({ queryKey: keys.record('record', { type, id }), queryFn: ({ signal }) => ask(recordShow, { path: { type, id }, signal }) })
  return (
    <Answer query={record}>
      {(r) => <dl>{fields.filter((f) => r.values[f.key] != null).map((f) => <div key={f.key}><dt>{label(f)}</dt><dd><FieldValue field={f} value={r.values[f.key]} links={r.links} /></dd></div>)}</dl>}
    </Answer>
  )
}
