// A marketer makes a page of blocks with a form on it, sees it before anybody else does, and publishes it. Somebody without
// scripts reads it in both languages and fills in the form; somebody with them meets a page whose policy nothing breaks. The
// page says how it did.
import { accessible, check, screens, until } from './browser.mjs'
import { agent } from './elsewhere.mjs'

const form = {
  key: 'bao-gia', name: 'Báo giá', draft: {
    title: { vi: 'Xin báo giá', en: 'Ask for prices' }, intro: { vi: '', en: '' }, button: { vi: '', en: '' }, language: 'vi', consents: [], style: {}, popup: {}, after: { thanks: { vi: '', en: '' } },
    fields: [{ key: 'email', kind: 'email', person: 'email', required: true, label: { vi: 'E-mail', en: 'E-mail' } }],
  },
}

await screens(async ({ page, browser, order }) => {
  const headers = { Origin: order.address }
  const asks = async (method, path, data) => {
    const answer = await page.request.fetch(path, { method, data, headers })
    check(answer.ok(), `${path}: ${answer.status()} ${await answer.text()}`)
    return answer.json()
  }
  const made = await asks('POST', '/v1/forms', form)
  await asks('POST', `/v1/forms/${made.id}/publish`)

  await page.goto('/pages')
  await page.getByRole('button', { name: 'Trang mới' }).first().click()
  await page.getByLabel('Tiêu đề').fill('Cà phê rang mộc')
  await page.getByRole('button', { name: 'Bắt đầu viết' }).click()
  await page.getByLabel('Tiêu đề · Tiếng Anh').fill('Plain roast')
  await page.getByRole('button', { name: /^Chữ/ }).first().click()
  await page.getByLabel('Chữ · Tiếng Việt').fill('Rang **mỗi sáng**, giao trong ngày.')
  await page.getByRole('button', { name: 'Thêm khối' }).click()
  await page.getByRole('menuitem', { name: 'Biểu mẫu' }).click()
  await page.getByRole('combobox', { name: 'Biểu mẫu' }).click()
  await page.getByRole('option', { name: 'Báo giá' }).click()
  await page.getByRole('button', { name: 'Thêm khối' }).click()
  await page.getByRole('menuitem', { name: 'Đánh giá của khách' }).click()
  await page.getByText('Chưa có gì để hiện').waitFor() // and nothing is shown, the heading neither
  const preview = page.frameLocator('iframe')
  await preview.getByRole('heading', { name: 'Cà phê rang mộc' }).waitFor()
  await preview.getByRole('heading', { name: 'Xin báo giá' }).waitFor()
  check((await preview.getByRole('heading', { name: 'Khách nói gì' }).count()) === 0, 'there is a heading above nothing')
  await page.getByRole('tab', { name: 'Tìm kiếm và địa chỉ' }).click()
  await page.getByText('chưa có mô tả').first().waitFor()
  // Before it is published it is said what visitors will miss.
  await page.getByRole('button', { name: 'Phát hành' }).click()
  const missing = page.getByRole('dialog', { name: 'Khách sẽ thấy thiếu' })
  await missing.getByText('chưa có mô tả').waitFor()
  await missing.getByRole('button', { name: 'Vẫn phát hành' }).click()
  await missing.waitFor({ state: 'detached' })
  await page.getByText('Bản 1', { exact: true }).waitFor()
  await accessible(page)

  // It says above what is written when it comes out by itself; a second version is held against the first.
  await page.getByRole('tab', { name: 'Thời điểm' }).click()
  await page.getByLabel('Tự phát hành lúc').fill('2099-01-01T08:00')
  await page.getByRole('button', { name: 'Lưu', exact: true }).click()
  await page.getByRole('status').filter({ hasText: /Sẽ phát hành lúc .* 1 thg 1, 2099/ }).waitFor()
  await page.getByLabel('Tự phát hành lúc').fill('')
  await page.getByRole('tab', { name: 'Tìm kiếm và địa chỉ' }).click()
  await page.getByLabel('Mô tả · Tiếng Việt').fill('Rang mỗi sáng ở Buôn Ma Thuột.')
  await page.getByRole('button', { name: 'Phát hành' }).click()
  await missing.getByRole('button', { name: 'Vẫn phát hành' }).click()
  await page.getByRole('status').filter({ hasText: /^Bản 2$/ }).waitFor()
  await page.getByRole('tab', { name: 'Các bản' }).click()
  await page.getByRole('button', { name: 'So sánh' }).first().click()
  await page.getByText('Hai bản giống hệt nhau.').waitFor()
  await page.getByLabel('So với').selectOption('Bản 1')
  await page.getByRole('listitem').filter({ hasText: 'Rang mỗi sáng ở Buôn Ma Thuột.' }).filter({ hasText: 'mới' }).last().waitFor()
  await accessible(page)

  await withoutScript(browser, order.address)
  await withScript(browser, order.address)

  await page.goto('/pages')
  await page.getByText('Đã phát hành').waitFor()
  await until('three who saw the page and one who answered', async () => {
    const one = (await asks('GET', '/v1/pages')).pages[0]
    return one.views >= 3 && one.leads === 1
  })
})

/** Somebody without scripts reads the page in both languages and fills in the form; for that they take their time. */
async function withoutScript(browser, house) {
  const context = await browser.newContext({ userAgent: agent, javaScriptEnabled: false, viewport: { width: 360, height: 740 } })
  const page = await context.newPage()
  await page.goto(`${house}/s/ca-phe-rang-moc`)
  await page.getByRole('heading', { name: 'Cà phê rang mộc' }).waitFor()
  await page.getByRole('link', { name: 'English' }).click()
  await page.getByRole('heading', { name: 'Plain roast' }).waitFor()
  await page.goBack()
  await page.fill('input[name="f.email"]', 'hoa@example.vn')
  await new Promise((go) => setTimeout(go, 3_200)) // answered quicker than anybody reads, it would wait to be looked at
  await page.getByRole('button', { name: 'Gửi' }).click()
  await page.getByText('Cảm ơn bạn. Chúng tôi đã nhận được.').waitFor()
  await context.close()
}

/** Somebody with scripts sees the form drawn by them, and nothing that the page's policy forbids. */
async function withScript(browser, house) {
  const context = await browser.newContext({ userAgent: agent })
  const page = await context.newPage()
  const refused = []
  page.on('console', (m) => /Content Security Policy/i.test(m.text()) && refused.push(m.text()))
  await page.goto(`${house}/s/ca-phe-rang-moc`)
  await page.getByRole('button', { name: 'Gửi' }).waitFor()
  check(refused.length === 0, `the page's policy was broken: ${refused}`)
  await context.close()
}
