// From the first visit to the first import without a mouse: the owner, the sample company, the wheel, a list, a person,
// the palette, a funnel, the other language, the sample taken away, a file brought in.
import { fileURLToPath } from 'node:url'
import { check, order, settle, sit, wrong } from './browser.mjs'

const house = order.first
const orders = fileURLToPath(new URL('../../../docs/examples/small/don_hang.csv', import.meta.url))
let page

await check(async () => {
  page = await sit({ language: 'vi' })
  await page.goto(house.address)
  for (const step of [becomeOwner, loadSample, readList, buildFunnel, speakEnglish, removeSample, importOrders]) {
    await step()
    await settle(page)
  }
})

/** Goes to something, or any of several, by Tab alone, as far as a patient person would. */
async function to(what) {
  await what.first().waitFor({ state: 'attached' }) // a choice's own mark may be drawn in its place
  for (let presses = 0; presses < 200; presses++) {
    if (await what.evaluateAll((list) => list.includes(document.activeElement))) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`${page.url()}: Tab does not lead to ${what}`)
}

async function press(what) {
  await to(what)
  await page.keyboard.press('Enter')
}

/** Follows a link of a long list. Rows that are still coming may take the focus with them: then it is pressed again. */
async function opens(link, address) {
  for (let tries = 0; tries < 5; tries++) {
    await settle(page)
    await press(link)
    if (await page.waitForURL(address, { timeout: 5000 }).then(() => true, () => false)) return
  }
  throw new Error(`${page.url()}: ${link} leads nowhere`)
}

async function write(label, text) {
  await to(page.getByLabel(label, { exact: false }))
  await page.keyboard.type(text)
}

function button(name) {
  return page.getByRole('button', { name, exact: true })
}

/** Opens the search box, and writes once it listens. */
async function find(words) {
  await page.keyboard.press('Control+K')
  await page.waitForFunction(() => document.activeElement?.matches('[role=dialog] input'))
  await page.keyboard.type(words)
}

function dialog() {
  return page.getByRole('dialog')
}

async function becomeOwner() {
  await write('Tên bạn', 'Đỗ Thị Lan')
  await write('E-mail', 'lan@example.com')
  await write('Mật khẩu', 'tra da mien phi')
  await write('Doanh nghiệp', 'Quán Lan')
  await press(button('Bắt đầu'))
  await page.getByText('Quán Lan').waitFor()
}

async function loadSample() {
  await press(button('Nạp dữ liệu mẫu'))
  await page.locator('main a[data-figure="wheel.mass"]').first().waitFor({ timeout: 120_000 })
  await page.getByText('Dữ liệu mẫu', { exact: true }).waitFor()
}

/** Opens a number, moves in its list, opens somebody in it, and comes back to the number. */
async function readList() {
  const mass = page.locator('main a[data-figure="wheel.mass"]')
  await press(mass)
  await dialog().locator('[data-count]').waitFor()
  await page.keyboard.press('Escape')
  await dialog().waitFor({ state: 'detached' })
  await page.waitForFunction(() => document.activeElement?.matches('main a[data-figure="wheel.mass"]')).catch(() => wrong('a list that was closed', 'the focus is not on the number any more'))
  await press(mass)
  await dialog().locator('[data-count]').waitFor()
  await to(dialog().locator('.list-scroll'))
  await page.keyboard.press('End')
  await page.waitForFunction(() => document.querySelector('.list-scroll').scrollTop > 1000)
  await opens(dialog().locator('.list-person a'), /\/people\/per_/)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.goBack()
  await dialog().locator('[data-count]').waitFor()
  await page.keyboard.press('Escape')
  await dialog().waitFor({ state: 'detached' })
}

async function buildFunnel() {
  await find('pheu')
  await page.getByText('Alt F').waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/funnel/)
  await settle(page)
  for (let left = 3; left > 0; left--) {
    await press(page.locator('.step-line > button:last-child'))
    await page.waitForFunction((left) => document.querySelectorAll('.step-line [data-step]').length === left, left)
  }
  await pick('Product Viewed', 'Xem sản phẩm')
  await press(page.locator('.funnel-builder').getByRole('button', { name: /Thêm bước/ }))
  await pick('Order Completed', 'Hoàn tất đơn hàng')
  await page.waitForURL((url) => url.searchParams.get('steps') === 'Product Viewed, Order Completed')
  await settle(page)
  await page.locator('main a[data-figure="funnel.steps.1"]').first().waitFor().catch(() => wrong('a funnel made by keys', 'shows no second step'))
}

/** An event is found by the name it came with, and shown by the one it has in Vietnamese. */
async function pick(event, shown) {
  await to(page.locator('.step-row:last-child input:visible'))
  await page.keyboard.press('Control+A')
  await page.keyboard.type(event)
  await page.getByRole('option', { name: new RegExp(`^${shown}`) }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
}

async function speakEnglish() {
  await press(page.locator('header button[lang="en"]'))
  await page.locator('html[lang="en"]').waitFor()
}

async function removeSample() {
  await press(page.locator('.sample-banner button'))
  await dialog().waitFor()
  await press(dialog().getByRole('button', { name: 'Remove the sample' }))
  await dialog().waitFor({ state: 'detached' })
  await page.locator('.sample-banner').waitFor({ state: 'detached' })
}

async function importOrders() {
  await find('import')
  await page.locator('[data-action][data-selected]', { hasText: 'Alt I' }).waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/import/)
  await to(page.getByRole('radio', { name: 'People and records' }))
  await page.keyboard.press('ArrowRight')
  const asked = page.waitForEvent('filechooser')
  await press(button('or choose them'))
  await (await asked).setFiles(orders)
  await press(button('Next'))
  await press(button('Next'))
  await press(button('Import'))
  await page.getByText('The import is done').waitFor()
}
