import { Alert, Button, Group, Text } from '@mantine/core'
import type { Identity, PreviewFile } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { sentence } from '../../../shared/sentence'
import { Loading, Wrong } from '../../../shared/states'
import styles from './import.module.css'
import { usePreview } from './queries'
import * as words from './words'

interface Props {
  uploads: string[]
  mapping: string
  back: () => void
  next: () => void
}

/** What would come in, and what would be refused, before anything does. */
export function PreviewStep({ uploads, mapping, back, next }: Props) {
  const w = useWords(words)
  const preview = usePreview(uploads, mapping)
  const files = preview.data?.preview?.files ?? []
  const events = files.reduce((n, f) => n + f.events, 0)
  return (
    <>
      {preview.isPending && <Loading />}
      {preview.error && <Wrong error={preview.error} />}
      {files.map((f, i) => <FilePreview key={i} file={f} />)}
      <Group justify="space-between" className={styles.foot}>
        <Button variant="default" onClick={back}>{w.import.back}</Button>
        <Button disabled={!events} onClick={next}>{w.import.do}</Button>
      </Group>
    </>
  )
}

function FilePreview({ file }: { file: PreviewFile }) {
  const w = useWords(words)
  const f = useFormat()
  const counts: [string, number][] = [[w.import.rowsCount, file.rows], [w.import.events, file.events], [w.import.leftOut, file.left_out], [w.import.refused, file.refused]]
  return (
    <section className={styles.file}>
      <h3>{file.path}</h3>
      <dl className={styles.counts}>{counts.map(([name, n]) => <div key={name}><dt>{name}</dt><dd>{f.number(n)}</dd></div>)}</dl>
      {!file.complete && <Text size="sm" c="dimmed">{w.import.sampleOnly(f.number(file.rows))}</Text>}
      <Text size="sm" mb="xs">{(file.names ?? []).map((n) => `${n.name}: ${f.number(n.count)}`).join(' · ')}</Text>
      {(file.warnings ?? []).length > 0 && <Alert variant="light" color="orange" title={w.import.warnings} my="sm">{file.warnings!.map((line) => <div key={line}>{sentence(line)}</div>)}</Alert>}
      <FirstEvents file={file} />
      <Refusals file={file} />
    </section>
  )
}

function FirstEvents({ file }: { file: PreviewFile }) {
  const w = useWords(words)
  const f = useFormat()
  if (!file.first?.length) return null
  return (
    <>
      <h4>{w.import.firstEvents}</h4>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={w.import.firstEvents}>
        <table>
          <thead><tr><th>{w.import.at}</th><th>{w.import.name}</th><th>{w.import.person}</th><th className={styles.right}>{w.import.value}</th></tr></thead>
          <tbody>
            {file.first.map((e) => (
              <tr key={e.id}><td>{f.instant(e.at)}</td><td>{e.name}</td><td>{who(e.person)}</td><td className={styles.right}>{e.value != null && e.currency ? f.money(e.value, e.currency) : ''}</td></tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

/** A person by what the row says of them. */
function who(p: Identity): string {
  return [p.name, p.user_id, p.email, p.phone, ...Object.values(p.external ?? {}), p.anonymous_id].filter(Boolean).join(' · ')
}

function Refusals({ file }: { file: PreviewFile }) {
  const w = useWords(words)
  const f = useFormat()
  if (!file.refusals?.length) return <Text size="sm" c="dimmed" mt="sm">{w.import.noRefusals}</Text>
  return (
    <>
      <h4>{w.import.refusals}</h4>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={w.import.refusals}>
        <table>
          <thead><tr><th>{w.import.line}</th><th>{w.import.reason}</th><th>{w.import.row}</th></tr></thead>
          <tbody>{file.refusals.map((r, i) => <tr key={i}><td>{f.number(r.line)}</td><td>{r.column ? <><b>{r.column}:</b> {r.reason}</> : sentence(r.reason)}</td><td className={styles.rowText}>{r.row}</td></tr>)}</tbody>
        </table>
      </div>
    </>
  )
}
