import { useSyncExternalStore } from 'react'

/** What could not be kept, and why. */
export interface Unsaved {
  error: unknown
  again: () => void
  /** Gives it up: what the screen showed in advance is taken back. */
  forget: () => void
}

/** What becomes of what is written in place: it is on its way, it is kept, or it is not and can be tried again. */
export interface Saving {
  state: 'idle' | 'saving' | 'saved' | 'failed'
  failed: Unsaved[]
}

let now: Saving = { state: 'idle', failed: [] }
let open = 0
const listeners = new Set<() => void>()

function tell(failed: Unsaved[], rest: Saving['state']) {
  now = { state: failed.length ? 'failed' : open ? 'saving' : rest, failed }
  for (const listener of listeners) listener()
}

/**
 * Follows a change written in place until it is kept, for the sign in the header. What could not be kept stays there
 * until it is tried again or given up; undo takes back what the screen shows in advance.
 */
export async function saving<T>(save: () => Promise<T>, undo: () => void): Promise<T | undefined> {
  open++
  tell(now.failed, 'saving')
  try {
    const kept = await save()
    open--
    tell(now.failed, 'saved')
    return kept
  } catch (error) {
    open--
    const unsaved: Unsaved = { error, again: () => { drop(); void saving(save, undo) }, forget: () => { undo(); drop() } }
    const drop = () => tell(now.failed.filter((f) => f !== unsaved), 'idle')
    tell([...now.failed, unsaved], 'failed')
    return undefined
  }
}

/** What the header says of changes written in place. */
export function useSaving(): Saving {
  return useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, () => now)
}
