// A seller writes a quote and sends it; the customer reads it on a phone, accepts it by name and pays by what a bank's feed
// tells. The order is paid, the evidence stands with the quote, and the customer is one.
import { accessible, check, screens, until } from './browser.mjs'

const mail = { host: 'smtp.example.com', port: 587, security: 'starttls', user: '', from: 'cskh@shop.example.com', name: 'Quán Nhỏ', url: 'https://crm.example.com' }

await screens(async ({ page, browser, order }) => {
  const shot = async (of, name) => { if (order.shots) await of.screenshot({ path: `${order.shots}/quote-${name}.png`, fullPage: true }) }
  const headers = { Origin: order.address }
  const asks = async (method, path, data) => {
    const answer = await page.request.fetch(path, { method, data, headers })
    check(answer.ok(), `${path}: ${answer.status()} ${await answer.text()}`)
    return answer.json()
  }
  const here = (address) => address.replace(mail.url, '')
  await asks('PUT', '/v1/mail', mail)
  const set = await asks('PUT', '/v1/payment-settings', { accounts: [{ bank: '970436', number: '0011001234567', holder: 'QUAN NHO' }] })
  const lan = await asks('POST', '/v1/records/people', { values: { name: 'Nguyễn Thị Lan', email: 'lan@example.vn' } })
  const made = await asks('POST', '/v1/quotes', { person: lan.id })

  await page.goto(`/quotes/${made.id}`)
  await page.getByLabel('Tiêu đề').fill('Máy xay')
  await page.getByLabel('Nội dung', { exact: true }).last().fill('Máy xay cà phê')
  await page.getByLabel('Đơn giá').fill('1tr1')
  await page.getByRole('combobox', { name: 'Đặt cọc' }).click()
  await page.getByRole('option', { name: 'Theo phần trăm' }).click()
  await page.getByLabel('Bao nhiêu phần trăm').fill('25')
  await page.getByRole('button', { name: 'Lưu' }).click()
  await page.getByRole('button', { name: 'Gửi', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Gửi', exact: true }).click()
  await page.getByText('Đã gửi', { exact: true }).first().waitFor()
  await accessible(page)
  await page.getByText(/Đặt cọc khi đồng ý: 275\.000.*; còn lại 825\.000/).waitFor()
  await shot(page, 'editor')
  const sent = await asks('GET', `/v1/quotes/${made.id}`)

  const phone = await browser.newContext({ viewport: { width: 360, height: 780 }, baseURL: order.address, locale: 'vi-VN', bypassCSP: true })
  const theirs = await phone.newPage()
  await theirs.goto(here(sent.page))
  await theirs.getByText('Đặt cọc khi đồng ý (25 %)').waitFor()
  await accessible(theirs)
  await shot(theirs, 'page')
  await theirs.getByLabel('Họ và tên của bạn').fill('Nguyễn Thị Lan')
  await theirs.getByRole('button', { name: 'Tôi đồng ý' }).click()
  await theirs.getByText('Đã được đồng ý bởi').waitFor()
  await theirs.getByText('Đặt cọc để chúng tôi bắt đầu:').waitFor()
  await accessible(theirs)
  await shot(theirs, 'accepted')

  const accepted = await asks('GET', `/v1/quotes/${made.id}`)
  const owed = await asks('GET', `/v1/orders/${accepted.order.id}/payments`)
  check(owed.left === 1_100_000 && owed.now === 275_000 && owed.pay.amount === 275_000, `owed ${JSON.stringify(owed)}`)
  const arrives = (id, amount) => asks('POST', here(set.feed), { id, transactionDate: '2026-11-20 10:00:00', accountNumber: '0011001234567', content: `CT DEN ${owed.code.toLowerCase()} LAN`, transferType: 'in', transferAmount: amount })
  await page.goto(`/orders/${accepted.order.id}`)
  await page.getByText('Tiền cọc cần thu').waitFor()
  await accessible(page)
  await shot(page, 'order')
  await arrives(1, 275_000)
  await theirs.getByText('825.000').first().waitFor()
  await theirs.getByText('Chúng tôi đã nhận một phần. Còn lại:').waitFor() // the page heard of the deposit by itself
  await arrives(2, 825_000)
  await theirs.getByText('Đã thanh toán đủ').waitFor() // the page heard of it by itself
  await phone.close()

  await page.goto(`/orders/${accepted.order.id}`)
  await page.getByText('Đã trả đủ', { exact: true }).waitFor()
  await page.goto(`/quotes/${made.id}`)
  await page.getByText('Bằng chứng: SHA-256').waitFor()
  await until('a customer, and why', async () => {
    const who = JSON.stringify(await asks('GET', `/v1/people/${lan.id}`))
    return who.includes('customer') && who.includes('Quote Accepted') && who.includes('Payment Received')
  })
})
