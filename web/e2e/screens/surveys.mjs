// A marketer makes a survey and asks; the customer opens it by the link of a score on a phone: the score is kept at once, and a
// word after it. Its people stand behind the figure, and the answer on the customer's timeline.
import { accessible, check, screens, until } from './browser.mjs'
import { agent } from './elsewhere.mjs'

await screens(async ({ page, browser, order }) => {
  const headers = { Origin: order.address }
  const asks = async (method, path, data) => {
    const answer = await page.request.fetch(path, { method, data, headers })
    check(answer.ok(), `${path}: ${answer.status()} ${await answer.text()}`)
    return answer.json()
  }
  await asks('PUT', '/v1/mail', { host: 'smtp.example.com', port: 587, security: 'starttls', user: '', from: 'cskh@shop.example.com', name: 'Quán Nhỏ', url: 'https://crm.example.com' })
  const lan = await asks('POST', '/v1/records/people', { values: { name: 'Nguyễn Thị Lan', email: 'lan@example.vn' } })

  await page.goto('/surveys')
  await page.getByRole('button', { name: 'Khảo sát mới' }).first().click()
  await page.getByRole('dialog').getByLabel('Tên').fill('Sau mua hàng')
  await page.getByRole('button', { name: 'Bắt đầu' }).click()
  await page.getByRole('button', { name: 'Thêm câu hỏi' }).click()
  await page.getByLabel('Câu 1 · Tiếng Việt').fill('Ai đã giúp bạn?')
  await page.getByLabel('Lựa chọn · Tiếng Việt').fill('Chăm sóc\nBán hàng')
  await page.getByLabel('Lựa chọn · Tiếng Anh').fill('Care\nSales')
  await page.getByRole('button', { name: 'Phát hành', exact: true }).click()
  await page.getByRole('button', { name: 'Hỏi ngay' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Hỏi ngay' }).click()
  await accessible(page)
  const id = page.url().split('/').pop()
  const invited = await until('nobody is asked', async () => (await asks('GET', `/v1/surveys/${id}/responses?state=asked`)).responses?.[0])

  const phone = await browser.newContext({ viewport: { width: 360, height: 780 }, baseURL: order.address, locale: 'vi-VN', userAgent: agent, bypassCSP: true })
  const theirs = await phone.newPage()
  await theirs.goto(`${invited.page}?score=9`)
  await theirs.getByText('Chúng tôi đã ghi nhận điểm 9').waitFor() // the script kept it
  await accessible(theirs)
  await theirs.getByLabel('Điều gì khiến bạn chọn điểm này?').fill('Cà phê ngon')
  await theirs.getByLabel('Ai đã giúp bạn?').selectOption('Chăm sóc')
  await theirs.getByRole('button', { name: 'Gửi' }).click()
  await theirs.getByText('Cảm ơn bạn đã trả lời').waitFor()
  check(await theirs.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'the page is wider than a telephone')
  await phone.close()

  await page.goto(`/surveys/${id}`)
  await page.getByRole('button', { name: 'Điểm 9: 1, xem là ai' }).click()
  await page.getByText('Cà phê ngon').waitFor()
  await page.locator('dd', { hasText: 'Chăm sóc' }).waitFor()
  await accessible(page)
  await until('the answer on the timeline', async () => {
    const who = JSON.stringify(await asks('GET', `/v1/people/${lan.id}`))
    return who.includes('Survey Answered') && who.includes('Cà phê ngon')
  })
})
