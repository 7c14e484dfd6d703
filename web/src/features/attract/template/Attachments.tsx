import { ActionIcon, Button, Text } from '@mantine/core'
import { useState } from 'react'
import type { TemplateAttachment } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { Icon } from '../../../shared/Icon'
import { useWords } from '../../../shared/language'
import { AttachDialog } from './AttachDialog'
import styles from './template.module.css'
import * as words from './words'

/** How many files go along at most, and how many bytes they have together. */
const most = 10
export const largest = 5 * 1024 * 1024

/** The files that go along with an e-mail, the same to everybody. */
export function Attachments({ files, change, disabled }: { files: TemplateAttachment[]; change: (files: TemplateAttachment[]) => void; disabled: boolean }) {
  const w = useWords(words)
  const f = useFormat()
  const [adding, add] = useState(false)
  const size = files.reduce((n, a) => n + a.size, 0)
  if (disabled && !files.length) return null
  return (
    <section className={`card ${styles.pad} ${styles.files}`} aria-label={w.files}>
      <Text size="sm" fw={500}>{w.files}</Text>
      {files.map((a) => (
        <div key={a.file} className={styles.file}>
          <span>{a.name}</span>
          <Text size="xs" c="dimmed" className="figures">{f.bytes(a.size)}</Text>
          {!disabled && <ActionIcon variant="subtle" color="gray" size="sm" aria-label={w.fileLeave(a.name)} title={w.fileLeave(a.name)} onClick={() => change(files.filter((b) => b.file !== a.file))}><Icon name="close" size={14} /></ActionIcon>}
        </div>
      ))}
      {size > largest && <Text size="sm" c="var(--bad)" role="alert">{w.filesTooLarge(f.bytes(size), f.bytes(largest))}</Text>}
      <Text size="xs" c="dimmed">{w.filesAbout(most, f.bytes(largest))}</Text>
      {!disabled && files.length < most && <Button size="xs" variant="default" style={{ justifySelf: 'start' }} onClick={() => add(true)}>{w.fileAdd}</Button>}
      {adding && <AttachDialog chosen={files} room={most - files.length} choose={(more) => { change([...files, ...more]); add(false) }} close={() => add(false)} />}
    </section>
  )
}
