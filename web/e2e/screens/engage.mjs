// The way of docs/guide/engage.md, in a house with nothing in it: its owner writes an article, opens a booking page, says where
// money is awaited, puts the chat, by the line shown, on a page elsewhere that forbids everything else, and lets the bot answer
// first. A visitor asks without marks and is answered with a source, asks for a person and reaches one, books a meeting, reads the
// quote that follows, accepts it and pays; the wheel has one customer more.
import { accessible, check, until } from './browser.mjs'
import { elsewhere } from './elsewhere.mjs'
import { account, firstVisit, letters, mail, openFigure, order, stranger, walk } from './house.mjs'

await walk('engage', async (page, step) => {
  await step('the first visit', () => firstVisit(page))
  await step('mail', () => mail(page))
  await step('an article', () => article(page))
  await step('a booking page', () => bookingPage(page))
  const feed = await step('where money is awaited', () => account(page))
  const line = await step('the chat and its line', () => chat(page))
  await step('the bot', () => bot(page))
  const site = await elsewhere(order.address, line, { title: 'Trà sen' })
  await stranger(async (theirs) => {
    await step('a question', () => ask(theirs, site))
    await step('a person', () => answer(page, theirs))
    await step('a meeting', () => book(theirs))
    await step('a quote', () => quote(page))
    await step('a yes', () => accept(theirs))
    await step('the money', () => pay(theirs, feed))
  })
  await step('the wheel', () => wheel(page))
  site.close()
})

async function article(page) {
  await page.goto('/articles')
  await page.getByRole('button', { name: 'New article' }).first().click()
  await page.getByRole('dialog').getByRole('textbox', { name: 'Title' }).fill('Bảo quản trà sen')
  await page.getByRole('button', { name: 'Begin to write' }).click()
  await page.getByRole('heading', { level: 1, name: 'Bảo quản trà sen' }).waitFor()
  await page.locator('ol li button[aria-expanded]').first().click()
  await page.locator('textarea[lang=vi]').fill('Trà sen giữ được **sáu tháng** trong hộp kín, để nơi khô và tránh nắng.')
  await page.getByRole('button', { name: 'Publish' }).click()
  await page.getByText('version 1', { exact: true }).waitFor()
}

async function bookingPage(page) {
  await page.goto('/appointments/pages')
  await page.getByRole('button', { name: 'New booking page' }).click()
  await page.getByLabel('Name · Vietnamese').fill('Thử trà')
  await page.getByRole('button', { name: 'Save' }).first().click()
  await page.getByRole('link', { name: '/b/thu-tra' }).waitFor()
}

async function chat(page) {
  await page.goto('/settings/chat')
  await page.getByLabel('What is said first · Vietnamese').fill('Chào bạn, bạn cần gì?')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('Saved').waitFor()
  return page.locator('pre').first().innerText()
}

/** Lets the bot answer first. */
async function bot(page) {
  await page.goto('/settings/bot')
  await page.getByLabel('The bot answers first').check()
  await page.getByRole('button', { name: 'Save', exact: true }).first().click()
  await page.getByText('Saved').waitFor()
}

/** A visitor asks, in the middle of working hours; the bot answers from the article and names it. They want a person. */
async function ask(theirs, site) {
  await theirs.goto(`${site.address}/tra-sen`)
  await theirs.getByRole('button', { name: 'Nhắn cho chúng tôi' }).click()
  await say(theirs, 'tra sen giu duoc bao lau?')
  const said = theirs.getByRole('log')
  await said.getByText(/sáu tháng/).waitFor()
  await said.getByRole('link', { name: 'Bảo quản trà sen' }).waitFor()
  await say(theirs, 'cho minh gap nhan vien')
  await said.getByText('chuyển cả cuộc trò chuyện này cho nhân viên').waitFor()
}

async function say(theirs, text) {
  const box = theirs.getByRole('textbox', { name: 'Viết tin nhắn' })
  await box.fill(text)
  await box.press('Enter')
  await theirs.getByRole('log').getByText(text).waitFor()
}

/** A colleague reads the whole talk in the inbox, and answers with the address of the booking page. */
async function answer(page, theirs) {
  await page.goto('/inbox?of=all')
  await page.getByRole('link', { name: /chuyển cả cuộc trò chuyện/ }).click()
  await page.getByText('tra sen giu duoc bao lau?').waitFor()
  await page.getByLabel(/^Write an answer/).fill(`Mời bạn đến thử: ${order.address}/b/thu-tra`)
  await page.keyboard.press('Control+Enter')
  await theirs.getByRole('log').getByText(/Mời bạn đến thử/).waitFor()
}

/** They book a meeting, say who they are, and get an invitation. */
async function book(theirs) {
  await theirs.goto(`${order.address}/b/thu-tra`)
  await theirs.locator('button[name=at]').nth(2).click()
  await theirs.getByLabel('Họ và tên').fill('Nguyễn Thị Hương')
  await theirs.getByLabel('E-mail').fill('huong@example.vn')
  await theirs.getByLabel('Tôi đồng ý').check()
  await theirs.getByRole('button', { name: 'Đặt lịch hẹn' }).click()
  await theirs.getByText('Lịch hẹn đã được xác nhận.').waitFor()
  await until('an invitation', async () => (await letters()).find((l) => l.to === 'huong@example.vn'))
}

/** The seller was told of the meeting, reads what to know before, and sends a quote. */
async function quote(page) {
  await page.getByRole('button', { name: /^Notices: / }).click()
  await page.getByRole('button', { name: /Nguyễn Thị Hương/ }).click()
  await page.getByText('To know before').waitFor()
  await page.goto('/quotes')
  await page.getByRole('button', { name: 'New quote' }).first().click()
  await page.getByRole('dialog').getByRole('combobox').first().fill('Hương')
  await page.getByRole('option', { name: /Nguyễn Thị Hương/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Begin' }).click()
  await page.getByLabel('Title').fill('Trà sen Tây Hồ')
  await page.getByLabel('What', { exact: true }).last().fill('Hộp trà sen')
  await page.getByRole('textbox', { name: 'Price' }).fill('1tr1')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByText('Sent', { exact: true }).first().waitFor()
}

/** They follow the link of the mail, read, and accept by name. */
async function accept(theirs) {
  const sent = await until('the quote', async () => (await letters()).find((l) => /^Báo giá/.test(l.subject)))
  await theirs.goto(sent.text.match(/^Xem báo giá: (\S+)/m)[1])
  await theirs.getByLabel('Họ và tên của bạn').fill('Nguyễn Thị Hương')
  await theirs.getByRole('button', { name: 'Tôi đồng ý' }).click()
  await theirs.getByText('Đã được đồng ý bởi').waitFor()
}

/** The page shows how to pay; what the bank tells reaches it by itself. */
async function pay(theirs, feed) {
  await theirs.locator('svg, img').first().waitFor()
  const [code] = await until('how to pay', async () => (await theirs.locator('main').innerText()).match(/\bDH[A-Z0-9]{6,}\b/))
  const told = { id: 1, transactionDate: '2026-11-20 10:00:00', accountNumber: '0011001234567', content: `CT DEN ${code.toLowerCase()} HUONG`, transferType: 'in', transferAmount: 1_100_000 }
  const taken = await fetch(feed, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(told) })
  check(taken.ok, `the feed: ${taken.status} ${await taken.text()}`)
  await theirs.getByText('Đã thanh toán đủ').waitFor()
}

/** The wheel counts them as a customer, the number opens them, and the word leads to what Engage does. */
async function wheel(page) {
  await openFigure(page, 'wheel.flows.prospect.customer.transitions')
  await page.getByRole('dialog').getByText('Nguyễn Thị Hương').waitFor()
  await accessible(page)
}
