import { Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { ZaloWindow as Window } from '../../../shared/client'
import { useFormat } from '../../../shared/format'
import { useWords } from '../../../shared/language'
import * as words from './words'

/** For how long, and how often, somebody can be answered freely by Zalo. It goes on while one looks at it. */
export function ZaloWindow({ window: z }: { window: Window }) {
  const w = useWords(words).zalo
  const f = useFormat()
  const now = useNow()
  const over = z.until !== null && Date.parse(z.until) <= now
  const left = z.free_until === null ? 0 : Math.ceil((Date.parse(z.free_until) - now) / 3_600_000)
  const said = z.cost === 'closed' || over ? w.closed(f.instant(z.until ?? '')) : z.cost === 'free' && left > 0 ? w.free(z.free_left, left) : w.paid(f.instant(z.until ?? ''))
  return <Text size="xs" c="dimmed" role="status">{said}</Text>
}

const aMinute = 60_000

function useNow() {
  const [now, go] = useState(Date.now)
  useEffect(() => {
    const again = setInterval(() => go(Date.now()), aMinute)
    return () => clearInterval(again)
  }, [])
  return now
}
