import { useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { ask } from '../../../shared/ask'
import { list, type ListRow } from '../../../shared/client'
import { language } from '../../../shared/language'
import { byteOrderMark, csvLine } from './csv'
import { exportHead, exportRow } from './columns'

/** A figure and the whole question behind it. */
export interface Behind {
  figure: string
  question: Record<string, string>
}

const page = (behind: Behind, limit: number, cursor: string | undefined, signal: AbortSignal) =>
  ask(list, { query: { ...behind.question, of: behind.figure, limit, cursor } as never, signal })

/** The list behind a figure, page by page. It stays as it was opened: nobody reads a list that moves. */
export function useList(behind: Behind) {
  return useInfiniteQuery({
    queryKey: ['list', behind.figure, behind.question, language()],
    queryFn: ({ pageParam, signal }) => page(behind, 200, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
    staleTime: Infinity,
    gcTime: 0,
    structuralSharing: false, // else each page would be compared with all that came before it
  })
}

export type Export = { rows: number } | { failed: true } | undefined

/** Writes the whole list into a file, a page at a time; stop leaves it off. */
export function useExport(behind: Behind, instant: (at: string) => string) {
  const [state, setState] = useState<Export>()
  const running = useRef<AbortController>(undefined)
  useEffect(() => () => running.current?.abort(), [])
  const stop = useCallback(() => running.current?.abort(), [])
  const start = async (name: string) => {
    const control = (running.current = new AbortController())
    setState({ rows: 0 })
    try {
      const parts = await read(behind, instant, control.signal, (rows) => setState({ rows }))
      save(new Blob(parts, { type: 'text/csv;charset=utf-8' }), name)
      setState(undefined)
    } catch {
      setState(control.signal.aborted ? undefined : { failed: true })
    }
  }
  return { state, start, stop }
}

async function read(behind: Behind, instant: (at: string) => string, signal: AbortSignal, tell: (rows: number) => void): Promise<string[]> {
  const parts: string[] = []
  let [cursor, rows]: [string | undefined, number] = [undefined, 0]
  do {
    const part: Awaited<ReturnType<typeof page>> = await page(behind, 2000, cursor, signal)
    if (parts.length === 0) parts.push(byteOrderMark + csvLine(exportHead(part.kind)))
    parts.push(part.rows.map((row: ListRow) => csvLine(exportRow(part.kind, row, part.currency, instant))).join(''))
    tell((rows += part.rows.length))
    cursor = part.cursor ?? undefined
  } while (cursor)
  return parts
}

function save(file: Blob, name: string) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
