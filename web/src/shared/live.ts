import { useQueryClient } from '@tanstack/react-query'
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
    let last: number | undefined
    const source = new EventSource('/v1/live')
    source.onopen = () => setHearing('live')
    source.onerror = () => setHearing('lost')
    source.addEventListener('seq', (message) => {
      const moved = JSON.parse(message.data as string) as Moved
      if (last !== undefined && moved.seq !== last) void client.invalidateQueries({ queryKey: keys.readouts })
      last = moved.seq
    })
    return () => source.close()
  }, [client, enabled])
  return enabled ? hearing : 'connecting'
}
