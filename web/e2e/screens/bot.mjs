// The bot is switched on; a visitor asks it on a page of another origin without marks, is answered from an article that is named, is
// told what it does not know, and presses to reach a person, who reads the whole talk in the inbox and answers. What it did not
// know waits to become an article.
import { accessible, check, screens } from './browser.mjs'
import { agent, elsewhere } from './elsewhere.mjs'

await screens(async ({ page, browser, order }) => {
  const api = page.context().request
  const made = await (await api.post('/v1/articles', { data: { visibility: 'public', section: '', content: { title: { vi: 'Đổi trả hàng', en: '' }, tags: [], blocks: [{ kind: 'text', text: { vi: 'Đổi trả hàng trong 7 ngày kể từ lúc nhận.', en: '' } }] } } })).json()
  check((await api.post(`/v1/articles/${made.id}/publish`, { data: {} })).ok(), 'the article is not published')
  await page.goto('/settings/bot')
  await page.getByText('Chưa ai trò chuyện với bot.').waitFor()
  await page.getByLabel('Bot trả lời trước').check()
  await page.getByRole('button', { name: 'Lưu', exact: true }).first().click()
  await page.getByText('Đã lưu').waitFor()
  await accessible(page)

  const site = await elsewhere(order.address, `<script async src="${order.address}/w/chat.js" data-lang="vi"></script>`)
  const context = await browser.newContext({ viewport: { width: 360, height: 780 }, locale: 'vi-VN', userAgent: agent })
  try {
    const visitor = await context.newPage()
    visitor.setDefaultTimeout(60_000)
    await visitor.goto(`${site.address}/tra-sen`)
    await visitor.getByRole('button', { name: 'Nhắn cho chúng tôi' }).click()
    await visitor.getByText('Trợ lý tự động (máy) trả lời trước').waitFor()
    const text = visitor.getByRole('textbox', { name: 'Viết tin nhắn' })
    const said = visitor.getByRole('log')
    const ask = async (what) => {
      await text.fill(what)
      await text.press('Enter')
    }
    await ask('doi tra hang trong bao lau vay shop')
    await said.getByText('Mình là máy trả lời tự động').waitFor()
    await said.getByText('Đổi trả hàng trong 7 ngày').waitFor()
    check((await said.getByRole('link', { name: 'Đổi trả hàng' }).getAttribute('href')).startsWith(`${order.address}/a/${made.id}`), 'the source is not named')
    await accessible(visitor)
    await visitor.getByRole('button', { name: 'Đúng ý mình' }).press('Enter')
    await said.getByText('Cảm ơn bạn đã cho biết.').waitFor()
    await ask('xe may dien di duoc bao xa')
    await said.getByText('Mình chưa có câu trả lời cho câu này.').waitFor()
    await visitor.getByRole('group', { name: 'Chọn câu trả lời' }).getByRole('button', { name: 'Gặp nhân viên' }).click()
    await said.getByText('chuyển cả cuộc trò chuyện này cho nhân viên').waitFor()

    await page.goto('/inbox?of=all')
    await page.getByRole('link', { name: /chuyển cả cuộc trò chuyện/ }).click()
    await page.getByText('doi tra hang trong bao lau vay shop').waitFor()
    await page.getByText(/đã chuyển cho người/).waitFor()
    const answers = page.getByLabel('Viết câu trả lời. Gõ / để lấy mẫu câu.')
    await answers.fill('Dạ xe đi được 120 km')
    await answers.press('Control+Enter')
    await said.getByText('Dạ xe đi được 120 km').waitFor()
    await page.goto('/settings/bot')
    await page.getByText('xe may dien di duoc bao xa').waitFor()
    await page.getByRole('button', { name: 'Viết bài' }).click()
    await page.waitForURL(/\/articles\/art_/)
  } finally {
    await context.close()
    site.close()
  }
})
