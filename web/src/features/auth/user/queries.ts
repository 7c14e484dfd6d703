import { meSet, userAdd, userList, userRemove, userReset, userSet } from '../../../shared/client'
import { useChange, useRecords } from '../../../shared/queries'

const users = { refreshes: ['users'] }

export const useUsers = () => useRecords('users', userList, undefined as never)
export const useAddUser = () => useChange(userAdd, users)
export const useChangeUser = () => useChange(userSet, { refreshes: ['users', 'session'] })
export const useRemoveUser = () => useChange(userRemove, users)
export const useResetUser = () => useChange(userReset, users)
export const useChangeMe = () => useChange(meSet, { refreshes: ['session', 'users'] })
