import type { en } from './words'

/** The tabs of the header, in order: the wheel's views, then the customer at its centre, then the house. */
export const tabs: { to: string; name: keyof typeof en.tabs; key: string; permission: string }[] = [
  { to: '/', name: 'wheel', key: 'w', permission: 'wheel:read' },
  { to: '/funnel', name: 'funnel', key: 'f', permission: 'wheel:read' },
  { to: '/retention', name: 'retention', key: 'r', permission: 'wheel:read' },
  { to: '/value', name: 'value', key: 'v', permission: 'wheel:read' },
  { to: '/people', name: 'people', key: 'p', permission: 'people:read' },
  { to: '/events', name: 'events', key: 'e', permission: 'events:read' },
  { to: '/catalogue', name: 'catalogue', key: 'c', permission: 'catalogue:read' },
  { to: '/import', name: 'imports', key: 'i', permission: 'imports:read' },
  { to: '/settings', name: 'settings', key: 's', permission: 'workspace:read' },
]
