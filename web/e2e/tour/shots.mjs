// Looks at every screen as people have it: on a phone and at a desk, in both languages, light and dark, with much to
// show and with nothing. No text may be cut off or lie upon another, and no page may be wider than the phone.
// Where the order names a folder (shots), every screen is kept there as a picture.
import { mkdir } from 'node:fs/promises'
import { ask, check, enter, languages, order, schemes, screens, settle, sit, sizes, visit, wrong } from './browser.mjs'
import { badTexts } from './texts.mjs'

await check(async () => {
  if (order.shots) await mkdir(order.shots, { recursive: true })
  await before()
  for (const name of ['full', 'empty']) await inside(name, order[name])
})

/** Every way to look: size, language, scheme. Colours move no text, so the dark ones are only for the pictures. */
function* looks() {
  for (const size of Object.keys(sizes)) for (const language of languages) for (const scheme of order.shots ? schemes : ['light']) yield { size, language, scheme }
}

/** The two screens that stand before the others. */
async function before() {
  for (const way of looks()) {
    const page = await sit(way)
    for (const name of ['full', 'fresh']) {
      await visit(page, order[name].address)
      await look(page, way, name === 'full' ? 'signin' : 'firstrun')
    }
    await page.context().close()
  }
}

async function inside(name, house) {
  const state = await enter(house)
  for (const way of looks()) {
    const page = await sit({ ...way, state })
    const all = { ...screens, ...(name === 'full' ? await opened(page, house) : {}) }
    for (const [screen, path] of Object.entries(all)) {
      await visit(page, house.address + path)
      await look(page, way, `${name}-${screen}`)
    }
    await page.context().close()
  }
}

/** Screens that need something to look at: a person, the list behind a figure, a funnel of many steps. */
async function opened(page, house) {
  await page.goto(house.address)
  const { people } = await ask(page, '/v1/people?stage=promoter&limit=1')
  return {
    person: `/people/${people[0].id}`,
    list: '/?door=wheel.mass',
    purchases: '/?door=wheel.revenue.total',
    moves: '/?door=wheel.flows.prospect.customer.transitions',
    steps: `/funnel?${new URLSearchParams({ steps: 'Product Viewed, Product Added, Checkout Started, Order Completed', window: '14d', breakdown: 'utm_source' })}`,
    weeks: '/retention?every=week',
    nobody: '/people?q=khongaica',
    quarantined: '/events?state=quarantined',
  }
}

async function look(page, { size, language, scheme }, name) {
  for (const text of await page.evaluate(badTexts)) wrong(`${name} (${size}, ${language}, ${scheme})`, text)
  if (!order.shots) return
  await settle(page)
  await page.screenshot({ path: `${order.shots}/${name}-${size}-${language}-${scheme}.png`, fullPage: !/list|purchases|moves/.test(name) })
}
