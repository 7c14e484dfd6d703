import type { IconName } from '../shared/Icon'
import type { en } from './words'

/** Where a screen belongs: to the customer at the centre, to a segment around them, to what measures the wheel, or to the house. */
export type Segment = 'hub' | 'attract' | 'engage' | 'delight' | 'wheel' | 'house'

export interface Tab {
  to: string
  name: keyof typeof en.tabs
  /** With Alt it goes there; Alt+n is a new task's. */
  key: string
  permission: string
  segment: Segment
  icon: IconName
  /** The page of docs/guide that tells of it. */
  guide: string
  /** On phones it stands in the bar at the bottom; the others are behind the menu. */
  thumb?: boolean
}

/** The screens in their order: the customer at the centre, then the wheel's views, then the house. */
export const tabs: Tab[] = [
  { to: '/tasks', name: 'tasks', key: 't', permission: 'tasks:read', segment: 'hub', icon: 'tasks', guide: 'work', thumb: true },
  { to: '/people', name: 'people', key: 'p', permission: 'people:read', segment: 'hub', icon: 'people', guide: 'people', thumb: true },
  { to: '/companies', name: 'companies', key: 'o', permission: 'companies:read', segment: 'hub', icon: 'companies', guide: 'lists', thumb: true },
  { to: '/orders', name: 'orders', key: 'd', permission: 'orders:read', segment: 'hub', icon: 'orders', guide: 'lists', thumb: true },
  { to: '/products', name: 'products', key: 'x', permission: 'products:read', segment: 'hub', icon: 'products', guide: 'lists' },
  { to: '/segments', name: 'segments', key: 'g', permission: 'segments:read', segment: 'hub', icon: 'segments', guide: 'segments' },
  { to: '/attract', name: 'attract', key: 'a', permission: 'workflows:read', segment: 'attract', icon: 'attract', guide: 'attract' },
  { to: '/campaigns', name: 'campaigns', key: 'b', permission: 'campaigns:read', segment: 'attract', icon: 'campaigns', guide: 'campaigns' },
  { to: '/forms', name: 'forms', key: 'm', permission: 'forms:read', segment: 'attract', icon: 'forms', guide: 'forms' },
  { to: '/pages', name: 'pages', key: 'j', permission: 'pages:read', segment: 'attract', icon: 'pages', guide: 'pages' },
  { to: '/ctas', name: 'ctas', key: '1', permission: 'ctas:read', segment: 'attract', icon: 'ctas', guide: 'ctas' },
  { to: '/templates', name: 'templates', key: 'l', permission: 'templates:read', segment: 'attract', icon: 'templates', guide: 'messages' },
  { to: '/workflows', name: 'workflows', key: 'k', permission: 'workflows:read', segment: 'attract', icon: 'workflows', guide: 'workflows' },
  { to: '/sales', name: 'sales', key: '5', permission: 'deals:read', segment: 'engage', icon: 'sales', guide: 'sales' },
  { to: '/inbox', name: 'inbox', key: 'h', permission: 'conversations:read', segment: 'engage', icon: 'inbox', guide: 'inbox' },
  { to: '/leads', name: 'leads', key: '4', permission: 'people:read', segment: 'engage', icon: 'leads', guide: 'leads' },
  { to: '/deals', name: 'deals', key: 'z', permission: 'deals:read', segment: 'engage', icon: 'deals', guide: 'deals' },
  { to: '/quotes', name: 'quotes', key: 'q', permission: 'quotes:read', segment: 'engage', icon: 'quotes', guide: 'quotes' },
  { to: '/appointments', name: 'appointments', key: '2', permission: 'appointments:read', segment: 'engage', icon: 'appointments', guide: 'appointments' },
  { to: '/payments', name: 'payments', key: '0', permission: 'payments:write', segment: 'engage', icon: 'payments', guide: 'quotes' },
  { to: '/articles', name: 'articles', key: 'y', permission: 'articles:read', segment: 'engage', icon: 'articles', guide: 'articles' },
  { to: '/care', name: 'care', key: '8', permission: 'tickets:read', segment: 'delight', icon: 'care', guide: 'sla' },
  { to: '/tickets', name: 'tickets', key: '6', permission: 'tickets:read', segment: 'delight', icon: 'tickets', guide: 'tickets' },
  { to: '/onboarding', name: 'onboarding', key: ',', permission: 'onboarding:read', segment: 'delight', icon: 'onboarding', guide: 'onboarding' },
  { to: '/surveys', name: 'surveys', key: '3', permission: 'surveys:read', segment: 'delight', icon: 'surveys', guide: 'surveys' },
  { to: '/promoters', name: 'promoters', key: '9', permission: 'promoters:read', segment: 'delight', icon: 'promoters', guide: 'promoters' },
  { to: '/loyalty', name: 'loyalty', key: '7', permission: 'loyalty:read', segment: 'delight', icon: 'loyalty', guide: 'loyalty' },
  { to: '/referrals', name: 'referrals', key: '=', permission: 'referrals:read', segment: 'delight', icon: 'referrals', guide: 'referrals' },
  { to: '/reviews', name: 'reviews', key: '-', permission: 'reviews:read', segment: 'delight', icon: 'reviews', guide: 'reviews' },
  { to: '/', name: 'wheel', key: 'w', permission: 'wheel:read', segment: 'wheel', icon: 'wheel', guide: 'wheel' },
  { to: '/funnel', name: 'funnel', key: 'f', permission: 'wheel:read', segment: 'wheel', icon: 'funnel', guide: 'funnel' },
  { to: '/retention', name: 'retention', key: 'r', permission: 'wheel:read', segment: 'wheel', icon: 'retention', guide: 'retention' },
  { to: '/value', name: 'value', key: 'v', permission: 'wheel:read', segment: 'wheel', icon: 'value', guide: 'value' },
  { to: '/events', name: 'events', key: 'e', permission: 'events:read', segment: 'house', icon: 'events', guide: 'events' },
  { to: '/catalogue', name: 'catalogue', key: 'c', permission: 'catalogue:read', segment: 'house', icon: 'catalogue', guide: 'catalogue' },
  { to: '/duplicates', name: 'duplicates', key: 'u', permission: 'people:update', segment: 'hub', icon: 'duplicates', guide: 'duplicates' },
  { to: '/import', name: 'imports', key: 'i', permission: 'imports:read', segment: 'house', icon: 'imports', guide: 'import' },
  { to: '/settings', name: 'settings', key: 's', permission: 'workspace:read', segment: 'house', icon: 'settings', guide: 'settings' },
]

/** The tab a path lies under: the longest that begins it. */
export const tabOf = (path: string): Tab | undefined =>
  tabs.filter((t) => path === t.to || (t.to !== '/' && path.startsWith(`${t.to}/`))).sort((a, b) => b.to.length - a.to.length)[0]
