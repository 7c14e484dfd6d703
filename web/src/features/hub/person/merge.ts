import type { Profile } from '../../../shared/client'

/**
 * The kinds of identifier of which both people have one of their own. People who share a device may have it all in
 * common but these; a device is never a reason to think of two people as different.
 */
export function clashes(a: Profile[], b: Profile[]): string[] {
  const known = (list: Profile[]) => new Set(list.map((p) => p.kind).filter((kind) => kind !== 'anonymous_id'))
  const ofB = known(b)
  return [...known(a)].filter((kind) => ofB.has(kind))
}
