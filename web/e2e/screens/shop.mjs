// Somebody buys alone, on a phone without scripts until they pay: they find a thing without marks, put it into the cart, sign
// in by the code they are mailed, order, and pay by what a bank's feed tells; the page hears of it, and they order it again.
import { accessible, check, until } from './browser.mjs'
import { agent } from './elsewhere.mjs'
import { firstVisit, letters, mail, order, transferCode, walk } from './house.mjs'

await walk('shop', async (page, step) => {
  const asks = async (method, path, data) => {
    const answer = await page.request.fetch(path, { method, data, headers: { Origin: order.address } })
    check(answer.ok(), `${path}: ${answer.status()} ${await answer.text()}`)
    return answer.json()
  }
  await step('the first visit', () => firstVisit(page))
  await step('mail', () => mail(page))
  const paid = await asks('PUT', '/v1/payment-settings', { accounts: [{ bank: '970436', number: '0011001234567', holder: 'QUAN NHO' }] })
  const coffee = await asks('POST', '/v1/records/products', { values: { name: 'Cà phê Cầu Đất', price: 150_000, currency: 'VND', active: true } })
  await step('it gets pictures', () => pictured(page, coffee.id))
  await step('the shop is opened', () => open(page))

  const phone = await page.context().browser().newContext({ viewport: { width: 360, height: 780 }, baseURL: order.address, locale: 'vi-VN', userAgent: agent, bypassCSP: true })
  const theirs = await phone.newPage()
  await step('into the cart', async () => {
    await theirs.goto('/shop/?q=ca+phe')
    await accessible(theirs)
    await seen(theirs, 'Bao cà phê 500 g')
    await shot(theirs, 'list-phone')
    await theirs.getByRole('link', { name: 'Cà phê Cầu Đất' }).click()
    await seen(theirs, 'Hạt cà phê rang')
    await accessible(theirs)
    await shot(theirs, 'product-phone')
    await theirs.goBack()
    await theirs.getByRole('button', { name: /Thêm vào giỏ/ }).click()
    await seen(theirs, 'Bao cà phê 500 g')
    await shot(theirs, 'cart-phone')
    await theirs.getByText('187.000').waitFor() // 165,000 and 22,000 for delivery, with tax
    await accessible(theirs)
  })
  await step('signing in', async () => {
    await theirs.goto('/in/?to=/shop/order&lang=vi')
    await theirs.getByLabel('E-mail').fill('lan@example.vn')
    await theirs.getByRole('button', { name: 'Gửi mã cho tôi' }).click()
    await accessible(theirs)
    const sent = await until('the code', async () => (await letters()).find((l) => l.to === 'lan@example.vn' && /Mã đăng nhập \d{6}/.test(l.subject)))
    await theirs.getByLabel('Mã 6 chữ số').fill(/\d{6}/.exec(sent.subject)[0])
    await theirs.getByRole('button', { name: 'Đăng nhập' }).click()
  })
  await step('the order', async () => {
    await theirs.getByLabel('Họ và tên').fill('Nguyễn Thị Lan')
    await theirs.getByLabel('Số nhà, đường').fill('12 Lý Thường Kiệt')
    await theirs.getByLabel('Tỉnh, thành phố').selectOption('Thành phố Hà Nội')
    await theirs.getByLabel('Nhớ địa chỉ này cho lần sau').check()
    await theirs.getByLabel(/Tôi đồng ý/).check()
    await accessible(theirs)
    await theirs.getByRole('button', { name: 'Đặt hàng và thanh toán' }).click()
  })
  const code = await transferCode(theirs)
  await step('it is paid', async () => {
    await asks('POST', new URL(paid.feed).pathname, { id: 1, transactionDate: '2026-11-20 10:00:00', accountNumber: '0011001234567', content: `CT DEN ${code.toLowerCase()} LAN`, transferType: 'in', transferAmount: 187_000 })
    await theirs.getByText('Đã thanh toán đủ').waitFor() // the page heard of it by itself
  })
  await step('again', async () => {
    await theirs.goto('/shop/orders')
    await theirs.getByText('Đã thanh toán').waitFor()
    await accessible(theirs)
    await theirs.getByRole('button', { name: /Mua lại/ }).click()
    await theirs.getByText('187.000').waitFor()
    await until('the address of the last time', async () => (await theirs.getByLabel('Số nhà, đường').inputValue()) === '12 Lý Thường Kiệt')
  })
  await phone.close()
  await until('who bought is a customer', async () => (await asks('GET', '/v1/people?q=Lan')).people?.[0]?.stage === 'customer')
})

/** Opens the shop on its screen, with a fee for delivery. */
async function open(page) {
  await page.goto('/settings/shop')
  await page.getByLabel('The shop is open').check()
  await page.getByLabel('Fee, before tax').fill('20k')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('1 product is shown').waitFor()
  await accessible(page)
}

/** Sends pictures of a product in on its page, says what is to be seen on them, and turns their order about. */
async function pictured(page, id) {
  await page.goto(`/products/${id}`)
  const drawn = await page.evaluate(() => ['#6b4226', '#d9a441'].map((color, i) => {
    const c = document.createElement('canvas')
    c.width = [900, 1400][i]; c.height = [900, 900][i]
    const to = c.getContext('2d')
    to.fillStyle = '#f4efe6'; to.fillRect(0, 0, c.width, c.height)
    to.fillStyle = color; to.beginPath(); to.roundRect(c.width / 4, 120, c.width / 2, 660, 60); to.fill()
    return c.toDataURL('image/jpeg').split(',')[1]
  }))
  const part = page.getByRole('region', { name: 'Pictures' })
  await part.locator('input[type=file]').setInputFiles(drawn.map((d, i) => ({ name: `${i}.jpg`, mimeType: 'image/jpeg', buffer: Buffer.from(d, 'base64') })))
  await part.getByLabel('What is to be seen on picture 2').fill('Bao cà phê 500 g')
  await part.getByLabel('What is to be seen on picture 1').fill('Hạt cà phê rang')
  await part.getByRole('button', { name: 'Picture 2 earlier' }).click()
  await page.waitForFunction(() => document.querySelectorAll('section[aria-label=Pictures] img')[0]?.alt === 'Bao cà phê 500 g')
  await page.getByText('Shown first').waitFor()
  await accessible(page)
  await part.scrollIntoViewIfNeeded()
  await shot(page, 'product-screen')
}

/** A picture has come, and says what is to be seen on it. */
async function seen(page, alt) {
  const picture = page.getByRole('img', { name: alt })
  await picture.scrollIntoViewIfNeeded()
  await page.waitForFunction((i) => i.complete && i.naturalWidth > 0, await picture.elementHandle())
}

async function shot(page, name) {
  if (order.shots) await page.screenshot({ path: `${order.shots}/shop-${name}.png` })
}
