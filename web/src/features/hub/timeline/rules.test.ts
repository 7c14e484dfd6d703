import { describe, expect, it } from 'vitest'
import { moved } from '../../../shared/moved'
import { changes, constant, days, problems, type Keyed, type Rule } from './rules'

const rule = (event: string, meaning = 'seen', ...where: Rule['where'] & object): Rule => ({ event, meaning, where })
const keyed = (...rules: Rule[]): Keyed[] => rules.map((r, key) => ({ key, rule: r }))

describe('problems', () => {
  it('finds none in rules that can be used', () => {
    const score = { property: 'nps', operator: '>=', value: 9 }
    expect(problems([rule('Survey Answered', 'advocacy', score), rule('Survey Answered')])).toEqual([])
  })
  it('says which rule an earlier one hides', () => {
    expect(problems([rule('A'), rule('B'), rule('A', 'lead')])).toEqual([{ index: 2, kind: 'hidden', error: false, by: 0 }])
  })
  it('wants a name, a property, a value', () => {
    const kinds = (r: Rule) => problems([r]).map((p) => p.kind)
    expect(kinds(rule(' '))).toEqual(['no-event'])
    expect(kinds(rule('A', 'seen', { property: '', operator: '=', value: 1 }))).toEqual(['no-property'])
    expect(kinds(rule('A', 'seen', { property: 'p', operator: '=' }))).toEqual(['no-value'])
    expect(kinds(rule('A', 'seen', { property: 'p', operator: 'exists' }))).toEqual([])
    expect(kinds(rule('A', 'seen', { property: 'p', operator: '<', value: 'x' }))).toEqual(['number-wanted'])
  })
})

describe('changes', () => {
  const before = keyed(rule('A'), rule('B'), rule('C'), rule('D'))
  it('is empty where nothing changed', () => expect(changes(before, [...before])).toEqual([]))
  it('names the one that moved, not those it passed', () => {
    const found = changes(before, moved(before, 3, 0))
    expect(found).toEqual([{ kind: 'moved', rule: rule('D'), from: 4, at: 1 }])
  })
  it('tells a changed rule from a new one', () => {
    const after = [{ key: 0, rule: rule('A', 'lead') }, ...before.slice(2), { key: 9, rule: rule('E') }]
    expect(changes(before, after).map((c) => `${c.kind} ${c.rule.event} ${c.at}`)).toEqual([
      'removed B 2', 'changed A 1', 'added E 4',
    ])
  })
})

describe('small readings', () => {
  it('reads numbers as numbers and keeps the rest as text', () => {
    expect(['9', '-0.5', '007', 'Hà Nội', '', '1.0', 'NaN'].map(constant)).toEqual([9, -0.5, '007', 'Hà Nội', '', '1.0', 'NaN'])
  })
  it('reads lengths of time', () => {
    expect([days('90d'), days('36h'), days('x')]).toEqual([90, 1.5, null])
  })
})
