// A name without a meaning is given one; rules move by keys; what changes is shown before it is saved.
import { screens, until } from './browser.mjs'

await screens(async ({ page }) => {
  await page.goto('/catalogue')
  await page.getByRole('button', { name: 'Thêm quy tắc' }).click()
  await page.getByRole('combobox', { name: 'Sự kiện' }).fill('Đặt Bàn')
  await page.getByLabel('Ý nghĩa', { exact: true }).selectOption('lead')
  await page.keyboard.press('Alt+ArrowDown')
  await page.getByRole('button', { name: /^2 Đặt Bàn/ }).waitFor()

  await page.getByRole('button', { name: 'Thêm điều kiện' }).click()
  await page.getByText('Ghi tên thuộc tính cần so sánh.').waitFor()
  await until('a rule with half a condition cannot be saved', () => page.getByRole('button', { name: 'Xem lại và lưu' }).isDisabled())
  await page.getByRole('combobox', { name: 'Thuộc tính' }).fill('số người')
  await page.getByLabel('So sánh').selectOption('>=')
  await page.getByRole('textbox', { name: 'Giá trị' }).fill('2')

  await page.getByRole('button', { name: 'Xem lại và lưu' }).click()
  const review = page.getByRole('dialog')
  await review.getByRole('listitem').waitFor() // one, and no more
  await review.getByRole('button', { name: 'Lưu' }).click()
  await page.getByText(/Đã lưu thành phiên bản/).waitFor()

  await page.reload()
  await page.getByText('chỉ khi số người tối thiểu 2').waitFor()
})
