import { Link, Outlet } from '@tanstack/react-router'
import { useWords } from '../../../shared/language'
import { Screen } from '../../../shared/Screen'
import { useMay } from '../../../shared/session'
import styles from './settings.module.css'
import * as words from './words'

const parts = [
  { to: '/settings', name: 'company', permission: 'workspace:read' },
  { to: '/settings/profile', name: 'profile', permission: 'me:write' },
  { to: '/settings/notices', name: 'notices', permission: 'me:write' },
  { to: '/settings/security', name: 'security', permission: 'me:write' },
  { to: '/settings/users', name: 'users', permission: 'users:read' },
  { to: '/settings/teams', name: 'teams', permission: 'users:read' },
  { to: '/settings/roles', name: 'roles', permission: 'users:read' },
  { to: '/settings/assignment', name: 'assignment', permission: 'workspace:read' },
  { to: '/settings/rules', name: 'rules', permission: 'workspace:read' },
  { to: '/settings/calendar', name: 'calendar', permission: 'workspace:read' },
  { to: '/settings/sign-in', name: 'signIn', permission: 'users:write' },
  { to: '/settings/fields', name: 'fields', permission: 'workspace:read' },
  { to: '/settings/price-books', name: 'priceBooks', permission: 'products:read' },
  { to: '/settings/keys', name: 'keys', permission: 'keys:read' },
  { to: '/settings/mail', name: 'mail', permission: 'workspace:write' },
  { to: '/settings/webhooks', name: 'webhooks', permission: 'webhooks:read' },
  { to: '/settings/requests', name: 'requests', permission: 'requests:read' },
  { to: '/settings/privacy', name: 'privacy', permission: 'workspace:read' },
  { to: '/settings/audit', name: 'audit', permission: 'audit:read' },
  { to: '/settings/jobs', name: 'jobs', permission: 'status:read' },
  { to: '/settings/about', name: 'about', permission: 'status:read' },
] as const

/** The settings, one part beside the list of all. */
export function Layout() {
  const w = useWords(words)
  const may = useMay()
  return (
    <Screen title={w.settings.title}>
      <div className={styles.layout}>
        <nav className={styles.nav} aria-label={w.settings.title}>
          {parts.filter((p) => may(p.permission)).map((p) => (
            <Link key={p.to} to={p.to} activeOptions={{ exact: true, includeSearch: false }} search={{}} activeProps={{ 'aria-current': 'page' }}>{w.settings[p.name]}</Link>
          ))}
        </nav>
        <div className={styles.content}><Outlet /></div>
      </div>
    </Screen>
  )
}
