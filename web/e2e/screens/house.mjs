// A house with nothing in it, for the walks beside this file: the browser of whoever becomes its owner, those of other people,
// and the mail that leaves it.
import { chromium } from 'playwright-core'
import { accessible, check, until } from './browser.mjs'
import { agent } from './elsewhere.mjs'

export const order = JSON.parse(process.argv[2])

const browser = await chromium.launch({ executablePath: order.chromium, args: ['--no-sandbox'] })

/** Goes a walk at the owner's desk; it fails with what fails on a page, and names the step that did. */
export async function walk(name, go) {
  const errors = []
  try {
    await go(await desk(errors), (what, steps) => step(name, what, steps))
    check(errors.length === 0, `a page failed: ${errors}`)
  } finally {
    await browser.close()
  }
}

async function step(walk, name, go) {
  const began = Date.now()
  try {
    return await go()
  } catch (error) {
    for (const [i, page] of browser.contexts().flatMap((c) => c.pages()).entries()) if (order.shots) await page.screenshot({ path: `${order.shots}/${walk}-${i}.png`, fullPage: true })
    throw new Error(`${name}: ${error.stack}`, { cause: error })
  } finally {
    console.log(`${name}: ${Date.now() - began} ms`)
  }
}

/** A browser of the company's, in English. */
async function desk(errors) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, baseURL: order.address, bypassCSP: true, timezoneId: 'Asia/Ho_Chi_Minh', locale: 'en-GB' })
  await context.addInitScript(() => window === window.top && localStorage.setItem('banhda-language', 'en'))
  const page = await context.newPage()
  page.on('pageerror', (error) => errors.push(error))
  page.setDefaultTimeout(60_000)
  return page
}

/** A browser of somebody else's, on a phone; what is shown there keeps to the policy of the page it is on. */
export async function stranger(go, viewport = { width: 390, height: 780 }) {
  const context = await browser.newContext({ userAgent: agent, viewport, locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh' })
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  const refused = []
  page.on('console', (m) => /Content Security Policy/i.test(m.text()) && refused.push(m.text()))
  await go(page)
  check(refused.length === 0, `the page's policy was broken: ${refused}`)
  await context.close()
}

/** What lies in mailboxes: to, subject and text of each. */
export async function letters() {
  return (await fetch(`${order.world}/mail`)).json()
}

/** Somebody becomes the owner of the house. */
export async function firstVisit(page) {
  await page.goto('/')
  await page.getByLabel('Your name').fill('Nguyễn Thị Hạnh')
  await page.getByLabel('E-mail').fill(order.email)
  await page.getByRole('textbox', { name: 'Password' }).fill(order.password)
  await page.getByLabel('Company').fill('Quán Nhỏ')
  await page.getByRole('button', { name: 'Begin' }).click()
  await page.getByRole('link', { name: 'Overview' }).click()
  await page.getByText('0 of 5 done').waitFor()
  await accessible(page)
}

/** Says how mail is sent, and who sends it. */
export async function mail(page) {
  await page.goto('/settings/mail')
  const server = page.locator('form', { has: page.getByLabel('Mail server') })
  await server.getByLabel('Mail server').fill('127.0.0.1')
  await server.getByRole('combobox', { name: 'Connection' }).click()
  await page.getByRole('option', { name: /^Not encrypted/ }).click()
  await server.getByLabel('Port').fill(String(order.mail))
  await server.getByLabel('Sender’s address').fill('cskh@example.com')
  await server.getByLabel('Sender’s name').fill('Quán Nhỏ')
  await server.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'Send a test mail' }).waitFor()
  const company = page.locator('form', { has: page.getByLabel('Postal address') })
  await company.getByLabel('Name of the company').fill('Quán Nhỏ')
  await company.getByLabel('Phone').fill('02431234567')
  await company.getByLabel('Postal address').fill('1 Hàng Bạc, Hà Nội')
  await Promise.all([page.waitForResponse((r) => r.request().method() === 'PUT' && r.ok()), company.getByRole('button', { name: 'Save' }).click()])
}

/** Says which account money comes to, and gives the address at which a bank's feed tells of it. */
export async function account(page) {
  await page.goto('/settings/payments')
  await page.getByRole('button', { name: 'Add an account' }).click()
  await page.getByRole('combobox', { name: 'Bank' }).click()
  await page.getByRole('option', { name: /Vietcombank/ }).click()
  await page.getByLabel('Account number').fill('0011001234567')
  await page.getByLabel('Holder, as the bank writes it').fill('QUAN NHO')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved').waitFor()
  return page.locator('code').first().innerText()
}

/** The words by which a transfer is known, once the page says how to pay. */
export async function transferCode(page) {
  await page.getByText('Mở ứng dụng ngân hàng').waitFor()
  await page.waitForLoadState()
  return page.locator('dd.code').last().innerText()
}

/** Whether something comes within a few seconds; what else there is to do is done meanwhile by who asks. */
export const comes = (what) => what.first().waitFor({ timeout: 5_000 }).then(() => true, () => false)

/** Opens the list behind a figure of the wheel of this month. */
export async function openFigure(page, figure) {
  await page.goto('/')
  const table = page.getByText('As a table', { exact: true })
  const month = page.getByRole('button', { name: 'Show this month so far' }).or(page.getByRole('link', { name: 'Show this month so far' }))
  await until('the figures of this month', async () => { // a month may have begun in between, and what is new may take away what was there
    await table.or(month).first().waitFor()
    if (await month.isVisible()) await month.click({ timeout: 2000 }).catch(() => undefined)
    return table.isVisible()
  })
  await table.click()
  await page.locator(`a[data-figure="${figure}"]`).last().click()
}
