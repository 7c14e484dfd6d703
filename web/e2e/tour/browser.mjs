// What the checks of the screens share: a browser, a way in, the screens there are, and how trouble is reported.
// Every check is run as: node NAME.mjs '{"chromium":"/usr/bin/chromium","now":"2026-11-22T02:00:00Z","full":{"address":…,"email":…,"password":…},…}'
import { chromium } from 'playwright-core'

/** What the check is told: where the houses are, and who may enter. */
export const order = JSON.parse(process.argv[2])

/** Every screen somebody may open by an address. */
export const screens = {
  wheel: '/',
  funnel: '/funnel',
  retention: '/retention',
  value: '/value',
  today: '/tasks',
  week: '/tasks?show=week',
  people: '/people',
  companies: '/companies',
  orders: '/orders',
  products: '/products',
  segments: '/segments',
  attract: '/attract',
  campaigns: '/campaigns',
  forms: '/forms',
  pages: '/pages',
  ctas: '/ctas',
  templates: '/templates',
  workflows: '/workflows',
  sales: '/sales',
  inbox: '/inbox',
  leads: '/leads',
  deals: '/deals',
  'deals-list': '/deals/list',
  'deals-report': '/deals/report',
  quotes: '/quotes',
  appointments: '/appointments',
  'booking-pages': '/appointments/pages',
  payments: '/payments',
  articles: '/articles',
  care: '/care',
  'care-clocks': '/care/clocks',
  'care-answers': '/care/answers',
  tickets: '/tickets',
  onboarding: '/onboarding',
  'onboarding-plans': '/onboarding/plans',
  surveys: '/surveys',
  promoters: '/promoters',
  loyalty: '/loyalty',
  referrals: '/referrals',
  reviews: '/reviews',
  duplicates: '/duplicates',
  events: '/events',
  catalogue: '/catalogue',
  import: '/import',
  settings: '/settings',
  profile: '/settings/profile',
  notices: '/settings/notices',
  assignment: '/settings/assignment',
  rules: '/settings/rules',
  calendar: '/settings/calendar',
  mail: '/settings/mail',
  sms: '/settings/sms',
  zalo: '/settings/zalo',
  sending: '/settings/sending',
  suppressions: '/settings/suppressions',
  website: '/settings/website',
  score: '/settings/score',
  'inbox-settings': '/settings/inbox',
  chat: '/settings/chat',
  bot: '/settings/bot',
  'lead-rules': '/settings/leads',
  pipelines: '/settings/pipelines',
  'ticket-settings': '/settings/tickets',
  sla: '/settings/sla',
  'quote-settings': '/settings/quotes',
  shop: '/settings/shop',
  portal: '/settings/portal',
  'payment-settings': '/settings/payments',
  backups: '/settings/backups',
  jobs: '/settings/jobs',
  security: '/settings/security',
  users: '/settings/users',
  teams: '/settings/teams',
  roles: '/settings/roles',
  providers: '/settings/sign-in',
  fields: '/settings/fields',
  prices: '/settings/price-books',
  keys: '/settings/keys',
  webhooks: '/settings/webhooks',
  requests: '/settings/requests',
  privacy: '/settings/privacy',
  audit: '/settings/audit',
  about: '/settings/about',
}

export const sizes = { phone: { width: 360, height: 780 }, desk: { width: 1440, height: 900 } }
export const languages = ['vi', 'en']
export const schemes = ['light', 'dark']

const trouble = new Map()
let browser

/** Notes what is wrong, and where; the check goes on and fails in the end. */
export function wrong(where, what) {
  trouble.set(what, new Set(trouble.get(what)).add(where))
}

/** Runs a check, closes the browser whatever happens, and says all that is wrong. */
export async function check(work) {
  browser = await chromium.launch({ executablePath: order.chromium, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
  try {
    await work()
  } catch (error) {
    wrong('the check itself', String(error.stack ?? error))
  } finally {
    await browser.close()
  }
  for (const [what, places] of trouble) console.error(`- ${what}: ${summary([...places])}`)
  process.exitCode = trouble.size ? 1 : 0
}

const summary = (places) => places.slice(0, 3).join('; ') + (places.length > 3 ? `; and ${places.length - 3} more` : '')

/** Somebody at a screen: a context of their own, at the house's hour, with things standing still. */
export async function sit({ size = 'desk', language = 'vi', scheme = 'light', state } = {}) {
  const context = await browser.newContext({
    viewport: sizes[size],
    locale: language === 'vi' ? 'vi-VN' : 'en-GB',
    timezoneId: 'Asia/Ho_Chi_Minh',
    colorScheme: scheme,
    reducedMotion: 'reduce',
    hasTouch: size === 'phone',
    storageState: state,
  })
  context.setDefaultTimeout(60_000)
  await context.clock.setFixedTime(order.now) // a script, which the preview of a letter lets nobody run
  const page = await context.newPage()
  page.on('pageerror', (error) => wrong(page.url(), String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 401|script execution in 'about:srcdoc'/.test(message.text())) wrong(page.url(), `${message.text()} ${message.location().url}`)
  })
  watchRequests(page)
  return page
}

const underWay = new WeakMap()

/** Knows which requests of a page are under way. The stream that tells of news never ends and is none of them. */
export function watchRequests(page) {
  const open = new Set()
  underWay.set(page, open)
  page.on('request', (request) => request.url().endsWith('/v1/live') || open.add(request))
  page.on('requestfinished', (request) => open.delete(request))
  page.on('requestfailed', (request) => open.delete(request))
}

/** Signs in once and gives what the browser keeps of it. */
export async function enter(house) {
  const page = await sit()
  const answer = await page.request.post(`${house.address}/v1/session`, { data: { email: house.email, password: house.password } })
  if (!answer.ok()) throw new Error(`signing in: ${await answer.text()}`)
  const state = await page.context().storageState()
  await page.context().close()
  return state
}

/** Opens an address and waits until everything asked for has been answered and drawn. */
export async function visit(page, address) {
  await page.goto(address, { waitUntil: 'load' })
  await settle(page)
}

/** Goes to another screen of a page that stands open, as a link does: nothing is loaded twice. */
export async function go(page, path) {
  await page.evaluate((path) => history.pushState({}, '', path), path)
  await settle(page)
}

/** Waits until nothing has been asked for while the page drew itself some times over. */
export async function settle(page) {
  await page.locator('main').waitFor()
  for (let quiet = 0, rounds = 0; quiet < 4; rounds++) {
    if (rounds > 1500) throw new Error(`${page.url()} never comes to rest: ${[...underWay.get(page)].map((r) => r.url())}`)
    await page.evaluate(() => document.fonts.ready.then(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))))
    quiet = underWay.get(page).size ? 0 : quiet + 1
  }
}

/** What the API answers to who is signed in on a page. */
export async function ask(page, path) {
  const answer = await page.request.get(new URL(path, page.url()).href, { headers: { Accept: 'application/json' } })
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`)
  return answer.json()
}
