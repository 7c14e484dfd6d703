// The way of docs/guide/delight.md, in a house with nothing in it. Its owner opens a shop and a portal, plans how customers are
// onboarded, and says what points and friends are worth. Lan buys, does her step of the plan, asks for help and is answered in
// time, gives ten, is invited, and sends her link on. Mai follows it on her own phone and buys; both get their points once the
// purchase stands, and the wheel has turned once: the number opens who closed it.
import { accessible, check, until } from './browser.mjs'
import { account, comes, firstVisit, letters, mail, openFigure, order, stranger, transferCode, walk } from './house.mjs'

const lan = { name: 'Nguyễn Thị Lan', email: 'lan@example.vn', phone: '0912345678', street: '12 Lý Thường Kiệt' }
const mai = { name: 'Phạm Mai', email: 'mai@example.vn', phone: '0987654321', street: '3 Hàng Bài' }

await walk('delight', async (page, step) => {
  await step('the first visit', () => firstVisit(page))
  await step('mail', () => mail(page))
  const feed = await step('where money is awaited', () => account(page))
  await step('a shop', () => shop(page))
  await step('a portal', () => portal(page))
  await step('a plan', () => plan(page))
  await step('points', () => points(page))
  await step('a programme', () => programme(page))
  await step('a survey', () => survey(page))
  await stranger(async (hers) => {
    await step('she buys', () => buy(hers, lan, feed, 1))
    await step('her onboarding', () => onboarding(hers))
    await step('she asks for help', () => ask(hers))
    await step('she is answered in time', () => answer(page))
    await step('it helped', () => helped(hers))
    await step('she gives ten', () => ten(page, hers))
    await step('she is invited', () => invite(page, hers))
    const link = await step('her link', () => herLink(hers))
    await stranger(async (friends) => {
      await step('her friend comes', () => come(friends, link))
      await step('her friend buys', () => buy(friends, mai, feed, 2))
      await step('both get their points', async () => {
        await rewarded(page)
        await has(friends, '50')
      })
    })
    await step('and so does she', () => has(hers, '100'))
  })
  await step('the wheel', () => wheel(page))
})

/** Writes down what is sold, and opens the shop. */
async function shop(page) {
  await page.goto('/products')
  await page.getByRole('button', { name: 'New product' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').first().fill('Cà phê Cầu Đất')
  await dialog.getByLabel('Price').fill('150k')
  await dialog.getByRole('button', { name: 'Create' }).click()
  await page.getByRole('heading', { level: 1, name: 'Cà phê Cầu Đất' }).waitFor()
  await page.goto('/settings/shop')
  await page.getByLabel('The shop is open').check()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('1 product is shown').waitFor()
}

async function portal(page) {
  await page.goto('/settings/portal')
  await page.getByLabel('The portal is open').check()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('The portal is saved.').waitFor()
}

/** Makes the ready plan one that begins with the first purchase of what is sold. */
async function plan(page) {
  await page.goto('/onboarding/plans')
  await page.getByRole('button', { name: 'New plan' }).first().click()
  await page.getByRole('dialog').getByLabel('Name').fill('Những ngày đầu với cà phê')
  await page.getByRole('dialog').getByRole('button', { name: 'Begin' }).click()
  await page.getByRole('tab', { name: 'When and who' }).click()
  await page.getByLabel('a product is bought for the first time').check()
  await page.getByRole('combobox', { name: 'Product' }).fill('Cà phê')
  await page.getByRole('option', { name: /Cà phê Cầu Đất/ }).click()
  await publish(page)
}

async function publish(page) {
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  await page.getByText(/from now on/i).first().waitFor()
}

async function points(page) {
  await page.goto('/loyalty?tab=rules')
  await page.getByLabel('Days until points can be spent').fill('0')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('Saved', { exact: true }).first().waitFor()
  await publish(page)
}

/** What who brings a friend gets, and what the friend gets, as soon as the friend has paid. */
async function programme(page) {
  await page.goto('/referrals?tab=programme')
  for (const [who, number] of [['Who brings a friend gets', '100'], ['The friend gets', '50']]) {
    const prize = page.getByRole('radiogroup', { name: who })
    await prize.getByLabel('Points').check()
    await prize.locator('..').locator('..').getByRole('textbox', { name: 'Points' }).fill(number)
  }
  await page.getByLabel('Return window in days').fill('0')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('Saved', { exact: true }).first().waitFor()
  await publish(page)
}

async function survey(page) {
  await page.goto('/surveys')
  await page.getByRole('button', { name: 'New survey' }).first().click()
  await page.getByRole('dialog').getByLabel('Name').fill('Sau những ngày đầu')
  await page.getByRole('dialog').getByRole('button', { name: 'Begin' }).click()
  await publish(page)
}

/** Somebody buys one in the shop, signed in by the code they are mailed, and their bank tells of the money. */
async function buy(theirs, who, feed, number) {
  await theirs.goto(`${order.address}/shop/?q=ca+phe`)
  await theirs.getByRole('button', { name: /Thêm vào giỏ/ }).click()
  await signIn(theirs, who, '/shop/order')
  await theirs.getByLabel('Họ và tên').fill(who.name)
  await theirs.getByLabel('Số điện thoại').fill(who.phone)
  await theirs.getByLabel('Số nhà, đường').fill(who.street)
  await theirs.getByLabel('Tỉnh, thành phố').selectOption('Thành phố Hà Nội')
  await theirs.getByLabel(/Tôi đồng ý/).check()
  await theirs.getByRole('button', { name: 'Đặt hàng và thanh toán' }).click()
  const code = await transferCode(theirs)
  const told = { id: number, transactionDate: '2026-11-20 10:00:00', accountNumber: '0011001234567', content: `CT DEN ${code.toLowerCase()}`, transferType: 'in', transferAmount: 165_000 }
  const taken = await fetch(feed, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(told) })
  check(taken.ok, `the feed: ${taken.status} ${await taken.text()}`)
  await theirs.getByText('Đã thanh toán đủ').waitFor()
}

async function signIn(theirs, who, to) {
  await theirs.goto(`${order.address}/in/?to=${to}&lang=vi`)
  await theirs.getByLabel('E-mail').fill(who.email)
  await theirs.getByRole('button', { name: 'Gửi mã cho tôi' }).click()
  const sent = await until('the code', async () => (await letters()).find((l) => l.to === who.email && /Mã đăng nhập \d{6}/.test(l.subject)))
  await theirs.getByLabel('Mã 6 chữ số').fill(/\d{6}/.exec(sent.subject)[0])
  await theirs.getByRole('button', { name: 'Đăng nhập' }).click()
}

/** Goes to a page of the portal until something stands there. */
async function shown(theirs, path, what) {
  await until(`${path} shows it`, async () => {
    await theirs.goto(order.address + path)
    return (await what().count()) > 0
  })
}

/** She sees what comes next on both sides, and does her step. */
async function onboarding(hers) {
  const mine = () => hers.getByRole('button', { name: /^Tôi đã xong/ })
  await shown(hers, '/my/onboarding', mine)
  await accessible(hers)
  const before = await mine().count()
  await mine().first().click()
  await hers.getByText(/^Xong ngày/).first().waitFor()
  check((await mine().count()) <= before, 'a step that is done is still to be done')
}

async function ask(hers) {
  await hers.goto(`${order.address}/my/tickets`)
  await hers.getByLabel('Chủ đề').fill('Máy xay kêu to')
  await hers.getByLabel('Bạn cần gì?').fill('Máy xay kêu to từ sáng nay, tôi nên làm gì?')
  await hers.getByRole('button', { name: 'Gửi', exact: true }).click()
  await hers.getByText('Máy xay kêu to từ sáng nay').waitFor()
  await accessible(hers)
}

/** The agent finds the ticket first in the list, with the time that is left, and answers: it is solved. */
async function answer(page) {
  await page.goto('/tickets')
  await page.getByRole('link', { name: 'Máy xay kêu to' }).first().click()
  await page.getByRole('link', { name: 'Open page' }).click()
  await page.getByLabel(/^Write an answer/).fill('Chào chị Lan, chị vặn chặt phễu lại giúp em nhé.')
  await page.getByLabel('and then it is').selectOption({ label: 'Solved' })
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByRole('log').getByText('vặn chặt phễu').waitFor()
}

async function helped(hers) {
  const yes = () => hers.getByRole('button', { name: 'Đã ổn' })
  await until('she reads the answer', async () => {
    await hers.reload()
    return (await hers.getByText('vặn chặt phễu').count()) > 0 && (await yes().count()) > 0
  })
  await yes().click()
  await hers.getByText('Đã đóng').first().waitFor()
}

/** She is asked, and gives ten in the portal. */
async function ten(page, hers) {
  await page.goto('/surveys')
  await page.getByRole('link', { name: 'Sau những ngày đầu' }).click()
  await page.getByRole('button', { name: 'Ask people now' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Ask people now' }).click()
  const door = () => hers.getByRole('link', { name: /^Trả lời/ })
  await shown(hers, '/my/surveys', door)
  await door().first().click()
  await hers.getByLabel('10', { exact: true }).check()
  await hers.getByRole('button', { name: 'Gửi' }).click()
  await hers.getByText('Cảm ơn bạn đã trả lời').waitFor()
}

/** She agrees to hear of more, and is invited to bring friends. */
async function invite(page, hers) {
  await hers.goto(`${order.address}/my/consent`)
  await hers.getByRole('checkbox', { name: 'E-mail' }).first().check()
  await hers.getByRole('button', { name: 'Lưu' }).click()
  await hers.getByText('Đã xong.').waitFor()
  await page.goto('/people?q=Lan')
  await page.getByRole('link', { name: lan.name }).first().click()
  await page.getByRole('link', { name: 'Open page' }).click()
  await page.getByRole('button', { name: 'Invite to refer friends' }).click()
  await until('the invitation', async () => (await letters()).find((l) => l.to === lan.email && /\/r\//.test(l.text)))
}

/** On her page she finds the link to be sent on. */
async function herLink(hers) {
  const link = () => hers.getByRole('link', { name: /\/r\// })
  await shown(hers, '/my/refer', link)
  await accessible(hers)
  return link().first().innerText()
}

/** A friend opens it on her own phone, reads who invites and what she gets, and says yes. */
async function come(friends, link) {
  await friends.goto(link.replace(/^https?:\/\/[^/]+/, order.address))
  await friends.getByRole('heading', { name: /Lan mời bạn/ }).waitFor()
  await accessible(friends)
  await friends.getByLabel('Họ và tên').fill(mai.name)
  await friends.getByLabel('Số điện thoại hoặc e-mail').fill(mai.email)
  await friends.getByRole('checkbox').check()
  await friends.getByRole('button', { name: 'Nhận ưu đãi' }).click()
  await friends.getByRole('link', { name: 'Đến cửa hàng' }).waitFor()
}

async function rewarded(page) {
  await until('both are rewarded', async () => {
    await page.goto('/referrals')
    return comes(page.getByRole('button', { name: 'Rewarded: 1, show who' }))
  })
  await page.getByRole('button', { name: 'Rewarded: 1, show who' }).click()
  await page.getByText(mai.name).first().waitFor()
}

/** Somebody sees on their page the points they were given for the friend, among what they have. */
async function has(theirs, given) {
  await shown(theirs, '/my/points', () => theirs.getByText(`+${given}`))
  await theirs.getByText('Thưởng giới thiệu bạn bè').waitFor()
  await accessible(theirs)
}

/** The wheel has turned once, and the number opens who closed it. */
async function wheel(page) {
  await openFigure(page, 'wheel.rotations')
  await page.getByRole('dialog').getByText(lan.name).first().waitFor()
  await accessible(page)
}
