// A marketer makes a call to action for the people of a segment; on a page of another origin, which forbids everything inline, a
// stranger does not see it, somebody of the segment does, as often as it is said and no oftener; that they saw it, clicked it
// and reached its goal is counted.
import { accessible, check, screens } from './browser.mjs'
import { agent, elsewhere, until } from './elsewhere.mjs'

await screens(async ({ page, browser, order }) => {
  const asks = async (method, path, data) => {
    const answer = await page.request.fetch(path, { method, data, headers: { Origin: order.address } })
    check(answer.ok(), `${path}: ${answer.status()} ${await answer.text()}`)
    return answer.json()
  }
  const key = await asks('POST', '/v1/keys', { name: 'Trang web', kind: 'write', source: 'web', rank: 'browser' })
  await asks('POST', '/v1/segments', { name: 'Khách có e-mail', where: 'exists email' })
  const made = await makes(page)
  const site = await elsewhere(order.address, `<script async src="${order.address}/w/b.js" data-key="${key.token}" data-consent="implied" data-cta></script>`)
  try {
    await visit(browser, site, asks)
  } finally {
    site.close()
  }
  const result = await until('what was seen, clicked and reached', async () => {
    const r = await asks('GET', `/v1/ctas/${made}/result`)
    const all = r.lift.arms.find((a) => a.arm === 'a')
    return r.cta.people === 1 && r.cta.clickers === 1 && all.people === 1 && all.converted === 1 && r
  })
  check(result.arms[0].views === 2 && !result.final, `the result is ${JSON.stringify(result)}`)
  await page.getByRole('tab', { name: 'Kết quả' }).click()
  await page.getByText('Đáng giá bao nhiêu').waitFor()
  await accessible(page)
  await page.getByRole('button', { name: '1 người, mở danh sách' }).first().click()
  await page.getByRole('dialog').getByRole('link').waitFor()
  const { people } = await asks('GET', `/v1/ctas/${made}/people?arm=a&figure=clickers`)
  check(people.length === 1, `who clicked is ${JSON.stringify(people)}`)
})

/** A marketer makes one on the screens, and gives its id. */
async function makes(page) {
  await page.goto('/ctas')
  await page.getByRole('button', { name: 'Lời kêu gọi mới' }).first().click()
  await page.getByLabel('Tên').fill('Ưu đãi cho khách quen')
  await page.getByRole('radio', { name: /^Cửa sổ bật lên/ }).check()
  await page.getByRole('button', { name: 'Bắt đầu' }).click()
  await page.getByLabel('Chữ trên nút · Tiếng Việt').fill('Xem ưu đãi')
  await page.getByLabel('Địa chỉ').fill('/uu-dai')
  await accessible(page)
  await page.getByRole('tab', { name: 'Ai và ở đâu' }).click()
  await page.getByRole('radio', { name: 'Chỉ những người …' }).check()
  await page.getByRole('combobox', { name: 'Phân khúc' }).click()
  await page.getByRole('option', { name: 'Khách có e-mail' }).click()
  await page.getByRole('tab', { name: 'Khi nào' }).click()
  await page.getByLabel('Số giây').fill('0')
  await page.getByLabel('Nhiều nhất chừng này lần').fill('1')
  await page.getByRole('button', { name: 'Phát hành' }).click()
  await page.getByText('Bản 1', { exact: true }).waitFor()
  return page.url().split('/').pop()
}

/** A stranger comes and sees nothing; they say who they are, and are shown it once, click it, and reach its goal. */
async function visit(browser, site, asks) {
  const context = await browser.newContext({ userAgent: agent })
  const page = await context.newPage()
  const refused = []
  page.on('console', (m) => /Content Security Policy/i.test(m.text()) && refused.push(m.text()))
  page.setDefaultTimeout(20_000)
  const call = page.getByRole('dialog', { name: 'Ưu đãi cho khách quen' })
  const open = async () => {
    const answered = page.waitForResponse((r) => r.url().endsWith('/w/cta'))
    await page.goto(`${site.address}/gia`)
    return (await (await answered).json()).ctas.length
  }
  check((await open()) === 0 && (await call.count()) === 0, 'a stranger is shown what is for others')
  await page.evaluate(() => window.bd('identify', undefined, { email: 'nam@example.vn' }))
  await until('who they are', async () => (await asks('GET', '/v1/people')).people?.length)
  await until('their turn', open)
  await call.waitFor()
  check(await call.getByRole('link', { name: 'Xem ưu đãi' }).evaluate((e) => e.getRootNode().activeElement?.closest('dialog') !== null), 'the focus is not in the dialog')
  await page.keyboard.press('Escape')
  check((await call.count()) === 0, 'it cannot be closed by the keyboard')
  check((await open()) === 1, 'it is not for them any more')
  await page.waitForTimeout(500) // nothing comes: there is nothing to wait for
  check((await call.count()) === 0, 'who closed it is not left alone')
  await page.evaluate(() => localStorage.removeItem('bd_cta_uu-dai-cho-khach-quen'))
  await open()
  await call.getByRole('link').click()
  await page.waitForURL('**/uu-dai')
  await page.evaluate(() => window.bd('track', 'Form Submitted'))
  check(refused.length === 0, `the page's policy was broken: ${refused}`)
  await until('what they did', async () => JSON.stringify(await asks('GET', '/v1/events?limit=50')).includes('Form Submitted'))
  await context.close()
}
