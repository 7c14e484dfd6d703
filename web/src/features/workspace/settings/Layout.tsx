import { Link, type LinkProps, Outlet, useLocation } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { Icon } from '../../../shared/Icon'
import { useWords } from '../../../shared/language'
import { Screen } from '../../../shared/Screen'
import { useMay } from '../../../shared/session'
import styles from './settings.module.css'
import * as words from './words'

interface Part {
  to: LinkProps['to']
  name: Exclude<keyof typeof words.en.settings, 'groups'>
  permission: string
}

const groups: { name: keyof typeof words.en.settings.groups; parts: Part[] }[] = [
  { name: 'own', parts: [
    { to: '/settings/profile', name: 'profile', permission: 'me:write' },
    { to: '/settings/notices', name: 'notices', permission: 'me:write' },
    { to: '/settings/security', name: 'security', permission: 'me:write' },
  ] },
  { name: 'house', parts: [
    { to: '/settings', name: 'company', permission: 'workspace:read' },
    { to: '/settings/users', name: 'users', permission: 'users:read' },
    { to: '/settings/teams', name: 'teams', permission: 'users:read' },
    { to: '/settings/roles', name: 'roles', permission: 'users:read' },
    { to: '/settings/sign-in', name: 'signIn', permission: 'users:write' },
  ] },
  { name: 'work', parts: [
    { to: '/settings/assignment', name: 'assignment', permission: 'workspace:read' },
    { to: '/settings/rules', name: 'rules', permission: 'workspace:read' },
    { to: '/settings/score', name: 'score', permission: 'segments:read' },
    { to: '/settings/calendar', name: 'calendar', permission: 'workspace:read' },
    { to: '/settings/inbox', name: 'inbox', permission: 'me:write' },
    { to: '/settings/chat', name: 'chat', permission: 'workspace:write' },
    { to: '/settings/bot', name: 'bot', permission: 'articles:write' },
    { to: '/settings/leads', name: 'leads', permission: 'workspace:read' },
    { to: '/settings/pipelines', name: 'pipelines', permission: 'pipelines:write' },
    { to: '/settings/tickets', name: 'tickets', permission: 'tickets:read' },
    { to: '/settings/sla', name: 'sla', permission: 'tickets:read' },
    { to: '/settings/quotes', name: 'quotes', permission: 'workspace:write' },
    { to: '/settings/shop', name: 'shop', permission: 'workspace:write' },
    { to: '/settings/portal', name: 'portal', permission: 'workspace:write' },
    { to: '/settings/payments', name: 'payments', permission: 'workspace:write' },
    { to: '/settings/fields', name: 'fields', permission: 'workspace:read' },
    { to: '/settings/price-books', name: 'priceBooks', permission: 'products:read' },
  ] },
  { name: 'trust', parts: [
    { to: '/settings/privacy', name: 'privacy', permission: 'workspace:read' },
    { to: '/settings/requests', name: 'requests', permission: 'requests:read' },
    { to: '/settings/sending', name: 'sending', permission: 'workspace:read' },
    { to: '/settings/suppressions', name: 'suppressions', permission: 'suppressions:read' },
    { to: '/settings/audit', name: 'audit', permission: 'audit:read' },
  ] },
  { name: 'system', parts: [
    { to: '/settings/mail', name: 'mail', permission: 'workspace:write' },
    { to: '/settings/sms', name: 'sms', permission: 'workspace:write' },
    { to: '/settings/zalo', name: 'zalo', permission: 'workspace:write' },
    { to: '/settings/website', name: 'website', permission: 'keys:read' },
    { to: '/settings/keys', name: 'keys', permission: 'keys:read' },
    { to: '/settings/webhooks', name: 'webhooks', permission: 'webhooks:read' },
    { to: '/settings/backups', name: 'backups', permission: 'house:write' },
    { to: '/settings/jobs', name: 'jobs', permission: 'status:read' },
    { to: '/settings/about', name: 'about', permission: 'status:read' },
  ] },
]

/** The settings, one part beside the list of all. On phones the list is behind the name of the part. */
export function Layout() {
  const w = useWords(words)
  const may = useMay()
  const [open, show] = useState(false)
  const here = useLocation({ select: (l) => l.pathname.replace(/\/$/, '') })
  const now = groups.flatMap((g) => g.parts).find((p) => p.to === here || (p.to !== '/settings' && here.startsWith(`${p.to}/`)))
  const nav = useRef<HTMLElement>(null)
  useEffect(() => { // the part that is open is in sight in a list longer than the screen
    const [list, at] = [nav.current, nav.current?.querySelector<HTMLElement>('[aria-current]')]
    if (list && at) list.scrollTop = at.offsetTop - list.offsetTop - list.clientHeight / 2
  }, [here])
  return (
    <Screen title={w.settings.title}>
      <div className={styles.layout}>
        <nav ref={nav} className={styles.nav} aria-label={w.settings.title} data-open={open || undefined}>
          <button type="button" aria-expanded={open} onClick={() => show(!open)}>{now ? w.settings[now.name] : w.settings.parts}<Icon name={open ? 'up' : 'down'} size={16} /></button>
          {groups.map((g) => ({ ...g, parts: g.parts.filter((p) => may(p.permission)) })).filter((g) => g.parts.length > 0).map((g) => (
            <div key={g.name} role="group" aria-label={w.settings.groups[g.name]}>
              <div className={styles.heading} aria-hidden>{w.settings.groups[g.name]}</div>
              {g.parts.map((p) => (
                <Link key={p.to} to={p.to} activeOptions={{ exact: true, includeSearch: false }} search={{} as never} activeProps={{ 'aria-current': 'page' }} onClick={() => show(false)}>{w.settings[p.name]}</Link>
              ))}
            </div>
          ))}
        </nav>
        <div className={styles.content}><Outlet /></div>
      </div>
    </Screen>
  )
}
