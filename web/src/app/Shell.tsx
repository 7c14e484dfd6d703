import { ActionIcon, Badge, Burger, Button, Drawer, Menu, Text, Tooltip, UnstyledButton, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Link, Outlet } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { signOut } from '../shared/client'
import { useLanguage, useWords } from '../shared/language'
import { type Hearing, useLive } from '../shared/live'
import { useChange } from '../shared/queries'
import { type ScreenSearch } from '../shared/question'
import { type Session, useMay } from '../shared/session'
import { Mark } from '../shared/Mark'
import { openPalette, Palette } from './Palette'
import { SampleBanner } from './SampleBanner'
import { tabs } from './tabs'
import * as words from './words'
import './shell.css'

const ListDrawer = lazy(() => import('../features/hub/list').then((m) => ({ default: m.ListDrawer })))


/** What is around every screen: header, tabs, palette, the list behind an open door. */
export function Shell({ session }: { session: Session }) {
  const w = useWords(words)
  const hearing = useLive(true)
  return (
    <>
      <a className="skip" href="#content">{w.skip}</a>
      <header className="shell-head">
        <div className="shell-bar">
          <Link to="/" className="shell-mark" aria-label="Bánh Đà"><Mark /><span>Bánh Đà</span></Link>
          <Text c="dimmed" size="sm" truncate title={session.workspace?.name} className="shell-workspace">{session.workspace?.name}</Text>
          {session.sample && <Badge variant="light" color="engage" size="md" tt="none" className="shell-sample">{w.sample}</Badge>}
          <div className="shell-tools">
            <LiveDot hearing={hearing} />
            <Button variant="default" size="xs" visibleFrom="sm" onClick={openPalette} rightSection={<kbd>Ctrl K</kbd>}>{w.find}</Button>
            <Choices session={session} />
            <Narrow />
          </div>
        </div>
        <Tabs className="shell-tabs" />
      </header>
      {session.sample && <SampleBanner />}
      <main id="content" className="shell-main" tabIndex={-1}><Outlet /></main>
      <Palette />
      <Suspense fallback={null}><ListDrawer /></Suspense>
    </>
  )
}

/** The tabs somebody may open. A change of tab keeps period, comparison and people. */
function Tabs({ className, onOpen }: { className?: string; onOpen?: () => void }) {
  const w = useWords(words)
  const may = useMay()
  return (
    <nav className={className} aria-label={w.screens}>
      {tabs.filter((tab) => may(tab.permission)).map((tab) => (
        <Link key={tab.to} to={tab.to} search={kept as never} className="shell-tab" activeOptions={{ exact: tab.to === '/', includeSearch: false }} onClick={onOpen}>
          {w.tabs[tab.name]}
        </Link>
      ))}
    </nav>
  )
}

const kept = ({ from, to, compare, segment, as_of, known_at, timezone }: ScreenSearch): ScreenSearch => ({ from, to, compare, segment, as_of, known_at, timezone })

/** On phones the tabs are behind a button. */
function Narrow() {
  const w = useWords(words)
  const [open, { toggle, close }] = useDisclosure()
  return (
    <>
      <Burger hiddenFrom="sm" size="sm" opened={open} onClick={toggle} aria-label={w.menu} />
      <Drawer opened={open} onClose={close} title={w.screens} position="right" size="80%" hiddenFrom="sm">
        <Tabs className="shell-drawer" onOpen={close} />
      </Drawer>
    </>
  )
}

function LiveDot({ hearing }: { hearing: Hearing }) {
  const w = useWords(words)
  if (hearing === 'connecting') return null
  const about = hearing === 'live' ? w.live : w.lost
  return (
    <Tooltip label={about}>
      <span className={`live-dot live-${hearing}`} role="status" aria-label={about} />
    </Tooltip>
  )
}

/** Language, light or dark, and the way out. */
function Choices({ session }: { session: Session }) {
  const w = useWords(words)
  const { language, speak } = useLanguage()
  const { setColorScheme } = useMantineColorScheme()
  const scheme = useComputedColorScheme('light')
  const leave = useChange(signOut, { refreshes: ['session'] })
  const other = scheme === 'dark' ? 'light' : 'dark'
  return (
    <>
      <Button variant="subtle" color="gray" size="compact-sm" onClick={() => speak(language === 'vi' ? 'en' : 'vi')} aria-label={`${language === 'vi' ? 'EN' : 'VI'}: ${w.languageAbout}`} lang={language === 'vi' ? 'en' : 'vi'}>
        {language === 'vi' ? 'EN' : 'VI'}
      </Button>
      <ActionIcon variant="subtle" color="gray" onClick={() => setColorScheme(other)} aria-label={w[other]} title={w[other]}>
        <span aria-hidden>{other === 'dark' ? '☾' : '☀'}</span>
      </ActionIcon>
      {session.user && (
        <Menu position="bottom-end">
          <Menu.Target>
            <UnstyledButton className="shell-person" aria-label={`${initials(session.user.name)}: ${session.user.name}`}>{initials(session.user.name)}</UnstyledButton>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>{session.user.name}<br />{session.user.email}</Menu.Label>
            <Menu.Item onClick={() => leave.mutate({})}>{w.signOut}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  )
}

/** A Vietnamese name ends with the given one. */
const initials = (name: string) => name.trim().split(/\s+/).slice(-2).map((part) => part[0]?.toUpperCase()).join('')
