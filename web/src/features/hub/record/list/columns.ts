import type { Field, RecordType } from '../../../../shared/record/field'
import { parts } from '../../../../shared/record/fields'

/** Columns nobody has chosen yet. */
const usual: Record<RecordType, string> = {
  people: 'name,stage,phone,email,company,owner,tags,last_contact',
  companies: 'name,phone,website,industry,owner,tags,created_at',
  products: 'name,sku,kind,price,unit,active,category',
  orders: 'number,person,company,status,total,placed_on,owner',
  tickets: 'name,status,due_at,person,priority,number,kind,owner',
  deals: 'name,deal_stage,value,close_date,person,company,owner',
}

/** The column that names a record, which always stands first. */
export const nameOf = (type: RecordType): string => (type === 'orders' ? 'number' : 'name')

/** The columns shown, in order; the name always first. */
export function shownColumns(type: RecordType, all: Field[], chosen: string | undefined): Field[] {
  const first = nameOf(type)
  const keys = [first, ...(chosen || usual[type]).split(',').filter((k) => k !== first)]
  return keys.map((key) => all.find((f) => f.key === key)).filter((f) => f !== undefined)
}

/** How wide a column is where nobody has said otherwise, in pixels. */
export function widthOf(field: Field): number {
  if (field.key === 'stage') return 190
  if (field.key === 'due_at') return 220 // and that it is late
  if (field.key === 'status') return 180
  switch (field.kind) {
    case 'boolean': return 96
    case 'number': return 120
    case 'date': return 140
    case 'money': case 'instant': case 'phone': case 'choice': return 148
    case 'email': case 'url': return 210
    case 'tags': case 'choices': case 'address': return 200
    default: return field.key === 'name' ? 220 : 168
  }
}

/** Whether a value can be written in the list itself. */
export const editable = (field: Field): boolean => !field.readonly && field.kind !== 'address' && !parts.includes(field.kind)
