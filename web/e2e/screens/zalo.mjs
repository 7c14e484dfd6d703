// A customer writes by Zalo and sends a picture; a seller answers in the inbox with words, a picture and a document; where the time to
// answer freely is over, a template that Zalo approved goes, its places filled in.
import { accessible, check, example, screens, until } from './browser.mjs'

await screens(async ({ page, order }) => {
  const world = (path, data) => page.request.fetch(order.world + path, data === undefined ? {} : { method: 'POST', data })
  const sent = async () => (await (await world('/sent')).json()) ?? []
  const went = (n) => until(`${n} messages by Zalo`, async () => {
    const all = await sent()
    return all.length >= n && all
  })
  const shot = async (name) => { if (order.shots) await page.screenshot({ path: `${order.shots}/zalo-${name}.png` }) }

  await world('/text', 'Còn hàng không shop?')
  await world('/picture', '')
  await page.goto('/inbox?of=all')
  await page.getByRole('link', { name: /Nguyễn Thị Lan/ }).click()
  const log = page.getByRole('log')
  await log.getByText('Còn hàng không shop?').waitFor()
  const picture = log.getByRole('article').filter({ hasText: 'Máy bị thế này ạ' })
  await picture.getByRole('link', { name: /Zalo\.jpg/ }).waitFor()
  await page.waitForFunction((i) => i.complete && i.naturalWidth > 0, await picture.locator('img').elementHandle())
  check(!(await log.innerText()).includes('http'), 'a picture is shown as an address')
  await page.getByText(/Zalo: còn 8 tin miễn phí/).waitFor()

  const text = page.getByLabel('Viết câu trả lời. Gõ / để lấy mẫu câu.')
  await text.fill('Dạ còn ạ, em gửi chị ảnh và báo giá')
  await page.locator('input[type=file]').setInputFiles([
    { name: 'báo giá.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 báo giá') },
    { name: 'máy mới.png', mimeType: 'image/png', buffer: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64') },
  ])
  await page.getByText('báo giá.pdf').waitFor()
  await page.getByText('máy mới.png').waitFor()
  await shot('files')
  await accessible(page)
  await page.getByRole('button', { name: 'Gửi', exact: true }).click()
  await log.getByRole('link', { name: /báo giá\.pdf/ }).waitFor()
  const free = await went(2)
  check(free[0].Text === 'Dạ còn ạ, em gửi chị ảnh và báo giá' && free[0].Files[0] === 'máy mới.png', `the first message: ${JSON.stringify(free[0])}`)
  check(free[1].Text === '' && free[1].Files[0] === 'báo giá.pdf', `the second message: ${JSON.stringify(free[1])}`)
  await until('what went no longer stands where it was written', async () => (await text.inputValue()) === '')

  await page.locator('input[type=file]').setInputFiles(example('don_hang.csv'))
  await page.getByRole('button', { name: 'Gửi', exact: true }).click()
  await page.getByRole('alert').getByText(/không nhận don_hang\.csv/).waitFor()
  await shot('refused')

  await world('/later', '')
  await page.reload()
  await page.getByText(/Zalo không nhận tin trả lời tự do từ/).waitFor()
  await text.waitFor({ state: 'detached' }) // no words can be written that do not go
  await page.getByRole('combobox', { name: 'Mẫu Zalo' }).click()
  await page.getByRole('option', { name: 'Tri ân khách cũ' }).click()
  await page.getByText(/Không gửi được cho người này: chưa mua gì/).waitFor()
  await until('what the gate refuses cannot be sent', () => page.getByRole('button', { name: 'Gửi mẫu' }).isDisabled())
  await page.getByRole('combobox', { name: 'Mẫu Zalo' }).click()
  await page.getByRole('option', { name: 'Xác nhận đơn hàng' }).click()
  await page.getByText(/300.*một tin · hôm nay còn gửi được 500\/500 tin/).waitFor()
  await page.getByLabel('ten_khach').fill('Nguyễn Thị Lan')
  await page.getByLabel('ma_don').fill('DH-2026-0012')
  await page.getByLabel('ngay_giao').fill('mai')
  await page.getByRole('button', { name: 'Gửi mẫu' }).click()
  await page.getByRole('alert').getByText(/"ngay_giao" của mẫu Zalo cần ngày/).waitFor()
  await page.getByLabel('ngay_giao').fill('31/12/2026')
  await shot('template')
  await accessible(page)
  await page.getByRole('button', { name: 'Gửi mẫu' }).click()
  await log.getByText('ma_don: DH-2026-0012').waitFor()
  const last = (await went(3))[2]
  check(last.TemplateID > 0 && last.Data.ma_don === 'DH-2026-0012' && last.Data.ngay_giao === '31/12/2026', `the template: ${JSON.stringify(last)}`)

  await page.setViewportSize({ width: 360, height: 780 })
  await page.getByRole('combobox', { name: 'Mẫu Zalo' }).click()
  await page.getByRole('option', { name: 'Xác nhận đơn hàng' }).click()
  await page.getByRole('button', { name: 'Gửi mẫu' }).scrollIntoViewIfNeeded()
  await until('the button can be reached on a phone', () => page.getByRole('button', { name: 'Gửi mẫu' }).evaluate((b) => { const r = b.getBoundingClientRect(); return b.contains(document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2)) }))
  await accessible(page)
  await shot('phone')
})
