import { focusManager, type Query, type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { keys } from './queries'

/** What the server tells whenever every projection has moved. */
interface Moved {
  seq: number
  rules_version: number
}

/** Whether the screen hears of new events. */
export type Hearing = 'connecting' | 'live' | 'lost'

/**
 * Listens for new events and has everything on the screen that is computed from events asked again. To be used once,
 * by the shell; the browser connects again by itself.
 */
export function useLive(enabled: boolean): Hearing {
  const client = useQueryClient()
  const [hearing, setHearing] = useState<Hearing>('connecting')
  useEffect(() => {
    if (!enabled) return
    const { follow, look, stop } = follower(client)
    const deaf = focusManager.subscribe((focused) => focused && look())
    const source = new EventSource('/v1/live')
    source.onopen = () => setHearing('live')
    source.onerror = () => setHearing('lost')
    source.addEventListener('notices', () => void client.invalidateQueries({ queryKey: keys.record('notices') }))
    source.addEventListener('inbox', () => { for (const name of ['conversations', 'conversation', 'conversation-counts', 'ticket']) void client.invalidateQueries({ queryKey: keys.record(name) }) })
    source.addEventListener('seq', (message) => follow((JSON.parse(message.data as string) as Moved).seq))
    return () => {
      source.close()
      deaf()
      stop()
    }
  }, [client, enabled])
  return enabled ? hearing : 'connecting'
}

/**
 * What is fitted or reckoned over many periods takes the server seconds each time the log moves, and hardly differs
 * from one event to the next: while events keep coming it is asked again once in so many milliseconds.
 */
const heavy: unknown[] = ['value', 'trend']
const rest = 60_000

/**
 * Brings readouts to the last seq told. One that is being asked is left to finish, or a slow one would never end where
 * events keep coming; it is asked again afterwards. look brings up what rests, too, for somebody who comes back.
 */
export function follower(client: QueryClient) {
  let last: number | undefined
  let due: ReturnType<typeof setTimeout> | undefined
  const catchUp = async (resting: (query: Query) => boolean) => {
    const target = last!
    await client.refetchQueries({ queryKey: keys.readouts, predicate: (query) => behind(query, target) && !resting(query) })
    if (last! > target) await catchUp(rests)
    else wake()
  }
  /** Has what rests now asked again when it has rested. */
  const wake = () => {
    clearTimeout(due)
    const waits = client.getQueryCache().findAll({ queryKey: keys.readouts, predicate: (query) => behind(query, last!) && rests(query) }).map(left)
    if (waits.length) due = setTimeout(() => void catchUp(rests), Math.min(...waits))
  }
  const follow = (seq: number) => {
    const moved = last !== undefined && seq !== last
    last = seq
    if (!moved) return
    void client.invalidateQueries({ queryKey: keys.readouts, refetchType: 'none' })
    void catchUp(rests)
  }
  const look = () => {
    if (last !== undefined) void catchUp(() => false)
  }
  return { follow, look, stop: () => clearTimeout(due) }
}

/** How long a readout still rests, in milliseconds. */
const left = (query: Query) => (heavy.includes(query.queryKey[1]) ? query.state.dataUpdatedAt + rest - Date.now() : 0)
const rests = (query: Query) => left(query) > 0

/** A long list that somebody is reading stays as it was opened. */
function behind(query: Query, seq: number): boolean {
  if (!query.isActive() || query.state.fetchStatus !== 'idle') return false
  const data = query.state.data as { asked?: { seq: number }; pages?: unknown[] } | undefined
  return data?.pages ? data.pages.length === 1 : (data?.asked?.seq ?? -1) < seq
}
