// An event comes onto the screen as it is sent; one that cannot be understood is in quarantine.
import { check, screens } from './browser.mjs'

await screens(async ({ page, order }) => {
  await page.goto('/settings/keys')
  await page.getByRole('button', { name: 'Khoá ghi mới' }).click()
  await page.getByLabel('Tên').fill('Cửa hàng')
  await page.getByRole('button', { name: 'Tạo', exact: true }).click()
  const key = await page.getByRole('dialog').locator('code').innerText()
  const send = (body) => page.request.post(`${order.address}/v1/track`, { data: body, headers: { Authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` } })

  await page.goto('/events')
  await page.locator('[data-index]').first().waitFor()
  await page.getByRole('status', { name: /^Trực tiếp/ }).waitFor()
  const name = `Đặt lịch ${Date.now()}`
  check((await send({ userId: 'KH-900', event: name, properties: { kênh: 'zalo' } })).ok(), 'the event was not taken')
  await page.getByRole('button', { name }).waitFor()

  await page.getByRole('button', { name }).click()
  await page.getByRole('dialog').getByText('"zalo"').waitFor()
  await page.keyboard.press('Escape')

  check((await send({ event: 'Nobody Did This' })).status() === 200, 'a bad event must be answered with 200')
  await page.getByRole('button', { name: 'Cách ly', exact: true }).click()
  await page.getByRole('button', { name: 'Nobody Did This' }).click()
  await page.getByRole('dialog').getByText('Cách ly:').waitFor()
})
