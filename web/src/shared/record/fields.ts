import type { Field, RecordType } from './field'

/** What is known of a record besides its fields. Those of people come from the wheel. */
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
  tickets: [],
}

function column(type: RecordType, key: string, kind: Field['kind'], vi: string, en: string): Field {
  return { id: key, type, key, kind, label: { vi, en }, readonly: true }
}

const kept = (type: RecordType) => [column(type, 'created_at', 'instant', 'Tạo lúc', 'Created'), column(type, 'updated_at', 'instant', 'Sửa lúc', 'Changed')]

/** Kinds that are no single value: they have editors of their own on the record's page. */
export const parts = ['firms', 'lines', 'prices', 'pictures', 'shares']

/** Whether a list can be sorted by a field: by one with a single value. */
export const sortable = (field: Field): boolean => !['choices', 'tags', ...parts].includes(field.kind)

/** Whether a column comes from what people did: a list is sorted by one of those alone. */
export const ofHistory = (type: RecordType, key: string): boolean => type === 'people' && reckoned.people.some((f) => f.key === key)

/** What is forecast of people: asked by conditions, reckoned by the day. */
export const foreseen: Field[] = [
  column('people', 'forecast', 'money', 'Dự báo mua trong 12 tháng tới', 'Forecast for the next 12 months'),
  column('people', 'alive', 'number', 'Khả năng còn mua (%)', 'Chance that they still buy (%)'),
]

/** How somebody first came: asked by conditions, shown on their page. */
export const firstTouch: Field[] = [
  column('people', 'channel', 'text', 'Đến lần đầu từ kênh', 'First came by'),
  column('people', 'first.campaign', 'text', 'Chiến dịch của lần đầu', 'First campaign'),
  column('people', 'first.medium', 'text', 'Phương tiện của lần đầu', 'First medium'),
  column('people', 'first.referrer', 'text', 'Trang giới thiệu lần đầu', 'First referring page'),
  column('people', 'first.page', 'text', 'Trang đến lần đầu', 'First page'),
]

/** Whether a deal needs looking at: asked by conditions, reckoned by the day. */
export const stale = column('deals', 'stale', 'boolean', 'Cần xem lại', 'Needs looking at')

/** Everything a list of a type can show, and a condition ask. */
export const allFields = (type: RecordType, fields: Field[]): Field[] =>
  [...fields.filter((f) => !f.archived && !parts.includes(f.kind)), ...reckoned[type], ...kept(type)]
