import { expect, test } from 'vitest'
import { snippet } from './snippet'

test('nobody is recognised before they agreed unless the page says so', () => {
  expect(snippet('https://crm.example', 'wk_1', { asks: 'banner' })).toBe('<script async src="https://crm.example/w/b.js" data-key="wk_1" data-banner></script>')
  expect(snippet('https://crm.example', 'wk_1', { asks: 'own' })).toBe('<script async src="https://crm.example/w/b.js" data-key="wk_1"></script>')
  expect(snippet('https://crm.example', 'wk_1', { asks: 'implied' })).toContain('data-consent="implied"')
})

test('the script looks for calls to action where the page wants them', () => {
  expect(snippet('https://crm.example', 'wk_1', { asks: 'own', calls: true })).toContain(' data-cta>')
})
