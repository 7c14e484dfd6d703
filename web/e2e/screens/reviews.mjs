// A customer who bought is asked for a few words, and gives them on a phone with a picture; a colleague looks at them and publishes;
// they stand on a page, the writer named as she chose; without a name when she would rather not; and are gone when she takes them back.
import { accessible, check, until } from './browser.mjs'
import { firstVisit, letters, mail, order, stranger, walk } from './house.mjs'

const lan = { name: 'Nguyễn Thị Lan', email: 'lan@example.vn', language: 'vi' }

/** A brown square. */
const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP6DwABBQECz6AuzQAAAABJRU5ErkJggg=='

await walk('reviews', async (page, step) => {
  const asks = async (method, path, data) => {
    const answer = await page.request.fetch(path, { method, data, headers: { Origin: order.address } })
    check(answer.ok(), `${path}: ${answer.status()} ${await answer.text()}`)
    return answer.json()
  }
  const shoot = async (on, name) => {
    await accessible(on)
    if (order.shots) await on.screenshot({ path: `${order.shots}/reviews-${name}.png`, fullPage: true })
  }
  await step('the first visit', () => firstVisit(page))
  await step('mail', () => mail(page))
  const letter = await step('she is asked', () => asked(asks))
  await step('a page for what customers say', () => published(asks))
  await step('nothing yet', async () => {
    await page.goto('/reviews')
    await page.getByText('Nobody has written a review yet').waitFor()
    await shoot(page, 'empty')
  })
  await stranger(async (hers) => {
    await step('she writes', async () => {
      await hers.goto(/https?:\/\/\S+/.exec(letter.text)[0].replace(/^https?:\/\/[^/]+/, order.address))
      await shoot(hers, 'to-write')
      await hers.getByLabel('5 sao').check()
      await hers.getByLabel('Vài lời của bạn').fill('Thơm, rang vừa tay. Giao nhanh, gói kỹ; cả nhà đều thích uống mỗi sáng.')
      await hers.getByLabel('Ảnh (không bắt buộc)').setInputFiles({ name: 'ca-phe.png', mimeType: 'image/png', buffer: Buffer.from(dot, 'base64') })
      await hers.getByLabel('Tôi cho phép').check()
      check(await hers.getByLabel('Tên và chữ đầu của họ').isChecked(), 'she is offered to be named whole first')
      check((await hers.getByLabel('Tên của bạn').inputValue()) === lan.name, 'she has to write her name')
      await hers.getByRole('button', { name: 'Gửi đánh giá' }).click()
      await hers.getByText('Cảm ơn bạn! Đã ghi nhận.').waitFor()
      await hers.getByText('Lan N.', { exact: true }).waitFor()
      await shoot(hers, 'written')
    })
    await step('somebody looks at it', async () => {
      await page.goto('/reviews')
      await page.getByText('Shown as Lan N.').waitFor()
      await shoot(page, 'to-look-at')
      await page.getByRole('button', { name: 'Publish', exact: true }).click()
      await page.getByRole('button', { name: 'Answer' }).click()
      await page.getByRole('dialog').getByLabel('Your answer').fill('Cảm ơn chị Lan!')
      await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
      await page.getByText('Your answer: Cảm ơn chị Lan!').waitFor()
      await shoot(page, 'published')
    })
    const shown = async (name) => {
      await hers.goto(`${order.address}/s/khach`)
      await hers.getByText('Thơm, rang vừa tay.').waitFor()
      await hers.getByText(name, { exact: true }).waitFor()
      check(!(await hers.content()).includes('Nguyễn Thị Lan'), 'her whole name is there')
      const data = await hers.locator('script[type="application/ld+json"]').allInnerTexts()
      check(data.some((d) => d.includes(`"name":"${name}"`)), `programs are told ${data}`)
    }
    const form = hers.url()
    await step('it stands on a page', async () => {
      await shown('Lan N.')
      await shoot(hers, 'shown')
      await page.goto('/s/khach')
      await page.getByText('Thơm, rang vừa tay.').waitFor()
      await shoot(page, 'shown-desk')
    })
    await step('without her name', async () => {
      await hers.goto(form)
      await hers.getByLabel('Không hiện tên').check()
      await hers.getByRole('button', { name: 'Gửi đánh giá' }).click()
      await hers.getByText('Một khách hàng', { exact: true }).waitFor()
      await shown('Một khách hàng') // less than what was looked at: nobody has to look again
      await shoot(hers, 'unnamed')
      await page.goto('/reviews')
      await page.getByText('Shown without a name').waitFor()
    })
    await step('taken back', async () => {
      await hers.goto(form)
      await hers.getByRole('button', { name: 'Không cho hiện công khai nữa' }).click()
      await hers.getByText('Chỉ chúng tôi đọc được đánh giá này.').waitFor()
      await shoot(hers, 'taken-back')
      await hers.goto(`${order.address}/s/khach`)
      await hers.getByText('Chào bạn').waitFor()
      check((await hers.getByText('Thơm, rang vừa tay.').count()) === 0 && (await hers.getByText('Khách nói gì').count()) === 0, 'taken back, it still shows')
      await page.goto('/reviews')
      await page.getByText('Not allowed to be shown').first().waitFor()
    })
  }, { width: 360, height: 780 })
})

/** Sells her something, and has a workflow ask her for a review; gives the letter she gets. */
async function asked(asks) {
  const who = await asks('POST', '/v1/records/people', { values: lan })
  const product = await asks('POST', '/v1/records/products', { values: { name: 'Cà phê Cầu Đất', price: 150_000, currency: 'VND', active: true } })
  await asks('POST', '/v1/records/orders', { values: { person: who.id, status: 'completed', lines: [{ product: product.id, name: 'Cà phê Cầu Đất', quantity: 1000, price: 150_000, tax_rate: 10 }] } })
  const definition = { triggers: [{ id: 'hand', kind: 'manual' }], again: { when: 'never' }, start: 'ask', nodes: [{ id: 'ask', kind: 'action', action: 'review', with: {}, next: 'end' }, { id: 'end', kind: 'exit' }] }
  const flow = await asks('POST', '/v1/workflows', { name: 'Xin đánh giá', definition })
  await asks('POST', `/v1/workflows/${flow.id}/publish`, {})
  await asks('POST', `/v1/workflows/${flow.id}/enter`, { ids: [who.id] })
  return until('she is asked', async () => (await letters()).find((l) => l.to === lan.email && l.subject.includes('Cà phê Cầu Đất')))
}

/** Publishes a page on which the words of customers stand. */
async function published(asks) {
  const made = await asks('POST', '/v1/pages', { key: 'khach', kind: 'page', name: 'Khách nói gì', draft: { title: { vi: 'Về chúng tôi', en: 'About us' }, description: { vi: '', en: '' }, tags: [], picture: '', canonical: '', hidden: false,
    blocks: [{ kind: 'text', text: { vi: 'Chào bạn', en: 'Hello' } }, { kind: 'voices', text: { vi: 'Khách nói gì', en: 'What customers say' }, voices: { which: '' } }] } })
  await asks('POST', `/v1/pages/${made.id}/publish`)
}
