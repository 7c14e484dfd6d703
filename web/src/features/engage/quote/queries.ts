import { useInfiniteQuery } from '@tanstack/react-query'
import { ask } from '../../../shared/ask'
import { priceBookList, quoteAdd, quoteApprovals, quoteAsk, quoteComment, quoteDecide, quoteLine, quoteList, quoteRemove, quoteSend, quoteSet, quoteSettings, quoteSettingsSet, quoteShow, quoteWithdraw } from '../../../shared/client'
import { useStored } from '../../../shared/draft'
import { keys, useChange, useRecords, useRemoval } from '../../../shared/queries'

const changes = { refreshes: ['quote', 'quotes', 'quote-approvals'] }

export type State = 'draft' | 'sent' | 'accepted' | 'declined' | 'expired' | 'withdrawn'

/** The quotes in a state (undefined: in all), the last first. */
export const useQuotes = (state: State | undefined) =>
  useInfiniteQuery({
    queryKey: keys.record('quotes', { state }),
    queryFn: ({ pageParam, signal }) => ask(quoteList, { query: { state, limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
  })

export const useQuote = (id: string) => useStored('quote', quoteShow, id)
export const useAddQuote = () => useChange(quoteAdd, changes)
export const useSetQuote = () => useChange(quoteSet, changes)
export const useSendQuote = () => useChange(quoteSend, changes)
export const useWithdrawQuote = () => useChange(quoteWithdraw, changes)
export const useRemoveQuote = () => useRemoval(quoteRemove, { refreshes: ['quotes'] })
export const useAnswerQuote = () => useChange(quoteComment, changes)
export const useAskLeave = () => useChange(quoteAsk, changes)
export const useApprovals = (enabled: boolean) => useRecords('quote-approvals', quoteApprovals, {}, { enabled })
export const useDecide = () => useChange(quoteDecide, changes)
export const useQuoteSettings = () => useRecords('quote-settings', quoteSettings)
export const useSetQuoteSettings = () => useChange(quoteSettingsSet, { refreshes: ['quote-settings', 'quote'] })
export const usePriceBooks = () => useRecords('price-books', priceBookList)

/** What a product brings along: its price by a price book, and the tax of the day. */
export const proposed = async (product: string, book: string, currency: string) => {
  const line = await ask(quoteLine, { query: { product, book: book || undefined, currency } }).catch(() => undefined)
  return line ? { price: line.price, tax_rate: line.tax_rate } : {}
}
