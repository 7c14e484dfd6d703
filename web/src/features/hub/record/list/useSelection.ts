import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { RecordRow } from '../../../../shared/record/field'

export interface Selection {
  ids: Set<string>
  /** Everything the list holds, also what is not loaded yet. */
  all: boolean
  none: boolean
  has: (id: string) => boolean
  /** Takes a row in or out; with a range, all rows from the last one on. */
  toggle: (index: number, range?: boolean) => void
  /** Takes the loaded rows, or with everything all there are. */
  take: (everything: boolean) => void
  clear: () => void
}

/** Which rows are chosen. */
export function useSelection(rows: RecordRow[]): Selection {
  const [ids, setIds] = useState<Set<string>>(nothing)
  const [all, setAll] = useState(false)
  const last = useRef<number>(undefined)
  const now = useRef(rows)
  useEffect(() => {
    now.current = rows
  }, [rows])
  const toggle = useCallback((index: number, range = false) => {
    const from = range && last.current !== undefined ? last.current : index
    const [low, high] = [Math.min(from, index), Math.max(from, index)]
    const touched = now.current.slice(low, high + 1).map((r) => r.id)
    last.current = index
    setAll(false)
    setIds((before) => {
      const next = new Set(before)
      if (!range && next.has(touched[0]!)) next.delete(touched[0]!)
      else touched.forEach((id) => next.add(id))
      return next
    })
  }, [])
  const take = useCallback((everything: boolean) => {
    setIds(new Set(now.current.map((r) => r.id)))
    setAll(everything)
  }, [])
  const clear = useCallback(() => {
    setIds(nothing)
    setAll(false)
  }, [])
  return useMemo(() => ({ ids, all, none: !all && !ids.size, has: (id) => all || ids.has(id), toggle, take, clear }), [ids, all, toggle, take, clear])
}

const nothing = new Set<string>()
