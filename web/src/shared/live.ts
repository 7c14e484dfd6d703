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
    return whileShown(() => listen(client, new EventSource('/v1/live'), setHearing))
  }, [client, enabled])
  return enabled ? hearing : 'connecting'
}

/**
 * Does something while the page is the one shown in its tab; what it gives ends it. A browser keeps pages that were left, and
 * of six with a stream open it would have no connection over for the next.
 */
export function whileShown(begin: () => () => void) {
  let end: (() => void) | undefined = begin()
  const leave = () => { end?.(); end = undefined }
  const back = () => { end ??= begin() }
  addEventListener('pagehide', leave)
  addEventListener('pageshow', back)
  return () => {
    removeEventListener('pagehide', leave)
    removeEventListener('pageshow', back)
    leave()
  }
}

/** Has what a stream tells of asked again, until it is stopped; what the stream does not tell again is asked whenever it opens. */
export function listen(client: QueryClient, source: EventSource, hear: (is: Hearing) => void) {
  const { follow, look, stop } = follower(client)
  const deaf = focusManager.subscribe((focused) => focused && look())
  const talks = () => { for (const name of ['conversations', 'conversation', 'conversation-counts', 'ticket']) void client.invalidateQueries({ queryKey: keys.record(name) }) }
  source.onopen = () => {
    hear('live')
    talks() // what moved while nobody listened
  }
  source.onerror = () => hear('lost')
  source.addEventListener('notices', () => void client.invalidateQueries({ queryKey: keys.record('notices') }))
  source.addEventListener('inbox', talks)
  source.addEventListener('seq', (message) => follow((JSON.parse(message.data as string) as Moved).seq))
  return () => {
    source.close()
    deaf()
    stop()
  }
}

/**
 * What is fitted or reckoned over many periods takes the server seconds each time the log moves, and hardly differs
 * from one event to the next: while events keep coming it is asked again once in so many milliseconds.
 */
const heavy: unknown[] = ['value', 'trend']
const rest = 60_000

/**
 * Brings readouts to the last seq told: the first told, too, because what was answered before anybody listened may be behind
 * it. One that is being asked is left to finish, or a slow one would never end where events keep coming; it is asked again
 * afterwards. look brings up what rests, too, for somebody who comes back.
 */
export function follower(client: QueryClient) {
  let last: number | undefined
  let due: ReturnType<typeof setTimeout> | undefined
  const catchUp = async (resting: (query: Query) => boolean) => {
    const target = last!
    const underWay = client.getQueryCache().findAll({ queryKey: keys.readouts, type: 'active', fetchStatus: 'fetching' })
    await client.refetchQueries({ queryKey: keys.readouts, predicate: (query) => behind(query, target) && !resting(query) })
    await Promise.allSettled(underWay.map((query) => query.promise))
    await client.refetchQueries({ queryKey: keys.readouts, predicate: (query) => underWay.includes(query) && late(query, target) && !resting(query) })
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
    if (seq === last) return
    const first = last === undefined
    last = seq
    if (first) return void catchUp((query) => rests(query) || !late(query, seq))
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
  const pages = (query.state.data as { pages?: unknown[] } | undefined)?.pages
  return pages ? pages.length === 1 : (known(query) ?? -1) < seq
}

/** Whether a readout's answer says itself that it was made before. */
const late = (query: Query, seq: number) => behind(query, seq) && (known(query) ?? seq) < seq

/** What a readout was made from, where its answer says so. */
function known(query: Query): number | undefined {
  type Answer = { asked?: { seq: number } } | undefined
  const data = query.state.data as Answer & { pages?: Answer[] }
  return (data?.pages ? data.pages[0] : data)?.asked?.seq
}
