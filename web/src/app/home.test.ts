import { expect, test } from 'vitest'
import { homeOf } from './home'

test('who works in marketing alone begins with Attract, others with the wheel', () => {
  const marketing = ['wheel:read', 'deals:read', 'tickets:read', 'campaigns:read', 'campaigns:write', 'forms:write']
  expect(homeOf(marketing)).toBe('/attract')
  for (const further of ['deals:update', 'tickets:update', 'workspace:write']) expect(homeOf([...marketing, further])).toBe('/')
  expect(homeOf(['wheel:read', 'campaigns:read'])).toBe('/')
})
