import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useEffect } from 'react'
import { session } from '../shared/client'
import { useRecords } from '../shared/queries'
import type { Session } from '../shared/session'
import { Loading, Wrong } from '../shared/states'
import { homeOf } from './home'
import { Shell } from './Shell'

const SignIn = lazy(() => import('../features/auth/session/SignIn').then((m) => ({ default: m.SignIn })))
const Invitation = lazy(() => import('../features/auth/session/Invitation').then((m) => ({ default: m.Invitation })))
const Unready = lazy(() => import('../features/auth/session/Unready').then((m) => ({ default: m.Unready })))
const FirstRun = lazy(() => import('../features/auth/session/FirstRun').then((m) => ({ default: m.FirstRun })))

/** Shows the screens to who is signed in; to others the way in, at the same address, so that a link survives it. */
export function Gate() {
  const { data, error, refetch } = useRecords('session', session, undefined)
  useBegin(data)
  if (location.pathname === '/invitation') return <Suspense fallback={<Loading height="90vh" />}><Invitation /></Suspense>
  if (!data) return error ? <Wrong error={error} retry={refetch} /> : <Loading height="90vh" />
  return <Suspense fallback={<Loading height="90vh" />}><Way session={data} /></Suspense>
}

function Way({ session }: { session: Session }) {
  switch (session.state) {
    case 'signed-in': return session.unready ? <Unready /> : <Shell session={session} />
    case 'first-run': return <FirstRun needsCode={session.needs_code} />
    default: return <SignIn doors={session.doors} />
  }
}

/** Leads who has just come in to where they begin, unless they had an address in mind. That they came through the door outlives a way by a provider. */
function useBegin(session?: Session) {
  const navigate = useNavigate()
  useEffect(() => {
    if (!session) return
    if (session.state !== 'signed-in' || location.pathname === '/invitation') return sessionStorage.setItem(atTheDoor, 'yes')
    if (!sessionStorage.getItem(atTheDoor)) return
    sessionStorage.removeItem(atTheDoor)
    if (location.pathname === '/' && !location.search) void navigate({ to: homeOf(session.permissions), replace: true })
  }, [session, navigate])
}

const atTheDoor = 'banhda-at-the-door'
