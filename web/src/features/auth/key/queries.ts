import { keyAdd, keyList, keyRemove } from '../../../shared/client'
import { useChange, useRecords, useRemoval } from '../../../shared/queries'

const keys = { refreshes: ['keys'] }

export const useKeys = () => useRecords('keys', keyList)
export const useAddKey = () => useChange(keyAdd, keys)
export const useRemoveKey = () => useRemoval(keyRemove, keys)
