import type { Field, RecordType } from '../../../../shared/record/field'

/** What is known of a record besides its fields, as columns. Those of people come from the wheel. */
const reckoned: Record<RecordType, Field[]> = {
  people: [
    column('people', 'stage', 'choice', 'Giai đoạn', 'Stage'),
    column('people', 'stage_since', 'instant', 'Ở giai đoạn từ', 'In stage since'),
    column('people', 'last_contact', 'instant', 'Liên hệ gần nhất', 'Last contact'),
    column('people', 'first_seen', 'instant', 'Thấy lần đầu', 'First seen'),
    column('people', 'last_seen', 'instant', 'Thấy lần cuối', 'Last seen'),
    column('people', 'purchases', 'number', 'Lần mua', 'Purchases'),
    column('people', 'revenue', 'money', 'Doanh thu', 'Revenue'),
  ],
  companies: [],
  products: [],
  orders: [],
  deals: [],
}

function column(type: RecordType, key: string, kind: Field['kind'], vi: string, en: string): Field {
  return { id: key, type, key, kind, label: { vi, en }, readonly: true }
}

const kept = (type: RecordType) => [column(type, 'created_at', 'instant', 'Tạo lúc', 'Created'), column(type, 'updated_at', 'instant', 'Sửa lúc', 'Changed')]

/** Columns nobody has chosen yet. */
const usual: Record<RecordType, string> = {
  people: 'name,stage,phone,email,company,owner,tags,last_contact',
  companies: 'name,phone,website,industry,owner,tags,created_at',
  products: 'name,sku,kind,price,unit,active,category',
  orders: 'number,person,company,status,total,placed_on,owner',
  deals: 'name,deal_stage,value,close_date,person,company,owner',
}

/** Kinds that are no single value: they have editors of their own on the record's page. */
const parts = ['firms', 'lines', 'prices', 'shares']

/** Every column a list of a type can have. */
export const allColumns = (type: RecordType, fields: Field[]): Field[] =>
  [...fields.filter((f) => !f.archived && !parts.includes(f.kind)), ...reckoned[type], ...kept(type)]

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
  switch (field.kind) {
    case 'boolean': return 96
    case 'number': case 'date': return 120
    case 'money': case 'instant': case 'phone': case 'choice': return 148
    case 'email': case 'url': return 210
    case 'tags': case 'choices': case 'address': return 200
    default: return field.key === 'name' ? 220 : 168
  }
}

/** Whether a value can be written in the list itself. */
export const editable = (field: Field): boolean => !field.readonly && field.kind !== 'address' && !parts.includes(field.kind)
