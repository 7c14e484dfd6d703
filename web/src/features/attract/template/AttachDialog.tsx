import { Button, Checkbox, FileButton, Group, Modal, SegmentedControl, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { Attachment, TemplateAttachment } from '../../../shared/client'
import { Foot } from '../../../shared/Foot'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import { useFiles, useSend } from '../../../shared/record/files'
import { RecordSelect } from '../../../shared/record/RecordSelect'
import { useMay } from '../../../shared/session'
import { Answer, Wrong } from '../../../shared/states'
import { largest } from './Attachments'
import styles from './template.module.css'
import * as words from './words'

/** Whose files can go to many people: those of what is sold, and of companies. Those of a person are theirs. */
const keepers = ['products', 'companies'] as const
type Keeper = (typeof keepers)[number]

interface Props {
  chosen: TemplateAttachment[]
  /** How many more may go along. */
  room: number
  choose: (files: TemplateAttachment[]) => void
  close: () => void
}

/** Chooses files kept with a product or a company, or keeps a new one there. */
export function AttachDialog({ chosen, room, choose, close }: Props) {
  const w = useWords(words)
  const may = useMay()
  const types = keepers.filter((k) => may(`${k}:read`))
  const [type, turn] = useState<Keeper>(types[0] ?? 'products')
  const [record, take] = useState<{ id: string; name: string } | null>(null)
  const [picked, pick] = useState<Attachment[]>([])
  const turnTo = (to: string) => { turn(to as Keeper); take(null) }
  return (
    <Modal opened onClose={close} title={<b>{w.fileAdd}</b>}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">{w.fileFrom}</Text>
        {types.length > 1 && <SegmentedControl size="xs" aria-label={w.fileKeeper} value={type} onChange={turnTo} data={types.map((value) => ({ value, label: w.keepers[value] }))} />}
        <RecordSelect key={type} type={type} label={w.keepers[type]} value={record} onChange={take} />
        {record && <Kept type={type} id={record.id} chosen={chosen} picked={picked} pick={pick} />}
        {picked.length > room && <Text size="sm" c="var(--bad)" role="alert">{w.filesTooMany(room)}</Text>}
      </Stack>
      <Foot close={close}>
        <Button disabled={!picked.length || picked.length > room} onClick={() => choose(picked.map((p) => ({ file: p.id, name: p.name, type: p.media, size: p.bytes })))}>{w.fileTake(picked.length)}</Button>
      </Foot>
    </Modal>
  )
}

interface KeptProps {
  type: Keeper
  id: string
  chosen: TemplateAttachment[]
  picked: Attachment[]
  pick: (files: Attachment[]) => void
}

function Kept({ type, id, chosen, picked, pick }: KeptProps) {
  const w = useWords(words)
  const f = useFormat()
  const may = useMay()(`${type}:update`)
  const files = useFiles(type, id)
  const send = useSend(type, id, largest)
  const along = (file: Attachment) => chosen.some((c) => c.file === file.id)
  const turn = (file: Attachment, on: boolean) => pick(on ? [...picked, file] : picked.filter((p) => p.id !== file.id))
  return (
    <Answer query={files} height={60}>
      {(data) => (
        <Stack gap={6}>
          {data.files.map((file) => (
            <Checkbox key={file.id} className={styles.pick} label={file.name} description={f.bytes(file.bytes)} disabled={along(file) || file.bytes > largest}
              checked={along(file) || picked.some((p) => p.id === file.id)} onChange={(e) => turn(file, e.currentTarget.checked)} />
          ))}
          {!data.files.length && <Text size="sm" c="dimmed">{w.filesNone}</Text>}
          {send.coming.map((c) => <Text key={c.name} size="sm" role="status">{w.fileComing(c.name, f.percent(c.done))}</Text>)}
          {send.refused.map((r, i) => <Wrong key={i} error={r} />)}
          {may && <Group><FileButton multiple onChange={send.take}>{(props) => <Button {...props} size="xs" variant="light">{w.fileNew}</Button>}</FileButton></Group>}
        </Stack>
      )}
    </Answer>
  )
}
