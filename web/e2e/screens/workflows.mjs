// What the house does by itself: a recipe made into a draft, a step put in, mended and taken back, tried on somebody,
// published, somebody put in, found where they are, moved and taken back; at the desk and, as an outline, on the phone.
import { accessible, check, screens, until } from './browser.mjs'

await screens(async ({ page }) => {
  const made = await page.request.post('/v1/records/people', { data: { values: { name: 'Trần Thị Mai', email: 'mai@example.com' } } })
  check(made.ok(), `making a person: ${await made.text()}`)

  await page.goto('/workflows')
  await page.getByText('Chưa có gì tự chạy').waitFor()
  await accessible(page)
  await page.getByRole('button', { name: 'Bắt đầu từ mẫu' }).click()
  const gallery = page.getByRole('dialog')
  await gallery.getByRole('button', { name: /^Chăm khách mới/ }).click()
  await accessible(page)
  await gallery.getByRole('button', { name: 'Tạo bản nháp' }).click()
  await page.getByRole('heading', { name: 'Chăm khách mới' }).waitFor()
  await page.getByText('Có thể phát hành').waitFor()
  await accessible(page)

  // A step between: what it lacks is said where it lacks it, and undo takes it away.
  await page.getByRole('button', { name: 'Thêm bước' }).first().click()
  await page.getByRole('menuitem', { name: 'Gắn nhãn' }).click()
  const panel = page.getByRole('dialog')
  await page.getByText('Cần sửa 1 chỗ trước khi phát hành').waitFor()
  await page.keyboard.press('Escape')
  await panel.waitFor({ state: 'detached' })
  await page.getByRole('status').getByRole('button', { name: /^Gắn nhãn: / }).click()
  await panel.getByLabel('Nhãn').first().fill('khach-moi')
  await panel.getByLabel('Đi tiếp đến', { exact: true }).first().waitFor()
  await page.getByText('Có thể phát hành').waitFor()
  await accessible(page)
  await panel.getByRole('button', { name: 'Xong' }).click()
  const tag = page.locator('[data-step=add_tag]')
  await tag.focus()
  await page.keyboard.press('Delete')
  await tag.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Hoàn tác' }).click()
  await tag.waitFor()
  // What is waited for is found by what it is called, and one nobody has seen is told apart.
  await page.getByRole('button', { name: 'Thêm bước' }).first().click()
  await page.getByRole('menuitem', { name: 'Chờ một sự kiện' }).click()
  const event = panel.getByRole('combobox', { name: 'Sự kiện' })
  await event.fill('khách gõ cửa')
  await page.getByRole('option', { name: 'Sự kiện khác: “khách gõ cửa”' }).waitFor()
  await page.getByText(/Chờ một sự kiện: .*Cần điền chỗ này/).waitFor()
  await event.fill('mo e-mail')
  await page.getByRole('option', { name: /^Mở e-mail/ }).click()
  await page.getByText('Mở e-mail, nhiều nhất 3 ngày').waitFor()
  await panel.getByRole('button', { name: 'Bỏ bước này' }).click()
  await page.getByRole('button', { name: 'Lưu nháp' }).click()
  await page.getByText('Chưa lưu').waitFor({ state: 'detached' })

  // On somebody, by a clock that goes on by itself.
  await page.getByRole('button', { name: 'Chạy thử' }).click()
  await panel.getByLabel('Người').first().fill('mai')
  await page.getByRole('option', { name: /Trần Thị Mai/ }).click()
  await panel.getByRole('button', { name: 'Đi theo họ' }).click()
  const trial = page.getByRole('region', { name: 'Chạy thử trên một người' })
  await trial.getByText('Họ sẽ vào.').waitFor()
  await until('the end', async () => {
    if (await trial.getByText('Kết thúc ở đây.').isVisible()) return true
    await trial.getByRole('button', { name: 'Bước tiếp' }).click({ timeout: 2000 }).catch(() => undefined) // at the end it cannot be pressed
  })
  await accessible(page)
  await trial.getByRole('button', { name: 'Đóng' }).click()

  await page.getByRole('button', { name: 'Phát hành' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Phát hành' }).click()
  await page.getByText('Đang chạy').first().waitFor()

  await page.getByRole('button', { name: 'Thêm', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Đưa người vào' }).click()
  await page.getByRole('dialog').getByLabel('Người').first().fill('mai')
  await page.getByRole('option', { name: /Trần Thị Mai/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Đưa vào' }).click()

  // Where they are, why, and back. They come by other steps on their way there.
  await page.locator('[data-step=called]').locator('..').getByRole('button', { name: '1 người đang ở đây' }).click()
  await panel.getByRole('link', { name: 'Trần Thị Mai' }).waitFor()
  await panel.getByRole('button', { name: 'Đường đã đi' }).click()
  await panel.getByText('Vào quy trình: Đưa vào bằng tay').waitFor()
  await panel.getByText('đã làm: Tạo việc').waitFor()
  await page.getByText('Họ đã ở trong quy trình').waitFor({ state: 'detached' })
  await accessible(page)
  await panel.getByRole('button', { name: 'Rút lại' }).click()
  const undo = page.getByRole('dialog', { name: /Rút lại những gì/ })
  await undo.getByText('Rút lại được').first().waitFor()
  await accessible(page)
  await undo.getByRole('button', { name: 'Rút lại' }).click()
  await undo.getByText('Đã rút lại').first().waitFor()
  await undo.getByRole('button', { name: 'Đóng' }).last().click()
  await panel.getByText('Không có ai').waitFor()
})

await screens(async ({ page }) => {
  await page.goto('/workflows')
  await page.getByRole('link', { name: 'Chăm khách mới' }).click()
  await page.locator('[data-step=called]').waitFor()
  await accessible(page)
  await page.locator('[data-step=called]').click()
  await page.getByRole('dialog').getByLabel('At most').waitFor()
  await accessible(page)
}, { width: 360, height: 780, language: 'en', scheme: 'dark' })
