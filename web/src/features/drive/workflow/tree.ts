import { type Definition, ends, leadsTo, type Node, nodeOf, start, type Way, waysOf } from './definition'

/** How a row of steps ends: at an end, at a step that stands elsewhere, nowhere yet, or where its neighbours go on together. */
export type End = { kind: 'end' | 'elsewhere'; node: Node } | { kind: 'nowhere' } | { kind: 'together' }

/** A step as it is drawn: the ways it is reached by from above and, where it has several ways out, what each leads to. */
export interface Step { node: Node; by: Way[]; forks?: { way: Way; row: Row }[] }

/** Steps below one another; `last` are the ways on from the lowest, by which its end is reached. */
export interface Row { steps: Step[]; last: Way[]; end: End }

/**
 * The graph as rows within rows, so that it can be drawn, read aloud and gone through by keyboard in one order. Each node
 * stands once: where several ways meet that parted at one step, their row goes on below it; other ways name the step they
 * lead to.
 */
export function grow(d: Definition): Row {
  const drawn = new Set<string>()
  const kept = new Set<string>() // for a row further out
  return row(start, undefined)

  function row(from: Way, stop: string | undefined): Row {
    const steps: Step[] = []
    for (let last = [from]; ;) {
      const id = leadsTo(d, last[0]!)
      const node = nodeOf(d, id)
      if (!node) return { steps, last, end: { kind: 'nowhere' } }
      if (id === stop) return { steps, last, end: { kind: 'together' } }
      if (ends(node)) return { steps, last, end: { kind: 'end', node } }
      if (drawn.has(id) || kept.has(id)) return { steps, last, end: { kind: 'elsewhere', node } }
      drawn.add(id)
      const ways = waysOf(node)
      if (ways.length === 1) {
        steps.push({ node, by: last })
        last = ways
        continue
      }
      const meet = meeting(ways, stop)
      if (meet && meet !== stop) kept.add(meet)
      const forks = ways.map((way) => ({ way, row: row(way, meet ?? stop) }))
      if (meet && meet !== stop) kept.delete(meet)
      steps.push({ node, by: last, forks })
      last = forks.flatMap((f) => out(f.row))
      if (!last.length || !meet || meet === stop) return { steps, last, end: { kind: 'together' } }
    }
  }

  /** Where most of some ways meet first; undefined where none do. */
  function meeting(ways: Way[], stop: string | undefined): string | undefined {
    const reached = new Map<string, { ways: number; far: number }>()
    for (const way of ways)
      for (const [id, far] of reach(leadsTo(d, way), stop)) {
        const one = reached.get(id) ?? { ways: 0, far: 0 }
        reached.set(id, { ways: one.ways + 1, far: Math.max(one.far, far) })
      }
    const met = [...reached].filter(([, r]) => r.ways > 1)
    return met.sort(([, a], [, b]) => b.ways - a.ways || a.far - b.far)[0]?.[0]
  }

  /** How far the nodes are that a way leads to, up to stop. */
  function reach(from: string, stop: string | undefined): Map<string, number> {
    const far = new Map<string, number>()
    for (let open = [from], depth = 0; open.length; depth++) {
      const next: string[] = []
      for (const id of open) {
        const node = nodeOf(d, id)
        if (!node || ends(node) || drawn.has(id) || kept.has(id) && id !== stop || far.has(id)) continue
        far.set(id, depth)
        if (id !== stop) next.push(...waysOf(node).map((w) => leadsTo(d, w)))
      }
      open = next
    }
    return far
  }
}

/** The ways by which a row goes on together with those beside it. */
export const out = (r: Row): Way[] => (r.end.kind === 'together' ? r.last : [])
