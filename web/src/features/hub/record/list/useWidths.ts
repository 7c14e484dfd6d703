import { useCallback, useEffect, useRef, useState } from 'react'
import { useArranged } from '../../../../shared/arrangement'
import type { RecordType } from '../../../../shared/record/field'

const least = 64
const most = 640
type Widths = Record<string, number>
const none: Widths = {}

/** How wide somebody made columns. It is kept a moment after the last pull. */
export function useWidths(type: RecordType) {
  const [kept, keep] = useArranged<Widths>(`widths-${type}`)
  const [pulled, pull] = useState<Widths>(none)
  const waiting = useRef<number>(undefined)
  const widths = { ...kept, ...pulled }
  const now = useRef(widths)
  useEffect(() => {
    now.current = widths
  })
  const setWidth = useCallback((key: string, width: number) => {
    pull((before) => ({ ...before, [key]: Math.round(Math.max(least, Math.min(most, width))) }))
    window.clearTimeout(waiting.current)
    waiting.current = window.setTimeout(() => keep(now.current), 400)
  }, [keep])
  return { widths, setWidth }
}
