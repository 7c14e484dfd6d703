import { describe, expect, it } from 'vitest'
import type { Plan } from '../../../../shared/client'
import { possible, setColumn, settled, statesConsent } from './plan'

const plan: Plan = {
  type: 'person', upload: 'upl_1', source: { header: true, columns: ['Tên', 'Mail', 'Mail 2', 'Điểm'] }, match: 'email', then: 'fill',
  columns: [{ name: 'Tên', target: 'name' }, { name: 'Mail', target: 'email' }, { name: 'Mail 2', target: 'email' }, { name: 'Điểm', target: '' }],
}

describe('what columns are', () => {
  it('gives a thing of which there is one to one column alone', () => {
    const next = setColumn(plan, 3, { target: 'name' })
    expect(next.columns.map((c) => c.target)).toEqual(['', 'email', 'email', 'name'])
  })
  it('lets several columns hold addresses', () => {
    expect(setColumn(plan, 3, { target: 'email' }).columns.filter((c) => c.target === 'email')).toHaveLength(3)
  })
  it('calls a new field as the column is called, and forgets it with the choice', () => {
    const made = setColumn(plan, 3, { target: 'new' })
    expect(made.columns[3]!.new).toEqual({ kind: 'text', label: { vi: 'Điểm', en: 'Điểm' } })
    expect(setColumn(made, 3, { target: '' }).columns[3]!.new).toBeUndefined()
  })
  it('knows by what somebody can be found', () => {
    expect(possible(plan, ['email', 'phone', 'external', 'name_company', 'none'])).toEqual(['email', 'name_company', 'none'])
    const nameless = setColumn(setColumn(setColumn(plan, 0, { target: '' }), 1, { target: '' }), 2, { target: '' })
    expect(settled(nameless, ['email', 'none']).match).toBe('none')
  })
  it('sees that consent is stated', () => {
    expect(statesConsent(plan)).toBe(false)
    expect(statesConsent(setColumn(plan, 3, { target: 'consent:email:marketing' }))).toBe(true)
  })
})
