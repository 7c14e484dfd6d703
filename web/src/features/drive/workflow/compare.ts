import type { Definition } from './definition'

export interface Difference { what: 'node' | 'triggers' | 'rules'; id: string; how: 'added' | 'removed' | 'differs' }

/** Whether two are one, in whatever order their members stand. */
export const same = (a: unknown, b: unknown) => sorted(a) === sorted(b)
const sorted = (v: unknown): string => JSON.stringify(v, (_, o: unknown) => (o && typeof o === 'object' && !Array.isArray(o) ? Object.fromEntries(Object.entries(o).sort(([a], [b]) => (a < b ? -1 : 1))) : o))

/** What became different from an earlier definition to a later one. */
export function compare(earlier: Definition, later: Definition): Difference[] {
  const list: Difference[] = []
  if (!same(earlier.triggers, later.triggers)) list.push({ what: 'triggers', id: '', how: 'differs' })
  const rules = ({ where, goal, again }: Definition) => ({ where, goal, again })
  if (!same(rules(earlier), rules(later))) list.push({ what: 'rules', id: '', how: 'differs' })
  for (const n of later.nodes) {
    const was = earlier.nodes.find((o) => o.id === n.id)
    if (!was) list.push({ what: 'node', id: n.id, how: 'added' })
    else if (!same(was, n)) list.push({ what: 'node', id: n.id, how: 'differs' })
  }
  for (const n of earlier.nodes) if (!later.nodes.some((o) => o.id === n.id)) list.push({ what: 'node', id: n.id, how: 'removed' })
  return list
}
