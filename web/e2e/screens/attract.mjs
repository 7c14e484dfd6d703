// The way of docs/guide/attract.md, in a house with nothing in it: somebody becomes its owner, says how mail goes, makes a form
// and puts it, by the lines shown, on a page elsewhere that forbids everything else. Visitors come, agree, answer and confirm; a
// workflow welcomes them; a campaign leaves half of them out by chance, and says at its end what can be known; the wheel has
// turned, its number opens them; what is told to phones at night is held.
import { accessible, check, until } from './browser.mjs'
import { elsewhere } from './elsewhere.mjs'
import { comes, firstVisit, letters, mail, openFigure, order, stranger, walk } from './house.mjs'

const visitors = [['Trần Văn Nam', 'nam@example.vn', '0961234561'], ['Lê Thị Hoa', 'hoa@example.vn', '0961234562'], ['Phạm Minh', 'minh@example.vn', '0961234563']]

await walk('attract', async (page, step) => {
  await step('the first visit', () => firstVisit(page))
  await step('mail', () => mail(page))
  const { head, embed } = await step('a form and its lines', () => form(page))
  await step('a welcome', () => welcome(page))
  const site = await elsewhere(order.address, embed, { head })
  await step('visitors', () => Promise.all(visitors.map((who) => visit(site, who))))
  await step('a confirmation', () => Promise.all(visitors.slice(0, 2).map(([, address]) => confirm(address))))
  await step('the welcome arrives', () => until('a welcome', async () => (await letters()).find((l) => /^\[QC\] Chào mừng|^Chào mừng|Welcome/.test(l.subject))))
  await step('a message', () => template(page, { name: 'Tet offer', channel: 'E-mail', write: (p) => letter(p, site) }))
  await step('leads of another system', () => leads(page))
  await step('a campaign', () => campaign(page, { name: 'Tet', channel: 'E-mail', template: 'Tet offer' }))
  await step('a click', () => click(site))
  await step('what it was worth', () => result(page))
  await step('the wheel', () => wheel(page))
  await step('text messages', () => phones(page))
  await step('a text message', () => template(page, { name: 'Night', channel: 'SMS', write: text }))
  await step('a night', () => night(page))
  site.close()
})

/** Makes the form, and gives the lines that the screens say to copy. */
async function form(page) {
  await page.goto('/forms')
  await page.getByRole('button', { name: 'New form' }).first().click()
  await page.getByLabel('Name').fill('Newsletter')
  await page.getByRole('button', { name: 'Begin' }).click()
  await page.getByRole('group', { name: 'Over which channels' }).first().getByLabel('SMS').check()
  await page.getByRole('button', { name: 'Publish' }).click()
  await page.getByText('Version 1', { exact: true }).waitFor()
  await page.getByRole('tab', { name: 'Put it on a page' }).click()
  const embed = await page.locator('pre').first().innerText()
  await page.goto('/settings/website')
  await page.getByRole('button', { name: 'Make a key for the website' }).click()
  await page.getByText('What leads a name here').waitFor()
  const head = await page.locator('pre').innerText()
  return { head, embed }
}

async function welcome(page) {
  await page.goto('/workflows')
  await page.getByRole('button', { name: 'Begin with a recipe' }).click()
  await page.getByRole('dialog').getByRole('button', { name: /^Welcome/ }).click()
  await page.getByRole('button', { name: 'Make a draft' }).click()
  await page.getByText('Ready to be published').waitFor()
  await page.getByRole('button', { name: 'Publish' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click()
  await page.getByText('Active').first().waitFor()
  await until('who had subscribed before', async () => (await (await page.request.get('/v1/segments')).json()).segments.some((s) => s.name === 'Subscribers' && s.judged_at))
}

/** A visitor comes by an advertisement, agrees to be recognised, and leaves their name. */
function visit(site, [name, address, phone]) {
  return stranger(async (page) => {
  await page.goto(`${site.address}/?utm_source=zalo&utm_campaign=tet`)
  await page.getByRole('button', { name: 'Đồng ý', exact: true }).click()
  await page.getByLabel('Họ và tên').pressSequentially(name, { delay: 60 })
  await page.getByLabel('E-mail').pressSequentially(address, { delay: 60 })
  await page.getByLabel(/điện thoại/i).first().pressSequentially(phone, { delay: 60 })
  await page.getByLabel(/Tôi đồng ý nhận tin/).check()
  await page.getByRole('button', { name: 'Gửi' }).click()
  await page.getByText('Cảm ơn bạn. Chúng tôi đã nhận được.').waitFor()
  })
}

/** Who subscribed confirms it by the link in their mailbox. */
async function confirm(address) {
  const asked = await until(`mail to ${address}`, async () => (await letters()).find((l) => l.to === address && /^Xác nhận: /m.test(l.text)))
  await stranger(async (page) => {
    await page.goto(asked.text.match(/^Xác nhận: (\S+)/m)[1])
    await page.getByRole('button').click()
    await page.getByText(/đã xác nhận|confirmed/i).waitFor()
  })
}

/** Writes a message and publishes it. */
async function template(page, { name, channel, write }) {
  await page.goto('/templates')
  await page.getByRole('button', { name: 'New template' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByText(channel, { exact: true }).click()
  await dialog.getByRole('button', { name: 'Begin to write' }).click()
  await page.getByRole('heading', { name, level: 1 }).waitFor()
  await write(page)
  await page.getByRole('button', { name: 'Publish' }).click()
  await page.getByText('version 1', { exact: true }).waitFor()
  await accessible(page)
}

/** Writes a text to phones with marks: what is sent, how many messages it fills and what each costs is shown, and without marks it fits. */
async function text(page) {
  await page.getByLabel('Text · Vietnamese').fill('Giảm 20% hôm nay cho mọi đơn đặt trước bảy giờ tối. Từ chối: TC gửi 1551')
  await page.getByText('2 messages').waitFor()
  await page.getByLabel('Without marks').check()
  await page.getByText('[QC] Giam 20% hom nay', { exact: false }).waitFor()
  await page.getByText('1 message', { exact: true }).waitFor()
  await page.getByText(/To each number .*800/).waitFor()
}

async function letter(page, site) {
  await page.getByLabel('Subject · Vietnamese').fill('Quà Tết cho {{ person.given_name | default: "bạn" }}')
  await page.getByRole('button', { name: 'Add a block' }).click()
  await page.getByRole('menuitem', { name: 'Button' }).click()
  await page.getByLabel('Text · Vietnamese').last().fill('Xem quà')
  await page.getByLabel('Leads to').fill(`${site.address}/qua`)
}

/** Another system hands over people who agreed, as docs/guide/attract.md says of leads. */
async function leads(page) {
  for (let i = 0; i < 30; i++) {
    const answer = await page.request.post('/v1/leads', {
      headers: { Origin: order.address },
      data: { id: `fair-${i}`, source: 'fair', person: { email: `fair${i}@example.vn`, phone: `09612350${String(i).padStart(2, '0')}`, name: `Nguyễn Văn ${i}` },
        consents: [{ channels: ['email', 'sms'], purpose: 'marketing', how: 'paper', evidence: { note: 'phiếu' } }] },
    })
    check(answer.ok(), `a lead: ${await answer.text()}`)
  }
}

/** Plans a campaign for who subscribed, half of whom are left out by chance; looks at what would be sent, and starts it. */
async function campaign(page, { name, channel, template }) {
  await page.goto('/campaigns')
  await page.getByRole('button', { name: 'New campaign' }).first().click()
  await page.getByRole('dialog').getByLabel('Name').fill(name)
  await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click()
  await page.getByRole('combobox', { name: 'Segment' }).click()
  await page.getByRole('option', { name: 'Subscribers' }).click()
  await page.getByRole('button', { name: 'Add a message' }).click()
  await page.getByRole('group', { name: 'Message 1' }).getByText(channel, { exact: true }).click()
  await page.getByRole('combobox', { name: 'Template' }).click()
  await page.getByRole('option', { name: template }).click()
  await page.getByRole('combobox', { name: 'Event', exact: true }).click()
  await page.getByRole('option', { name: /→ Customer/ }).click()
  await page.getByLabel('Within so many days').fill('1')
  await page.getByLabel('Left out by chance, percent').fill('50')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('32 people').waitFor()
  await page.getByText(/left out by chance/).last().waitFor()
  await accessible(page)
  await page.getByRole('button', { name: 'Start' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Start' }).click()
  await page.getByText('Running').waitFor()
}

/** Somebody reads the message an hour later, and follows its link. */
async function click(site) {
  const got = await until('the offer', async () => (await letters()).find((l) => /Quà Tết/.test(l.subject)))
  await turnTo(11) // programs follow links at once
  const link = got.text.match(/http\S+\/c\/\S+/)[0]
  await stranger(async (page) => {
    await page.goto(link)
    await page.waitForURL(`${site.address}/qua**`)
  })
}

/** The shop's own system tells of orders, as docs/tracking.md says. */
async function orders(page) {
  const key = await (await page.request.post('/v1/keys', { headers: { Origin: order.address }, data: { name: 'Shop', kind: 'write', source: 'shop', rank: 'server' } })).json()
  const batch = Array.from({ length: 10 }, (_, i) => ({ type: 'track', event: 'Order Completed', messageId: `o${i}`, context: { traits: { email: `fair${i}@example.vn` } }, anonymousId: `shop-${i}`, properties: { order_id: `D${i}`, revenue: 100000 } }))
  const answer = await page.request.post('/v1/batch', { headers: { Authorization: `Basic ${btoa(`${key.token}:`)}` }, data: { batch } })
  check(answer.ok(), `orders: ${await answer.text()}`)
}

function turnTo(hour) {
  return fetch(`${order.world}/clock/${hour}`, { method: 'POST' })
}

/** Reads what became of the campaign: while it may not be read yet, and when everybody's time is over. */
async function result(page) {
  await until('who was left out', async () => {
    await page.reload()
    await page.getByText('What it was worth').waitFor()
    return comes(page.getByText(/Read it at the end/))
  })
  await orders(page)
  await turnTo(9)
  await turnTo(12)
  await until('the click, and the end', async () => {
    await page.reload()
    await page.getByText('What it was worth').waitFor()
    const read = () => {
      const says = document.querySelector('main').innerText
      return /Clicked\s*1\b/i.test(says) && /no difference can be told|percentage points|too few people/.test(says)
    }
    return page.waitForFunction(read, null, { timeout: 5_000 }).then(() => true, () => false)
  })
  await costs(page)
  await accessible(page)
}

/** What advertising cost comes from a file: every wrong line of it is told, and the same line counts once. */
async function costs(page) {
  const bring = async (lines) => {
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Choose a CSV file' }).click()])
    await chooser.setFiles({ name: 'costs.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) })
    await page.getByRole('button', { name: 'Take in' }).click()
  }
  await bring(['day,kind,amount,note', '31/02/2026,facebook,1500000,', '21/11/2026,print,much,Flyers'])
  await page.getByText(/line 2: .*; line 3: "much" is no amount/i).waitFor()
  await bring(['day;kind;amount;note', '20/11/2026;facebook;1.500.000;', '21/11/2026;print;200.000;Flyers'])
  await page.getByText('2 costs taken in').waitFor()
  await bring(['20/11/2026;facebook;1.500.000;', '22/11/2026;facebook;300.000;'])
  await page.getByText('1 cost taken in; 1 there already').waitFor()
  await page.getByRole('row').filter({ hasText: 'Flyers' }).waitFor()
}

/** The wheel counts who came because of it; the number opens them, and the word the campaigns. */
async function wheel(page) {
  await openFigure(page, 'wheel.flows.stranger.prospect.transitions')
  await page.getByRole('dialog').getByText('Trần Văn Nam').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.locator('main').getByRole('link', { name: /^Attract/ }).first().click()
  await page.getByRole('heading', { name: 'Campaigns', level: 1 }).waitFor()
}

async function phones(page) {
  await page.goto('/settings/sms')
  await page.getByRole('combobox', { name: 'Carried by' }).click()
  await page.getByRole('option', { name: /SMPP/ }).click()
  const form = page.locator('form', { has: page.getByLabel('Message centre') })
  const fields = { 'Message centre': '127.0.0.1', Port: String(order.sms), 'System id': order.system, 'Brandname of advertising': 'QUANNHO QC', 'Brandname of care': 'QUANNHO', 'Number for refusals': '1551', 'All others: Advertising': '800' }
  for (const [label, value] of Object.entries(fields)) await form.getByLabel(label).fill(value)
  await form.getByRole('textbox', { name: 'Password' }).fill(order.secret)
  await form.getByLabel('Over TLS').uncheck()
  await form.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'Send a test' }).waitFor()
}

/** At eleven in the evening the law holds what is told to phones, and says until when; somebody's timeline tells how they came. */
async function night(page) {
  await turnTo(23)
  await campaign(page, { name: 'Night', channel: 'SMS', template: 'Night' })
  await until('what is held back', async () => {
    await page.reload()
    await page.getByText('What it was worth').waitFor()
    return comes(page.getByText(/\d+ held back/))
  })
  check((await (await fetch(`${order.world}/sms`)).json()) === 0, 'something was sent at night')
  await page.goto('/people?q=Nguyễn Văn 0')
  await page.getByRole('link', { name: /Nguyễn Văn 0/ }).first().click()
  await page.getByText('entered: Entering a segment “Subscribers”').first().waitFor()
  await page.getByText('Lead Captured').first().waitFor()
}
