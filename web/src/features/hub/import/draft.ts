import type { Draft, DraftColumn, DraftFile } from '../../../shared/client'

/** What a column can be, in the order it is offered: who, when and what, then the rest. */
export const roles = [
  'ignore', 'email', 'phone', 'user_id', 'anonymous_id', 'name', 'field',
  'time', 'event', 'value', 'quantity', 'currency', 'order', 'property',
] as const
export type Role = DraftColumn['role']

/** Tells files and sheets apart. */
export const key = (file: { path: string; sheet?: string }) => `${file.path}\n${file.sheet ?? ''}`

/** merge keeps what somebody chose for files that are still there; for new ones it takes what is proposed. */
export function merge(proposed: Draft, chosen: Draft | undefined): Draft {
  if (!chosen) return proposed
  const kept = new Map(chosen.files.map((f) => [key(f), f]))
  return { ...proposed, source: chosen.source, currency: chosen.currency, timezone: chosen.timezone, files: proposed.files.map((f) => kept.get(key(f)) ?? f) }
}

/** without leaves files out that somebody does not want. */
export function without(draft: Draft, left: ReadonlySet<string>): Draft {
  return { ...draft, files: draft.files.filter((f) => !left.has(key(f))) }
}

/** setFile puts a changed file in its place. */
export function setFile(draft: Draft, file: DraftFile): Draft {
  return { ...draft, files: draft.files.map((f) => (key(f) === key(file) ? file : f)) }
}

/**
 * setRole says what a column is; `format` is how its values are read where they are times. A role that only one column
 * can have leaves the column that had it.
 */
export function setRole(file: DraftFile, name: string, role: Role, format?: string): DraftFile {
  const columns = file.columns.map((c): DraftColumn => {
    if (c.name === name) return { name, role, format: role === 'time' ? format : undefined }
    return single.has(role) && c.role === role ? { name: c.name, role: 'property' } : c
  })
  const ordered = columns.some((c) => c.role === 'order')
  return { ...file, columns, orders: ordered ? (file.orders === 'each' && role === 'order' ? 'one' : file.orders) : 'each' }
}

const single = new Set<Role>(['user_id', 'email', 'phone', 'anonymous_id', 'event', 'value', 'quantity', 'currency', 'order'])

/** left says how much longer work will take that has taken so long for so much, in seconds; null before it can be known. */
export function left(done: number, total: number, seconds: number): number | null {
  if (total <= 0 || done <= 0 || seconds < 1) return null
  return ((total - done) / done) * seconds
}
