// The way of docs/guide/attract.md, in a house with nothing in it: somebody becomes its owner, says how mail goes, makes a form
// and puts it, by the lines shown, on a page elsewhere that forbids everything else. Visitors come, agree, answer and confirm; a
// workflow welcomes them.
import { createServer } from 'node:http'
import { chromium } from 'playwright-core'
import { accessible, check } from './browser.mjs'

const order = JSON.parse(process.argv[2])
const agent = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36'
const visitors = [['Trần Văn Nam', 'nam@example.vn', '0961234561'], ['Lê Thị Hoa', 'hoa@example.vn', '0961234562'], ['Phạm Minh', 'minh@example.vn', '0961234563']]
const errors = []

const browser = await chromium.launch({ executablePath: order.chromium, args: ['--no-sandbox'] })
try {
  const page = await desk()
  await step('the first visit', () => firstVisit(page))
  await step('mail', () => mail(page))
  const lines = await step('a form and its lines', () => form(page))
  await step('a welcome', () => welcome(page))
  const site = await elsewhere(lines)
  await step('visitors', () => Promise.all(visitors.map((who) => visit(site, who))))
  await step('a confirmation', () => Promise.all(visitors.slice(0, 2).map(([, address]) => confirm(address))))
  await step('the welcome arrives', () => until('a welcome', async () => (await letters()).find((l) => /^\[QC\] Chào mừng|^Chào mừng|Welcome/.test(l.subject))))
  site.close()
  check(errors.length === 0, `a page failed: ${errors}`)
} finally {
  await browser.close()
}

/** Runs a step, and names it where it fails. */
async function step(name, go) {
  const began = Date.now()
  try {
    return await go()
  } catch (error) {
    for (const [i, page] of browser.contexts().flatMap((c) => c.pages()).entries()) if (order.shots) await page.screenshot({ path: `${order.shots}/attract-${i}.png`, fullPage: true })
    throw new Error(`${name}: ${error.stack}`)
  } finally {
    console.log(`${name}: ${Date.now() - began} ms`)
  }
}

/** A browser of the company's, in English. */
async function desk() {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, baseURL: order.address, bypassCSP: true, timezoneId: 'Asia/Ho_Chi_Minh', locale: 'en-GB' })
  await context.addInitScript(() => localStorage.setItem('banhda-language', 'en'))
  const page = await context.newPage()
  page.on('pageerror', (error) => errors.push(error))
  page.setDefaultTimeout(20_000)
  return page
}

/** Asks until there is an answer. */
async function until(what, ask) {
  for (const end = Date.now() + 60_000; ; ) {
    const answer = await ask()
    if (answer) return answer
    check(Date.now() < end, `never came: ${what}`)
    await new Promise((go) => setTimeout(go, 200))
  }
}

async function letters() {
  return (await fetch(`${order.world}/mail`)).json()
}

async function firstVisit(page) {
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

async function mail(page) {
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

/** Makes the form, and gives the lines that the screens say to copy. */
async function form(page) {
  await page.goto('/forms')
  await page.getByRole('button', { name: 'New form' }).first().click()
  await page.getByLabel('Name').fill('Newsletter')
  await page.getByRole('button', { name: 'Begin' }).click()
  await page.getByRole('group', { name: 'Over which channels' }).first().getByLabel('SMS').check()
  await page.getByRole('button', { name: 'Publish' }).click()
  await page.getByText('Version 1', { exact: true }).waitFor()
  await page.getByRole('tab', { name: 'Put it on a page' }).click()
  const embed = await page.locator('pre').first().innerText()
  await page.goto('/settings/website')
  await page.getByRole('button', { name: 'Make a key for the website' }).click()
  const head = await page.locator('pre').innerText()
  return { head, embed }
}

async function welcome(page) {
  await page.goto('/workflows')
  await page.getByRole('button', { name: 'Begin with a recipe' }).click()
  await page.getByRole('dialog').getByRole('button', { name: /^Welcome/ }).click()
  await page.getByRole('button', { name: 'Make a draft' }).click()
  await page.getByText('Ready to be published').waitFor()
  await page.getByRole('button', { name: 'Publish' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click()
  await page.getByText('Active').first().waitFor()
  await until('who had subscribed before', async () => (await (await page.request.get('/v1/segments')).json()).segments.some((s) => s.name === 'Subscribers' && s.judged_at))
}

/** Somebody's page, on an origin of its own, whose policy allows what the guide says and nothing else. */
async function elsewhere({ head, embed }) {
  const policy = `default-src 'none'; script-src ${order.address}; connect-src ${order.address}; base-uri 'none'; form-action 'none'`
  const server = createServer((_, answer) => {
    answer.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy })
    answer.end(`<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Quán</title>${head}</head><body><h1>Quán Nhỏ</h1>${embed}</body></html>`)
  })
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready))
  return { address: `http://localhost:${server.address().port}`, close: () => server.close() }
}

/** A browser of somebody else's. */
async function stranger(go) {
  const context = await browser.newContext({ userAgent: agent, viewport: { width: 390, height: 780 } })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const refused = []
  page.on('console', (m) => /Content Security Policy/i.test(m.text()) && refused.push(m.text()))
  await go(page)
  check(refused.length === 0, `the page's policy was broken: ${refused}`)
  await context.close()
}

/** A visitor comes by an advertisement, agrees to be recognised, and leaves their name. */
function visit(site, [name, address, phone]) {
  return stranger(async (page) => {
  await page.goto(`${site.address}/?utm_source=zalo&utm_campaign=tet`)
  await page.getByRole('button', { name: 'Đồng ý', exact: true }).click()
  await page.getByLabel('Họ và tên').pressSequentially(name, { delay: 60 })
  await page.getByLabel('E-mail').pressSequentially(address, { delay: 60 })
  await page.getByLabel(/điện thoại/i).first().pressSequentially(phone, { delay: 60 })
  await page.getByLabel(/Tôi đồng ý nhận tin/).check()
  await page.getByRole('button', { name: 'Gửi' }).click()
  await page.getByText('Cảm ơn bạn. Chúng tôi đã nhận được.').waitFor()
  })
}

/** Who subscribed confirms it by the link in their mailbox. */
async function confirm(address) {
  const asked = await until(`mail to ${address}`, async () => (await letters()).find((l) => l.to === address && /^Xác nhận: /m.test(l.text)))
  await stranger(async (page) => {
    await page.goto(asked.text.match(/^Xác nhận: (\S+)/m)[1])
    await page.getByRole('button').click()
    await page.getByText(/đã xác nhận|confirmed/i).waitFor()
  })
}
