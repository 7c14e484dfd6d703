import { expect, test } from 'vitest'
import { changes, linesOf } from './lines'
import { en } from './words'

const both = (text: string) => ({ vi: text, en: text })
const program = { name: both('Thân thiết'), value: 500, rounding: 'down' as const, window: 7, life: 12, rules: [{ key: 'buy', name: both('Mua hàng'), by: 'amount' as const, points: 1, per: 10_000 }],
  multipliers: [], tiers: [{ key: 'gold', name: both('Vàng'), from: 100, perk: both('') }], tier_by: 'points' as const, review: '01-01', grace: 31 }
const say = { w: en, language: 'vi' as const, money: (n: number) => `${n} đ`, number: String, event: (name: string) => name }

test('what changed from one version to the next', () => {
  const next = { ...program, value: 600, tax: true, tiers: [], rules: [{ ...program.rules[0]!, points: 2, limit: 3, period: 'day' as const }] }
  expect(changes(linesOf(program, say), linesOf(next, say))).toEqual([
    { key: 'value', was: 'What a point is worth: 500 đ', is: 'What a point is worth: 600 đ' },
    { key: 'tax', was: undefined, is: 'Tax counts too' },
    { key: 'rule buy', was: 'Mua hàng: 1 points / 10000 đ', is: 'Mua hàng: 2 points / 10000 đ, at most 3 within a day' },
    { key: 'tier gold', was: 'Tier Vàng: 100 points', is: undefined },
  ])
  expect(changes(linesOf(program, say), linesOf(program, say))).toEqual([])
})
