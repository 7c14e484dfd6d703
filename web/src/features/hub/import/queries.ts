import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { ask } from '../../../shared/ask'
import { type Draft, import_, importList, importResume, importSuggest, importUndo, type Upload } from '../../../shared/client'
import { keys, records, useChange } from '../../../shared/queries'
import { send } from './upload'

/** What is proposed for files, or, where something was chosen, the mapping that says so. */
export function useSuggestion(uploads: string[], draft?: Draft) {
  return useQuery({
    queryKey: keys.record('suggestion', { uploads, draft }),
    queryFn: ({ signal }) => ask(importSuggest, { body: { uploads, draft }, signal }),
    enabled: uploads.length > 0,
    placeholderData: keepPreviousData,
  })
}

/** What a mapping would bring in: nothing is changed. */
export function usePreview(uploads: string[], mapping: string) {
  return useQuery({
    queryKey: keys.record('preview', { uploads, mapping }),
    queryFn: ({ signal }) => ask(import_, { body: { uploads, mapping_text: mapping, dry_run: true }, signal }),
    retry: false,
  })
}

/** The imports there were. While one is being read the list is asked again: it may be stopped, here or elsewhere. */
export const useImports = () => useQuery({
  ...records('imports', importList, undefined),
  refetchInterval: (query) => (query.state.data?.imports?.some((i) => i.state === 'running' && !i.interrupted) ? 2000 : false),
})
const refreshes = ['imports', 'readouts', 'people', 'session', 'workspace']
export const useImport = () => useChange(import_, { refreshes })
export const useResume = () => useChange(importResume, { refreshes })
export const useUndo = () => useChange(importUndo, { refreshes: ['imports', 'readouts', 'people', 'session'] })

/** A file on its way here, or what became of it. */
export interface Sending {
  key: number
  file: File
  sent: number
  upload?: Upload
  error?: unknown
  stop: () => void
}

/** Files that are sent, side by side. */
export function useUploads() {
  const [list, setList] = useState<Sending[]>([])
  const change = useCallback((key: number, to: Partial<Sending>) =>
    setList((all) => all.map((s) => (s.key === key ? { ...s, ...to } : s))), [])

  const add = useCallback((files: File[]) => {
    for (const file of files) {
      const stopper = new AbortController()
      const key = nextKey++
      setList((all) => [...all, { key, file, sent: 0, stop: () => stopper.abort() }])
      send(file, (sent) => change(key, { sent }), stopper.signal).then(
        (upload) => change(key, { upload }),
        (error: unknown) => change(key, { error }),
      )
    }
  }, [change])

  const remove = useCallback((one: Sending) => {
    one.stop()
    setList((all) => all.filter((s) => s.key !== one.key))
  }, [])

  return { list, add, remove, clear: () => setList([]) }
}

let nextKey = 0
