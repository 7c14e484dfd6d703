// A visitor writes on a page of another origin that forbids everything inline, on a phone: a colleague sees who is there and what
// they look at, and answers in the inbox; what is written without a network is said once when it is back; a reload loses nothing;
// a file goes along; an address is left.
import { accessible, check, screens, until } from './browser.mjs'
import { elsewhere } from './elsewhere.mjs'

await screens(async ({ page, browser, order }) => {
  await page.goto('/settings/chat')
  await page.getByLabel('Lời chào đầu tiên · Tiếng Việt').fill('Chào bạn, bạn tìm trà gì?')
  await page.getByLabel('Ngoài giờ thì hỏi nơi nhận câu trả lời').uncheck()
  await page.getByRole('button', { name: 'Lưu', exact: true }).click()
  await page.getByText('Đã lưu').waitFor()
  await accessible(page)

  const site = await elsewhere(order.address, `<script async src="${order.address}/w/chat.js"></script>`, { title: 'Trà sen' })
  const context = await browser.newContext({ viewport: { width: 360, height: 780 }, locale: 'vi-VN' })
  try {
    const visitor = await context.newPage()
    visitor.setDefaultTimeout(60_000)
    const errors = []
    visitor.on('pageerror', (e) => errors.push(e.message))
    visitor.on('console', (m) => m.text().includes('Content Security Policy') && errors.push(m.text()))
    await visitor.goto(`${site.address}/tra-sen`)
    await visitor.getByRole('button', { name: 'Nhắn cho chúng tôi' }).click()
    await visitor.getByText('Chào bạn, bạn tìm trà gì?').waitFor()
    const text = visitor.getByRole('textbox', { name: 'Viết tin nhắn' })
    const said = visitor.getByRole('log')
    await text.fill('Trà sen còn không?')
    await text.press('Enter')
    await said.getByText('Trà sen còn không?').waitFor()
    await accessible(visitor)
    await until('on a phone the window is all there is', async () => {
      const box = await visitor.getByRole('dialog').boundingBox()
      return Math.round(box.y) === 0 && Math.round(box.width) === 360 && Math.round(box.height) === 780
    })

    await page.goto('/inbox?of=all')
    await page.getByRole('link', { name: /Trà sen còn không/ }).click()
    await page.getByRole('link', { name: 'Trà sen', exact: true }).waitFor() // the page they look at
    const answers = page.getByLabel('Viết câu trả lời. Gõ / để lấy mẫu câu.')
    await answers.pressSequentially('Dạ còn')
    await visitor.getByText('đang viết…').waitFor()
    await page.keyboard.press('Control+Enter')
    await said.getByText('Dạ còn').waitFor()
    await page.getByText('đã xem').waitFor()

    await context.setOffline(true)
    await text.fill('Cho mình 2 hộp')
    await text.press('Enter')
    await visitor.getByText('Chưa gửi được; sẽ gửi ngay khi có mạng.').waitFor()
    await context.setOffline(false)
    await said.getByText('Cho mình 2 hộp').waitFor()
    await page.getByRole('log').getByText('Cho mình 2 hộp').waitFor()

    await visitor.reload()
    await said.getByText('Dạ còn').waitFor() // the window is open as it was
    await said.getByText('Cho mình 2 hộp').waitFor() // once
    await visitor.locator('input[type=file]').setInputFiles({ name: 'don-hang.txt', mimeType: 'text/plain', buffer: Buffer.from('Đơn hàng 12') })
    await visitor.getByRole('button', { name: 'Bỏ don-hang.txt' }).waitFor()
    await visitor.getByRole('button', { name: 'Gửi', exact: true }).click()
    await said.getByRole('link', { name: /don-hang.txt/ }).waitFor()
    await page.getByRole('log').getByRole('link', { name: /don-hang.txt/ }).waitFor()
    await visitor.getByRole('textbox', { name: 'E-mail' }).fill('lan@example.com')
    await visitor.getByRole('button', { name: 'Lưu lại' }).click()
    await visitor.getByRole('button', { name: 'Gửi cho tôi qua e-mail' }).waitFor()
    check(errors.length === 0, `the page failed: ${errors}`)
  } finally {
    await context.close()
    site.close()
  }
})
