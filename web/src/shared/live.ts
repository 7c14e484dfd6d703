import { type Query, type QueryClient, useQueryClient } from '@tanstack/react-query'
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
    const follow = follower(client)
    const source = new EventSource('/v1/live')
    source.onopen = () => setHearing('live')
    source.onerror = () => setHearing('lost')
    source.addEventListener('seq', (message) => follow((JSON.parse(message.data as string) as Moved).seq))
    return () => source.close()
  }, [client, enabled])
  return enabled ? hearing : 'connecting'
}

/**
 * Brings readouts to the last seq told. One that is being asked is left to finish, or a slow one would never end where
 * events keep coming; it is asked again afterwards.
 */
export function follower(client: QueryClient): (seq: number) => void {
  let last: number | undefined
  const catchUp = async () => {
    const target = last!
    await client.refetchQueries({ queryKey: keys.readouts, predicate: (query) => behind(query, target) })
    if (last! > target) await catchUp()
  }
  return (seq) => {
    const moved = last !== undefined && seq !== last
    last = seq
    if (!moved) return
    void client.invalidateQueries({ queryKey: keys.readouts, refetchType: 'none' })
    void catchUp()
  }
}

/** A long list that somebody is reading stays as it was opened. */
function behind(query: Query, seq: number): boolean {
  if (!query.isActive() || query.state.fetchStatus !== 'idle') return false
  const data = query.state.data as { asked?: { seq: number }; pages?: unknown[] } | undefined
  return data?.pages ? data.pages.length === 1 : (data?.asked?.seq ?? -1) < seq
}
