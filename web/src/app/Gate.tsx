import { lazy, Suspense } from 'react'
import { session } from '../shared/client'
import { useRecords } from '../shared/queries'
import { Loading, Wrong } from '../shared/states'
import { Shell } from './Shell'

const SignIn = lazy(() => import('../features/auth/session/SignIn').then((m) => ({ default: m.SignIn })))
const FirstRun = lazy(() => import('../features/auth/session/FirstRun').then((m) => ({ default: m.FirstRun })))

/** Shows the screens to who is signed in; to others the way in, at the same address, so that a link survives it. */
export function Gate() {
  const { data, error, refetch } = useRecords('session', session, undefined)
  if (!data) return error ? <Wrong error={error} retry={refetch} /> : <Loading height="90vh" />
  return (
    <Suspense fallback={<Loading height="90vh" />}>
      {data.state === 'signed-in' ? <Shell session={data} /> : data.state === 'first-run' ? <FirstRun needsCode={data.needs_code} /> : <SignIn />}
    </Suspense>
  )
}
