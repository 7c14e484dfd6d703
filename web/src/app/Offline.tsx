import { useSyncExternalStore } from 'react'
import { useWords } from '../shared/language'
import * as words from './words'

/** Says so while there is no network: what is on the screen is what was last heard. */
export function Offline() {
  const w = useWords(words)
  const online = useSyncExternalStore(listen, () => navigator.onLine)
  if (online) return null
  return <div className="shell-offline" role="status">{w.offline}</div>
}

function listen(changed: () => void) {
  window.addEventListener('online', changed)
  window.addEventListener('offline', changed)
  return () => {
    window.removeEventListener('online', changed)
    window.removeEventListener('offline', changed)
  }
}
