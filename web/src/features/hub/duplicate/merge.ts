import type { Field, RecordRow } from '../../../shared/record/field'

const lists = new Set(['tags', 'firms', 'companies'])

/** The fields somebody sets in which two records differ: of these one chooses. */
export const differing = (fields: Field[], a: RecordRow, b: RecordRow): Field[] =>
  fields.filter((f) => !f.archived && !f.readonly && !lists.has(f.kind) && f.kind !== 'prices' && f.kind !== 'pictures' && !same(a.values[f.key], b.values[f.key]))

/** The lists that are put together, whichever remains. */
export const together = (fields: Field[], a: RecordRow, b: RecordRow): Field[] =>
  fields.filter((f) => !f.archived && !f.readonly && lists.has(f.kind) && (a.values[f.key] !== undefined || b.values[f.key] !== undefined))

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
