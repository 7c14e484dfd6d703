import { Modal } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { useSyncExternalStore } from 'react'
import { useWords } from '../../../shared/language'
import { useMay } from '../../../shared/session'
import { QuickAdd } from './QuickAdd'
import * as words from './words'

let shown = false
const listeners = new Set<() => void>()

function show(open: boolean) {
  shown = open
  listeners.forEach((l) => l())
}

/** Opens the line that makes a task, over whatever is on the screen. */
export const openQuick = () => show(true)

/** A task from anywhere: Alt N. */
export function QuickDialog() {
  const w = useWords(words)
  const may = useMay()('tasks:create')
  const open = useSyncExternalStore((told) => { listeners.add(told); return () => listeners.delete(told) }, () => shown)
  useHotkeys([['alt+n', () => may && show(true)]])
  return (
    <Modal opened={open && may} onClose={() => show(false)} title={<b>{w.add}</b>} size="lg" yOffset="12vh">
      <QuickAdd focus done={() => show(false)} />
    </Modal>
  )
}
