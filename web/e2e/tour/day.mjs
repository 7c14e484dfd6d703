// A day of four people in one house, in Vietnamese: a marketer at a desk brings leads in, merges who came twice, keeps a
// segment and a view; a seller on a phone is told of a new customer, calls, plans the next step, makes a company and an
// order; a care agent finds somebody by a piece of their number, writes a note that names the seller, attaches a file and
// writes down a withdrawal and a request; the owner makes a team and a role with a hidden field and reads the audit trail.
import { ask, check, enter, order, settle, sit, visit, wrong } from './browser.mjs'
import { badTexts } from './texts.mjs'

const house = order.day
const leads = ['Họ và tên,Điện thoại,E-mail,Chức danh', 'Trần Thị Lan,0912345678,lan.tran@example.com,Trưởng phòng mua hàng', 'Tran Thi Lan,0912345679,lan.tran@example.org,', 'Phạm Quốc Đạt,0987 654 321,dat@example.com,Giám đốc', 'Lê Ánh Đào,0903 111 222,dao@example.com,Kế toán'].join('\n')

await check(async () => {
  const owner = await enter(house)
  const [marketer, seller, agent] = await hire(owner)
  await at('desk', owner, ownersMorning)
  await at('desk', marketer, marketersDay)
  await at('phone', seller, sellersDay)
  await at('desk', agent, agentsDay)
  await at('phone', seller, sellersEvening)
  await at('desk', marketer, marketersEvening)
  await at('desk', owner, ownersEvening)
})

/** What somebody does at a screen of their own; no text may be cut off where they are when they are done. */
async function at(size, state, work) {
  const page = await sit({ size, state })
  await visit(page, house.address)
  try {
    await work(page)
    await whole(page, work.name)
  } catch (error) {
    if (order.shots) await page.screenshot({ path: `${order.shots}/day-${work.name}.png` })
    wrong(`${work.name} at ${page.url()}`, String(error.stack ?? error))
  }
  await page.context().close()
}

async function whole(page, where) {
  await settle(page)
  for (const text of await page.evaluate(badTexts)) wrong(where, text)
}

function button(within, name) {
  return within.getByRole('button', { name, exact: true })
}

/** The three who work here. Everybody new goes to the seller. */
async function hire(owner) {
  const page = await sit({ state: owner })
  const tell = async (path, data) => {
    const answer = await page.request.post(house.address + path, { data, headers: { Origin: house.address } })
    if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`)
    return answer.json()
  }
  const people = []
  for (const [role, name] of [['marketer', 'Vũ Thu Hà'], ['seller', 'Lê Văn Bình'], ['agent', 'Đỗ Mai Chi']]) {
    const email = `${role}@example.com`
    const { user, password } = await tell('/v1/users', { email, name, role })
    people.push({ user, email, password })
  }
  await tell('/v1/assignment/rules', { name: 'Khách mới', active: true, method: 'in_turn', pool: [{ user: people[1].user.id }] })
  await page.context().close()
  await begins(people[0], '/attract')
  await begins(people[1], '/')
  return Promise.all(people.map(({ email, password }) => enter({ ...house, email, password })))
}

/** Where somebody is who signs in at the house's own address. */
async function begins({ email, password }, path) {
  const page = await sit({ size: 'desk' })
  await page.goto(house.address)
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email)
  await page.getByLabel('Mật khẩu').first().fill(password)
  await button(page, 'Đăng nhập').click()
  await page.waitForURL(house.address + path)
  await settle(page)
  if (new URL(page.url()).pathname !== path) wrong('signing in', `${email} begins at ${page.url()}, not ${path}`)
  await page.context().close()
}

async function ownersMorning(page) {
  await visit(page, `${house.address}/settings/teams`)
  await button(page, 'Nhóm mới').click()
  await page.getByRole('dialog').getByRole('textbox', { name: 'Tên', exact: true }).fill('Bán hàng miền Bắc')
  await button(page.getByRole('dialog'), 'Lưu').click()
  await button(page, 'Sửa Bán hàng miền Bắc').waitFor()
  await visit(page, `${house.address}/settings/roles`)
  await button(page, 'Vai trò mới').click()
  const role = page.getByRole('dialog')
  await role.getByRole('textbox', { name: 'Tên', exact: true }).fill('Cộng tác viên')
  await role.getByRole('textbox', { name: 'Ẩn của Người' }).or(role.getByRole('combobox', { name: 'Ẩn của Người' })).first().click()
  await page.getByRole('option', { name: 'Ngày sinh' }).click()
  await page.keyboard.press('Escape')
  await button(role, 'Lưu').click()
  await button(page, 'Sửa Cộng tác viên').waitFor()
}

async function marketersDay(page) {
  await visit(page, `${house.address}/settings`)
  for (const name of ['Tên', 'Tệp đính kèm lớn nhất']) if (await page.getByRole('textbox', { name, exact: true }).isEnabled()) throw new Error(`a marketer is offered “${name}” to change`)
  await visit(page, `${house.address}/import`)
  await page.setInputFiles('input[type=file]', { name: 'khach hội chợ.csv', mimeType: 'text/csv', buffer: Buffer.from(leads) })
  await button(page, 'Tiếp').click()
  await button(page, 'Kiểm tra mọi dòng').click()
  await page.getByText('Sẽ thêm').waitFor()
  await button(page, 'Nhập').click()
  await page.getByText('Danh sách đã vào').waitFor()
  await whole(page, 'an import')

  await visit(page, `${house.address}/segments`)
  await button(page, 'Phân khúc mới').first().click()
  const form = page.getByRole('dialog')
  await form.getByRole('textbox', { name: 'Tên', exact: true }).fill('Có số để gọi')
  await form.getByText('Dạng chữ').click()
  await form.getByRole('textbox', { name: 'Điều kiện', exact: true }).fill('exists phone')
  await form.getByText('4 khớp').waitFor()
  await button(form, 'Lưu').click()
  await form.waitFor({ state: 'detached' })
  await page.getByTitle('4 người').waitFor()

  await visit(page, `${house.address}/people?where=${encodeURIComponent('title = "Giám đốc"')}`)
  await page.getByText('1 hồ sơ', { exact: true }).waitFor()
  await button(page, 'Lưu thành bộ xem mới').click()
  const view = page.getByRole('dialog')
  await view.getByRole('textbox', { name: 'Tên', exact: true }).fill('Giám đốc')
  await view.getByText('Mọi người').click()
  await button(view, 'Lưu').click()
  await button(page.getByRole('group', { name: 'Bộ xem đã lưu' }), 'Giám đốc').waitFor()
}

async function sellersDay(page) {
  await visit(page, `${house.address}/tasks`)
  await page.getByLabel('Thêm việc', { exact: true }).first().fill('Gọi chị Lan mai 9h')
  await page.getByText('Gọi chị Lan · ngày mai 09:00').waitFor()
  await page.keyboard.press('Enter')
  await button(page, 'Mở Gọi chị Lan').waitFor()
  await whole(page, 'today on a phone')

  await visit(page, `${house.address}/companies?create=yes`)
  await page.getByRole('dialog').getByRole('textbox', { name: 'Tên công ty' }).fill('Công ty Đạt Phát')
  await button(page.getByRole('dialog'), 'Tạo').click()
  await page.getByRole('heading', { name: 'Công ty Đạt Phát', level: 1 }).waitFor()

  // Whom the rule gives them they are told of, within the minute.
  await page.getByRole('button', { name: /^Thông báo: \d+ chưa đọc/ }).click({ timeout: 60_000 })
  await page.getByText('Phạm Quốc Đạt').first().waitFor()
  await visit(page, `${house.address}/people`)
  await page.getByRole('link', { name: /Phạm Quốc Đạt/ }).click()
  await page.getByRole('heading', { name: 'Phạm Quốc Đạt', level: 1 }).waitFor()
  await button(page, 'Ghi lần liên hệ').click()
  const contact = page.getByRole('dialog')
  await contact.getByRole('combobox', { name: 'Kết quả' }).or(contact.getByRole('textbox', { name: 'Kết quả' })).first().fill('Cần báo giá')
  await contact.getByLabel('Bước tiếp theo').fill('Gửi báo giá thứ Sáu 9h')
  await button(contact, 'Ghi lại').click()
  await page.getByText('Đã ghi. Lần liên hệ gần nhất đã cập nhật.').waitFor()
  await page.getByText('Gửi báo giá', { exact: false }).first().waitFor()
  await whole(page, 'a person on a phone')

  await visit(page, `${house.address}/orders?create=yes`)
  await page.getByRole('dialog').getByLabel('Người mua').first().fill('dat')
  await page.getByRole('option', { name: /Phạm Quốc Đạt/ }).click()
  await button(page.getByRole('dialog'), 'Tạo').click()
  await button(page, 'Thêm dòng hàng').click()
  const line = page.getByRole('group', { name: 'Dòng 1' })
  await line.getByLabel('Nội dung').fill('Máy pha cà phê')
  await line.getByLabel('Đơn giá').fill('1tr2')
  await page.keyboard.press('Tab')
  await button(page, 'Lưu').click()
  await page.getByText(/1\.200\.000/).first().waitFor()
}

async function agentsDay(page) {
  await page.keyboard.press('Control+K')
  await page.getByPlaceholder('Tên, số điện thoại, đơn hàng, màn hình…').fill('654321')
  await page.getByRole('dialog').getByText('Phạm Quốc Đạt').click()
  await page.getByRole('heading', { name: 'Phạm Quốc Đạt', level: 1 }).waitFor()
  await page.getByText('Cần báo giá').first().waitFor()
  const note = page.getByRole('textbox', { name: 'Ghi chú mới' })
  await note.click()
  await note.pressSequentially('Khách muốn giao buổi sáng @binh')
  await page.getByRole('option', { name: 'Lê Văn Bình' }).click()
  await page.keyboard.press('Control+Enter')
  await page.getByText('@Lê Văn Bình').waitFor()
  await page.locator('input[type=file]').setInputFiles({ name: 'biên bản.txt', mimeType: 'text/plain', buffer: Buffer.from('Giao trước 9 giờ') })
  await page.getByRole('link', { name: 'biên bản.txt' }).first().waitFor()
  await button(page, 'Ghi nhận rút').click()
  await button(page.getByRole('dialog'), 'Ghi nhận').click()
  await page.getByText('Không được gửi quảng cáo.').waitFor()
  const id = page.url().match(/per_\w+/)[0]
  await whole(page, 'a person at a desk')

  await visit(page, `${house.address}/settings/requests`)
  await button(page, 'Ghi nhận yêu cầu').click()
  const request = page.getByRole('dialog')
  await request.getByLabel('Họ liên hệ thế nào, trả lời ra đâu').fill('dat@example.com')
  await button(request, 'Ghi nhận').click()
  await page.getByText('dat@example.com').waitFor()
  const { last_contact } = await ask(page, `/v1/records/people/${id}/timeline?limit=1`)
  const { rows } = await ask(page, '/v1/records/people?q=pham%20quoc%20dat&columns=name,last_contact')
  if (!last_contact || rows[0].values.last_contact !== last_contact) wrong('the last contact', `is ${last_contact} on the page and ${rows[0].values.last_contact} in the list`)
}

async function sellersEvening(page) {
  await page.getByRole('button', { name: /^Thông báo: \d+ chưa đọc/ }).click()
  await page.getByText(/nhắc/).first().waitFor()
}

async function marketersEvening(page) {
  await visit(page, `${house.address}/duplicates`)
  await button(page, 'So sánh và gộp').first().click()
  await button(page.getByRole('dialog'), 'Gộp').click()
  await page.getByText('Giờ đã là một').waitFor()
  await whole(page, 'two who were one')
}

async function ownersEvening(page) {
  await visit(page, `${house.address}/settings/audit`)
  await page.getByText('Đỗ Mai Chi').first().waitFor()
  await button(page, 'Kiểm tra chuỗi').click()
  await page.getByText('Nhật ký còn nguyên vẹn').waitFor()
}
