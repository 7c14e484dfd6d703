import { useInfiniteQuery } from '@tanstack/react-query'
import { ask } from '../../../shared/ask'
import { bankLineAside, bankLineAssign, bankLineList, bankLineRelease, bankStatementImport, paymentSettings, paymentSettingsSet, upload } from '../../../shared/client'
import { keys, useChange, useRecords } from '../../../shared/queries'

const changes = { refreshes: ['bank-lines', 'order-payments', 'record', 'records', 'readouts'] }

export type State = 'waiting' | 'booked' | 'aside'

/** What banks told, in a state, the last first. */
export const useBankLines = (state: State) =>
  useInfiniteQuery({
    queryKey: keys.record('bank-lines', { state }),
    queryFn: ({ pageParam, signal }) => ask(bankLineList, { query: { state, limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
  })

export const useAssign = () => useChange(bankLineAssign, changes)
export const useRelease = () => useChange(bankLineRelease, changes)
export const useAside = () => useChange(bankLineAside, changes)
export const useStatement = () => useChange(bankStatementImport, changes)
export const usePaymentSettings = () => useRecords('payment-settings', paymentSettings)
export const useSetPaymentSettings = () => useChange(paymentSettingsSet, { refreshes: ['payment-settings', 'order-payments'] })

/** Sends a statement's file, and gives its id. */
export const send = async (file: File) => (await ask(upload, { query: { name: file.name }, body: file, headers: { 'Content-Type': 'application/octet-stream' } } as never)).id as string
