import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { records } from './queries'
import { session, type SessionAnswer } from './client'

export type Session = SessionAnswer

/** Who is looking, at which workspace; undefined until it is known. */
export function useSession() {
  return useQuery(records('session', session, undefined)).data
}

/** What somebody may do: `may('people:merge')`. What they may not is not shown. */
export function useMay() {
  const permissions = useSession()?.permissions
  return (permission: string) => permissions?.includes(permission) ?? false
}

/** The zone instants are shown in: the URL's, else the workspace's. */
export function useZone(): string {
  const asked = useSearch({ strict: false, shouldThrow: false })?.timezone
  const workspace = useSession()?.workspace?.timezone
  return asked ?? workspace ?? 'Asia/Ho_Chi_Minh'
}
