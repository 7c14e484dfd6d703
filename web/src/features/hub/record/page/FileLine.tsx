import { ActionIcon, Anchor, Button, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type Attachment, attachmentRemove, attachmentRestore } from '../../../../shared/client'
import { useFormat } from '../../../../shared/format'
import { Icon } from '../../../../shared/Icon'
import { useWords } from '../../../../shared/language'
import { useChange, useRemoval } from '../../../../shared/queries'
import type { RecordType } from '../../../../shared/record/field'
import { useMay } from '../../../../shared/session'
import styles from './page.module.css'
import * as words from './words'

interface Props { type: RecordType; record: string; file: Attachment }

/** One file: small where it is a picture, to be downloaded, to be taken away. */
export function FileLine({ type, record, file }: Props) {
  const w = useWords(words)
  const f = useFormat()
  const may = useMay()
  const at = `/v1/records/${type}/${record}/files/${file.id}`
  const path = { type, id: record, file: file.id }
  const remove = useRemoval(attachmentRemove, { refreshes: ['files', 'timeline'] })
  const restore = useChange(attachmentRestore, { refreshes: ['files', 'timeline'] })
  const gone = () => {
    const id = `file-${file.id}`
    notifications.show({ id, autoClose: 15_000, message: <>{w.fileRemoved(file.name)} <Button size="compact-xs" variant="default" ml="xs" onClick={() => { notifications.hide(id); restore.mutate({ path }) }}>{w.putBack}</Button></> })
  }
  return (
    <div className={styles.file}>
      {file.picture && <a href={`${at}/content`} download={file.name} aria-label={w.download(file.name)}><img src={`${at}/preview`} alt={w.preview(file.name)} loading="lazy" /></a>}
      <div className={styles.fileName}>
        <Anchor href={`${at}/content`} download={file.name} size="sm" title={w.download(file.name)}>{file.name}</Anchor>
        <Text size="xs" c="dimmed">{f.bytes(file.bytes)}{file.author.name && ` · ${file.author.name}`}</Text>
      </div>
      {may(`${type}:update`) && <ActionIcon variant="subtle" color="gray" size="sm" aria-label={`${w.removeNote}: ${file.name}`} onClick={() => remove.mutate({ path }, { onSuccess: gone })}><Icon name="close" size={14} /></ActionIcon>}
    </div>
  )
}
