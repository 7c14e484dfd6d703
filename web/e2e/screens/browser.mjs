// Opens the screens in a browser for the scripts beside this file. Each is run as
// node NAME.mjs '{"address":"http://127.0.0.1:8080","chromium":"/usr/bin/chromium","email":…,"password":…}'
// and succeeds by ending without an error.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { watchRequests } from '../tour/browser.mjs'

export { settle } from '../tour/browser.mjs'

const order = JSON.parse(process.argv[2])

/** Whether something is as it should be; what is not ends the script. */
export function check(holds, says) {
  if (!holds) throw new Error(says)
}

/** Asks until the answer is as it should be: what is on its way to a screen may come later than it is looked for. */
export async function until(what, ask) {
  for (const end = Date.now() + 120_000; ; ) {
    const answer = await ask()
    if (answer) return answer
    check(Date.now() < end, `never came: ${what}`)
    await new Promise((go) => setTimeout(go, 100))
  }
}

/** A file of the example that comes with the product. */
export const example = (name) => fileURLToPath(new URL(`../../../docs/examples/small/${name}`, import.meta.url))

/** Runs steps in a browser where somebody has signed in. An error of the page, wherever it comes from, is one of the test. */
export async function screens(steps, { width = 1280, height = 860, language = 'vi', scheme = 'light' } = {}) {
  const browser = await chromium.launch({ executablePath: order.chromium, args: ['--no-sandbox'] })
  try {
    const context = await browser.newContext({ viewport: { width, height }, baseURL: order.address, colorScheme: scheme, bypassCSP: true })
    await context.addInitScript(([l, s]) => {
      if (window !== window.top) return // what is shown within a screen has nothing to remember, and may be kept from it
      localStorage.setItem('banhda-language', l)
      localStorage.setItem('banhda-scheme', s)
    }, [language, scheme])
    const page = await context.newPage()
    watchRequests(page)
    const errors = []
    page.on('pageerror', (error) => errors.push(error))
    page.setDefaultTimeout(60_000)
    await signIn(page, order.email, order.password)
    await steps({ page, browser, order })
    check(errors.length === 0, `the page failed: ${errors}`)
  } finally {
    await browser.close()
  }
}

export async function signIn(page, email, password) {
  const answer = await page.request.post('/v1/session', { data: { email, password }, headers: { Origin: order.address } })
  check(answer.ok(), `signing in: ${answer.status()} ${await answer.text()}`)
}

const axe = readFileSync(fileURLToPath(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url)), 'utf8')

/** Lets what comes in from the side or out of the dark arrive: half seen, everything lacks contrast. */
const arrived = () =>
  new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))).then(() =>
    Promise.allSettled(document.getAnimations().filter((a) => a.effect?.getComputedTiming().iterations !== Infinity).map((a) => a.finished)))

/** The rules of a scheme alone, for a page that was held to all of them in the other one. */
export const colours = { type: 'rule', values: ['color-contrast'] }

/**
 * Holds the page to the rules of accessibility, and to its own width. What is on its way in may break them for a moment: only what
 * stays is told.
 */
export async function accessible(page, rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']) {
  for (const end = Date.now() + 10_000; ; ) {
    const wrong = await judged(page, rules).catch((error) => String(error)) // it went to another page meanwhile
    if (!wrong) return
    check(Date.now() < end, `${page.url()}: ${wrong}`)
    await new Promise((go) => setTimeout(go, 250))
  }
}

async function judged(page, rules) {
  await page.evaluate(arrived)
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe)
  const found = await page.evaluate((runOnly) => window.axe.run(document, { runOnly, resultTypes: ['violations'] }), rules)
  const wrong = found.violations.filter((v) => v.impact === 'serious' || v.impact === 'critical').map((v) => `${v.id}: ${v.nodes[0].html}`)
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  if (wider > 0) wrong.push(`it is ${wider} pixels wider than the screen`)
  return wrong.join('; ')
}
