// An event sent over HTTP moves the number of a screen that stands open, within two seconds. On a phone the wheel turns,
// too, and the page stays as wide as the phone.
import { check, enter, order, sit, visit, wrong } from './browser.mjs'

const house = order.full

await check(async () => {
  const state = await enter(house)
  const phone = await sit({ size: 'phone', state })
  await phone.emulateMedia({ reducedMotion: 'no-preference' })
  await visit(phone, house.address)
  await phone.waitForFunction(() => document.querySelector('svg.rim')?.getAnimations().some((a) => a.playState === 'running')).catch(() => wrong('the wheel on a phone', 'the rim does not turn'))
  for (const degrees of [0, 30, 45, 60]) {
    const wide = await phone.locator('svg.rim').evaluate((rim, degrees) => {
      for (const a of rim.getAnimations()) a.currentTime = (a.effect.getTiming().duration * degrees) / 360
      return document.documentElement.scrollWidth - document.documentElement.clientWidth
    }, degrees)
    if (wide > 0) wrong(`the wheel on a phone, turned by ${degrees}°`, `the page is ${wide} px too wide`)
  }
  const page = await sit({ language: 'en', state })
  const made = await page.request.post(`${house.address}/v1/keys`, { data: { name: 'live', kind: 'write', source: 'live', rank: 'server' }, headers: { Origin: house.address } })
  const { token } = await made.json()
  const today = new Date(order.now).toISOString().slice(0, 10)
  await visit(page, `${house.address}/?from=${today}&to=${new Date(Date.parse(order.now) + 864e5).toISOString().slice(0, 10)}`)
  await page.getByRole('status', { name: /^Live/ }).waitFor()
  const arrived = page.locator('main a[data-figure="wheel.cohort.arrived"]').first()
  const took = [] // a round may meet a busy machine, which only makes it longer
  for (let round = 1; round <= 10 && took.filter((ms) => ms <= 2000).length < 2; round++) {
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
    took.push(Date.now() - sent)
  }
  if (took.filter((ms) => ms <= 2000).length < 2) wrong('ten rounds', `the screen moved only after ${took} ms`)
})
