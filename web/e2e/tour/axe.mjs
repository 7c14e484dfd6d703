// Holds every screen, and what opens on it, against axe: nothing serious or critical, at both sizes, in both languages
// and in light and dark.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { ask, check, enter, order, screens, settle, sit, visit, wrong } from './browser.mjs'

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Each size, language and scheme meets each value of the others. */
const looks = [
  { size: 'phone', language: 'vi', scheme: 'light' },
  { size: 'phone', language: 'en', scheme: 'dark' },
  { size: 'desk', language: 'vi', scheme: 'dark' },
  { size: 'desk', language: 'en', scheme: 'light' },
]

/** What opens on screens: where, what is pressed for it, and what then stands there. */
const opening = [
  ['list', '/?door=wheel.mass', null, '[role=dialog] [data-count]'],
  ['list of money', '/?door=wheel.revenue.total', null, '[role=dialog] [data-count]'],
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

await check(async () => {
  const [full, empty] = [await enter(order.full), await enter(order.empty)]
  for (const look of looks) {
    await outside(look)
    await inside(look, order.full, full, 'full')
  }
  await inside({ size: 'phone', language: 'en', scheme: 'light' }, order.empty, empty, 'empty')
  await opened({ size: 'phone', language: 'vi', scheme: 'dark' }, full)
  await opened({ size: 'desk', language: 'en', scheme: 'light' }, full)
})

async function outside(look) {
  const page = await sit(look)
  for (const name of ['full', 'fresh']) {
    await visit(page, order[name].address)
    await judge(page, look, name === 'full' ? 'sign-in' : 'first run')
  }
  await page.context().close()
}

async function inside(look, house, state, name) {
  const page = await sit({ ...look, state })
  for (const [screen, path] of Object.entries(screens)) {
    await visit(page, house.address + path)
    await judge(page, look, `${name} ${screen}`)
  }
  await page.context().close()
}

async function opened(look, state) {
  const page = await sit({ ...look, state })
  await page.goto(order.full.address)
  const { people } = await ask(page, '/v1/people?stage=promoter&limit=1')
  const all = [...opening, ['person', `/people/${people[0].id}`]]
  if (look.size === 'phone') all.push(['tabs', '/', '.mantine-Burger-root', '[role=dialog] nav'])
  for (const [name, path, press, stands] of all) {
    await visit(page, order.full.address + path)
    if (press) await page.locator(press).first().click()
    if (stands) await page.locator(stands).first().waitFor()
    await settle(page)
    await judge(page, look, name)
  }
  await visit(page, order.full.address)
  await page.keyboard.press('Control+K')
  await page.getByRole('searchbox').or(page.getByRole('combobox')).first().waitFor()
  await judge(page, look, 'palette')
  await page.context().close()
}

async function judge(page, { size, language, scheme }, name) {
  await page.evaluate(axe)
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }))
  for (const v of violations.filter(({ impact }) => impact === 'serious' || impact === 'critical'))
    for (const node of v.nodes) wrong(`${name} (${size}, ${language}, ${scheme})`, `${v.impact}: ${v.help}: ${node.html.slice(0, 160)} ${(node.any[0] ?? node.all[0] ?? node.none[0])?.message ?? ''}`)
}
