// An agent opens a ticket from the list, answers with a macro that changes its priority in the same step, takes that back and
// sends it again, takes a second ticket of the customer in; on a telephone the page holds.
import { accessible, check, screens, until } from './browser.mjs'

await screens(async ({ page, browser, order }) => {
  const headers = { Origin: order.address }
  const asks = async (method, path, data) => {
    const answer = await page.request.fetch(path, { method, data, headers })
    check(answer.ok(), `${path}: ${answer.status()} ${await answer.text()}`)
    return answer.json()
  }
  const lan = await asks('POST', '/v1/records/people', { values: { name: 'Nguyễn Thị Lan', email: 'lan@example.vn' } })
  const one = await asks('POST', '/v1/tickets', { values: { name: 'Máy không chạy', person: lan.id, kind: 'problem' } })
  const two = await asks('POST', '/v1/tickets', { values: { name: 'Hỏi bảo hành', person: lan.id } })
  const rules = { first: 60, next: 240 }
  await asks('PUT', '/v1/inbox/rules', { targets: { high: rules, normal: rules, low: rules }, undo: 60, reopen: 7 })
  await asks('POST', '/v1/canned-texts', { name: 'cam-lai', text: 'Chào {{ person.name }}, bạn cắm lại giúp nhé.', changes: { priority: 'high' } })

  await page.goto('/tickets')
  await page.getByText('Máy không chạy').first().waitFor()
  await page.goto(`/tickets/${one.id}`)
  const said = page.getByLabel('Viết câu trả lời')
  await said.fill('/cam')
  await page.getByRole('button', { name: 'cam-lai' }).click()
  await page.getByText('mức ưu tiên: Cao').waitFor()
  await page.getByRole('button', { name: 'Gửi', exact: true }).click()
  const shown = await until('the ticket is not answered', async () => {
    const r = await asks('GET', `/v1/records/tickets/${one.id}`)
    return r.values.status === 'customer' && r
  })
  check(shown.values.priority === 'high' && shown.values.first_replied_at, `after one step it is ${JSON.stringify(shown.values)}`)
  await page.getByRole('button', { name: 'Lấy lại' }).click()
  await until('what was taken back stands where one writes', async () => (await said.inputValue()).startsWith('Chào Nguyễn Thị Lan'))
  await until('the ticket waits for the customer still', async () => (await asks('GET', `/v1/records/tickets/${one.id}`)).values.status === 'open')
  await page.getByRole('button', { name: 'Gửi', exact: true }).click()
  await page.getByRole('log').getByText('Chào Nguyễn Thị Lan').waitFor()
  await accessible(page)

  await page.getByRole('button', { name: 'Gộp vào đây' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Gộp vào đây' }).click()
  await page.getByText('Đã gộp #2 vào yêu cầu này.').first().waitFor()
  const merged = await asks('GET', `/v1/records/tickets/${one.id}/talk`)
  check(merged.parts.length === 1 && !merged.others.some((t) => t.id === two.id), `its parts are ${JSON.stringify(merged.parts)}`)

  const phone = await browser.newContext({ viewport: { width: 360, height: 780 }, baseURL: order.address, locale: 'vi-VN', bypassCSP: true, storageState: await page.context().storageState() })
  const small = await phone.newPage()
  await small.goto(`/tickets/${one.id}`)
  await small.getByRole('log').getByText('Chào Nguyễn Thị Lan').waitFor()
  await accessible(small)
  check(await small.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'the page is wider than a telephone')
  await phone.close()
})
