// A customer and their page, on a phone of 360 pixels in Vietnamese, then at a desk in English: first with nothing of theirs in it,
// then with one of everything. They ask for help with a picture and read the answer with its file, book, tick a step, get a voucher
// for points, hand their link on, answer a survey, change what they get, take their data along, and ask to be forgotten.
import { accessible, check, colours, until } from './browser.mjs'
import { firstVisit, letters, mail, order, stranger, walk } from './house.mjs'

const lan = { name: 'Nguyễn Thị Lan', email: 'lan@example.vn' }
const panels = ['', 'orders', 'tickets', 'refer', 'appointments', 'points', 'surveys', 'reviews', 'consent', 'data', 'onboarding']

/** One grey pixel. */
const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP6DwABBQECz6AuzQAAAABJRU5ErkJggg=='

await walk('portal', async (page, step) => {
  const asks = async (method, path, data) => {
    const answer = await page.request.fetch(path, { method, data, headers: { Origin: order.address } })
    check(answer.ok(), `${path}: ${answer.status()} ${await answer.text()}`)
    return answer.json()
  }
  await step('the first visit', () => firstVisit(page))
  await step('mail', () => mail(page))
  const says = { vi: 'Cần gì cứ nhắn cho quán nhé.', en: 'Write to us whenever you need something.' }
  await asks('PUT', '/v1/portal', { on: true, hidden: [], greeting: says, contact: { vi: 'Gọi 1900 1234', en: 'Call 1900 1234' } })
  const who = await asks('POST', '/v1/records/people', { values: lan })
  await stranger(async (hers) => {
    const panel = (id) => hers.goto(`${order.address}/my/${id}`)
    await step('the door', () => signIn(hers))
    await step('nothing yet', () => everywhere(hers, 'vi', 'nothing'))
    await step('one of everything', () => furnish(asks, who.id))
    await step('all of it', () => everywhere(hers, 'vi', 'phone'))
    await step('by keyboard', () => keyboard(hers))
    await step('orders', async () => {
      await panel('orders')
      await hers.getByText('Cà phê Cầu Đất × 1').first().waitFor()
      await hers.getByRole('link', { name: /^Xem/ }).first().click()
      await hers.getByText(/Mở ứng dụng ngân hàng|Đã thanh toán/).first().waitFor()
      await fits(hers, 'order')
    })
    await step('she asks for help, with a picture', async () => {
      await panel('tickets')
      await hers.getByRole('button', { name: 'Gửi', exact: true }).click()
      await hers.getByRole('alert').waitFor() // nothing was written
      await fits(hers, 'tickets-empty')
      await hers.getByLabel('Chủ đề').fill('Máy xay kêu to')
      await hers.getByLabel('Bạn cần gì?').fill('Máy xay kêu to từ sáng nay, tôi nên làm gì?')
      await hers.getByLabel('Ảnh hoặc tệp').setInputFiles({ name: 'máy xay.png', mimeType: 'image/png', buffer: Buffer.from(dot, 'base64') })
      await hers.getByRole('button', { name: 'Gửi', exact: true }).click()
      await hers.getByText('Máy xay kêu to từ sáng nay').waitFor()
      await gets(hers, 'máy xay.png', (body) => body.subarray(1, 4).toString() === 'PNG')
      await fits(hers, 'ticket-asked')
    })
    await step('she reads the answer', async () => {
      const [{ id }] = (await asks('GET', '/v1/records/tickets')).rows
      const kept = await page.request.post(`/v1/records/people/${who.id}/files?name=huong-dan.txt`, { data: Buffer.from('Vặn chặt phễu'), headers: { Origin: order.address, 'Content-Type': 'application/octet-stream' } })
      const { file } = await kept.json()
      await asks('POST', `/v1/records/tickets/${id}/work`, { answer: { channel: 'email', text: 'Chào chị Lan, chị vặn chặt phễu lại giúp em nhé.', files: [file.id] }, values: { status: 'solved' } })
      await until('the answer', async () => {
        await hers.reload()
        return (await hers.getByText('vặn chặt phễu').count()) > 0 && (await hers.getByRole('button', { name: 'Đã ổn' }).count()) > 0
      })
      await gets(hers, 'huong-dan.txt', (body) => body.toString() === 'Vặn chặt phễu')
      await fits(hers, 'ticket-answered')
      await hers.getByLabel('Viết thêm để mở lại').fill('Vẫn còn kêu một chút')
      await hers.getByRole('button', { name: 'Gửi', exact: true }).click()
      await hers.getByText('Vẫn còn kêu một chút').waitFor()
    })
    await step('she books', async () => {
      await panel('appointments')
      await hers.getByRole('link', { name: 'Tư vấn máy pha' }).click()
      await hers.locator('button[name=at]').nth(2).click()
      await hers.getByLabel('Họ và tên').fill(lan.name)
      await hers.getByLabel('E-mail').fill(lan.email)
      await hers.getByLabel('Tôi đồng ý').check()
      await hers.getByRole('button', { name: 'Đặt lịch hẹn' }).click()
      await hers.getByText('Lịch hẹn đã được xác nhận.').waitFor()
      await panel('appointments')
      await hers.getByRole('link', { name: /^Xem, đổi giờ hoặc huỷ/ }).waitFor()
      await fits(hers, 'appointments-booked')
    })
    await step('her step', async () => {
      await panel('onboarding')
      await hers.getByRole('button', { name: /^Tôi đã xong/ }).first().click()
      await hers.getByText(/^Xong ngày/).first().waitFor()
      await fits(hers, 'onboarding-ticked')
    })
    await step('a voucher for points', async () => {
      await panel('points')
      await hers.getByRole('img', { name: /Thẻ thành viên/ }).waitFor()
      await hers.getByRole('button', { name: 'Đổi: Giảm 20.000 đ' }).click()
      await hers.getByText('Đã xong.').waitFor()
      await hers.locator('code').waitFor()
      await hers.getByText(/^[−-]30$/).waitFor()
      await fits(hers, 'points-redeemed')
    })
    await step('her link', async () => {
      await panel('refer')
      await hers.getByRole('button', { name: 'Lấy đường dẫn của tôi' }).click()
      await hers.getByRole('link', { name: /\/r\// }).waitFor()
      await hers.getByRole('link', { name: 'SMS' }).or(hers.getByRole('button', { name: /Sao chép/ })).first().waitFor()
      await fits(hers, 'refer-link')
    })
    await step('a survey', async () => {
      const door = () => hers.getByRole('link', { name: /^Trả lời/ })
      await until('she is asked', async () => (await panel('surveys'), (await door().count()) > 0))
      await fits(hers, 'surveys-asked')
      await door().first().click()
      await hers.getByLabel('9', { exact: true }).check()
      await fits(hers, 'survey')
      await hers.getByRole('button', { name: 'Gửi' }).click()
      await hers.getByText('Cảm ơn bạn đã trả lời').waitFor()
      await panel('surveys')
      await hers.getByText('Bạn đã chọn').waitFor()
    })
    await step('what she gets', async () => {
      await panel('consent')
      await hers.getByRole('checkbox', { name: 'E-mail' }).first().check()
      await hers.getByRole('button', { name: 'Lưu' }).click()
      await hers.getByText('Đã xong.').waitFor()
      await fits(hers, 'consent-given')
      await hers.getByRole('button', { name: 'Không nhận gì cả' }).click()
      await until('she gets nothing', async () => !(await hers.getByRole('checkbox', { name: 'E-mail' }).first().isChecked()))
    })
    await step('her data', async () => {
      await panel('data')
      await hers.getByLabel('Ngày sinh').fill('1990-02-03')
      await hers.getByLabel('Tỉnh, thành phố').selectOption('Thành phố Hà Nội')
      await hers.getByRole('button', { name: 'Lưu' }).click()
      await hers.getByText('Đã xong.').waitFor()
      const [file] = await Promise.all([hers.waitForEvent('download'), hers.getByRole('button', { name: 'Tải dữ liệu của tôi' }).click()])
      check(file.suggestedFilename().endsWith('.zip'), `her data comes as ${file.suggestedFilename()}`)
    })
    await step('at a desk, in English', async () => {
      await hers.setViewportSize({ width: 1280, height: 860 })
      await panel('')
      await hers.getByRole('button', { name: 'English' }).click()
      await hers.getByRole('heading', { level: 1, name: 'My page' }).waitFor()
      await everywhere(hers, 'en', 'desk')
      await panel('tickets')
      await hers.getByRole('link', { name: /Máy xay kêu to/ }).click()
      await fits(hers, 'desk-ticket')
      await hers.emulateMedia({ colorScheme: 'dark' })
      await everywhere(hers, 'en', 'dark', colours)
    })
    await step('she asks to be forgotten', async () => {
      await hers.setViewportSize({ width: 360, height: 780 })
      await hers.emulateMedia({ colorScheme: 'light' })
      await panel('data')
      await hers.getByRole('button', { name: 'Erase my data' }).click()
      await hers.getByLabel('Code of 6 digits').waitFor()
      await fits(hers, 'erase-code')
      const sent = await until('the code', async () => (await letters()).find((l) => l.to === lan.email && /confirmation code is \d{6}/.test(l.subject)))
      await hers.getByLabel('Code of 6 digits').fill(/\d{6}/.exec(sent.subject)[0])
      await hers.getByRole('button', { name: 'Confirm' }).click()
      await hers.getByText('Being worked on').waitFor()
      await fits(hers, 'erase-asked')
      const { requests } = await asks('GET', '/v1/requests?state=open')
      check(requests.length === 1 && requests[0].kind === 'erase', `asked for is ${JSON.stringify(requests)}`)
    })
    await step('the chat leads there', () => chat(hers))
    await step('out', async () => {
      await panel('')
      await hers.getByRole('button', { name: 'Sign out' }).click()
      await hers.getByRole('heading', { name: 'Sign in', exact: true }).waitFor()
      await chat(hers, 'Sign in to your page')
    })
    await step('a code in the language of the page', async () => {
      const codes = async () => (await letters()).filter((l) => l.to === lan.email && /Mã đăng nhập \d{6}/.test(l.subject)).length
      const before = await codes()
      await hers.goto(`${order.address}/in/?lang=vi`)
      await hers.getByLabel('E-mail').fill(lan.email)
      await hers.getByRole('button', { name: 'Gửi mã cho tôi' }).click()
      await until('a code in Vietnamese, though she is written to in English', async () => (await codes()) > before)
    })
  }, { width: 360, height: 780 })
})

/** She signs in by the code she is mailed, and comes to where she wanted to go. */
async function signIn(hers) {
  await hers.goto(`${order.address}/my/points`)
  await fits(hers, 'door')
  await hers.getByLabel('E-mail').fill(lan.email)
  await hers.getByRole('button', { name: 'Gửi mã cho tôi' }).click()
  await fits(hers, 'door-code')
  const sent = await until('the code', async () => (await letters()).find((l) => l.to === lan.email && /Mã đăng nhập \d{6}/.test(l.subject)))
  await hers.getByLabel('Mã 6 chữ số').fill(/\d{6}/.exec(sent.subject)[0])
  await hers.getByRole('button', { name: 'Đăng nhập' }).click()
  await hers.waitForURL('**/my/points')
}

/** Looks at each panel: whole, in its width, in its language, and where one is shown in the list of all. */
async function everywhere(hers, language, shot, rules) {
  for (const id of panels) {
    await hers.goto(`${order.address}/my/${id}`)
    check((await hers.locator('html').getAttribute('lang')) === language, `${id} is not in ${language}`)
    await fits(hers, `${shot}-${id || 'home'}`, rules)
    if (id) await stands(hers, id)
    if (language !== 'en') continue
    for (const said of await hers.locator('nav a, h1, label, legend, button:not([lang])').allInnerTexts()) check(!/[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/i.test(said) || said.includes('Máy'), `${id} says in English: ${said}`)
  }
}

/** The list of all parts shows where one is, and the way back, both in sight. */
async function stands(hers, id) {
  const { width } = hers.viewportSize()
  for (const link of [hers.locator('nav [aria-current]'), hers.locator('nav a[href="/my/"]')]) {
    await until(`${id}: where one is and the way back in sight`, async () => {
      const box = await link.boundingBox()
      return box && box.x >= 0 && box.x + box.width <= width
    })
  }
}

async function fits(hers, name, rules) {
  await accessible(hers, rules)
  if (order.shots) await hers.screenshot({ path: `${order.shots}/portal-${name}.png`, fullPage: true })
}

/** Goes by keyboard from the top of the page to a part and into it; nothing she comes to lies under the bar below. */
async function keyboard(hers) {
  await hers.goto(`${order.address}/my/orders`)
  for (let i = 0; ; i++) {
    check(i < 60, 'by keyboard one does not come to the points')
    await hers.keyboard.press('Tab')
    await hers.waitForFunction(() => {
      const is = document.activeElement.getBoundingClientRect()
      const bar = document.querySelector('nav.my')
      return !bar || bar.contains(document.activeElement) || getComputedStyle(bar).position !== 'fixed' || is.top < bar.getBoundingClientRect().top
    })
    if (await hers.evaluate(() => document.activeElement.textContent.startsWith('Điểm thưởng'))) break
  }
  await hers.keyboard.press('Enter')
  await hers.waitForURL('**/my/points')
}

/** Has a file that stands on the page. */
async function gets(hers, name, right) {
  const answer = await hers.request.get(new URL(await hers.getByRole('link', { name }).getAttribute('href'), order.address).href)
  check(answer.ok() && right(await answer.body()), `${name}: ${answer.status()}`)
}

/** The chat's window leads to the portal, or to where one signs in. */
async function chat(hers, to = 'My page') {
  await hers.goto(`${order.address}/chat/page?lang=en`)
  await hers.getByRole('link', { name: to }).waitFor()
  await fits(hers, `chat-${to.split(' ')[0].toLowerCase()}`)
  check(new URL(await hers.getByRole('link', { name: to }).getAttribute('href'), order.address).pathname === '/my/', 'the chat leads elsewhere')
}

/** Gives the house one of everything a portal shows, and the customer hers. */
async function furnish(asks, person) {
  await asks('PUT', '/v1/inbox/rules', { targets: { high: { first: 1, next: 1 }, normal: { first: 1, next: 1 }, low: { first: 1, next: 1 } }, undo: 0, reopen: 7 })
  await asks('PUT', '/v1/payment-settings', { accounts: [{ bank: '970436', number: '0011001234567', holder: 'QUAN NHO' }] })
  await asks('PUT', '/v1/shop', { on: true, tag: '', book: '', fee: 20_000, fee_class: 'standard', free_from: 500_000, least: 50_000, wait: 4, terms: { vi: 'Đổi trả trong 7 ngày.', en: 'Return within 7 days.' } })
  const product = await asks('POST', '/v1/records/products', { values: { name: 'Cà phê Cầu Đất', price: 150_000, currency: 'VND', active: true } })
  const line = { product: product.id, name: 'Cà phê Cầu Đất', quantity: 1000, price: 150_000, tax_rate: 10 }
  await asks('POST', '/v1/loyalty/publish')
  await asks('POST', '/v1/rewards', { name: { vi: 'Giảm 20.000 đ', en: '20,000 ₫ off' }, about: { vi: 'Cho đơn từ 100.000 đ', en: 'On orders from 100,000 ₫' }, gives: 'amount', amount: 20_000, cost: 30, stock: 10, each: 0, valid: 30 })
  await asks('POST', '/v1/rewards', { name: { vi: 'Một túi quà Tết', en: 'A Tết gift bag' }, about: { vi: '', en: '' }, gives: 'text', amount: 0, cost: 500, stock: 10, each: 0, valid: 30 })
  await asks('POST', '/v1/points/give', { email: lan.email, points: 120, cause: 'opening' })
  await asks('PUT', '/v1/referral-programme', { edition: 0, open: true, draft: { title: { vi: '', en: '' }, text: { vi: 'Để lại tên nhé', en: 'Leave your name' }, terms: { vi: 'Chỉ cho khách mới.', en: 'New customers only.' }, share: { vi: 'Mình mua ở đây', en: 'I buy here' },
    named: true, orders: 1, rest: 90, referrer: { kind: 'points', points: 100 }, friend: { kind: 'points', points: 50 }, least: 0, window: 30, return: 0, limit: 0, take_back: true, blocks: [] } })
  await asks('POST', '/v1/referral-programme/publish')
  const me = await asks('GET', '/v1/session')
  await asks('POST', '/v1/booking-pages', { key: 'tu-van', active: true, name: { vi: 'Tư vấn máy pha', en: 'Advice on machines' }, text: { vi: '', en: '' }, place: '12 Lý Thường Kiệt', mode: 'in_turn', hosts: [me.user.id], length: 30, step: 30, before: 0, after: 0, notice: 0, horizon: 30, per_day: 0, phone: false, questions: [] })
  const { usual } = await asks('GET', '/v1/onboarding-plans')
  const plan = await asks('POST', '/v1/onboarding-plans', { name: 'Những ngày đầu', draft: usual })
  await asks('POST', `/v1/onboarding-plans/${plan.id}/publish`)
  await asks('POST', '/v1/onboardings', { plan: plan.id, person })
  const nps = await asks('POST', '/v1/surveys', { name: 'NPS', draft: { kind: 'nps', language: 'vi', subject: { vi: '', en: '' }, question: { vi: 'Bạn có giới thiệu chúng tôi cho bạn bè không?', en: 'Would you recommend us to friends?' },
    low: { vi: 'Không bao giờ', en: 'Never' }, high: { vi: 'Chắc chắn', en: 'Surely' }, why: { vi: 'Vì sao?', en: 'Why?' }, questions: [], thanks: { vi: '', en: '' }, channel: 'email', event: 'Order Completed', sample: 100, rest: 90, remind: 0, expire: 14 } })
  await asks('POST', `/v1/surveys/${nps.id}/publish`)
  await asks('POST', '/v1/records/orders', { values: { person, status: 'completed', lines: [line] } })
  await asks('POST', '/v1/records/orders', { values: { person, status: 'confirmed', lines: [{ ...line, quantity: 2000 }] } })
  await asks('POST', `/v1/surveys/${nps.id}/send`, { where: 'exists email' })
}
