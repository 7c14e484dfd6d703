// Somebody is found without marks, read, merged with somebody else, and made a person of their own again.
import { screens } from './browser.mjs'

await screens(async ({ page }) => {
  await page.goto('/people')
  await page.getByRole('searchbox').fill('do minh quan')
  await page.waitForURL(/q=do/)
  await page.getByRole('link', { name: 'Đỗ Minh Quân' }).click()
  await page.waitForURL(/open=per_/)
  const id = new URL(page.url()).searchParams.get('open')

  await page.goto(`/people/${id}/path`)
  await page.getByRole('heading', { name: 'Dòng thời gian' }).waitFor()
  await page.getByText('Mọi lần chuyển giai đoạn').click()
  const moves = page.locator('details table tbody tr')
  await moves.nth(3).waitFor()

  await page.getByRole('button', { name: 'Gộp với' }).click()
  await page.getByPlaceholder('Tên, e-mail, số điện thoại hoặc mã').fill('ly nhu quynh')
  await page.getByRole('button', { name: /Lý Như Quỳnh/ }).click()
  await page.getByText('Mỗi người có').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Gộp', exact: true }).click()
  await page.getByText('Hai người đã là một').waitFor()
  await page.goto(`/people/${id}/path`)

  await page.getByRole('button', { name: 'Thao tác khác' }).click()
  await page.getByRole('menuitem', { name: 'Tách lần gộp gần nhất' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Tách ra' }).click()
  await page.getByRole('button', { name: 'Mở người kia' }).or(page.getByRole('link', { name: 'Mở người kia' })).click()
  await page.getByRole('heading', { name: 'Lý Như Quỳnh' }).waitFor()

  await page.goto('/people?where=stage+%3D%3D+customer')
  await page.getByRole('alert').filter({ hasText: 'ký tự thứ 8' }).waitFor()
})
