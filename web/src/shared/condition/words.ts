import { plural } from '../language'
import type { Kind } from '../record/field'
import type { Op } from './condition'

const opsEn: Record<Op, string> = { '=': 'is', '!=': 'is not', '<': 'less than', '<=': 'at most', '>': 'more than', '>=': 'at least', in: 'is any of', contains: 'contains exactly', starts: 'begins with', '~': 'contains', has: 'includes' }
const timesEn: Partial<Record<Op, string>> = { '=': 'in', '>=': 'since', '<': 'before', '<=': 'until', '>': 'after', '!=': 'not in' }
const opsVi: Record<Op, string> = { '=': 'là', '!=': 'không là', '<': 'nhỏ hơn', '<=': 'nhiều nhất', '>': 'lớn hơn', '>=': 'ít nhất', in: 'là một trong', contains: 'chứa đúng', starts: 'bắt đầu bằng', '~': 'chứa', has: 'có' }
const timesVi: Partial<Record<Op, string>> = { '=': 'trong', '>=': 'từ', '<': 'trước', '<=': 'đến hết', '>': 'sau', '!=': 'ngoài' }
const dated = (kind: Kind) => kind === 'date' || kind === 'instant'

const spansEn: Record<string, string> = { d: 'days', w: 'weeks', mo: 'months', y: 'years', h: 'hours' }
const spansVi: Record<string, string> = { d: 'ngày', w: 'tuần', mo: 'tháng', y: 'năm', h: 'giờ' }
const spanned = /^([+-]?)(\d+)(d|w|mo|y|h)$/

function timeEn(t: string): string {
  const s = spanned.exec(t)
  if (s) return s[1] === '+' ? `in ${s[2]} ${spansEn[s[3]!]}` : `${s[2]} ${spansEn[s[3]!]} ago`
  return t.replace('_', ' ')
}

const namedVi: Record<string, string> = { today: 'hôm nay', yesterday: 'hôm qua', tomorrow: 'ngày mai', this_week: 'tuần này', last_week: 'tuần trước', next_week: 'tuần sau', this_month: 'tháng này', last_month: 'tháng trước', next_month: 'tháng sau', this_quarter: 'quý này', last_quarter: 'quý trước', this_year: 'năm nay', last_year: 'năm ngoái' }

function timeVi(t: string): string {
  const s = spanned.exec(t)
  if (s) return s[1] === '+' ? `${s[2]} ${spansVi[s[3]!]} nữa` : `${s[2]} ${spansVi[s[3]!]} trước`
  return namedVi[t] ?? t
}

export const en = {
  formOf: 'Form of the condition',
  asForm: 'Build',
  asText: 'As text',
  condition: 'Condition',
  conditionHint: 'For example: stage = customer and never did("Order Completed", within 90d) and owner = me',
  conditionOnlyText: 'This condition can only be written as text.',
  conditionAdd: 'Add a condition',
  conditionRemove: 'Remove this condition',
  groupAdd: 'Add a group',
  groupRemove: 'Remove this group',
  joining: 'How conditions are joined',
  joined: { and: 'all of these', or: 'any of these' },
  aField: 'A field',
  aDeed: 'Did something',
  noDeed: 'Never did something',
  lastDeed: 'When they did something',
  aConsent: 'Consent',
  aDeal: 'Has a deal',
  noDeal: 'Has no deal',
  hasDeal: 'has a deal of which',
  hasNoDeal: 'has no deal of which',
  aSegment: 'In a segment',
  aSum: 'What their events add up to',
  aBucket: 'A part drawn by chance',
  sumOf: 'the sum of',
  sumProperty: 'Property, or value',
  sumIn: 'in',
  bucket: 'drawn by chance, from',
  bucketFrom: 'From',
  bucketTo: 'To',
  bucketSeed: 'Name of the draw',
  fitting: (n: number, shown: string) => plural(n, { one: `${shown} fits`, other: `${shown} fit` }),
  pickField: 'Field',
  pickOp: 'Comparison',
  pickValue: 'Value',
  pickEvent: 'Event',
  pickTime: 'Time',
  pickSegment: 'Segment',
  noSegments: 'No segments saved yet',
  opOf: (op: Op, kind: Kind) => (dated(kind) ? timesEn[op] : undefined) ?? opsEn[op],
  isThere: 'is filled in',
  isMissing: 'is empty',
  not: 'not',
  did: 'did',
  neverDid: 'never did',
  times: { '>=': 'at least', '=': 'exactly', '<=': 'at most' },
  timesWord: ' times',
  howOften: 'How often',
  within: 'Within',
  length: (l: string) => (l ? `in the last ${timeEn(l).replace(' ago', '')}` : 'ever'),
  only: 'Only where',
  onlyHint: 'only where, e.g. amount > 100000',
  firstOrLast: 'First or last',
  first: 'first did',
  last: 'last did',
  time: timeEn,
  aDay: 'on a day…',
  yes: 'Yes',
  no: 'No',
  whoLooks: 'me (whoever looks)',
  consent: 'Consent to',
  channel: 'Channel',
  purpose: 'Purpose',
  consentState: 'State',
  channels: { email: 'E-mail', sms: 'SMS', zalo: 'Zalo', call: 'Calls', chat: 'Chat', web: 'Web site' },
  given: 'given',
  withdrawn: 'withdrawn',
  inSegment: 'is in',
}

export const vi: typeof en = {
  formOf: 'Cách viết điều kiện',
  asForm: 'Dựng',
  asText: 'Dạng chữ',
  condition: 'Điều kiện',
  conditionHint: 'Ví dụ: stage = customer and never did("Order Completed", within 90d) and owner = me',
  conditionOnlyText: 'Điều kiện này chỉ viết được ở dạng chữ.',
  conditionAdd: 'Thêm điều kiện',
  conditionRemove: 'Bỏ điều kiện này',
  groupAdd: 'Thêm nhóm điều kiện',
  groupRemove: 'Bỏ nhóm điều kiện này',
  joining: 'Cách ghép các điều kiện',
  joined: { and: 'đúng tất cả', or: 'đúng ít nhất một' },
  aField: 'Một trường',
  aDeed: 'Đã làm gì',
  noDeed: 'Chưa từng làm gì',
  lastDeed: 'Làm gì khi nào',
  aConsent: 'Sự đồng ý',
  aDeal: 'Có cơ hội bán hàng',
  noDeal: 'Không có cơ hội bán hàng',
  hasDeal: 'có cơ hội mà',
  hasNoDeal: 'không có cơ hội nào mà',
  aSegment: 'Thuộc phân khúc',
  aSum: 'Tổng của các sự kiện',
  aBucket: 'Một phần chọn ngẫu nhiên',
  sumOf: 'tổng của',
  sumProperty: 'Thuộc tính, hoặc value',
  sumIn: 'trong',
  bucket: 'chọn ngẫu nhiên, từ',
  bucketFrom: 'Từ',
  bucketTo: 'Đến',
  bucketSeed: 'Tên lần chọn',
  fitting: (_, shown) => `${shown} khớp`,
  pickField: 'Trường',
  pickOp: 'So sánh',
  pickValue: 'Giá trị',
  pickEvent: 'Sự kiện',
  pickTime: 'Thời gian',
  pickSegment: 'Phân khúc',
  noSegments: 'Chưa lưu phân khúc nào',
  opOf: (op, kind) => (dated(kind) ? timesVi[op] : undefined) ?? opsVi[op],
  isThere: 'đã điền',
  isMissing: 'còn trống',
  not: 'không',
  did: 'đã làm',
  neverDid: 'chưa làm',
  times: { '>=': 'ít nhất', '=': 'đúng', '<=': 'nhiều nhất' },
  timesWord: ' lần',
  howOften: 'Bao nhiêu lần',
  within: 'Trong khoảng',
  length: (l) => (l ? `trong ${timeVi(l).replace(/ trước$/, '')} qua` : 'từ trước tới nay'),
  only: 'Chỉ khi',
  onlyHint: 'chỉ khi, ví dụ amount > 100000',
  firstOrLast: 'Lần đầu hay lần cuối',
  first: 'lần đầu làm',
  last: 'lần cuối làm',
  time: timeVi,
  aDay: 'vào một ngày…',
  yes: 'Có',
  no: 'Không',
  whoLooks: 'tôi (người đang xem)',
  consent: 'Đồng ý nhận',
  channel: 'Kênh',
  purpose: 'Mục đích',
  consentState: 'Tình trạng',
  channels: { email: 'E-mail', sms: 'SMS', zalo: 'Zalo', call: 'Cuộc gọi', chat: 'Chat', web: 'Trang web' },
  given: 'đã đồng ý',
  withdrawn: 'đã rút lại',
  inSegment: 'thuộc',
}
