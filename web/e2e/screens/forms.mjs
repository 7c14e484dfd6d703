// A marketer makes a form and puts it, with the script, on a page of another origin that forbids everything inline; a visitor
// comes by an advertisement, agrees, fills it in and is a prospect with where they came from. Another one without scripts
// answers quicker than anybody reads, and is looked at.
import { check, screens, until } from './browser.mjs'
import { agent, elsewhere } from './elsewhere.mjs'

const mail = { host: 'smtp.example.com', port: 587, security: 'starttls', user: '', from: 'cskh@shop.example.com', name: 'Quán Nhỏ', url: 'https://crm.example.com' }

await screens(async ({ page, browser, order }) => {
  const headers = { Origin: order.address }
  const asks = async (method, path, data) => {
    const answer = await page.request.fetch(path, { method, data, headers })
    check(answer.ok(), `${path}: ${answer.status()} ${await answer.text()}`)
    return answer.json()
  }
  await asks('PUT', '/v1/mail', mail)
  const key = await asks('POST', '/v1/keys', { name: 'Trang web', kind: 'write', source: 'web', rank: 'browser' })

  await page.goto('/forms')
  await page.getByRole('button', { name: 'Biểu mẫu mới' }).first().click()
  await page.getByLabel('Tên').fill('Ưu đãi')
  await page.getByRole('button', { name: 'Bắt đầu' }).click()
  await page.getByRole('button', { name: 'Thêm câu hỏi' }).click()
  await page.getByRole('menuitem', { name: 'Chọn một' }).click()
  await page.getByRole('button', { name: 'Phát hành' }).click()
  await page.getByText('Bản 1', { exact: true }).waitFor()
  await page.getByRole('tab', { name: 'Đặt lên trang' }).click()
  await page.getByText('<div data-bd-form="uu-dai"></div>').waitFor()

  const site = await elsewhere(order.address, `<div data-bd-form="uu-dai"></div><script async src="${order.address}/w/b.js" data-key="${key.token}" data-banner></script>`)
  try {
    await visit(browser, site)
    const one = await until('the answer', async () => (await asks('GET', '/v1/submissions?state=taken')).submissions?.[0])
    check(one.consents.join() === 'marketing' && one.asked_at && !one.confirmed_at, `what was agreed to is ${JSON.stringify(one)}`)
    await until('the prospect, with where they came from', async () => {
      const who = JSON.stringify(await asks('GET', `/v1/people/${one.person}`))
      return who.includes('prospect') && who.includes('Page Viewed') && who.includes('zalo') && who.includes('Form Submitted')
    })
    await withoutScript(browser, order.address)
  } finally {
    site.close()
  }
  await page.getByRole('tab', { name: /^Câu trả lời/ }).click()
  await page.getByText('Điền nhanh hơn người đọc').waitFor()
  await page.getByRole('button', { name: 'Nhận', exact: true }).click()
  await until('what was let in', async () => (await asks('GET', '/v1/submissions?state=taken')).submissions?.filter((s) => s.person).length === 2)
  // Their page says that they agreed: nobody in the house did it for them.
  const { submissions } = await asks('GET', '/v1/submissions?state=taken')
  await page.goto(`/people/${submissions.find((s) => s.consents.length).person}`)
  await page.getByText('Khách đồng ý qua biểu mẫu').waitFor()
  await page.getByText(/^Tất cả những gì đã nói/).click()
  await page.getByText('Thanh hỏi ý kiến trên trang web').first().waitFor()
  await page.getByRole('region', { name: 'Sự đồng ý' }).getByText(/, bản 1 · /).first().waitFor() // the form by its name

  // A second version is held against the first, before and after.
  await page.goto(`/forms/${(await asks('GET', '/v1/forms')).forms[0].id}`)
  await page.getByRole('tab', { name: 'Lời và dáng vẻ' }).click()
  await page.getByLabel('Nút · Tiếng Việt').fill('Nhận ưu đãi')
  await page.getByRole('button', { name: 'Phát hành' }).click()
  await page.getByRole('status').filter({ hasText: /^Bản 2$/ }).waitFor()
  await page.getByRole('tab', { name: 'Các bản' }).click()
  await page.getByRole('button', { name: 'So sánh' }).first().click()
  await page.getByText('Hai bản giống hệt nhau.').waitFor()
  await page.getByLabel('So với').selectOption('Bản 1')
  await page.getByRole('listitem').filter({ hasText: 'Nhận ưu đãi' }).filter({ hasText: 'mới' }).last().waitFor()
})

/** A visitor comes by an advertisement, agrees to be recognised, and fills in the form. */
async function visit(browser, site) {
  const context = await browser.newContext({ userAgent: agent })
  const page = await context.newPage()
  const refused = []
  page.on('console', (m) => /Content Security Policy/i.test(m.text()) && refused.push(m.text()))
  page.setDefaultTimeout(60_000)
  await page.goto(`${site.address}/?utm_source=zalo&utm_campaign=tet`)
  await page.getByRole('button', { name: 'Đồng ý', exact: true }).click()
  await page.getByRole('button', { name: 'Gửi' }).click()
  await page.getByText('bắt buộc').first().waitFor()
  await page.getByLabel('Họ và tên').pressSequentially('Trần Văn Nam')
  await page.getByLabel('E-mail').pressSequentially('nam@example.vn', { delay: 90 })
  await page.getByLabel(/Tôi đồng ý nhận tin/).check()
  await page.getByRole('button', { name: 'Gửi' }).click()
  await page.getByText('Cảm ơn bạn. Chúng tôi đã nhận được.').waitFor()
  check(refused.length === 0, `the page's policy was broken: ${refused}`)
  await context.close()
}

/** Somebody without scripts, and very quick. */
async function withoutScript(browser, house) {
  const context = await browser.newContext({ userAgent: agent, javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${house}/f/uu-dai`)
  await page.fill('input[name="f.email"]', 'hoa@example.vn')
  await page.click('button')
  await page.getByText('Cảm ơn bạn. Chúng tôi đã nhận được.').waitFor()
  await context.close()
}
