// A marketer makes a call to action for the people of a segment; on a page of another origin, which forbids everything inline, a
// stranger does not see it, somebody of the segment does, as often as it is said and no oftener, whichever browser they come
// with; who saw it, clicked it and reached its goal is counted.
import { accessible, check, screens, until } from './browser.mjs'
import { agent, elsewhere } from './elsewhere.mjs'

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
    await visits(browser, site, asks, made)
  } finally {
    site.close()
  }
  const result = await until('what was seen, clicked and reached', async () => {
    const r = await asks('GET', `/v1/ctas/${made}/result`)
    const all = r.lift.arms.find((a) => a.arm === 'a')
    return r.cta.people === 2 && r.cta.clickers === 1 && all.people === 2 && all.converted === 1 && r
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

/** One closes it, and is left alone in another browser, too, where something else for them is shown; one clicks it and reaches its goal. */
async function visits(browser, site, asks, made) {
  const { draft } = await asks('GET', `/v1/ctas/${made}`)
  const banner = { ...draft, kind: 'banner', contents: draft.contents.map((c) => ({ ...c, title: { vi: 'Chào bạn quay lại', en: '' } })), style: {}, priority: 0, frequency: { times: 0, days: 0, rest: 0 } }
  const other = await asks('POST', '/v1/ctas', { key: 'chao', name: 'Chào bạn', draft: banner })
  await asks('POST', `/v1/ctas/${other.id}/publish`)
  const nam = await visitor(browser, site)
  check((await nam.open()).length === 0 && (await nam.call.count()) === 0, 'a stranger is shown what is for others')
  await nam.says('nam@example.vn')
  await until('their turn', async () => (await nam.open()).includes(made))
  await nam.call.waitFor()
  await until('the focus in the dialog', () => nam.call.getByRole('link', { name: 'Xem ưu đãi' }).evaluate((e) => !!e.getRootNode().activeElement?.closest('dialog')))
  await nam.page.keyboard.press('Escape')
  await nam.call.waitFor({ state: 'detached' })
  await until('that it was closed', async () => !(await nam.open()).includes(made))
  await nam.page.getByText('Chào bạn quay lại').waitFor()
  check((await nam.call.count()) === 0, 'who closed it is not left alone')
  await nam.leaves()

  const again = await visitor(browser, site)
  await again.open()
  await again.says('nam@example.vn')
  const offered = await until('that it is them again', async () => (await again.open()).includes(other.id) && again.open())
  check(!offered.includes(made), 'in another browser who closed it is not left alone')
  await again.leaves()

  const lan = await visitor(browser, site)
  await lan.open()
  await lan.says('lan@example.vn')
  await until('the turn of another', async () => (await lan.open()).includes(made))
  await lan.call.getByRole('link').click()
  await lan.page.waitForURL('**/uu-dai')
  await lan.page.evaluate(() => window.bd('track', 'Form Submitted'))
  await until('what they did', async () => JSON.stringify(await asks('GET', '/v1/events?limit=50')).includes('Form Submitted'))
  await lan.leaves()
}

/** A browser of somebody's on the page: what it is offered there, and the dialog. */
async function visitor(browser, site) {
  const context = await browser.newContext({ userAgent: agent })
  const page = await context.newPage()
  const refused = []
  page.on('console', (m) => /Content Security Policy/i.test(m.text()) && refused.push(m.text()))
  page.setDefaultTimeout(60_000)
  return {
    page,
    call: page.getByRole('dialog', { name: 'Ưu đãi cho khách quen' }),
    open: async () => {
      const answered = page.waitForResponse((r) => r.url().endsWith('/w/cta'))
      await page.goto(`${site.address}/gia`)
      return (await (await answered).json()).ctas.map((c) => c.id)
    },
    says: (email) => page.evaluate((email) => window.bd('identify', undefined, { email }), email),
    leaves: async () => {
      check(refused.length === 0, `the page's policy was broken: ${refused}`)
      await context.close()
    },
  }
}
