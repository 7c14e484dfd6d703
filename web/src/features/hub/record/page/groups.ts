import type { Field } from '../../../../shared/record/field'

export type Group = 'contact' | 'about' | 'own'

/** What the head of the page shows, and what has a part of its own. */
const elsewhere = new Set(['name', 'owner', 'team', 'tags', 'honorific'])
const apart = new Set<string>(['firms', 'lines', 'prices', 'pictures'])
const reaching = new Set<Field['kind']>(['email', 'phone', 'address', 'url'])

/** Sorts fields into the groups of a page. */
export function groups(fields: Field[]): Record<Group, Field[]> {
  const all: Record<Group, Field[]> = { contact: [], about: [], own: [] }
  for (const f of fields) {
    if (f.archived || (f.standard && (elsewhere.has(f.key) || apart.has(f.kind)))) continue
    all[!f.standard ? 'own' : reaching.has(f.kind) ? 'contact' : 'about'].push(f)
  }
  return all
}

/** Nothing is kept there. */
export const isEmpty = (v: unknown) => v === undefined || v === null || v === '' || (Array.isArray(v) && v.length === 0)
