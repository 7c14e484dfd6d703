import { useSyncExternalStore } from 'react'

/** A record somebody opened. */
export interface Opened { type: string; id: string; name: string }

const kept = 'banhda-recent'
const most = 12
const listeners = new Set<() => void>()
let list: Opened[] | undefined

function read(): Opened[] {
  try {
    list ??= JSON.parse(localStorage.getItem(kept) ?? '[]') as Opened[]
  } catch {
    list = []
  }
  return list
}

/** Remembers, on this device, that a record was opened. */
export function remember(opened: Opened) {
  const before = read()
  if (before[0]?.id === opened.id && before[0].name === opened.name) return
  list = [opened, ...before.filter((o) => o.id !== opened.id)].slice(0, most)
  localStorage.setItem(kept, JSON.stringify(list))
  for (const listener of listeners) listener()
}

/** Forgets all of it: who signs in next is somebody else. */
export function forgetRecent() {
  list = []
  localStorage.removeItem(kept)
  for (const listener of listeners) listener()
}

/** The records opened last, the last first. */
export function useRecent(): Opened[] {
  return useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, read)
}
