// Opens a page that sends calls of every kind with the unmodified browser client, prints the ids under which it sent
// them, and keeps the page open until its input ends.
// Usage: node browser.mjs '{"page":"http://127.0.0.1:9000/","chromium":"/usr/bin/chromium"}'
import { once } from 'node:events'
import { chromium } from 'playwright-core'

const { page: address, chromium: executablePath } = JSON.parse(process.argv[2])
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
try {
  const page = await browser.newPage()
  page.on('pageerror', (error) => console.error(error))
  page.on('console', (message) => console.error(message.text()))
  await page.goto(address)
  const ids = await page.waitForFunction(() => window.ids, null, { timeout: 60_000 })
  console.log(JSON.stringify(await ids.jsonValue()))
  await once(process.stdin.resume(), 'end')
} finally {
  await browser.close()
}
