// From a plan to a customer who goes through it: the ready plan begins with every deal that is won, the seller says what was promised,
// and care sees it beside the steps, ticks one, skips one with a reason; the figures open who they count, and on the board a card goes on by
// what was done.
import { accessible, check, screens, until } from './browser.mjs'

await screens(async ({ page, order }) => {
  const headers = { Origin: order.address }
  const asks = async (method, path, data) => {
    const answer = await page.request.fetch(path, { method, data, headers })
    check(answer.ok(), `${path}: ${answer.status()} ${await answer.text()}`)
    return answer.json()
  }
  const lan = await asks('POST', '/v1/records/people', { values: { name: 'Nguyễn Thị Lan', email: 'lan@example.vn' } })
  const deal = await asks('POST', '/v1/records/deals', { values: { name: 'Máy cho quán', person: lan.id, lines: [{ name: 'Máy pha', quantity: 1000, price: 500000 }] } })

  await page.goto('/onboarding/plans')
  await page.getByRole('button', { name: 'Kế hoạch mới' }).first().click()
  await page.getByRole('dialog').getByLabel('Tên').fill('Máy pha tại quán')
  await page.getByRole('button', { name: 'Bắt đầu' }).click()
  await page.getByRole('tab', { name: 'Khi nào, ai lo' }).click()
  await page.getByLabel('thắng một cơ hội').check()
  await page.getByRole('combobox', { name: 'Quy trình bán' }).click()
  await page.getByRole('option').first().click()
  await accessible(page)
  await page.getByRole('button', { name: 'Phát hành', exact: true }).click()
  await page.getByText('Từ nay khách bắt đầu theo bản 1').waitFor()

  await page.goto(`/deals/${deal.id}`)
  const hand = page.getByRole('region', { name: 'Bàn giao cho chăm sóc' })
  await hand.getByLabel('Máy pha × 1').check()
  await hand.getByLabel('Lời của bạn').fill('Giao trước Tết')
  await hand.getByRole('button', { name: 'Lưu' }).click()
  await until('the promise is not kept', async () => (await asks('GET', `/v1/deals/${deal.id}/promise`)).promised.words === 'Giao trước Tết')
  await asks('PATCH', `/v1/records/deals/${deal.id}`, { values: { deal_stage: 'won' } })
  await until('nobody is onboarded', async () => (await asks('GET', '/v1/onboardings')).onboardings[0])

  const stands = (column) => page.getByRole('region', { name: column }).getByRole('link', { name: 'Nguyễn Thị Lan' })
  await page.goto('/onboarding')
  await page.getByRole('button', { name: 'Mới bắt đầu' }).click()
  await page.getByRole('link', { name: 'Nguyễn Thị Lan' }).waitFor()
  await page.getByText('Bảng', { exact: true }).click()
  await stands('Chưa bắt đầu').waitFor()
  await accessible(page)
  await stands('Chưa bắt đầu').click()
  await page.getByText('Giao trước Tết').waitFor()
  await page.getByRole('button', { name: 'Xong: Gọi chào và xác nhận điều đã hứa' }).click()
  await page.getByRole('button', { name: 'Xong: Buổi hướng dẫn đầu tiên' }).waitFor() // it waited for the call
  await page.getByRole('button', { name: 'Bỏ qua: Xem lại thông tin của bạn' }).click()
  await page.getByLabel('Vì sao bỏ qua?').fill('Vừa gặp tại quán')
  await page.getByRole('button', { name: 'Bỏ qua', exact: true }).click()
  await page.getByText('Vừa gặp tại quán').waitFor()
  await page.getByRole('progressbar', { name: '2 trên 5 bước' }).waitFor()
  await accessible(page)
  await page.goto('/onboarding?as=board')
  await stands('Đang đi').waitFor()
  await stands('Chưa bắt đầu').waitFor({ state: 'detached' })
  check(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'the page is wider than its window')
})
