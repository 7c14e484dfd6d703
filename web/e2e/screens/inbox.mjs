// A seller answers in the inbox: takes an answer back and sends it again, by a text that is said often, writes a note, gives the
// conversation away and closes it by a key; on a phone there is one pane at a time.
import { accessible, check, screens, until } from './browser.mjs'

await screens(async ({ page, order }) => {
  const asks = async (method, path, data) => {
    const answer = await page.request.fetch(path, { method, data, headers: { Origin: order.address } })
    check(answer.ok(), `${path}: ${answer.status()} ${await answer.text()}`)
    return answer.json()
  }
  const target = { first: 60, next: 240 }
  await asks('PUT', '/v1/inbox/rules', { targets: { high: target, normal: target, low: target }, undo: 60, reopen: 7 })
  await asks('POST', '/v1/canned-texts', { name: 'chao', text: 'Chào {{ person.name }} ạ' })
  const lan = await asks('POST', '/v1/records/people', { values: { name: 'Nguyễn Thị Lan', email: 'lan@example.com' } })
  await asks('POST', '/v1/leads', { source: 'facebook', person: { email: 'lan@example.com' } })
  await until('she is a prospect', async () => JSON.stringify(await asks('GET', `/v1/people/${lan.id}`)).includes('prospect'))
  await asks('POST', '/v1/conversations', { person: lan.id, channel: 'email', text: 'Báo giá máy lạnh' })

  await page.goto('/inbox')
  await page.getByRole('link', { name: /Nguyễn Thị Lan/ }).click()
  await page.getByRole('log').getByText('Báo giá máy lạnh').waitFor()
  await page.getByText('Khách hàng tiềm năng').waitFor() // what happened with her stands beside, in words
  const text = page.getByLabel('Viết câu trả lời. Gõ / để lấy mẫu câu.')
  await text.fill('/cha')
  await page.getByRole('button', { name: /chao/ }).click()
  await until('the text with the name in it', async () => (await text.inputValue()) === 'Chào Nguyễn Thị Lan ạ')
  await page.getByRole('button', { name: 'Gửi', exact: true }).click()
  const said = page.getByRole('log').getByRole('article').filter({ hasText: 'Chào Nguyễn Thị Lan ạ' })
  await page.getByRole('alert').getByRole('button', { name: 'Lấy lại' }).click()
  await said.waitFor({ state: 'detached' })
  await until('what was taken back, to be changed', async () => (await text.inputValue()) === 'Chào Nguyễn Thị Lan ạ')
  await text.fill('Em gửi chị sau ạ')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('log').getByText('Em gửi chị sau ạ').waitFor()

  await page.getByRole('button', { name: 'Hoãn' }).click()
  await page.getByRole('menuitem', { name: 'Đến sáng mai' }).click()
  await page.getByText(/^hoãn đến 08:00/).first().waitFor()
  await page.getByRole('button', { name: 'Mở lại' }).click()
  await page.getByText(/^hoãn đến/).first().waitFor({ state: 'detached' })

  await page.getByText('Ghi chú', { exact: true }).click()
  await page.getByLabel('Chỉ đồng nghiệp đọc được. Gõ @ để nhắc ai đó.').fill('Khách quen')
  await page.getByRole('button', { name: 'Lưu ghi chú' }).click()
  await page.getByRole('log').getByText('Khách quen').waitFor()
  await accessible(page)

  await page.setViewportSize({ width: 360, height: 780 })
  await page.getByRole('button', { name: 'Về danh sách' }).click()
  await page.getByRole('link', { name: /Nguyễn Thị Lan/ }).waitFor()
  await accessible(page)
  await page.getByRole('link', { name: /Nguyễn Thị Lan/ }).click()
  await until('the last that was said, in view', () => page.getByRole('log').evaluate((log) => log.scrollHeight > log.clientHeight && log.scrollTop + log.clientHeight > log.scrollHeight - 8))
  await page.getByRole('log').focus()
  await page.keyboard.press('e')
  await page.getByRole('button', { name: 'Mở lại' }).waitFor()
  await until('the conversation is closed', async () => (await asks('GET', '/v1/conversations?state=closed')).conversations.length === 1)
})
