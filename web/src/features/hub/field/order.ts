import type { Field } from '../../../shared/record/field'

/**
 * Moves a field to another place among those shown: gives the positions to write, few of them. Positions may repeat or
 * leave gaps; afterwards they count up.
 */
export function moved(fields: Field[], from: number, to: number): { order: Field[]; writes: { id: string; position: number }[] } {
  const order = [...fields]
  const [field] = order.splice(from, 1)
  if (!field) return { order: fields, writes: [] }
  order.splice(Math.max(0, Math.min(to, order.length)), 0, field)
  const base = Math.min(...fields.map((f) => f.position ?? 0))
  const writes = order.flatMap((f, i) => (f.position === base + i ? [] : [{ id: f.id, position: base + i }]))
  return { order: order.map((f, i) => ({ ...f, position: base + i })), writes }
}
