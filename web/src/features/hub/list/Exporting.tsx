import { Button, Progress, Text } from '@mantine/core'
import { useMemo } from 'react'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { type Behind, useExport } from './queries'
import * as words from './words'

/** Takes the whole list out as a file. */
export function Exporting({ behind, count }: { behind: Behind; count: number }) {
  const w = useWords(words)
  const f = useFormat()
  const instant = useMemo(() => sortable(f.zone), [f.zone])
  const { state, start, stop } = useExport(behind, instant)
  const running = state && 'rows' in state
  return (
    <div className="list-foot">
      {running ? (
        <>
          <Progress value={(100 * state.rows) / count} w={140} size="sm" aria-label={w.export} />
          <Text size="sm" c="dimmed" className="figures">{w.exporting(f.number(state.rows), f.number(count))}</Text>
          <Button variant="subtle" color="gray" size="compact-sm" onClick={stop}>{w.cancel}</Button>
        </>
      ) : (
        <Button variant="default" size="compact-md" onClick={() => void start(`${behind.figure.replace(/[^\p{L}\p{N}.-]+/gu, '-')}.csv`)}>{w.export}</Button>
      )}
      {state && 'failed' in state && <Text size="sm" c="var(--bad)" role="alert">{w.exportWrong}</Text>}
    </div>
  )
}

/** 2026-10-05 14:30:00 in a zone: what spreadsheets read as a time and sort. */
function sortable(zone: string) {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
  return (at: string) => format.format(new Date(at))
}
