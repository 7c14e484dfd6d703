// The owner invites somebody who only reads; they choose their password by the link, are not shown what they may not do,
// set up a second step, and sign in with it. A role of one's own, a team, the company's name, the doctor. A segment of the
// screens is shut, and stays so.
import { createHmac } from 'node:crypto'
import { accessible, check, screens, until } from './browser.mjs'

/** The code an app shows now for a secret in base 32. */
function code(secret) {
  let bits = ''
  for (const c of secret) bits += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')
  const key = Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)))
  const count = Buffer.alloc(8)
  count.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)))
  const mac = createHmac('sha1', key).update(count).digest()
  return String((mac.readUInt32BE(mac.at(-1) & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

const password = 'bốn con gà con'

await screens(async ({ page, browser, order }) => {
  const attract = page.getByRole('group', { name: 'Thu hút' })
  await page.goto('/campaigns')
  await attract.getByRole('button', { name: 'Thu hút' }).click()
  await page.reload()
  await attract.getByRole('link', { name: 'Chiến dịch' }).waitFor() // where one is
  await until('a segment that was shut stays so', async () => (await attract.getByRole('link').count()) === 1)
  await attract.getByRole('button', { name: 'Thu hút' }).click()
  await attract.getByRole('link', { name: 'Biểu mẫu' }).waitFor()

  await page.goto('/settings/users')
  await page.getByRole('button', { name: 'Mời một người' }).waitFor()
  await until('the page stands where it begins, though the list of screens is moved', () => page.evaluate(() => window.scrollY === 0 && document.querySelector('.shell-side').scrollTop > 0))
  await page.getByRole('button', { name: 'Mời một người' }).click()
  await page.getByLabel('E-mail').fill('xem@example.com')
  await page.getByLabel('Người xem').check()
  await page.getByRole('button', { name: 'Tạo liên kết' }).click()
  await page.getByText('Gửi liên kết này cho xem@example.com').waitFor()
  const link = await page.getByRole('dialog').locator('code').innerText()

  const context = await browser.newContext({ baseURL: order.address, viewport: { width: 360, height: 780 }, bypassCSP: true })
  await context.addInitScript(() => localStorage.setItem('banhda-language', 'vi'))
  const reader = await context.newPage()
  reader.setDefaultTimeout(60_000)
  await reader.goto(link)
  await reader.getByText('mời bạn cùng làm việc ở đây').waitFor()
  await accessible(reader)
  await reader.getByLabel('Tên bạn').fill('Trần Chỉ Xem')
  await reader.getByLabel('Chọn mật khẩu').fill(password)
  await reader.getByRole('button', { name: 'Tham gia' }).click()
  await reader.waitForURL('**/')
  await reader.goto('/catalogue')
  await reader.getByText('Bạn xem được danh mục').waitFor()
  check((await reader.getByRole('button', { name: 'Thêm quy tắc' }).count()) === 0, 'who only reads is offered to write')

  await reader.goto('/settings/security')
  await reader.getByRole('main').getByRole('button', { name: 'Cài đặt', exact: true }).click()
  await reader.getByLabel('Mật khẩu của bạn').fill(password)
  await reader.getByRole('button', { name: 'Tiếp' }).click()
  await reader.getByRole('img', { name: 'Mã QR' }).waitFor()
  const secret = await reader.getByRole('dialog').locator('code').innerText()
  await reader.getByLabel('Mã ứng dụng đang hiện').fill(code(secret))
  await reader.getByRole('button', { name: 'Bật', exact: true }).click()
  await reader.getByText('Cất các mã khôi phục').waitFor()
  const recovery = (await reader.getByRole('dialog').locator('pre').innerText()).split(/\s+/)
  check(recovery.length === 10, `${recovery.length} recovery codes`)
  await reader.getByRole('button', { name: 'Tôi đã cất' }).click()
  await reader.getByText('Còn 10 mã khôi phục').waitFor()
  await accessible(reader)
  await context.clearCookies()
  await reader.goto('/settings/security')
  await reader.getByLabel('E-mail').fill('xem@example.com')
  await reader.getByLabel('Mật khẩu').fill(password)
  await reader.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
  await reader.getByText('Thêm một bước').waitFor()
  await reader.getByLabel('Mã').fill(recovery[0])
  await reader.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
  await reader.getByText('Còn 9 mã khôi phục').waitFor()

  await page.goto('/settings/roles')
  await page.getByRole('button', { name: 'Tạo riêng từ vai trò này: Bán hàng' }).click()
  await page.getByRole('dialog').getByLabel('Tên').first().fill('Cộng tác viên')
  await page.getByLabel('Người: Xem').selectOption('own')
  await until('nobody changes more than they see', async () => (await page.getByLabel('Người: Sửa').inputValue()) === 'own')
  await accessible(page)
  await page.getByRole('button', { name: 'Lưu' }).click()
  await page.getByRole('button', { name: 'Sửa Cộng tác viên' }).waitFor()

  await page.goto('/settings/teams')
  await page.getByRole('button', { name: 'Nhóm mới' }).click()
  await page.getByRole('dialog').getByLabel('Tên').first().fill('Miền Bắc')
  await page.getByRole('button', { name: 'Lưu' }).click()
  await page.getByRole('button', { name: 'Sửa Miền Bắc' }).waitFor()
  await page.goto('/settings/sign-in')
  await page.getByText('/v1/oidc/callback').waitFor()
  await accessible(page)

  await page.goto('/settings')
  await page.getByLabel('Tên').fill('Quán Đổi Tên')
  await page.getByRole('button', { name: 'Lưu' }).click()
  await page.locator('header', { hasText: 'Quán Đổi Tên' }).waitFor()
  await until('the currency of a history cannot be changed', () => page.getByLabel('Tiền tệ').isDisabled())

  await page.goto('/settings/about')
  await page.getByRole('button', { name: 'Khám toàn bộ' }).click()
  await page.getByText('Bản chiếu').waitFor()
  check((await page.getByRole('img', { name: 'cần xem' }).count()) === 0, 'the doctor found something')
})
