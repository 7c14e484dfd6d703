import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../../shared/ask'
import { importList, type Plan, recordImport, recordImportCheck, recordImportStop, recordImportSuggest } from '../../../../shared/client'
import { keys, useChange } from '../../../../shared/queries'

/** What is proposed for an upload, read as records of a type; without one, of what they look like. */
export const useProposal = (upload: string, type?: Plan['type'], sheet?: string) =>
  useQuery({
    queryKey: keys.record('record-proposal', { upload, type, sheet }),
    queryFn: ({ signal }) => ask(recordImportSuggest, { body: { upload, type, sheet }, signal }),
    staleTime: Infinity,
  })

export const useCheck = () => useChange(recordImportCheck, { refreshes: [] })
export const useBegin = () => useChange(recordImport, { refreshes: ['imports', 'fields'] })
export const useStop = () => useChange(recordImportStop, { refreshes: ['imports'] })

/** An import under way, asked for once a second until it has ended. */
export const useUnderWay = (id: string) =>
  useQuery({
    queryKey: keys.record('imports', { id }),
    queryFn: async ({ signal }) => {
      const all = await ask(importList, { signal } as never)
      return all.imports.find((i) => i.id === id) ?? null
    },
    refetchInterval: (query) => (query.state.data?.state === 'running' || !query.state.data ? 1000 : false),
  })

