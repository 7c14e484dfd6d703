// A programme is published twice, and its versions say what changed; somebody is thanked with points and given a voucher, and both
// say for what; the thanks are taken back from the list.
import { accessible, check, screens } from './browser.mjs'

await screens(async ({ page, order }) => {
  const asks = async (method, path, data) => {
    const answer = await page.request.fetch(path, { method, data, headers: { Origin: order.address } })
    check(answer.ok(), `${path}: ${answer.status()} ${await answer.text()}`)
    return answer.json()
  }
  const shoot = async (name) => {
    await accessible(page)
    if (order.shots) await page.screenshot({ path: `${order.shots}/loyalty-${name}.png`, fullPage: true })
  }
  const lan = await asks('POST', '/v1/records/people', { values: { name: 'Nguyễn Thị Lan', email: 'lan@example.vn' } })
  await page.goto('/loyalty?part=versions')
  await page.getByText('Chưa phát hành bản nào').waitFor()
  await asks('POST', '/v1/loyalty/publish')
  const { draft, edition } = await asks('GET', '/v1/loyalty')
  await asks('PUT', '/v1/loyalty', { draft: { ...draft, value: 700, rules: draft.rules.map((r) => ({ ...r, points: r.points + 1 })) }, edition })
  await asks('POST', '/v1/loyalty/publish')
  const gift = await asks('POST', '/v1/rewards', { name: { vi: 'Một túi quà', en: 'A gift bag' }, about: { vi: '', en: '' }, gives: 'text', amount: 0, cost: 0, stock: -1, each: 0, valid: 0 })
  await asks('POST', '/v1/vouchers', { person: lan.id, reward: gift.id, cause: 'by-hand-1', note: 'Giao trễ hai ngày' })
  await asks('POST', '/v1/promoters/thanks', { people: [lan.id], how: 'points', points: 40, note: 'Giới thiệu ba người bạn', cause: 'lan-1' })

  await page.goto('/loyalty?part=versions')
  const second = page.getByRole('listitem', { name: 'Bản 2' })
  await second.getByText('Đang áp dụng').waitFor()
  await second.locator('del').filter({ hasText: 'Một điểm đáng giá' }).waitFor()
  await second.locator('ins').filter({ hasText: '700' }).waitFor()
  await second.getByText('Nguyễn Thị Hạnh').waitFor()
  await page.getByRole('listitem', { name: 'Bản 1' }).getByText('Bản đầu tiên').waitFor()
  await shoot('versions')
  await page.goto('/loyalty?part=nonsense')
  await page.getByRole('tab', { name: 'Thành viên', selected: true }).waitFor()
  await page.goto('/loyalty?part=vouchers')
  await page.getByText('Vì việc gì: Giao trễ hai ngày').waitFor()
  await shoot('vouchers')

  await page.goto(`/people/${lan.id}`)
  await page.getByText('Giao trễ hai ngày').waitFor()
  await page.getByText('Giới thiệu ba người bạn').first().waitFor()
  await shoot('person')

  await page.goto('/promoters?of=thanked')
  await page.getByText('Giới thiệu ba người bạn').waitFor()
  await shoot('thanked')
  await page.setViewportSize({ width: 360, height: 780 })
  await shoot('thanked-phone')
  await page.getByRole('button', { name: 'Thu lại từ Nguyễn Thị Lan' }).click()
  await page.getByText('Đã thu lại').waitFor()
  check((await asks('GET', `/v1/people/${lan.id}/points`)).available === 0, 'the points are there still')
  await page.goto('/loyalty?part=versions&version=1')
  await page.getByRole('listitem', { name: 'Bản 1' }).getByText(/^Mua hàng/).waitFor() // it stands open
  await shoot('versions-phone')
})
