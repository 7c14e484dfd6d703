// A day's work on one page: a field is changed and put back, a colleague named in a note, a file attached, a call logged,
// after which the last contact is the same on the page and in the list. Everybody can use it, on a phone, too.
import { accessible, check, screens, until } from './browser.mjs'

let id

await screens(async ({ page }) => {
  const { rows } = await (await page.request.get('/v1/records/people?q=do%20minh%20quan')).json()
  id = rows[0].id
  await page.goto(`/people/${id}`)
  await page.getByRole('heading', { name: 'Đỗ Minh Quân', level: 1 }).waitFor()

  // Of many visits the first and the last are told, and all of them where one asks.
  const { values } = await (await page.request.get(`/v1/records/people/${id}`)).json()
  const visits = ['mot', 'hai', 'ba', 'bon', 'nam', 'sau'].map((campaign, i) => ({
    id: `visit-${i}`, name: 'Page Viewed', at: (Date.now() - (6 - i) * 7_200_000) * 1000, person: { email: values.email }, properties: { utm_source: 'facebook', utm_campaign: campaign },
  }))
  check((await page.request.post('/v1/events', { data: visits, headers: { Origin: new URL(page.url()).origin } })).ok(), 'the visits were refused')
  await page.reload()
  const came = page.getByRole('region', { name: 'Đến từ đâu' })
  await came.getByRole('button', { name: /^Xem cả \d+ lần$/ }).click()
  await came.getByText('hai', { exact: true }).waitFor()

  // A field, twice, and back again.
  await page.getByRole('button', { name: /Hiện \d+ trường trống/ }).click()
  const write = async (value) => {
    await page.getByRole('button', { name: /^Sửa Chức danh/ }).click()
    await page.getByRole('textbox', { name: 'Chức danh' }).fill(value)
    const kept = page.waitForResponse((r) => r.request().method() === 'PATCH' && r.ok())
    await page.keyboard.press('Enter')
    await kept
    await page.getByRole('button', { name: `Sửa Chức danh: ${value}`, exact: true }).waitFor()
  }
  await write('Giám đốc')
  await write('Phó giám đốc')
  await page.getByRole('button', { name: 'Ai đã sửa Chức danh' }).click()
  await page.getByRole('dialog').getByText('Nguyễn Thị Hạnh').first().waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Lấy lại giá trị này' }).first().click()
  await page.getByRole('button', { name: 'Sửa Chức danh: Giám đốc', exact: true }).waitFor()

  // A note that names a colleague, and holds no markup of its own.
  const note = page.getByRole('textbox', { name: 'Ghi chú mới' })
  await note.click()
  await note.pressSequentially('<b>x</b> nhờ @hanh')
  await page.getByRole('option', { name: 'Nguyễn Thị Hạnh' }).waitFor()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+Enter')
  await page.getByText('@Nguyễn Thị Hạnh').waitFor()
  await page.locator('p').getByText('<b>x</b> nhờ').first().waitFor() // markup of a note is shown as it is written

  // A file, and one that is not what it says.
  const input = page.locator('input[type=file]')
  await input.setInputFiles({ name: 'báo giá.txt', mimeType: 'text/plain', buffer: Buffer.from('Hạt rang: 320.000') })
  await page.getByRole('link', { name: 'báo giá.txt' }).first().waitFor()
  await input.setInputFiles({ name: 'báo giá.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ\x90\x00\x03', 'latin1') })
  await page.getByRole('alert').first().waitFor()

  // A call: the last contact moves everywhere.
  await page.getByRole('button', { name: 'Ghi lần liên hệ' }).click()
  await page.getByRole('dialog').getByRole('combobox', { name: 'Kết quả' }).or(page.getByRole('dialog').getByRole('textbox', { name: 'Kết quả' })).first().fill('Cần báo giá')
  await page.getByRole('dialog').getByRole('button', { name: 'Ghi lại' }).click()
  await page.getByText('Đã ghi. Lần liên hệ gần nhất đã cập nhật.').waitFor()
  await page.getByText('Gọi đi').first().waitFor()
  const { last_contact } = await (await page.request.get(`/v1/records/people/${id}/timeline?limit=1`)).json()
  check(Date.now() - Date.parse(last_contact) < 120_000, `the page says ${last_contact}`)
  await until('the same last contact in the list', async () => {
    const list = await (await page.request.get('/v1/records/people?q=do%20minh%20quan&columns=name,last_contact')).json()
    return list.rows[0].values.last_contact === last_contact
  })

  // Only contacts are left by the filter.
  await page.getByRole('button', { name: 'Liên hệ', exact: true }).click()
  await page.getByText('@Nguyễn Thị Hạnh').waitFor({ state: 'detached' })
})

for (const look of [{ width: 1440, language: 'vi', scheme: 'light' }, { width: 360, language: 'en', scheme: 'dark' }])
  await screens(async ({ page }) => {
    await page.goto(`/people/${id}`)
    await page.getByText(look.language === 'vi' ? 'Gọi đi' : 'Call Made').first().waitFor()
    await accessible(page)
    if (look.width === 360) {
      await page.getByText('Details', { exact: true }).click()
      await page.getByRole('button', { name: /^Change Job title/ }).waitFor()
      await accessible(page)
    }
    await page.goto('/settings/fields')
    await page.locator('code', { hasText: 'honorific' }).waitFor()
    await accessible(page)
  }, look)
