// A marketer writes the referral programme and publishes it; a friend opens the link on a phone, accepts without a script, and buys
// through the shop; both rewards post, and every figure opens its people.
import { accessible, check, screens, until } from './browser.mjs'
import { agent } from './elsewhere.mjs'

await screens(async ({ page, browser, order }) => {
  const asks = async (method, path, data) => {
    const answer = await page.request.fetch(path, { method, data, headers: { Origin: order.address } })
    check(answer.ok(), `${path}: ${answer.status()} ${await answer.text()}`)
    return answer.json()
  }
  await asks('PUT', '/v1/mail', { host: 'smtp.example.com', port: 587, security: 'starttls', user: '', from: 'cskh@shop.example.com', name: 'Quán Nhỏ', url: 'https://crm.example.com' })
  await asks('PUT', '/v1/payment-settings', { accounts: [{ bank: '970436', number: '0011001234567', holder: 'QUAN NHO' }] })
  await asks('PUT', '/v1/shop', { on: true, tag: '', book: '', fee: 0, fee_class: 'standard', free_from: 0, least: 0, wait: 4, terms: { vi: '', en: '' } })
  await asks('POST', '/v1/records/products', { values: { name: 'Cà phê Cầu Đất', price: 150_000, currency: 'VND', active: true } })
  const lan = await asks('POST', '/v1/records/people', { values: { name: 'Nguyễn Thị Lan', email: 'lan@example.vn' } })

  await page.goto('/referrals')
  const prize = (label, amount) => page.getByRole('radiogroup', { name: label }).locator('..').locator('..').getByRole('textbox', { name: 'Số tiền' }).fill(amount)
  for (const [label, amount] of [['Người giới thiệu được', '50k'], ['Người bạn được', '30k']]) {
    await page.getByRole('radiogroup', { name: label }).getByLabel('Một số tiền, chi bằng tay').check()
    await prize(label, amount)
  }
  await page.getByLabel('Hạn đổi trả (ngày)').fill('0')
  await page.getByRole('button', { name: 'Lưu', exact: true }).click()
  await page.getByText('Đã lưu', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Phát hành', exact: true }).click()
  await page.getByText('Đang áp dụng bản 1').waitFor()
  await accessible(page)

  const { code } = await asks('POST', `/v1/records/people/${lan.id}/referral-code`)
  const phone = await browser.newContext({ viewport: { width: 360, height: 780 }, baseURL: order.address, locale: 'vi-VN', userAgent: agent, javaScriptEnabled: false })
  const theirs = await phone.newPage()
  await theirs.goto(`/r/${code}`)
  await theirs.getByRole('heading', { name: /Lan mời bạn/ }).waitFor()
  await theirs.getByLabel('Họ và tên').fill('Phạm Mai')
  await theirs.getByLabel('Số điện thoại hoặc e-mail').fill('0987654321')
  await theirs.getByRole('checkbox').check()
  await theirs.getByRole('button', { name: 'Nhận ưu đãi' }).click()
  await theirs.getByRole('link', { name: 'Đến cửa hàng' }).click()
  await theirs.getByRole('button', { name: /Thêm vào giỏ/ }).click()
  await theirs.getByRole('link', { name: 'Đặt hàng' }).click()
  await theirs.getByLabel('Họ và tên').fill('Phạm Mai')
  await theirs.getByLabel('Số điện thoại').fill('0987654321')
  await theirs.getByLabel('Số nhà, đường').fill('3 Hàng Bài')
  await theirs.getByLabel('Tỉnh, thành phố').selectOption('Thành phố Hà Nội')
  await theirs.getByLabel(/Tôi đồng ý/).check()
  await theirs.getByRole('button', { name: 'Đặt hàng và thanh toán' }).click()
  await theirs.getByText('Mở ứng dụng ngân hàng').waitFor()
  await phone.close()
  const [bought] = (await asks('GET', '/v1/records/orders')).rows
  await asks('POST', `/v1/orders/${bought.id}/payments`, { kind: 'received', way: 'transfer', amount: bought.values.total })
  await until('nobody is rewarded', async () => (await asks('GET', '/v1/referrals?state=rewarded')).referrals?.[0])

  await page.goto('/referrals')
  await page.getByRole('button', { name: 'Đã thưởng: 1, xem là ai' }).click()
  await page.getByText('Phạm Mai').waitFor()
  await accessible(page)
  await page.getByRole('button', { name: 'Đã chi' }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: 'Đã chi' }).click()
  await page.getByText('đã chi', { exact: false }).first().waitFor()
  await page.getByRole('tab', { name: 'Cây' }).click()
  await page.getByRole('button', { name: 'Ai do Nguyễn Thị Lan giới thiệu' }).press('Enter')
  await page.getByRole('link', { name: 'Phạm Mai' }).waitFor()
  await page.setViewportSize({ width: 360, height: 780 })
  await accessible(page)
  check(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'the tree is wider than a telephone')
})
