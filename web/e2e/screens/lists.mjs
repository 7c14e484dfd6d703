// A list is worked in by keys alone: a cell is written and kept, a condition is built and counted, a view is saved; many
// records are changed at once and taken back as one; people are put into a list and taken out. On a phone the same list is cards. Everybody can use all of it.
import { accessible, screens, settle, until } from './browser.mjs'

const cell = (page, row, column) => page.locator(`[data-index="${row}"] [data-col="${column}"]`)
const focused = (page) => page.evaluate(() => [document.activeElement.closest('[data-index]')?.dataset.index, document.activeElement.dataset.col].join())

/** Chooses the first three rows. */
async function three(page) {
  await cell(page, 0, 1).focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await page.getByText('Đã chọn 3').waitFor()
}

await screens(async ({ page }) => {
  await page.goto('/people?columns=name,title,tags,phone')
  await cell(page, 0, 1).waitFor()
  const first = await cell(page, 0, 1).innerText()

  // Written by keys: typing begins, Enter keeps it and goes down, Escape leaves what was there.
  await cell(page, 0, 1).focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.type('Trưởng phòng mua hàng')
  await page.keyboard.press('Enter')
  await page.getByText('Đã lưu').waitFor()
  await until('the focus one row down', async () => (await focused(page)) === '1,2')
  await page.keyboard.type('không giữ')
  await page.keyboard.press('Escape')
  await until('Escape leaves what was there', async () => (await cell(page, 1, 2).innerText()) === '')
  await page.reload()
  await page.getByText('Trưởng phòng mua hàng').waitFor()

  // A day that there is not stays as it was written, is said, and is kept once it is right.
  await page.goto('/people?columns=name,birthday,title')
  await cell(page, 0, 2).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type('31/02/1990')
  await page.keyboard.press('Enter')
  await page.getByText('Không có ngày này').waitFor()
  await cell(page, 2, 3).click()
  await page.getByText('Không có ngày này').waitFor()
  await cell(page, 2, 3).dblclick() // nor does another cell that is written take it away
  await cell(page, 2, 3).getByRole('textbox').waitFor()
  await page.keyboard.press('Escape')
  await cell(page, 2, 3).getByRole('textbox').waitFor({ state: 'detached' })
  await page.getByText('Không có ngày này').waitFor()
  await cell(page, 0, 2).getByRole('textbox').and(page.locator('[value="31/02/1990"]')).fill('28/02/1990')
  await page.keyboard.press('Enter')
  await cell(page, 0, 2).getByText('28 thg 2, 1990').waitFor()

  // Narrowed by a condition that is built, counted, and kept as a view.
  await page.getByRole('button', { name: /^Bộ lọc/ }).click()
  await page.getByRole('button', { name: 'Thêm điều kiện' }).click()
  await page.getByRole('menuitem', { name: 'Một trường' }).click()
  await page.getByText('1 điều kiện chưa điền đủ nên chưa tính').waitFor()
  await page.getByRole('menu').waitFor({ state: 'detached' }) // it gives the focus back as it goes
  await page.getByRole('combobox', { name: 'Trường' }).or(page.getByRole('textbox', { name: 'Trường' })).first().fill('Chức danh')
  await page.getByRole('option', { name: 'Chức danh' }).click()
  await page.getByRole('textbox', { name: 'Chức danh' }).fill('truong phong')
  await page.getByText('1 khớp').waitFor()
  await page.waitForURL(/where=/)
  await page.getByText('1 hồ sơ', { exact: true }).waitFor()
  await until('the one with that title alone', async () => (await cell(page, 0, 1).innerText()) === first)
  await accessible(page)
  await page.getByRole('button', { name: 'Lưu thành bộ xem mới' }).click()
  await page.getByRole('dialog').getByLabel('Tên').fill('Trưởng phòng')
  await page.getByRole('dialog').getByRole('button', { name: 'Lưu', exact: true }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByRole('group', { name: 'Bộ xem đã lưu' }).getByRole('button', { name: 'Trưởng phòng' }).waitFor()
  await page.waitForURL((url) => !url.searchParams.has('where')) // the saved view says it

  // Three at once: seen before, done, taken back as one.
  await page.goto('/people?view=std_people_all&columns=name,tags')
  await cell(page, 2, 1).waitFor()
  await three(page)
  await page.getByRole('region', { name: 'Các dòng đã chọn' }).getByRole('button', { name: 'Nhãn' }).click()
  await page.getByRole('dialog').getByLabel('Thêm nhãn').fill('quý')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'Xem sẽ đổi gì' }).click()
  await page.getByText('3 hồ sơ sẽ thay đổi').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Đổi 3' }).click()
  await page.getByText('Đã đổi 3 hồ sơ').waitFor()
  await page.waitForFunction(() => document.querySelectorAll('.value-tag').length === 3)
  await page.getByRole('button', { name: 'Hoàn tác' }).click()
  await page.waitForFunction(() => document.querySelectorAll('.value-tag').length === 0)

  // The three come into a list that is made for them, and all out again by one press. Then one is put in on the list's own page.
  await page.reload() // what was said of the way back before looks like what is said of the next
  await three(page)
  await page.getByRole('button', { name: 'Đưa vào danh sách' }).click()
  await page.getByRole('dialog').getByLabel('Danh sách nào').fill('Hội chợ')
  await page.getByText('Sẽ tạo danh sách mới “Hội chợ”').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Đưa vào danh sách' }).click()
  const told = (says) => page.getByRole('alert').filter({ hasText: says })
  await told('Đã đưa 3 người vào danh sách').getByRole('button', { name: 'Hoàn tác' }).click()
  await told('Đã hoàn tác 3 mục.').waitFor()
  await page.goto('/segments')
  await page.getByRole('link', { name: 'Hội chợ' }).click()
  await page.getByText('Chưa có ai').waitFor()
  await page.getByRole('combobox', { name: 'Thêm người' }).fill('do minh quan')
  await page.getByRole('option', { name: 'Đỗ Minh Quân' }).click()
  await told('Đã thêm Đỗ Minh Quân vào danh sách').waitFor()
  await page.getByRole('button', { name: 'Đưa Đỗ Minh Quân ra khỏi danh sách' }).click()
  await told('Đã đưa Đỗ Minh Quân ra khỏi danh sách').getByRole('button', { name: 'Hoàn tác' }).click()
  await page.getByRole('region', { name: 'Thành viên' }).getByRole('link', { name: 'Đỗ Minh Quân' }).waitFor()
  await accessible(page)
  // And on the person's own: out of it, into it.
  await page.getByRole('region', { name: 'Thành viên' }).getByRole('link', { name: 'Đỗ Minh Quân' }).click()
  const lists = page.getByRole('region', { name: 'Phân khúc và danh sách' })
  await lists.getByRole('button', { name: 'Đưa ra khỏi danh sách Hội chợ' }).click()
  await told('Không còn ở trong danh sách Hội chợ').waitFor()
  await lists.getByRole('link', { name: 'Hội chợ' }).waitFor({ state: 'detached' })
  await lists.getByRole('button', { name: 'Đưa vào danh sách' }).click()
  await lists.getByLabel('Danh sách nào').fill('Hội chợ')
  await lists.getByRole('button', { name: 'Đưa vào', exact: true }).click()
  await told('Đã ở trong danh sách Hội chợ').getByRole('button', { name: 'Hoàn tác' }).click()
  await lists.getByRole('link', { name: 'Hội chợ' }).waitFor({ state: 'detached' })

  // Beside the list, and back to where one was.
  await page.goto('/people?view=std_people_all&columns=name,tags')
  await cell(page, 1, 1).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('complementary', { name: 'Hồ sơ bên cạnh danh sách' }).waitFor()
  await page.keyboard.press('Escape')
  await page.waitForURL((url) => !url.searchParams.has('open'))
  await until('the focus where it was before the panel', async () => (await focused(page)) === '1,1')
}, { width: 1440, height: 900 })

await screens(async ({ page }) => {
  for (const path of ['/people', '/companies', '/orders', '/products', '/segments', '/people?create=yes']) {
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await settle(page)
    await accessible(page)
  }
  await page.goto('/people')
  await page.getByRole('listitem').first().waitFor()
  await page.getByRole('button', { name: 'Choose', exact: true }).click()
  await page.getByRole('listitem').nth(1).click()
  await page.getByText('1 chosen').waitFor()
  await accessible(page)
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('listitem').first().getByRole('link').click()
  await page.waitForURL(/\/people\/per_/)
}, { width: 360, height: 780, language: 'en', scheme: 'dark' })
