// A list of customers from a spreadsheet that lost zeros: what is wrong is told before anything changes, what is refused
// comes back as a file, the list can be handed out; then the import is undone. At the desk and on the phone.
import { readFileSync } from 'node:fs'
import { accessible, check, screens } from './browser.mjs'

const list = (name, digit) => `Họ và tên;SĐT;Email;Nhóm khách hàng
Chị Nguyễn Thị ${name};91234567${digit};khach${digit}@example.vn;VIP
Nguyễn Thị ${name};091234567${digit};;
Trần ${name} Hùng;098765432${digit};;Khách quen
Lê ${name} Hoa;9.12E+08;;
`

const steps = (name, digit) => async ({ page }) => {
  await page.goto('/import')
  await page.setInputFiles('input[type=file]', { name: 'khach.csv', mimeType: 'text/csv', buffer: Buffer.from(list(name, digit)) })
  await page.getByRole('button', { name: 'Tiếp' }).click()
  await page.getByRole('button', { name: 'Kiểm tra mọi dòng' }).waitFor()
  await accessible(page)
  await page.getByRole('button', { name: 'Kiểm tra mọi dòng' }).click()
  await page.getByText('1 dòng không nhập được').waitFor()
  await page.getByText(`091 234 567${digit}`).first().waitFor()
  await accessible(page)
  await page.getByRole('button', { name: 'Nhập phần còn lại' }).click()
  await page.getByText('Danh sách đã vào').waitFor()
  await page.getByText('Không có gì mới', { exact: true }).waitFor() // told as the check told it
  await accessible(page)
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Tải các dòng bị từ chối', exact: true }).click()])
  check(readFileSync(await file.path(), 'utf8').includes(`Lê ${name} Hoa`), 'the refused rows do not come back')

  await page.goto('/people')
  await page.getByText(`Trần ${name} Hùng`).first().waitFor()
  await accessible(page)
  await page.getByRole('button', { name: 'Xuất', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  await accessible(page)
  await page.keyboard.press('Escape')

  await page.goto('/import')
  await page.getByRole('link', { name: 'Tải các dòng bị từ chối (1)' }).first().waitFor()
  await page.getByRole('button', { name: 'Thao tác với khach.csv' }).first().click()
  await page.getByRole('menuitem', { name: 'Hoàn tác' }).click()
  const undone = page.getByText('đã hoàn tác', { exact: true })
  const before = await undone.count()
  await page.getByRole('dialog').getByRole('button', { name: 'Hoàn tác' }).click()
  await undone.nth(before).waitFor()
}

await screens(steps('Lan', '1'), { width: 1440, height: 900 })
await screens(steps('Hồng', '2'), { width: 360, height: 780 })
