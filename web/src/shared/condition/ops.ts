import type { Field } from '../record/field'
import type { Op } from './condition'

/** How values of a field can be compared, the most usual first. */
export function opsOf(field: Field): Op[] {
  switch (field.kind) {
    case 'number': case 'money': return ['>=', '<=', '=', '!=', '>', '<']
    case 'date': case 'instant': return ['=', '>=', '<']
    case 'boolean': return ['=']
    case 'choice': case 'user': case 'team': return ['=', '!=', 'in']
    case 'person': case 'company': case 'product': return ['=', '!=']
    case 'choices': case 'tags': return ['has']
    case 'address': return ['~']
    default: return ['~', '=', '!=', 'starts']
  }
}
