// Somebody asks; a seller sees them waiting, takes them, sets another aside and takes that back, writes the call down; the first
// one waits no more, and the overview tells how the seller stands. A deal goes from stage to stage by keys, and the focus with it; another
// begins further on.
import { accessible, check, screens, until } from './browser.mjs'

await screens(async ({ page, order }) => {
  const asks = async (method, path, data) => {
    const answer = await page.request.fetch(path, { method, data, headers: { Origin: order.address } })
    check(answer.ok(), `${path}: ${answer.status()} ${await answer.text()}`)
    return answer.json()
  }
  const waiting = async () => (await asks('GET', '/v1/leads')).leads
  for (const name of ['Lan', 'Mai']) await asks('POST', '/v1/leads', { source: 'facebook', person: { name: `Nguyễn Thị ${name}`, email: `${name.toLowerCase()}@example.vn` } })
  await until('both wait', async () => (await waiting()).length === 2)

  await page.goto('/leads')
  const row = (name) => page.getByRole('main').getByRole('listitem').filter({ hasText: name })
  await row('Lan').getByText('facebook').waitFor()
  await row('Lan').getByRole('button', { name: /^Điểm/ }).click()
  await page.getByText('Chưa quy tắc nào cho điểm.').waitFor()
  await page.keyboard.press('Escape')
  await accessible(page)
  await row('Lan').getByRole('button', { name: 'Nhận', exact: true }).click()
  await row('Lan').getByText('Nguyễn Thị Hạnh').waitFor()
  await row('Mai').getByRole('button', { name: 'Cho qua' }).click()
  await page.getByRole('dialog').getByLabel('Vì sao không cần trả lời').fill('Sai số')
  await page.getByRole('dialog').getByRole('button', { name: 'Cho qua' }).click()
  await row('Mai').waitFor({ state: 'detached' })
  await page.getByText('Đã cho qua Nguyễn Thị Mai.').locator('..').getByRole('button', { name: 'Hoàn tác' }).click()
  await row('Mai').waitFor()

  const lan = (await waiting()).find((l) => l.person.name.includes('Lan'))
  await asks('POST', `/v1/records/people/${lan.person.id}/contacts`, { kind: 'call', outcome: 'Hẹn xem máy' })
  await until('Lan is answered', async () => (await waiting()).length === 1)
  await page.setViewportSize({ width: 360, height: 780 })
  await page.goto('/leads?of=answered')
  await row('Lan').getByText('đã trả lời: Gọi đi').waitFor()
  await accessible(page)

  await page.goto('/sales')
  await page.getByRole('link', { name: '1 khách chưa ai nhận' }).waitFor()
  await page.getByRole('row', { name: /Nguyễn Thị Hạnh/ }).getByRole('link', { name: /100\s?% \(1\/1\)/ }).click()
  await row('Lan').getByText('đã trả lời: Gọi đi').waitFor()
  await page.goto('/sales')
  await page.getByRole('row', { name: /Nguyễn Thị Hạnh/ }).waitFor()
  await accessible(page)

  const { stages } = (await asks('GET', '/v1/pipelines')).pipelines[0]
  await asks('POST', '/v1/records/deals', { values: { name: 'Máy pha', person: lan.person.id, value: 12_000_000 } })
  await page.setViewportSize({ width: 1280, height: 860 })
  await page.goto('/deals?pipeline=gone') // an address that was kept longer than what it names
  const at = (stage) => page.locator(`[data-stage="${stage.key}"] a:focus`).filter({ hasText: 'Máy pha' })
  await page.getByRole('link', { name: 'Máy pha' }).focus()
  for (const stage of stages.slice(1, 3)) {
    await page.keyboard.press('Alt+ArrowRight')
    await at(stage).waitFor()
  }
  for (const stage of [stages[1], stages[0]]) {
    await page.keyboard.press('Alt+ArrowLeft')
    await at(stage).waitFor()
  }

  await page.goto('/deals/list?create=yes') // where one begins in a later stage, what that asks for is asked for at once
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Tên').fill('Máy xay')
  await dialog.getByRole('combobox', { name: 'Giai đoạn' }).click()
  await page.getByRole('option', { name: 'Đã báo giá' }).click()
  const value = dialog.getByLabel(/^Giá trị/)
  await page.waitForFunction((input) => input.required, await value.elementHandle())
  await value.fill('12tr')
  await dialog.getByRole('button', { name: 'Tạo' }).click()
  await page.getByRole('heading', { level: 1, name: 'Máy xay' }).waitFor()
})
