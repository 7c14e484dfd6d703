// The owner adds somebody who only reads; what they may not do, they are not shown. Name and doctor.
import { check, screens, signIn } from './browser.mjs'

await screens(async ({ page, browser, order }) => {
  await page.goto('/settings/users')
  await page.getByRole('button', { name: 'Thêm người dùng' }).click()
  await page.getByLabel('Tên').fill('Trần Chỉ Xem')
  await page.getByLabel('E-mail').fill('xem@example.com')
  await page.getByLabel('Người xem').check()
  await page.getByRole('dialog').getByRole('button', { name: 'Thêm', exact: true }).click()
  await page.getByText('Trần Chỉ Xem đã có thể đăng nhập').waitFor()
  const [email, password] = await page.getByRole('dialog').locator('code').allInnerTexts()

  const context = await browser.newContext({ baseURL: order.address })
  await context.addInitScript(() => localStorage.setItem('banhda-language', 'vi'))
  const reader = await context.newPage()
  await signIn(reader, email, password)
  await reader.goto('/catalogue')
  await reader.getByText('Bạn xem được danh mục').waitFor()
  check((await reader.getByRole('button', { name: 'Thêm quy tắc' }).count()) === 0, 'who only reads is offered to write')
  await reader.goto('/import')
  await reader.getByText('Các lần nhập').waitFor()
  check((await reader.locator('input[type=file]').count()) === 0, 'who only reads is offered to import')

  await page.goto('/settings')
  await page.getByLabel('Tên').fill('Quán Đổi Tên')
  await page.getByRole('button', { name: 'Lưu' }).click()
  await page.locator('header', { hasText: 'Quán Đổi Tên' }).waitFor()
  check(await page.getByLabel('Tiền tệ').isDisabled(), 'the currency of a history can be changed')

  await page.goto('/settings/about')
  await page.getByRole('button', { name: 'Khám toàn bộ' }).click()
  await page.getByText('Bản chiếu').waitFor()
  check((await page.getByRole('img', { name: 'cần xem' }).count()) === 0, 'the doctor found something')
})
