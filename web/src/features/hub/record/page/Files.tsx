import { Button, FileButton, Progress, Text } from '@mantine/core'
import { type ClipboardEvent, type DragEvent, type ReactNode, useRef, useState } from 'react'
import { useFormat } from '../../../../shared/format'
import { useWords } from '../../../../shared/language'
import type { RecordType } from '../../../../shared/record/field'
import { useFiles, useSend } from '../../../../shared/record/files'
import { useMay } from '../../../../shared/session'
import { Answer, Wrong } from '../../../../shared/states'
import { FileLine } from './FileLine'
import styles from './page.module.css'
import * as words from './words'

/** The files kept with a record, and where new ones are dropped, pasted or chosen. */
export function Files({ type, id }: { type: RecordType; id: string }) {
  const w = useWords(words)
  const f = useFormat()
  const may = useMay()(`${type}:update`)
  const query = useFiles(type, id)
  const send = useSend(type, id, query.data?.largest)
  return (
    <Drop enabled={may} take={send.take}>
      {may && <FileButton multiple onChange={send.take}>{(props) => <Button {...props} size="xs" variant="default">{w.attach}</Button>}</FileButton>}
      {send.coming.map((c) => <div key={c.name} role="status"><Text size="xs">{w.sending(c.name)}</Text><Progress value={c.done * 100} size="xs" aria-label={w.sending(c.name)} /></div>)}
      {send.refused.map((r, i) => <Wrong key={i} error={r} />)}
      <Answer query={query} height={60}>
        {(data) => (
          <>
            {data.files.map((file) => <FileLine key={file.id} type={type} record={id} file={file} />)}
            {!data.files.length && <Text size="sm" c="dimmed" my="xs">{w.noFiles}</Text>}
            {may && <Text size="xs" c="dimmed" mt="xs">{w.upTo(f.bytes(data.largest))}</Text>}
          </>
        )}
      </Answer>
    </Drop>
  )
}

/** A place files are dropped on or pasted into. */
function Drop({ enabled, take, children }: { enabled: boolean; take: (files: File[]) => void; children: ReactNode }) {
  const w = useWords(words)
  const [over, set] = useState(false)
  const depth = useRef(0)
  if (!enabled) return children
  const move = (step: number) => (e: DragEvent) => {
    e.preventDefault()
    depth.current += step
    set(depth.current > 0)
  }
  const drop = (e: DragEvent) => {
    e.preventDefault()
    depth.current = 0
    set(false)
    take([...e.dataTransfer.files])
  }
  const paste = (e: ClipboardEvent) => {
    if (e.clipboardData.files.length) take([...e.clipboardData.files])
  }
  return (
    <div className={styles.drop} data-over={over || undefined} onDragEnter={move(1)} onDragLeave={move(-1)} onDragOver={(e) => e.preventDefault()} onDrop={drop} onPaste={paste} tabIndex={0} role="group" aria-label={w.dropHere}>
      {children}
      {over && <div className={styles.dropHere}>{w.drop}</div>}
    </div>
  )
}
