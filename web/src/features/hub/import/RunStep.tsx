import { Alert, Anchor, Button, Group, Progress, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { ImportAnswer } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { Wrong } from '../../../shared/states'
import { left } from './draft'
import styles from './import.module.css'
import type { useImport } from './queries'
import * as words from './words'

interface Props {
  uploads: string[]
  mapping: string
  name?: string
  run: ReturnType<typeof useImport>
  restart: () => void
}

/** The import itself: how far it is, and what came of it. What was stopped goes on where it stopped. */
export function RunStep({ uploads, mapping, name, run, restart }: Props) {
  const w = useWords(words)
  const stopper = useRef<AbortController>(undefined)
  const begun = useRef(false)
  const begin = () => {
    stopper.current = new AbortController()
    run.mutate({ body: { mapping_text: mapping, uploads, name: `${name || 'mapping'}.yaml` }, signal: stopper.current.signal })
  }
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    begin()
  })
  const stopped = run.error instanceof DOMException

  if (run.data) return <Result answer={run.data} restart={restart} />
  if (stopped)
    return (
      <Alert variant="light" color="gray" title={w.import.stopped}>
        {w.import.stoppedText}
        <Group mt="sm"><Button size="sm" onClick={begin}>{w.import.goOn}</Button><Button size="sm" variant="default" onClick={restart}>{w.import.another}</Button></Group>
      </Alert>
    )
  if (run.error) return <><Wrong error={run.error} retry={begin} /><Button mt="sm" variant="default" onClick={restart}>{w.import.startAgain}</Button></>
  return <Running run={run} stop={() => stopper.current?.abort()} />
}

function Running({ run, stop }: { run: Props['run']; stop: () => void }) {
  const w = useWords(words)
  const f = useFormat()
  const seconds = useSeconds()
  const p = run.progress
  const rest = p ? left(p.done, p.total, seconds) : null
  const time = (s: number) => (s < 90 ? w.import.seconds(f.number(Math.ceil(s))) : w.import.minutes(f.number(Math.ceil(s / 60))))
  return (
    <div role="status">
      <Text fw={600}>{w.import.running}</Text>
      <Progress value={p?.total ? (100 * p.done) / p.total : 100} animated={!p?.total} striped={!p?.total} my="sm" aria-label={w.import.running} />
      <Text size="sm" c="dimmed" className="figures">
        {[p?.rows !== undefined && `${f.number(p.rows)} ${w.import.eventsRead}`, p?.rows && seconds >= 1 && w.import.rate(f.number(Math.round(p.rows / seconds))), rest !== null && w.import.left(time(rest))].filter(Boolean).join(' · ')}
      </Text>
      <Button mt="md" variant="default" onClick={stop}>{w.import.cancel}</Button>
    </div>
  )
}

/** Seconds since this came to stand. */
function useSeconds(): number {
  const [seconds, set] = useState(0)
  useEffect(() => {
    const start = performance.now()
    const clock = setInterval(() => set((performance.now() - start) / 1000), 250)
    return () => clearInterval(clock)
  }, [])
  return seconds
}

function Result({ answer: a, restart }: { answer: ImportAnswer; restart: () => void }) {
  const w = useWords(words)
  const f = useFormat()
  const counts: [string, string][] = [
    [w.import.imported, f.number(a.imported)], [w.import.people, f.number(a.people)], [w.import.read, f.number(a.read)],
    [w.import.duplicates, f.number(a.duplicates)], [w.import.refused, f.number(a.refused)], [w.import.time, w.import.seconds(f.number(a.seconds, 1))],
  ]
  return (
    <div role="status">
      <Text fw={650} size="lg">✓ {w.import.done}</Text>
      <dl className={styles.counts}>{counts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
      {a.refused > 0 && <Text size="sm" mb="sm"><Anchor href={`/v1/imports/${a.id}/refused`} download>{w.import.refusedFile}</Anchor> {w.import.refusedText}</Text>}
      {(a.warnings ?? []).length > 0 && <Alert variant="light" color="orange" title={w.import.warnings} my="sm">{a.warnings!.map((line) => <div key={line}>{line}</div>)}</Alert>}
      <Group mt="md">
        <Button component={Link} to="/">{w.import.toWheel}</Button>
        <Button component={Link} to="/people" variant="default">{w.import.toPeople}</Button>
        <Button variant="default" onClick={restart}>{w.import.another}</Button>
      </Group>
    </div>
  )
}
