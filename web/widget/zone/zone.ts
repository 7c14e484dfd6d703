// A page that offers times: shows them in the visitor's own time zone, unless somebody chose one already.

import { zone as said } from '../track/visitor'

// How the clock stands in a zone, today and half a year on: zones of two names may be one.
const clocks = (zone: string) => [0, 182].map((days) => new Date(Date.now() + days * 864e5).toLocaleString('en', { timeZone: zone })).join()

const select = document.querySelector<HTMLSelectElement>('select[data-bd-zone]')
const zone = said()
const shown = new URL(location.href)
if (select && zone && !shown.searchParams.has('zone') && clocks(zone) !== clocks(select.value)) {
  shown.searchParams.set('zone', zone)
  location.replace(shown)
}
