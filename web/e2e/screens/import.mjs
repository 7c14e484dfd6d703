// A file is sent, its columns are proposed, previewed and imported; then the import is undone.
import { example, screens, until } from './browser.mjs'

await screens(async ({ page }) => {
  await page.goto('/import')
  await page.getByText('Lịch sử sự kiện').click()
  await page.setInputFiles('input[type=file]', [example('small.yaml'), example('khao_sat.csv')])
  await page.getByText('small.yaml không thuộc các loại này').waitFor()
  await page.getByRole('button', { name: 'Tiếp' }).click()

  await page.getByLabel('Thời gian: Cột này là').selectOption('ignore')
  await until('an import without a time cannot go on', () => page.getByRole('button', { name: 'Tiếp' }).isDisabled())
  await page.getByLabel('Thời gian: Cột này là').selectOption('time')
  await page.getByRole('button', { name: 'Tiếp' }).click()

  await page.getByText('Survey Answered: 27').waitFor()
  await page.getByRole('button', { name: 'Nhập', exact: true }).click()
  await page.getByText('Đã nhập xong').waitFor()

  await page.getByRole('button', { name: 'Thao tác với khao_sat.yaml' }).click()
  await page.getByRole('menuitem', { name: 'Hoàn tác' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Hoàn tác' }).click()
  await page.getByText('đã hoàn tác', { exact: true }).waitFor()
})
