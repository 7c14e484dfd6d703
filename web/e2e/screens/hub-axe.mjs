// Everybody can use the screens of the hub and the house: wide and narrow, light and dark, in both languages.
import { accessible, screens } from './browser.mjs'

const paths = ['/people', '/events', '/events?state=quarantined', '/catalogue', '/import', '/settings', '/settings/profile', '/settings/users', '/settings/keys', '/settings/about']

for (const look of [{ width: 1440, language: 'vi', scheme: 'light' }, { width: 360, language: 'en', scheme: 'dark' }])
  await screens(async ({ page }) => {
    for (const path of paths) {
      await page.goto(path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('networkidle').catch(() => {}) // what listens for events is never idle
      await accessible(page)
    }
    const { rows } = await (await page.request.get('/v1/records/people?limit=1')).json()
    await page.goto(`/people/${rows[0].id}/path`)
    await page.locator('svg[role=img]').first().waitFor()
    await accessible(page)
  }, look)
