import { NativeSelect, TextInput } from '@mantine/core'
import type { DraftColumn, DraftFile, Inspection } from '../../../shared/client'
import { useWords } from '../../../shared/language'
import { type Role, roles, setRole } from './draft'
import styles from './import.module.css'
import * as words from './words'

interface Props {
  file: DraftFile
  inspection?: Inspection
  set: (file: DraftFile) => void
}

/** The columns of a file with some of what is in them; each is told what it is. */
export function ColumnTable({ file, inspection, set }: Props) {
  const w = useWords(words)
  const seen = new Map((inspection?.columns ?? []).map((c) => [c.name, c]))
  const change = (name: string, to: Partial<DraftColumn>) => set({ ...file, columns: file.columns.map((c) => (c.name === name ? { ...c, ...to } : c)) })
  return (
    <ul className={styles.columns}>
      {file.columns.map((c) => (
        <li key={c.name} data-ignored={c.role === 'ignore'}>
          <b>{c.name}</b>
          <span className={styles.samples}>{(seen.get(c.name)?.samples ?? []).slice(0, 3).map((s, i) => <span key={i}>{s}</span>)}</span>
          <span className={styles.is}>
            <NativeSelect aria-label={`${c.name}: ${w.import.is}`} size="sm" value={c.role} onChange={(e) => set(setRole(file, c.name, e.currentTarget.value as Role, seen.get(c.name)?.formats?.[0]))} data={roles.map((r) => ({ value: r, label: w.is[r] }))} />
            {c.role === 'time' && <Format column={c} formats={seen.get(c.name)?.formats ?? []} set={(format) => change(c.name, { format })} />}
            {(c.role === 'property' || c.role === 'field') && (
              <TextInput size="sm" aria-label={`${c.name}: ${w.import.as}`} placeholder={w.import.as} title={w.import.as} value={c.as ?? ''} onChange={(e) => change(c.name, { as: e.currentTarget.value || undefined })} maxLength={100} />
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** How a date is written, where its samples can be read in more than one way. */
function Format({ column, formats, set }: { column: DraftColumn; formats: string[]; set: (format: string) => void }) {
  const w = useWords(words)
  const all = [...new Set([column.format ?? '', ...formats])].filter(Boolean)
  if (all.length < 2) return column.format ? <small>{column.format}</small> : null
  return <NativeSelect aria-label={`${column.name}: ${w.import.format}`} size="sm" value={column.format ?? formats[0]} data={all} onChange={(e) => set(e.currentTarget.value)} />
}
