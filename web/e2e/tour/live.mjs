// An event sent over HTTP moves the number of a screen that stands open, within two seconds.
import { check, enter, order, sit, visit, wrong } from './browser.mjs'

const house = order.full

await check(async () => {
  const page = await sit({ language: 'en', state: await enter(house) })
  const made = await page.request.post(`${house.address}/v1/keys`, { data: { name: 'live', kind: 'write', source: 'live', rank: 'server' }, headers: { Origin: house.address } })
  const { token } = await made.json()
  const today = new Date(order.now).toISOString().slice(0, 10)
  await visit(page, `${house.address}/?from=${today}&to=${new Date(Date.parse(order.now) + 864e5).toISOString().slice(0, 10)}`)
  await page.getByRole('status', { name: /^Live/ }).waitFor()
  const arrived = page.locator('main a[data-figure="wheel.cohort.arrived"]').first()
  for (const round of [1, 2, 3]) {
    const before = Number((await arrived.innerText()).replaceAll(',', ''))
    const at = new Date(Date.parse(order.now) - 60_000).toISOString()
    const sent = Date.now()
    const answer = await fetch(`${house.address}/v1/track`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Basic ${btoa(`${token}:`)}` },
      body: JSON.stringify({ userId: `live-${round}`, event: 'Page Viewed', messageId: `live-${round}`, timestamp: at }),
    })
    if (!answer.ok) throw new Error(`sending: ${answer.status} ${await answer.text()}`)
    await page.waitForFunction((n) => Number(document.querySelector('main a[data-figure="wheel.cohort.arrived"]').textContent.replaceAll(',', '')) === n, before + 1, { polling: 20, timeout: 20_000 })
    const took = Date.now() - sent
    if (took > 2000) wrong(`round ${round}`, `the screen moved only after ${took} ms`)
  }
})
