import { Button, Modal, Text } from '@mantine/core'
import { useEffect } from 'react'
import type { WorkflowRun, WorkflowUndone } from '../../../shared/client'
import { Foot } from '../../../shared/Foot'
import { useWords } from '../../../shared/language'
import { Loading, Wrong } from '../../../shared/states'
import { useUndo } from './queries'
import * as words from './runWords'
import styles from './workflow.module.css'

/** Takes back what a workflow did for one person; first it shows what can be taken back and what cannot. */
export function UndoRun({ id, run, close }: { id: string; run: WorkflowRun; close: () => void }) {
  const w = useWords(words)
  const look = useUndo()
  const undo = useUndo()
  const { mutate } = look
  const path = { id, run: run.id }
  useEffect(() => mutate({ path: { id, run: run.id }, body: { preview: true } }), [mutate, id, run.id])
  const seen = undo.data ?? look.data
  return (
    <Modal opened onClose={close} title={<b>{w.undoSure(run.person.name)}</b>}>
      <Text size="sm">{w.undoAbout}</Text>
      {(undo.error ?? look.error) != null && <Wrong error={undo.error ?? look.error} />}
      {seen ? <Things seen={seen} /> : !look.error && <Loading height={60} />}
      <Foot close={undo.data ? undefined : close}>
        {undo.data ? <Button onClick={close}>{w.close}</Button> : <Button color="red" disabled={!look.data} loading={undo.isPending} onClick={() => undo.mutate({ path, body: {} })}>{w.undo}</Button>}
      </Foot>
    </Modal>
  )
}

function Things({ seen }: { seen: WorkflowUndone }) {
  const w = useWords(words)
  if (!seen.things.length) return <Text size="sm" c="dimmed" mt="sm">{w.undoNothing}</Text>
  const said = { taken_back: w.undone, can_be: w.canBe, cannot_be: w.cannotBe, done_already: w.cannotBe }
  return (
    <>
      <ul className={styles.lines}>
        {seen.things.map((t, i) => (
          <li key={i} className={styles.split}>
            <span>{w.made[t.kind]}{t.name && `: ${t.name}`}</span>
            <Text size="sm" c={t.state === 'cannot_be' ? 'var(--bad)' : 'dimmed'}>{said[t.state]}</Text>
          </li>
        ))}
      </ul>
      {seen.conflicts.length > 0 && <Text size="sm">{w.conflicts(seen.conflicts.length)}</Text>}
    </>
  )
}
