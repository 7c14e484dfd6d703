import type { Format } from '../../../../shared/format'

/** What the product's own codes are called, by the property they stand in. */
const en = {
  clock: { first: 'first answer', next: 'next answer', resolution: 'until it is solved' } as Record<string, string>,
  kind: { question: 'question', problem: 'problem', request: 'request', complaint: 'complaint', nps: 'NPS', csat: 'CSAT', ces: 'CES', custom: 'own question', points: 'points', voucher: 'voucher', cash: 'money' } as Record<string, string>,
  priority: { low: 'low', normal: 'normal', high: 'high', urgent: 'urgent' } as Record<string, string>,
  side: { referrer: 'for bringing a friend', friend: 'for being brought' } as Record<string, string>,
  channel: { email: 'E-mail', sms: 'SMS', zalo: 'Zalo', chat: 'Chat', messenger: 'Messenger', portal: 'their page', form: 'form', phone: 'phone', hand: 'by hand', workflow: 'workflow', api: 'API' } as Record<string, string>,
  state: { open: 'not paid', partial: 'paid in part', paid: 'paid in full', over: 'paid too much', refunded: 'given back' } as Record<string, string>,
  way: { transfer: 'transfer', cash: 'cash', card: 'card', other: 'another way' } as Record<string, string>,
  class: { advertising: 'advertising', care: 'care', transactional: 'transactional' } as Record<string, string>,
  purpose: { marketing: 'marketing', care: 'care after a purchase', profiling: 'looking at behaviour', contract: 'what was asked for' } as Record<string, string>,
  numbers: { points: (n: string) => `${n} points`, score: (n: string) => `score ${n}`, rating: (n: string) => `${n} ★` } as Record<string, (n: string) => string>,
}

const vi: typeof en = {
  clock: { first: 'trả lời đầu', next: 'trả lời tiếp', resolution: 'giải quyết xong' },
  kind: { ...en.kind, question: 'câu hỏi', problem: 'sự cố', request: 'đề nghị', complaint: 'khiếu nại', custom: 'câu hỏi riêng', points: 'điểm', voucher: 'phiếu ưu đãi', cash: 'tiền' },
  priority: { low: 'thấp', normal: 'thường', high: 'cao', urgent: 'gấp' },
  side: { referrer: 'vì đã giới thiệu', friend: 'vì được giới thiệu' },
  channel: { ...en.channel, portal: 'trang của khách', form: 'biểu mẫu', phone: 'điện thoại', hand: 'ghi tay', workflow: 'quy trình' },
  state: { open: 'chưa trả', partial: 'trả một phần', paid: 'đã trả đủ', over: 'trả thừa', refunded: 'đã hoàn lại' },
  way: { transfer: 'chuyển khoản', cash: 'tiền mặt', card: 'thẻ', other: 'cách khác' },
  class: { advertising: 'quảng cáo', care: 'chăm sóc', transactional: 'giao dịch' },
  purpose: { marketing: 'tiếp thị', care: 'chăm sóc sau mua', profiling: 'phân tích hành vi', contract: 'việc khách yêu cầu' },
  numbers: { points: (n) => `${n} điểm`, score: (n) => `chấm ${n}`, rating: (n) => `${n} ★` },
}

export const saidWords = { en, vi }

/** Who acted stands elsewhere on the line; the others are names only programs read. */
const untold = new Set(['by', 'team', 'touch', 'rule', 'before', 'status', 'policy', 'currency', 'left'])

/** What alone tells of forms, visits of pages and consent, the first there is; the rest is how it came about, and stands below. */
const gist: [of: string, tells: string[]][] = [['form_key', ['form_name', 'form_key']], ['url', ['title', 'path', 'url']], ['hash', ['purpose']]]

/** The id of a record or of something about one, such as cnv_02CBQYSERHFTD. */
const isID = (v: unknown) => typeof v === 'string' && /^[a-z]{2,5}_[0-9A-Z]{8,}$/.test(v)

/** The first properties of an event that tell somebody something, in words. */
export function said(all: [string, unknown][], w: typeof en, f: Pick<Format, 'days' | 'number'>, why: Record<string, string>): string[] {
  const has = (key: string) => all.find(([k, v]) => k === key && v !== '')
  const tells = gist.find(([of]) => has(of))?.[1]
  const properties = tells ? [tells.map(has).find(Boolean)].filter((one) => one !== undefined) : all
  return properties.filter(([k, v]) => !untold.has(k) && typeof v !== 'object' && typeof v !== 'boolean' && v !== '' && !isID(v)).slice(0, 3).map(([k, v]) => {
    if (k === 'minutes') return f.days(Number(v) / 1440)
    if (typeof v === 'number' && w.numbers[k]) return w.numbers[k](f.number(v))
    if (k === 'reason') return why[String(v)] ?? String(v)
    const coded = k === 'clock' || k === 'kind' || k === 'priority' || k === 'side' || k === 'channel' || k === 'state' || k === 'way' || k === 'class' || k === 'purpose' ? w[k][String(v)] : undefined
    return coded ?? (typeof v === 'number' ? f.number(v, Math.min(6, (String(v).split('.')[1] ?? '').length)) : String(v))
  })
}
