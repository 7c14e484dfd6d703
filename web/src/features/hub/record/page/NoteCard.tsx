import { ActionIcon, Button, Menu, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { type Note, noteRemove, noteRestore, noteSet } from '../../../../shared/client'
import { useFormat } from '../../../../shared/format'
import { Icon } from '../../../../shared/Icon'
import { useWords } from '../../../../shared/language'
import { useChange, useRemoval } from '../../../../shared/queries'
import type { RecordType } from '../../../../shared/record/field'
import { useMay } from '../../../../shared/session'
import { Answer } from '../../../../shared/states'
import { NoteText } from './NoteText'
import { NoteWriter } from './NoteWriter'
import styles from './page.module.css'
import { useNoteHistory } from './queries'
import * as words from './words'

interface Props { type: RecordType; record: string; note: Note }

/** One note: what it says, who wrote it, and what it said before. */
export function NoteCard({ type, record, note }: Props) {
  const w = useWords(words)
  const f = useFormat()
  const may = useMay()
  const path = { type, id: record, note: note.id }
  const refreshes = { refreshes: ['notes', 'timeline'] }
  const set = useChange(noteSet, refreshes)
  const remove = useRemoval(noteRemove, refreshes)
  const restore = useChange(noteRestore, refreshes)
  const [open, setOpen] = useState<'edit' | 'earlier'>()
  const gone = () => {
    const id = `note-${note.id}`
    const back = () => { notifications.hide(id); restore.mutate({ path }) }
    notifications.show({ id, autoClose: 15_000, message: <>{w.noteRemoved} <Button size="compact-xs" variant="default" ml="xs" onClick={back}>{w.putBack}</Button></> })
  }
  if (open === 'edit') return (
    <NoteWriter initial={note.text} label={w.editNote} action={w.save} pending={set.isPending} error={set.error} autoFocus
      save={(text) => set.mutateAsync({ path, body: { text } }).then(() => setOpen(undefined))} cancel={() => setOpen(undefined)} />
  )
  return (
    <div className={styles.note} data-pinned={note.pinned || undefined}>
      <div className={styles.noteHead}>
        <Text size="sm" fw={600}>{note.author.name || w.byNobody}</Text>
        <Text size="xs" c="dimmed">
          <time dateTime={note.created_at}>{f.instant(note.created_at)}</time>
          {note.edited_at && <> · <button type="button" className={styles.plain} onClick={() => setOpen(open ? undefined : 'earlier')}>{w.edited}</button></>}
        </Text>
        {may(`${type}:update`) && (
          <Menu position="bottom-end">
            <Menu.Target><ActionIcon variant="subtle" color="gray" size="sm" ml="auto" aria-label={w.more}><Icon name="more" size={16} /></ActionIcon></Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => set.mutate({ path, body: { pinned: !note.pinned } })}>{note.pinned ? w.unpin : w.pin}</Menu.Item>
              {note.mine && <Menu.Item onClick={() => setOpen('edit')}>{w.editNote}</Menu.Item>}
              {(note.mine || may(`${type}:delete`)) && <Menu.Item onClick={() => remove.mutate({ path }, { onSuccess: gone })}>{w.removeNote}</Menu.Item>}
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      <NoteText text={note.text} />
      {open === 'earlier' && <Earlier path={path} />}
    </div>
  )
}

function Earlier({ path }: { path: { type: RecordType; id: string; note: string } }) {
  const w = useWords(words)
  const f = useFormat()
  const query = useNoteHistory(path.type, path.id, path.note)
  return (
    <Answer query={query}>
      {(data) => (
        <div className={styles.earlier}>
          <Text size="xs" fw={600}>{w.earlier}</Text>
          {data.edits.map((e) => <div key={e.until}><Text size="xs" c="dimmed">{w.until(f.instant(e.until))}</Text><NoteText text={e.text} /></div>)}
        </div>
      )}
    </Answer>
  )
}
