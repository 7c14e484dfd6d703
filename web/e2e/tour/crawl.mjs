// Opens every number of every screen that opens something, and holds the number against the list behind it: its count,
// its sum where it is money, and its rows to the last one.
import { ask, check, enter, order, settle, sit, visit, wrong } from './browser.mjs'

/** Where numbers stand, how many at least, and what has to be unfolded to see them all. */
const places = [
  { name: 'wheel', path: '/', least: 70, unfold: 'details > summary' },
  { name: 'funnel', path: '/funnel', least: 40, unfold: '.tie [aria-expanded="false"]' },
  { name: 'funnel of events', path: `/funnel?${new URLSearchParams({ steps: 'Page Viewed, Product Viewed, Order Completed', window: '30d', breakdown: 'utm_source' })}`, least: 35 },
  { name: 'retention', path: '/retention', least: 60 },
  { name: 'value', path: '/value', least: 5 },
]

/** A number that opens the list behind it; other doors lead to screens. */
const numbers = 'main a.door[href*="door="]'

/** A list this long is scrolled to its end; the rest of a longer one is read through the API. */
const scrolled = 200

await check(async () => {
  const house = order.full
  const state = await enter(house)
  const seen = new Map()
  for (const place of places) {
    const page = await sit({ language: 'en', state })
    await visit(page, house.address + place.path)
    if (place.unfold) for (const fold of await page.locator(place.unfold).all()) await fold.click()
    await settle(page)
    await openAll(page, place, seen)
    await page.context().close()
  }
})

async function openAll(page, place, seen) {
  const doors = await page.locator(numbers).evaluateAll((links) => links.map((a) => ({ href: a.getAttribute('href'), text: a.textContent.trim() })))
  if (doors.length < place.least) wrong(place.name, `only ${doors.length} numbers open something, and not ${place.least}`)
  for (const [i, { href, text }] of doors.entries()) {
    const door = decodeURIComponent(new URL(href, page.url()).search)
    if (!seen.has(door)) seen.set(door, await open(page, i, `${place.name}: ${text} (${door})`))
    compare(`${place.name} ${door}`, text, seen.get(door))
  }
}

/** Opens the list behind the i-th number, reads it to its end, and closes it. */
async function open(page, i, where) {
  const asked = page.waitForResponse((r) => r.url().includes('/v1/list?') && r.status() === 200)
  await page.locator(numbers).nth(i).evaluate((link) => link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true })))
  const answer = await asked
  const list = await answer.json()
  const panel = page.getByRole('dialog')
  const told = panel.locator('[data-count]')
  await told.or(panel.getByRole('alert')).first().waitFor()
  const count = Number(await told.getAttribute('data-count'))
  const rows = count <= scrolled ? await scrollToEnd(panel, count) : await readToEnd(page, answer.url(), list)
  if (rows !== count) wrong(where, `a list said to be ${count} long has ${rows} rows`)
  await page.keyboard.press('Escape')
  await panel.waitFor({ state: 'detached' })
  return { count, sum: list.sum, kind: list.kind }
}

/** Scrolls until the last row stands there, and gives its number. */
async function scrollToEnd(panel, count) {
  if (count === 0) return 0
  return panel.locator('.list-scroll').evaluate(async (box, count) => {
    const last = () => Math.max(0, ...[...box.querySelectorAll('[aria-rowindex]')].map((row) => Number(row.getAttribute('aria-rowindex')) - 1))
    const atEnd = () => box.scrollTop + box.clientHeight >= box.scrollHeight - 2
    for (let still = 0, before = 0; still < 100 && !(last() >= count && atEnd()); still = last() === before ? still + 1 : 0) {
      before = last()
      box.scrollTop = box.scrollHeight
      await new Promise((drawn) => setTimeout(drawn, 20))
    }
    await new Promise((drawn) => setTimeout(drawn, 40))
    return last()
  }, count)
}

async function readToEnd(page, url, first) {
  let [rows, cursor] = [first.rows.length, first.cursor]
  while (cursor) {
    const next = new URL(url)
    next.searchParams.set('cursor', cursor)
    next.searchParams.set('limit', '2000')
    const answer = await ask(page, next.href)
    rows += answer.rows.length
    cursor = answer.cursor
  }
  return rows
}

/** A count must be the list's, money its sum, as exactly as it is written. Rates and times are made of what is listed. */
function compare(where, text, { count, sum }) {
  const whole = /^[+−]?[\d,]+$/.exec(text)
  if (whole && Math.abs(number(text)) !== count) wrong(where, `${text} opens a list of ${count}`)
  const money = /^[+−]?₫([\d,.]+)(k|m|bn|b)?$/i.exec(text)
  if (!money || sum === null || sum === undefined) return
  const unit = { k: 1e3, m: 1e6, b: 1e9, bn: 1e9 }[money[2]?.toLowerCase()] ?? 1
  const exact = (money[1].split('.')[1] ?? '').length
  if (Math.abs(number(money[1]) * unit - sum) > (unit / 10 ** exact) * 0.5 + 1) wrong(where, `${text} opens a list that adds up to ${sum}`)
}

function number(text) {
  return Number(text.replaceAll(',', '').replace('−', '-').replace('+', ''))
}
