import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useWords } from '../../../../shared/language'
import { useChange, useRemoval } from '../../../../shared/queries'
import type { RecordRow, RecordType } from '../../../../shared/record/field'
import { recordRemove, recordRestore } from '../../../../shared/record/operations'
import * as words from './words'

/** Puts a record into the bin and takes it out again. */
export function useBin(type: RecordType, record: RecordRow, name: string) {
  const w = useWords(words)
  const refreshes = { refreshes: ['record', 'records', 'timeline'] }
  const remove = useRemoval(recordRemove, refreshes)
  const restore = useChange(recordRestore, refreshes)
  const path = { type, id: record.id }
  const back = () => restore.mutate({ path }, { onSuccess: () => notifications.show({ message: w.restoredSaid(name) }) })
  const gone = () => {
    const id = `bin-${record.id}`
    notifications.show({ id, autoClose: 15_000, message: <>{w.removedSaid(name)} <Button size="compact-xs" variant="default" ml="xs" onClick={() => { notifications.hide(id); back() }}>{w.restoreRecord}</Button></> })
  }
  return { remove: () => remove.mutate({ path }, { onSuccess: gone }), back, error: remove.error ?? restore.error }
}
