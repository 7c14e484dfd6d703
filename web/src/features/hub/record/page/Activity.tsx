import { noteAdd } from '../../../../shared/client'
import { useWords } from '../../../../shared/language'
import { useChange } from '../../../../shared/queries'
import type { RecordType } from '../../../../shared/record/field'
import { useMay } from '../../../../shared/session'
import { NoteCard } from './NoteCard'
import { NoteWriter } from './NoteWriter'
import styles from './page.module.css'
import { useNotes } from './queries'
import { Timeline } from './Timeline'
import * as words from './words'

/** Where one writes, what is pinned, and below what happened. */
export function Activity({ type, id, within }: { type: RecordType; id: string; within?: boolean }) {
  const w = useWords(words)
  const may = useMay()(`${type}:update`)
  const pinned = useNotes(type, id).data?.pinned ?? []
  const add = useChange(noteAdd, { refreshes: ['notes', 'timeline'] })
  return (
    <>
      {may && <NoteWriter label={w.writeLabel} action={w.add} pending={add.isPending} error={add.error} save={(text) => add.mutateAsync({ path: { type, id }, body: { text } })} />}
      {pinned.length > 0 && <section aria-label={w.pinned} className={styles.pinned}>{pinned.map((n) => <NoteCard key={n.id} type={type} record={id} note={n} />)}</section>}
      <Timeline type={type} id={id} within={within} />
    </>
  )
}
