import type { Role } from '../../../shared/client'

/** How far rights go, kind of record → verb → none, own, team or all. */
export type Grants = Role['grants']

const extents = ['none', 'own', 'team', 'all']

/** Verbs that make sense of a kind: one writes to people. */
export const verbsOf = (kind: string, verbs: string[]) => verbs.filter((v) => v !== 'send' || kind === 'people')

/** One right set, and the others drawn along: nobody changes more than they see. */
export function grant(grants: Grants, kind: string, verb: string, extent: string): Grants {
  const of = { ...grants[kind], [verb]: extent }
  const seen = extents.indexOf(of.read ?? 'none')
  if (verb === 'read') {
    for (const v of Object.keys(of)) if (v !== 'create' && extents.indexOf(of[v]!) > seen) of[v] = extent
  } else if (verb !== 'create' && extents.indexOf(extent) > seen) {
    of.read = extent
  }
  return { ...grants, [kind]: of }
}

/** The verbs of a kind by how far they go, the furthest first: [all, [see, change]], [team, [export]]. */
export function byExtent(of: Record<string, string>, verbs: string[]): [string, string[]][] {
  return ['all', 'team', 'own'].map((extent): [string, string[]] => [extent, verbs.filter((v) => of[v] === extent)]).filter(([, list]) => list.length > 0)
}
