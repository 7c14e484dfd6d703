// Looks at every screen as people have it: on a phone and at a desk, in both languages, with much to show and with
// nothing. No text may be cut off or lie upon another, no page may be wider than the phone, and axe finds nothing
// serious in either layout, one of them dark. Where the order names a folder (shots), every screen is kept there as a
// picture, in both schemes. Where it says how to look (looks: a size and a language), it is looked at so alone.
import { mkdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { ask, check, enter, go, languages, order, schemes, screens, settle, sit, sizes, visit, wrong } from './browser.mjs'
import { badTexts } from './texts.mjs'

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** The ways to look that axe is asked of: each size, language and scheme is in one of them. */
const judged = [
  { size: 'phone', language: 'vi', scheme: 'dark' },
  { size: 'desk', language: 'en', scheme: 'light' },
]

/** What opens on screens by a press: where, what is pressed for it, and what then stands there. */
const opening = [
  ['a definition', '/', '.figure-label button', '[role=dialog]'],
  ['period', '/', '.period-bar > button >> nth=0', '[role=dialog] form'],
  ['who and when', '/', '.period-bar > button >> nth=-1', '[role=dialog] form'],
  ['table', '/', 'details > summary', 'details[open]'],
  ['removing the sample', '/', '.sample-banner button', '[role=dialog]'],
  ['own menu', '/', '.shell-person', '[role=menu]'],
  ['a condition', '/funnel?steps=Order%20Completed', '.step-only', '.step-row input:visible >> nth=1'],
  ['arrows', '/funnel', '.tie [aria-expanded="false"]', '.tie-table >> nth=1'],
  ['an event', '/events', '[role=row] [role=cell] button >> nth=0', '[role=dialog] pre'],
  ['a new user', '/settings/users', 'main .card button >> nth=0', '[role=dialog] form'],
  ['a new key', '/settings/keys', 'main .card button >> nth=0', '[role=dialog] form'],
]

/** What has a screen of its own: where to ask for it, and where its screen is. */
const kinds = {
  campaign: ['campaigns'],
  template: ['templates'],
  form: ['forms'],
  page: ['pages'],
  cta: ['ctas'],
  article: ['articles'],
  segment: ['segments'],
  workflow: ['workflows'],
  quote: ['quotes'],
  appointment: ['appointments'],
  survey: ['surveys'],
  'an-onboarding': ['onboardings', '/onboarding/'],
  plan: ['onboarding-plans', '/onboarding/plans/'],
  conversation: ['conversations', '/inbox?of=all&open='],
  deal: ['records/deals', '/deals/'],
  ticket: ['records/tickets', '/tickets/'],
  order: ['records/orders', '/orders/'],
  product: ['records/products', '/products/'],
  company: ['records/companies', '/companies/'],
}

/** What an empty house shows otherwise: its settings are what they are in a full one. */
const mostly = Object.fromEntries(Object.entries(screens).filter(([, path]) => !path.startsWith('/settings/')))

await check(async () => {
  if (order.shots) await mkdir(order.shots, { recursive: true })
  const houses = { full: await enter(order.full), empty: await enter(order.empty) }
  for (const way of looks()) {
    await outside(way)
    await inside(way, 'full', houses.full)
    if (way.size === 'phone' && (order.shots || way.language === 'vi')) await inside(way, 'empty', houses.empty) // what fits a phone fits a desk
  }
  for (const way of judged)
    if (asked(way)) {
      await opened(way, houses.full)
      await broken(way, houses.full)
    }
})

/** Every way to look. Colours move no text: without pictures each size and language is seen in one scheme, and at a desk, where there
 is more room than on a phone, in one language. */
function* looks() {
  for (const size of Object.keys(sizes))
    for (const language of order.shots || size === 'phone' ? languages : ['en'])
      for (const scheme of order.shots ? schemes : [schemeOf(size, language)]) if (asked({ size, language })) yield { size, language, scheme }
}

/** Whether the order is about a size and a language. */
function asked(way) {
  return [way.size, way.language].every((one, i) => one === (order.looks?.[i] ?? one))
}

function schemeOf(size, language) {
  return judged.find((way) => way.size === size && way.language === language)?.scheme ?? 'light'
}

/** The two screens that stand before the others. */
async function outside(way) {
  const page = await sit(way)
  for (const name of ['full', 'fresh']) {
    await visit(page, order[name].address)
    await look(page, way, name === 'full' ? 'signin' : 'firstrun')
  }
  await page.context().close()
}

async function inside(way, name, state) {
  const house = order[name]
  const page = await sit({ ...way, state })
  await visit(page, house.address)
  const all = name === 'full' ? { ...screens, ...(await filled(page)) } : mostly
  for (const [screen, path] of Object.entries(all)) {
    await go(page, path)
    await look(page, way, `${name}-${screen}`)
  }
  await page.context().close()
}

/** Screens that need something to look at: a person, the list behind a figure, a funnel of many steps. */
async function filled(page) {
  return {
    person: await somebody(page),
    list: '/?door=wheel.mass',
    purchases: '/?door=wheel.revenue.total',
    moves: '/?door=wheel.flows.prospect.customer.transitions',
    steps: `/funnel?${new URLSearchParams({ steps: 'Product Viewed, Product Added, Checkout Started, Order Completed', window: '14d', breakdown: 'utm_source' })}`,
    weeks: '/retention?every=week',
    nobody: '/people?q=khongaica',
    quarantined: '/events?state=quarantined',
    ...(await firsts(page)),
  }
}

/** The first of each kind. */
async function firsts(page) {
  const of = async ([name, [from, at = `/${from}/`]]) => {
    const list = Object.values(await ask(page, `/v1/${from}`)).find(Array.isArray)
    return [name, at + list[0].id]
  }
  return Object.fromEntries(await Promise.all(Object.entries(kinds).map(of)))
}

async function somebody(page) {
  const { people } = await ask(page, '/v1/people?stage=promoter&limit=1')
  return `/people/${people[0].id}`
}

/** What opens on screens, and the palette. */
async function opened(way, state) {
  const page = await sit({ ...way, state })
  const all = way.size === 'phone' ? [...opening, ['tabs', '/', '.mantine-Burger-root', '[role=dialog] nav']] : opening
  for (const [name, path, press, stands] of all) {
    await visit(page, order.full.address + path)
    await page.locator(press).first().click()
    await page.locator(stands).first().waitFor()
    await settle(page)
    await judge(page, way, name)
  }
  await visit(page, order.full.address)
  await page.keyboard.press('Control+K')
  await page.getByRole('searchbox').or(page.getByRole('combobox')).first().waitFor()
  await judge(page, way, 'palette')
  await page.context().close()
}

/** A screen that fails while it is drawn, which its errors are here to show: it says so among the others. */
async function broken(way, state) {
  const page = await sit({ ...way, state })
  page.removeAllListeners('pageerror').removeAllListeners('console')
  await page.route('**/v1/campaigns/*', (route) => route.fulfill({ json: { name: 'A', state: 'draft' } }))
  await visit(page, `${order.full.address}/campaigns/cam_1`)
  await page.locator('main [role=alert] button').waitFor()
  await look(page, way, 'broken')
  await page.context().close()
}

async function look(page, way, name) {
  for (const text of await page.evaluate(badTexts)) wrong(described(way, name), text)
  if (judged.some((one) => Object.entries(one).every(([key, value]) => way[key] === value))) await judge(page, way, name)
  if (!order.shots) return
  const { size, language, scheme } = way
  await page.screenshot({ path: `${order.shots}/${name}-${size}-${language}-${scheme}.png`, fullPage: !/list|purchases|moves/.test(name) })
}

async function judge(page, way, name) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe)
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }))
  for (const v of violations.filter(({ impact }) => impact === 'serious' || impact === 'critical'))
    for (const node of v.nodes) wrong(described(way, name), `${v.impact}: ${v.help}: ${node.html.slice(0, 160)} ${(node.any[0] ?? node.all[0] ?? node.none[0])?.message ?? ''}`)
}

function described({ size, language, scheme }, name) {
  return `${name} (${size}, ${language}, ${scheme})`
}
