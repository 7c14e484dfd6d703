// A seller makes a booking page; a visitor books on a phone without a script, takes the file for their calendar, and moves the
// meeting. The seller reads what to know before.
import { accessible, check, screens, until } from './browser.mjs'

await screens(async ({ page, browser, order }) => {
  const asks = async (path) => {
    const answer = await page.request.fetch(path)
    check(answer.ok(), `${path}: ${answer.status()}`)
    return answer.json()
  }
  await page.goto('/appointments/pages')
  await page.getByRole('button', { name: 'Trang đặt lịch mới' }).click()
  await page.getByLabel('Tên · Tiếng Việt').fill('Tư vấn máy pha')
  await page.getByRole('button', { name: 'Thêm câu hỏi' }).click()
  await page.getByLabel('Câu hỏi 1 · Tiếng Việt').fill('Bạn cần gì?')
  await page.getByRole('button', { name: 'Lưu' }).first().click()
  await page.getByRole('link', { name: '/b/tu-van-may-pha' }).waitFor()
  await accessible(page)

  const phone = await browser.newContext({ viewport: { width: 360, height: 780 }, baseURL: order.address, locale: 'vi-VN', javaScriptEnabled: false })
  const theirs = await phone.newPage()
  await theirs.goto('/b/tu-van-may-pha')
  await theirs.locator('button[name=at]').nth(2).click()
  await theirs.getByLabel('Họ và tên').fill('Nguyễn Thị Hương')
  await theirs.getByLabel('E-mail').fill('huong@example.vn')
  await theirs.getByLabel('Bạn cần gì?').fill('máy cho quán nhỏ')
  await theirs.getByLabel('Tôi đồng ý').check()
  await theirs.getByRole('button', { name: 'Đặt lịch hẹn' }).click()
  await theirs.getByText('Lịch hẹn đã được xác nhận.').waitFor()
  const path = new URL(theirs.url()).pathname
  const file = await (await page.request.fetch(`${path}/ics`)).text()
  check(/\r\nDTSTART:\d{8}T\d{6}Z\r\n/.test(file) && /\r\nUID:[^\r]+@banhda\r\n/.test(file), `the calendar's file is ${file}`)
  await theirs.getByRole('link', { name: 'Đổi giờ' }).click()
  await theirs.locator('button[name=at]').nth(4).click()
  await theirs.getByText('Lịch hẹn đã được xác nhận.').waitFor()
  const moved = await (await page.request.fetch(`${path}/ics`)).text()
  check(moved.includes('SEQUENCE:1') && !moved.includes(/DTSTART:\S+/.exec(file)[0]), `moved to ${moved}`)
  await phone.close()
  const abroad = await browser.newContext({ baseURL: order.address, timezoneId: 'Europe/Paris' })
  const far = await abroad.newPage()
  await far.goto('/b/tu-van-may-pha')
  await far.waitForURL('**/b/tu-van-may-pha?zone=Europe%2FParis')
  await far.locator('#zone option[selected]').filter({ hasText: 'Europe/Paris' }).waitFor({ state: 'attached' })
  await abroad.close()

  await page.goto('/appointments')
  await page.getByRole('link', { name: 'Nguyễn Thị Hương' }).click()
  await page.getByText('Cần biết trước khi gặp').waitFor()
  await page.getByText('khách hỏi: Bạn cần gì? – máy cho quán nhỏ').waitFor()
  await accessible(page)
  const { appointments } = await asks('/v1/appointments')
  await until('a prospect, and why', async () => {
    const who = JSON.stringify(await asks(`/v1/people/${appointments[0].person.id}`))
    return who.includes('prospect') && who.includes('Appointment Booked') && who.includes('Appointment Rescheduled')
  })
})
