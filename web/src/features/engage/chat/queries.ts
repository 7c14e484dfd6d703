import { chatSecretRenew, chatSet, chatShow } from '../../../shared/client'
import { useChange, useRecords } from '../../../shared/queries'

const refreshes = ['chat']

export const useChat = () => useRecords('chat', chatShow)
export const useSetChat = () => useChange(chatSet, { refreshes })
export const useRenewSecret = () => useChange(chatSecretRenew, { refreshes })
