import { Autocomplete, Button, Group, NativeSelect, Text } from '@mantine/core'
import { catalogueShow, type DraftFile, type Inspection, type Lack } from '../../../shared/client'
import { useEventNames } from '../../../shared/EventPicker'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { useReadout } from '../../../shared/queries'
import { ColumnTable } from './ColumnTable'
import styles from './import.module.css'
import { OnlyRows } from './OnlyRows'
import * as words from './words'

interface Props {
  file: DraftFile
  inspection?: Inspection
  lacks: Lack[]
  /** There are others, so that this one can be left out. */
  several: boolean
  left: boolean
  leave: (out: boolean) => void
  set: (file: DraftFile) => void
}

/** One file, or one sheet of a workbook: what its rows say and what its columns are. */
export function FileCard({ file, inspection, lacks, several, left, leave, set }: Props) {
  const w = useWords(words)
  const f = useFormat()
  return (
    <section className={styles.file}>
      <Group justify="space-between" gap="xs">
        <h3 className={left ? styles.leftOut : undefined}>{file.path}{file.sheet && ` · ${file.sheet}`} {inspection && <small>{w.import.rows(f.number(inspection.rows_seen))}</small>}</h3>
        {several && <Button size="compact-sm" variant="default" onClick={() => leave(!left)}>{left ? w.import.takeIn : w.import.leave}</Button>}
      </Group>
      {!left && (
        <>
          <RowsSay file={file} inspection={inspection} set={set} />
          {lacks.map((l) => <Text key={l.text} size="sm" className={styles.lack} role="status">{l.text}</Text>)}
          <ColumnTable file={file} inspection={inspection} set={set} />
        </>
      )}
    </section>
  )
}

const orders = ['one', 'sum', 'first', 'each'] as const

/** What a row means as a whole, and how rows belong together. */
function RowsSay({ file, inspection, set }: { file: DraftFile; inspection?: Inspection; set: (file: DraftFile) => void }) {
  const w = useWords(words)
  const named = file.columns.some((c) => c.role === 'event')
  const ordered = file.columns.some((c) => c.role === 'order')
  return (
    <Group align="flex-end" gap="md" my="sm">
      {!named && <EventName value={file.event} set={(event) => set({ ...file, event })} />}
      {ordered && (
        <NativeSelect label={w.import.orders} value={file.orders} flex="1 1 240px" maw={420} data={orders.map((o) => ({ value: o, label: w.orders[o] }))}
          onChange={(e) => set({ ...file, orders: e.currentTarget.value as DraftFile['orders'] })} />
      )}
      <OnlyRows file={file} inspection={inspection} set={set} />
    </Group>
  )
}

/** The names the catalogue knows, and those seen before. */
function EventName({ value, set }: { value: string; set: (name: string) => void }) {
  const w = useWords(words)
  const seen = useEventNames().data?.names ?? []
  const rules = useReadout('catalogue', catalogueShow, undefined).data?.rules ?? []
  const known = [...new Set([...seen.map((n) => n.name), ...rules.map((r) => r.event)])]
  return <Autocomplete label={w.import.rowSays} description={w.import.rowSaysHint} data={known} value={value} onChange={set} maxLength={500} flex="1 1 240px" maw={420} limit={40} />
}
