import type { Column, IntakeSuggestion, Plan } from '../../../../shared/client'

/** What rows can be records of, and the path each is listed under. */
export const types: Record<Plan['type'], 'people' | 'companies' | 'products' | 'orders' | 'deals' | 'tickets'> = { person: 'people', company: 'companies', product: 'products', order: 'orders', deal: 'deals', ticket: 'tickets' }

/** Targets that several columns may have. */
const shared = new Set(['', 'email', 'phone', 'tags', 'new'])

/**
 * setColumn says what a column is. A target that only one column can have leaves the column that had it; a new field takes
 * the column's name until it is given another.
 */
export function setColumn(plan: Plan, index: number, change: Partial<Column>): Plan {
  const columns = plan.columns.map((c, i): Column => {
    if (i === index) {
      const next = { ...c, ...change }
      if (next.target !== 'new') return { ...next, new: undefined }
      return { ...next, new: next.new ?? { kind: 'text', label: { vi: c.name, en: c.name } } }
    }
    return change.target !== undefined && !shared.has(change.target) && c.target === change.target ? { ...c, target: '', new: undefined } : c
  })
  return { ...plan, columns }
}

/** Whether a column of a plan says what somebody agreed to: then it has to be said how. */
export const statesConsent = (plan: Plan) => plan.columns.some((c) => c.target.startsWith('consent:'))

/** The rules by which somebody can be found who is there already, as far as the plan has the columns they need. */
export function possible(plan: Plan, matches: IntakeSuggestion['matches']): Plan['match'][] {
  const has = (...targets: string[]) => plan.columns.some((c) => targets.includes(c.target))
  const needs: Record<string, boolean> = {
    email: has('email'), phone: has('phone'), external: has('external_id'), name_company: has('name', 'family_name', 'given_name'),
    code: has('tax_code', 'sku', 'number'), none: true,
  }
  return matches.filter((m) => needs[m]) as Plan['match'][]
}

/** A plan whose rule of matching its columns allow. */
export function settled(plan: Plan, matches: IntakeSuggestion['matches']): Plan {
  const rules = possible(plan, matches)
  return rules.includes(plan.match) ? plan : { ...plan, match: rules[0] ?? 'none' }
}
