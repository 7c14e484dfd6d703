import { useLocalStorage } from '@mantine/hooks'
import { Outlet, useLocation } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { QuickDialog } from '../features/hub/task/QuickDialog'
import { Icon } from '../shared/Icon'
import { type Session } from '../shared/session'
import { useWords } from '../shared/language'
import { BottomBar } from './BottomBar'
import { Head } from './Head'
import { Nav } from './Nav'
import { Offline } from './Offline'
import { Palette } from './Palette'
import { SampleBanner } from './SampleBanner'
import * as words from './words'
import './shell.css'

const FirstHour = lazy(() => import('../features/hub/start/FirstHour').then((m) => ({ default: m.FirstHour })))
const ListDrawer = lazy(() => import('../features/hub/list').then((m) => ({ default: m.ListDrawer })))

/** What is around every screen: the header, the screens to go to, the palette, the list behind an open door. */
export function Shell({ session }: { session: Session }) {
  const w = useWords(words)
  const first = useLocation({ select: (l) => l.pathname === '/' })
  const [folded, fold] = useLocalStorage({ key: 'banhda-nav-folded', defaultValue: false, getInitialValueInEffect: false })
  return (
    <div className="shell" data-folded={folded || undefined}>
      <a className="skip" href="#content">{w.skip}</a>
      <Head session={session} />
      <aside className="shell-side">
        <Nav folded={folded} className="shell-nav" />
        <button type="button" className="shell-link shell-fold" onClick={() => fold(!folded)} aria-label={folded ? w.unfold : w.fold} title={folded ? w.unfold : undefined}>
          <Icon name={folded ? 'unfold' : 'fold'} />
          <span aria-hidden>{w.fold}</span>
        </button>
      </aside>
      <div className="shell-page">
        <Offline />
        {session.sample && <SampleBanner />}
        <main id="content" className="shell-main" tabIndex={-1}>
          {first && <Suspense fallback={null}><FirstHour /></Suspense>}
          <Outlet />
        </main>
      </div>
      <BottomBar />
      <Palette />
      <QuickDialog />
      <Suspense fallback={null}><ListDrawer /></Suspense>
    </div>
  )
}
