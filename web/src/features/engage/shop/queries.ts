import { priceBookList, shopSet, shopShow } from '../../../shared/client'
import { useChange, useRecords } from '../../../shared/queries'

export const useShop = () => useRecords('shop', shopShow)
export const useSetShop = () => useChange(shopSet, { refreshes: ['shop'] })
export const usePriceBooks = () => useRecords('price-books', priceBookList)
