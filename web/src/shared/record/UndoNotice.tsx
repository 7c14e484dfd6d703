import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useWords } from '../language'
import { useChange } from '../queries'
import { Wrong } from '../states'
import { actUndo } from './operations'
import * as words from './undoWords'

interface Props {
  /** The act, or the first act of the action, that can be taken back. */
  act: string
  /** What was done, as a sentence. */
  children: string
  /** What is asked again afterwards, besides records and readouts. */
  refreshes?: string[]
  close?: () => void
}

/** Says what was done and takes it back as one. What somebody changed since stays, unless one asks for that, too. */
export function UndoNotice({ act, children, refreshes = [], close }: Props) {
  const w = useWords(words)
  const undo = useChange(actUndo, { refreshes: ['records', 'record', 'history', 'timeline', 'readouts', ...refreshes] })
  const redo = useChange(actUndo, { refreshes: ['records', 'record', 'history', 'timeline', 'readouts', ...refreshes] })
  const [decided, decide] = useState(false)
  const { undone = 0, conflicts = [], act: undoing } = undo.data ?? {}
  const take = (keep?: 'restore' | 'keep') => undo.mutate({ path: { id: act }, body: keep ? { conflicts: keep } : {} }, { onSuccess: () => keep && decide(true) })
  return (
    <div role="status">
      <Text size="sm">{redo.data ? w.redone : undo.data ? w.undone(undone) : children}</Text>
      {undo.error != null && <Wrong error={undo.error} />}
      {redo.error != null && <Wrong error={redo.error} />}
      {undo.data && !decided && conflicts.length > 0 && <Text size="sm" mt={4}>{w.since(conflicts.length)}</Text>}
      <Group gap="xs" mt={6}>
        {!undo.data && <Button size="compact-sm" variant="default" loading={undo.isPending} onClick={() => take()}>{w.undo}</Button>}
        {undoing && undone > 0 && !redo.data && <Button size="compact-sm" variant="subtle" loading={redo.isPending} onClick={() => redo.mutate({ path: { id: undoing }, body: {} })}>{w.redo}</Button>}
        {undo.data && !decided && conflicts.length > 0 && (
          <>
            <Button size="compact-sm" variant="default" loading={undo.isPending} onClick={() => take('restore')}>{w.restore}</Button>
            <Button size="compact-sm" variant="subtle" onClick={() => { decide(true); close?.() }}>{w.keep}</Button>
          </>
        )}
      </Group>
    </div>
  )
}

/** Shows, for a quarter of a minute, what was done, and offers to take it back. */
export function offerUndo(act: string, said: string, refreshes?: string[]) {
  const id = `undo-${act}`
  const close = () => notifications.hide(id)
  notifications.show({ id, message: <UndoNotice act={act} refreshes={refreshes} close={close}>{said}</UndoNotice>, autoClose: 15_000, withCloseButton: true })
}
