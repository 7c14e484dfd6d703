import { MultiSelect, NativeSelect } from '@mantine/core'
import type { DraftFile, Inspection } from '../../../shared/client'
import { useWords } from '../../../shared/language'
import * as words from './words'

/** Takes only rows with certain values, where a column has few: orders that were paid, say. */
export function OnlyRows({ file, inspection, set }: { file: DraftFile; inspection?: Inspection; set: (file: DraftFile) => void }) {
  const w = useWords(words)
  const few = new Map((inspection?.columns ?? []).flatMap((c): [string, string[]][] => (c.values?.length ? [[c.name, c.values]] : [])))
  if (!few.size) return null
  const choose = (column: string) => set({ ...file, only: column ? { column, values: [] } : undefined })
  return (
    <>
      <NativeSelect label={w.import.only} value={file.only?.column ?? ''} maw={240} onChange={(e) => choose(e.currentTarget.value)}
        data={[{ value: '', label: w.import.all }, ...[...few.keys()].map((c) => ({ value: c, label: c }))]} />
      {file.only && <MultiSelect aria-label={w.import.onlyValues} placeholder={file.only.values.length ? undefined : w.import.onlyValues} flex="1 1 200px" maw={420}
        data={few.get(file.only.column) ?? []} value={file.only.values} onChange={(values) => set({ ...file, only: { ...file.only!, values } })} />}
    </>
  )
}
