import { expect, test } from 'vitest'
import type { ListRow } from '../../../shared/client'
import { columnsOf, exportHead, exportRow, stayed } from './columns'
import { figureTitle } from './titles'
import { en, vi } from './titleWords'

const stages = { stranger: 'Stranger', prospect: 'Prospect', customer: 'Customer', promoter: 'Promoter', dormant: 'Dormant' }
const row: ListRow = {
  person: { id: 'per_1', name: 'Nguyễn Văn Đức' }, stage: 'customer', since: '2026-10-02T00:00:00Z', first_seen: '2026-10-01T00:00:00Z',
  last_seen: '2026-10-05T00:00:00Z', purchases: 2, revenue: 350_000,
}

test.each([
  ['wheel.stock.to.customer', 'Customer: at the end'],
  ['wheel.flows.prospect.customer.transitions', 'Moves Prospect → Customer'],
  ['wheel.cohort.arrived', 'Arrived in the period'],
  ['wheel.revenue.total', 'Purchases: all revenue'],
  ['funnel.steps.1', 'Step 2: → Customer'],
  ['funnel.breakdown.v1.2.0', 'Step 1: Page Viewed · v1.2'],
  ['funnel.breakdown.0', 'Step 1: Page Viewed · not stated'],
  ['retention.2026-01-01', 'Began in the period from 2026-01-01'],
  ['value.repeaters', 'Bought on more than one day'],
  ['care.friends', 'Purchases of those the rescued brought'],
  ['care.after.others.people', 'Unhappy and not rescued, 90 days over'],
  ['something.new', 'something.new'],
])('%s is called %s', (figure, title) => expect(figureTitle(figure, en, stages, ['Page Viewed', '→ Customer'])).toBe(title))

test('every figure of the wheel and of care has a name in both languages', () => {
  expect(Object.keys(vi.wheel)).toEqual(Object.keys(en.wheel))
  expect(Object.keys(vi.care)).toEqual(Object.keys(en.care))
})

test('the columns say what makes the list', () => {
  expect(columnsOf('people', row)).toContain('revenue')
  expect(columnsOf('people', { ...row, value: 5 })).toContain('value')
  expect(columnsOf('people', { ...row, repeats: 1 })).toContain('friends')
  expect(columnsOf('spells', row)).toContain('days')
})

test('an exported row has a cell for each column, and money in major units of its own currency', () => {
  const sold: ListRow = { ...row, at: '2026-10-03T01:00:00Z', class: 'repeat', value: 1250, currency: 'USD' }
  const cells = exportRow('purchases', sold, 'VND', (at) => at)
  const head = exportHead('purchases')
  expect(cells).toHaveLength(head.length)
  expect(cells[head.indexOf('value')]).toBe(12.5)
  expect(cells[head.indexOf('revenue')]).toBe(350_000)
})

test('a stay that goes on is measured up to now', () => {
  const spell = { ...row, at: '2026-10-01T00:00:00Z', from: 'prospect' }
  expect(stayed(spell, '2026-10-11T00:00:00Z')).toBe(10)
  expect(stayed({ ...spell, until: '2026-10-02T12:00:00Z' }, '2026-10-11T00:00:00Z')).toBe(1.5)
})
