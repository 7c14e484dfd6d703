import { expect, test } from 'vitest'
import { tabs } from './tabs'

test('every key goes to one screen, and Alt+n writes a task', () => {
  const keys = tabs.map((tab) => tab.key)
  expect(new Set(keys).size).toBe(keys.length)
  expect(keys).not.toContain('n')
})
