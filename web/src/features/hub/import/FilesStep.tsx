import { Button, CloseButton, Group, Progress, Text } from '@mantine/core'
import { type DragEvent, useRef, useState } from 'react'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { useMessage } from '../../../shared/states'
import styles from './import.module.css'
import type { Sending, useUploads } from './queries'
import { accepted, unfit } from './upload'
import * as words from './words'

/** Files come here by dragging or by choosing, and are sent at once. */
export function FilesStep({ uploads, next, single }: { uploads: ReturnType<typeof useUploads>; next: () => void; single?: boolean }) {
  const w = useWords(words)
  const [refused, refuse] = useState<string[]>([])
  const take = (files: File[]) => {
    const why = (f: File) => (unfit(f) === 'kind' ? w.import.wrongKind(f.name) : w.import.tooLarge(f.name))
    refuse(files.filter(unfit).map(why))
    const fit = files.filter((f) => !unfit(f))
    if (single && fit.length) uploads.clear()
    uploads.add(single ? fit.slice(0, 1) : fit)
  }
  const ready = uploads.list.length > 0 && uploads.list.every((s) => s.upload)
  return (
    <>
      <Drop take={take} single={single} />
      {refused.map((why) => <Text key={why} size="sm" c="var(--bad)" role="alert" mt="xs">{why}</Text>)}
      <ul className={styles.files}>{uploads.list.map((s) => <FileLine key={s.key} sending={s} remove={() => uploads.remove(s)} again={() => { uploads.remove(s); uploads.add([s.file]) }} />)}</ul>
      {uploads.list.length > 0 && <Group justify="flex-end"><Button disabled={!ready} onClick={next}>{w.import.next}</Button></Group>}
    </>
  )
}

function Drop({ take, single }: { take: (files: File[]) => void; single?: boolean }) {
  const w = useWords(words)
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const drop = (e: DragEvent) => {
    e.preventDefault()
    setOver(false)
    take([...e.dataTransfer.files])
  }
  return (
    <div className={styles.drop} data-over={over} onDrop={drop} onDragOver={(e) => { e.preventDefault(); setOver(true) }} onDragLeave={() => setOver(false)}>
      <Text fw={600}>{w.import.drop}</Text>
      <Button variant="default" my="sm" onClick={() => input.current?.click()}>{w.import.pick}</Button>
      <Text size="sm" c="dimmed">{w.import.kinds}</Text>
      <input ref={input} type="file" multiple={!single} hidden accept={accepted} aria-label={w.import.drop}
        onChange={(e) => { take([...(e.currentTarget.files ?? [])]); e.currentTarget.value = '' }} />
    </div>
  )
}

function FileLine({ sending: s, remove, again }: { sending: Sending; remove: () => void; again: () => void }) {
  const w = useWords(words)
  const f = useFormat()
  const message = useMessage(s.error)
  return (
    <li>
      <div className={styles.fileName}>
        <b>{s.file.name}</b> <small>{f.bytes(s.file.size)}</small>
        {s.error !== undefined && <Text size="sm" c="var(--bad)" role="alert">{message} <Button size="compact-sm" variant="default" onClick={again}>{w.import.again}</Button></Text>}
        {!s.upload && s.error === undefined && <Progress value={(100 * s.sent) / Math.max(s.file.size, 1)} size="sm" mt={6} aria-label={w.import.uploading(s.file.name)} animated={s.sent >= s.file.size} />}
      </div>
      {s.upload && <span className={styles.good} role="img" aria-label={w.import.sent}>✓</span>}
      <CloseButton aria-label={w.import.remove(s.file.name)} onClick={remove} />
    </li>
  )
}
