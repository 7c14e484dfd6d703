import { invitationList, invitationRemove, invite, meSet, teamList, userList, userRemove, userReset, userSecondStepRemove, userSet } from '../../../shared/client'
import { useChange, useRecords, useRemoval } from '../../../shared/queries'

const users = { refreshes: ['users', 'roles', 'teams'] }
const invitations = { refreshes: ['invitations'] }

export const useUsers = () => useRecords('users', userList)
export const useChangeUser = () => useChange(userSet, { refreshes: ['users', 'roles', 'session'] })
export const useRemoveUser = () => useRemoval(userRemove, users)
export const useResetUser = () => useChange(userReset, users)
export const useStepOff = () => useChange(userSecondStepRemove, users)
export const useChangeMe = () => useChange(meSet, { refreshes: ['session', 'users'] })
export const useInvitations = (enabled: boolean) => useRecords('invitations', invitationList, undefined, { enabled })
export const useInvite = () => useChange(invite, invitations)
export const useWithdraw = () => useRemoval(invitationRemove, invitations)
export const useTeams = () => useRecords('teams', teamList, {} as never)
