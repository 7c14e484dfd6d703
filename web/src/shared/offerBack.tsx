import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useWords } from './language'

const en = { undo: 'Undo' }
const vi: typeof en = { undo: 'Hoàn tác' }

function Back({ said, go }: { said: string; go: () => void }) {
  const w = useWords({ en, vi })
  return <span role="status">{said} <Button size="compact-xs" variant="default" ml="xs" onClick={go}>{w.undo}</Button></span>
}

/** Says, for a quarter of a minute, what was done, and offers the way back where that is a call of its own. */
export function offerBack(id: string, said: string, back: () => void) {
  const go = () => {
    notifications.hide(id)
    back()
  }
  notifications.show({ id, autoClose: 15_000, message: <Back said={said} go={go} /> })
}
