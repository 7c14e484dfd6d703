// A customer gave ten and becomes worth thanking; what they are given they share on a phone, a friend comes by it and buys; the
// list says who brought whom, they are thanked, and leave the list.
import { accessible, check, screens, until } from './browser.mjs'
import { agent } from './elsewhere.mjs'

await screens(async ({ page, browser, order }) => {
  const headers = { Origin: order.address }
  const asks = async (method, path, data) => {
    const answer = await page.request.fetch(path, { method, data, headers })
    check(answer.ok(), `${path}: ${answer.status()} ${await answer.text()}`)
    return answer.json()
  }
  const happens = (id, name, email, more = {}) => asks('POST', '/v1/events', [{ id, name, at: Date.now() * 1000, person: { email }, ...more }])
  await asks('PUT', '/v1/mail', { host: 'smtp.example.com', port: 587, security: 'starttls', user: '', from: 'cskh@shop.example.com', name: 'Quán Nhỏ', url: 'https://crm.example.com' })
  const born = `1992${new Date().toLocaleDateString('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).slice(4)}` // today where the house is, in a leap year
  const lan = await asks('POST', '/v1/records/people', { values: { name: 'Nguyễn Thị Lan', email: 'lan@example.vn', birthday: born } })
  await happens('o-1', 'Order Completed', 'lan@example.vn', { value: 500000, currency: 'VND' })
  await happens('n-1', 'Survey Answered', 'lan@example.vn', { properties: { kind: 'nps', score: 10, comment: 'Cà phê ngon' } })

  await page.goto('/promoters?of=kits')
  await page.getByRole('button', { name: 'Bộ chia sẻ mới' }).first().click()
  const kit = page.getByRole('dialog')
  await kit.getByLabel('Tên').fill('Cà phê Tết')
  await kit.getByLabel('Tiêu đề · Tiếng Việt').fill('Cà phê rang mộc')
  await kit.getByLabel('Cách khác · Tiếng Việt').fill('Mình hay mua ở đây:')
  await kit.getByRole('button', { name: 'Lưu' }).click()
  await page.getByText('Đang mở').waitFor()
  await accessible(page)

  await page.goto('/promoters')
  await page.getByText('Cà phê ngon').waitFor()
  await page.getByRole('button', { name: 'Liên kết chia sẻ' }).click()
  const link = page.getByRole('dialog')
  await link.getByLabel('Bộ chia sẻ').click()
  await page.getByRole('option', { name: 'Cà phê Tết' }).click()
  await link.getByRole('button', { name: 'Tạo địa chỉ' }).click()
  const theirs = new URL(await until('an address of her own', () => link.getByLabel('Địa chỉ riêng').inputValue()))
  await page.keyboard.press('Escape')

  const phone = await browser.newContext({ viewport: { width: 360, height: 780 }, baseURL: order.address, locale: 'vi-VN', userAgent: agent, bypassCSP: true })
  const hers = await phone.newPage()
  await hers.goto(theirs.pathname)
  await accessible(hers)
  await hers.getByRole('button', { name: 'Zalo' }).click()
  await hers.getByText('Cảm ơn bạn đã chia sẻ').waitFor()
  await accessible(hers)
  const passed = await until('words with a link that names her', async () => {
    const words = await hers.getByLabel('Lời để gửi').inputValue()
    return words.startsWith('Mình hay mua ở đây: https://crm.example.com/share/kit_') && words.includes('ref=') && words
  })
  check(await hers.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'the page is wider than a telephone')
  const friends = new URL(passed.slice(passed.indexOf('https://')))
  await hers.goto(friends.pathname + friends.search)
  await hers.getByRole('heading', { name: 'Cà phê rang mộc' }).waitFor()
  await accessible(hers)
  const on = new URL(await hers.getByRole('link', { name: 'Xem thêm' }).getAttribute('href'), order.address)
  await phone.close()

  // The friend leaves their number where the button led, and buys.
  const came = { properties: { url: `https://crm.example.com${on.pathname}${on.search}`, ref: on.searchParams.get('ref'), utm_source: 'zalo', utm_campaign: on.searchParams.get('utm_campaign') } }
  await happens('v-1', 'Page Viewed', 'minh@example.vn', came)
  await happens('l-1', 'Form Submitted', 'minh@example.vn', came)
  await happens('o-2', 'Order Completed', 'minh@example.vn', { value: 300000, currency: 'VND' })
  const row = await until('the friend is not counted', async () => (await asks('GET', '/v1/promoters')).promoters.find((p) => p.buyers === 1))
  check(row.person.id === lan.id && row.brought === 300000 && row.deeds.some((d) => d.name === 'Shared'), `the promoter is ${JSON.stringify(row)}`)

  await page.goto('/promoters?of=kits')
  await page.getByRole('link', { name: 'Đã mua: 1' }).click()
  await page.getByRole('dialog').getByText('minh@example.vn').or(page.getByRole('dialog').getByRole('link')).first().waitFor()
  await page.goto('/promoters?of=occasions')
  await page.getByText('Nguyễn Thị Lan').first().waitFor()
  await accessible(page)
  await page.goto('/promoters?of=winback')
  await page.getByText('not enough data').or(page.getByText('Chưa đủ dữ liệu')).first().waitFor()

  await page.goto('/promoters')
  await page.getByText('300.000').first().waitFor()
  await accessible(page)
  await page.getByRole('button', { name: 'Cảm ơn', exact: true }).click()
  await page.getByRole('dialog').getByLabel('Đã tặng món quà nhỏ; ghi lại').check()
  await page.getByRole('dialog').getByLabel('Đã tặng gì').fill('Một cuốn sách')
  await page.getByRole('dialog').getByRole('button', { name: 'Cảm ơn' }).click()
  await page.getByText('Lúc này chưa có ai để cảm ơn').waitFor()
  await page.getByText('1 người mới được cảm ơn').waitFor()
})
