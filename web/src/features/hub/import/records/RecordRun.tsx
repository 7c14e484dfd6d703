import { Alert, Anchor, Button, Group, Progress, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ImportRow, Plan } from '../../../../shared/client'
import { useFormat } from '../../../../shared/format'
import { useWords } from '../../../../shared/language'
import { Answer, Wrong } from '../../../../shared/states'
import styles from '../import.module.css'
import { types } from './plan'
import { useStop, useUnderWay } from './queries'
import * as words from './words'

/** The import itself. It is done behind: this may be closed, and the list below says how far it is. */
export function RecordRun({ id, type, restart }: { id: string; type: Plan['type']; restart: () => void }) {
  const row = useUnderWay(id)
  return <Answer query={row}>{(i) => (i && i.state !== 'running' ? <Result row={i} type={type} restart={restart} /> : <Running id={id} row={i} />)}</Answer>
}

function Running({ id, row }: { id: string; row: ImportRow | null }) {
  const w = useWords(words)
  const f = useFormat()
  const stop = useStop()
  const now = row?.now
  return (
    <div role="status">
      <Text fw={600}>{w.running}</Text>
      <Progress value={now?.total ? (100 * now.done) / now.total : 100} animated={!now?.total} striped={!now?.total} my="sm" aria-label={w.running} />
      <Text size="sm" c="dimmed" className="figures">{row && `${f.number(row.read)} ${w.rowsRead} · ${f.number(row.created)} ${w.becomes.create} · ${f.number(row.updated)} ${w.becomes.update}`}</Text>
      <Text size="sm" c="dimmed" mt="xs">{w.behind}</Text>
      {stop.error && <Wrong error={stop.error} />}
      <Button mt="md" variant="default" loading={stop.isPending} onClick={() => stop.mutate({ path: { id } })}>{w.stop}</Button>
    </div>
  )
}

function Result({ row: r, type, restart }: { row: ImportRow; type: Plan['type']; restart: () => void }) {
  const w = useWords(words)
  const f = useFormat()
  const counts: [string, number][] = [[w.rows, r.read], [w.created, r.created], [w.updated, r.updated], [r.then === 'skip' ? w.skips : w.same, r.skipped], [w.refuses, r.refused]]
  return (
    <div role="status">
      {r.state === 'done' ? <Text fw={650} size="lg">✓ {w.done}</Text> : <Alert variant="light" color="gray" title={w.stopped}>{w.stoppedText}</Alert>}
      <dl className={styles.counts}>{counts.map(([name, n]) => <div key={name}><dt>{name}</dt><dd>{f.number(n)}</dd></div>)}</dl>
      {r.refused > 0 && <Text size="sm" mb="sm"><Anchor href={`/v1/imports/${r.id}/refused`} download underline="always">{w.refusedFile}</Anchor> {w.refusedFileText}</Text>}
      <Group mt="md">
        <Button component={Link} to={`/${types[type]}`}>{w.see[type]}</Button>
        <Button variant="default" onClick={restart}>{w.another}</Button>
      </Group>
    </div>
  )
}
