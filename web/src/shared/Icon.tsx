// Drawn here on a grid of 20, a line each: as much as a sign needs to be told from its neighbours.
const drawings = {
  today: 'M4 5h12v11H4zM4 8.5h12M7.5 3v3.5M12.5 3v3.5M7.5 12l1.8 1.8 3.4-3.3',
  people: 'M10 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM4 17c.6-3.2 3-4.6 6-4.6s5.4 1.4 6 4.6',
  companies: 'M4 17V4h7v13M11 8.5h5V17M3 17h14M6.5 7.2h2M6.5 10.2h2M6.5 13.2h2M13.2 11.5h1M13.2 14h1',
  products: 'M10 3l6.5 3.4v7.2L10 17l-6.5-3.4V6.4zM3.7 6.5L10 9.8l6.3-3.3M10 9.8V17',
  orders: 'M5 3.5h10V17l-2.5-1.6L10 17l-2.5-1.6L5 17zM7.8 7.5h4.4M7.8 10.8h4.4',
  segments: 'M10 3.5V10l5.6 3.3M10 3.5a6.5 6.5 0 1 0 5.6 9.8A6.5 6.5 0 0 0 10 3.5z',
  campaigns: 'M4 8.5v3h2.5l6 4v-11l-6 4zM15 7.5a3.5 3.5 0 0 1 0 5M7 11.5l1 5',
  sales: 'M3.5 10.5l3-3 3.5 2 3-1.5 3.5 3-4 4-2-1-2 1.5zM6.5 7.5l3-2 3 .5 2-1.5',
  leads: 'M8 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.5 16.5c.5-3 2.7-4.2 5.5-4.2M14 17a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM14 11.8v1.9l1.3.8',
  deals: 'M3.5 4h4v12h-4zM8.5 4h4v8h-4zM13.5 4h4v5h-4z',
  care: 'M10 16.5s-6.5-3.6-6.5-8.3A3.6 3.6 0 0 1 10 6a3.6 3.6 0 0 1 6.5 2.2c0 4.7-6.5 8.3-6.5 8.3zM7 10h1.8l1-2 1.4 3.5.9-1.5H13',
  tickets: 'M3.5 5.5h13v3a1.5 1.5 0 0 0 0 3v3h-13v-3a1.5 1.5 0 0 0 0-3zM11.5 5.5v1.5M11.5 9.2v1.6M11.5 13v1.5',
  onboarding: 'M3.5 16.5h3v-4h3.5v-4h3.5v-4h3M12 13.5l1.6 1.6 3-3.2',
  loyalty: 'M10 3l2.1 4.3 4.7.7-3.4 3.3.8 4.7-4.2-2.2-4.2 2.2.8-4.7L3.2 8l4.7-.7z',
  referrals: 'M6 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM2 17v-1.5A3.5 3.5 0 0 1 5.5 12h1M14 11a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM10 17v-.5a3 3 0 0 1 3-3h2a3 3 0 0 1 3 3v.5M10 5h3',
  reviews: 'M10 3l2.1 4.4 4.9.6-3.6 3.3.9 4.8L10 13.8l-4.3 2.3.9-4.8L3 8l4.9-.6z',
  surveys: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM7 12c.8 1.2 1.8 1.8 3 1.8s2.2-.6 3-1.8M7.5 8v.2M12.5 8v.2',
  promoters: 'M10 16.5l-5.6-5.4a3.6 3.6 0 0 1 5.1-5.1l.5.5.5-.5a3.6 3.6 0 0 1 5.1 5.1z',
  quotes: 'M5 3h7l3 3v11H5zM12 3v3h3M7.5 9.5h5M7.5 12.5h3',
  appointments: 'M4 5h12v11H4zM4 8.5h12M7.5 3v3.5M12.5 3v3.5M10 10.5v2.3l1.6 1',
  payments: 'M3 5.5h14v9H3zM3 8.5h14M6 12h3',
  forms: 'M4.5 3.5h11v13h-11zM7 7h6M7 10h6M7 13.5h3',
  pages: 'M3.5 4.5h13v11h-13zM3.5 7.5h13M6 10.5h4M6 12.8h8',
  ctas: 'M3.5 4h13v7h-13zM10 7.5v9l2-2h3z',
  articles: 'M10 5.5C8.5 4.2 6.4 4 3.5 4v11c2.9 0 5 .2 6.5 1.5 1.5-1.3 3.6-1.5 6.5-1.5V4c-2.9 0-5 .2-6.5 1.5zM10 5.5v11',
  templates: 'M3.5 5h13v10.5h-13zM3.5 5.5l6.5 5 6.5-5',
  duplicates: 'M4 4h8v8H4zM8 12v4h8V8h-4',
  tasks: 'M4 5.5l1.3 1.3L7.6 4.5M4 11l1.3 1.3 2.3-2.3M10 5.8h6M10 11.3h6M4.5 16h11.5',
  notices: 'M5.5 13.5V9a4.5 4.5 0 0 1 9 0v4.5l1.3 1.5H4.2zM8.4 17h3.2',
  wheel: 'M10 16.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM10 11.8a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6zM10 3.5v4.7M4.4 13.2l4-2.3M15.6 13.2l-4-2.3',
  funnel: 'M3.5 4.5h13l-5 6V16l-3 1.2v-6.7z',
  retention: 'M4 4h3v3H4zM8.5 4h3v3h-3zM13 4h3v3h-3zM4 8.5h3v3H4zM8.5 8.5h3v3h-3zM4 13h3v3H4z',
  value: 'M3.5 16.5h13M5 13.5l3.5-4 2.5 2 4.5-6M12.5 5.3h3.1v3.1',
  attract: 'M5 3.5v6a5 5 0 0 0 10 0v-6M5 6.5h3M12 6.5h3M8 3.5v6a2 2 0 0 0 4 0v-6M5 3.5h3M12 3.5h3',
  inbox: 'M3.5 11l2-6.5h9l2 6.5v5h-13zM3.5 11h4l1 2h3l1-2h4',
  workflows: 'M7 3.5h6v4H7zM3 12.5h6v4H3zM11 12.5h6v4h-6zM10 7.5V10M6 12.5V10h8v2.5',
  events: 'M4 10h2.5l2-5.5 3 11 2-5.5H16',
  catalogue: 'M5 3.5h8.5L15 5v11.5H5zM7.5 7.5h5M7.5 10.5h5M7.5 13.5h3',
  imports: 'M10 3.5v8.5M6.5 9l3.5 3.5L13.5 9M4 13.5v3h12v-3',
  settings: 'M10 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM10 3.5V6M10 14v2.5M3.5 10H6M14 10h2.5M5.4 5.4l1.8 1.8M12.8 12.8l1.8 1.8M14.6 5.4l-1.8 1.8M7.2 12.8l-1.8 1.8',
  find: 'M9 14a5 5 0 1 0 0-10 5 5 0 0 0 0 10zM12.7 12.7L16.5 16.5',
  add: 'M10 4.5v11M4.5 10h11',
  help: 'M7.5 7.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7M10 14.5v.2M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14z',
  menu: 'M4 6h12M4 10h12M4 14h12',
  fold: 'M4 4h12v12H4zM8.5 4v12M13.5 8l-2 2 2 2',
  unfold: 'M4 4h12v12H4zM8.5 4v12M11.5 8l2 2-2 2',
  close: 'M5.5 5.5l9 9M14.5 5.5l-9 9',
  more: 'M5 10h.1M10 10h.1M15 10h.1',
  columns: 'M4 4.5h12v11H4zM8 4.5v11M12 4.5v11',
  down: 'M6 8l4 4 4-4',
  up: 'M6 12l4-4 4 4',
  check: 'M4.5 10.5l3.5 3.5 7.5-8',
  grip: 'M8 5.5v.1M12 5.5v.1M8 10v.1M12 10v.1M8 14.5v.1M12 14.5v.1',
  pin: 'M7 3.5h6l-.8 5 2.3 2.5h-9l2.3-2.5zM10 11v5.5',
  share: 'M6 11.8a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6zM14 7.3a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6zM14 16.3a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6zM7.6 9.2l4.8-2.8M7.6 10.8l4.8 2.8',
  open: 'M8 5H4.5v10.5H15V12M11 4.5h4.5V9M15.3 4.7L9 11',
} as const

export type IconName = keyof typeof drawings

/** A sign beside a word, or upon a button that says its word otherwise. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg aria-hidden width={size} height={size} viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth={name === 'grip' || name === 'more' ? 2.4 : 1.5} strokeLinecap="round" strokeLinejoin="round" style={{ flex: 'none' }}>
      <path d={drawings[name]} />
    </svg>
  )
}
