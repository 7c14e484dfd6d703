import { expect, it } from 'vitest'
import { clashes } from './merge'

const profile = (kind: string, value: string) => ({ kind, value })

it('warns of kinds both have, but not of devices', () => {
  const a = [profile('email', 'a@example.com'), profile('phone', '+84901'), profile('anonymous_id', 'x')]
  const b = [profile('email', 'b@example.com'), profile('anonymous_id', 'y'), profile('external:pos', '7')]
  expect(clashes(a, b)).toEqual(['email'])
  expect(clashes(a, b.slice(1))).toEqual([])
})
