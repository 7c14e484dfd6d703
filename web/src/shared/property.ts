/** What the product's own properties of events are called. */
const namesEn: Record<string, string> = { kind: 'kind', score: 'score', total: 'total', value: 'value', channel: 'channel', reason: 'reason', priority: 'priority', rating: 'stars', points: 'points', product: 'product', form_name: 'form', path: 'page', campaign: 'campaign', order_id: 'order number', left: 'left to pay', state: 'state', way: 'way of paying', class: 'class of message', purpose: 'purpose', clock: 'promise', side: 'side', minutes: 'minutes', url: 'link', title: 'title', text: 'text', currency: 'currency', quantity: 'quantity', tier: 'tier', coupon: 'coupon' }
const namesVi: typeof namesEn = { kind: 'loại', score: 'điểm chấm', total: 'tổng tiền', value: 'giá trị', channel: 'kênh', reason: 'lý do', priority: 'mức ưu tiên', rating: 'số sao', points: 'số điểm', product: 'sản phẩm', form_name: 'biểu mẫu', path: 'trang', campaign: 'chiến dịch', order_id: 'số đơn hàng', left: 'còn phải trả', state: 'tình trạng', way: 'cách trả tiền', class: 'loại tin', purpose: 'mục đích', clock: 'lời hứa', side: 'bên nhận', minutes: 'số phút', url: 'liên kết', title: 'tiêu đề', text: 'nội dung', currency: 'đơn vị tiền', quantity: 'số lượng', tier: 'hạng', coupon: 'mã giảm giá' }

/** What the product's own codes are called, by the property they stand in. */
export const en = {
  names: namesEn,
  clock: { first: 'first answer', next: 'next answer', resolution: 'until it is solved' } as Record<string, string>,
  kind: { question: 'question', problem: 'problem', request: 'request', complaint: 'complaint', nps: 'NPS', csat: 'CSAT', ces: 'CES', custom: 'own question', points: 'points', voucher: 'voucher', cash: 'money', human: 'a human', apple_mpp: 'Apple Mail by itself', proxy: 'the mailbox by itself', bot: 'a program' } as Record<string, string>,
  priority: { low: 'low', normal: 'normal', high: 'high', urgent: 'urgent' } as Record<string, string>,
  side: { referrer: 'for bringing a friend', friend: 'for being brought' } as Record<string, string>,
  channel: { email: 'E-mail', sms: 'SMS', zalo: 'Zalo', chat: 'Chat', messenger: 'Messenger', portal: 'their page', form: 'form', phone: 'phone', hand: 'by hand', workflow: 'workflow', api: 'API' } as Record<string, string>,
  state: { open: 'not paid', partial: 'paid in part', paid: 'paid in full', over: 'paid too much', refunded: 'given back' } as Record<string, string>,
  way: { transfer: 'transfer', cash: 'cash', card: 'card', other: 'another way' } as Record<string, string>,
  class: { advertising: 'advertising', care: 'care', transactional: 'transactional' } as Record<string, string>,
  purpose: { marketing: 'marketing', care: 'care after a purchase', profiling: 'looking at behaviour', contract: 'what was asked for' } as Record<string, string>,
  until: (at: string) => `until ${at}`,
  numbers: { points: (n: string) => `${n} points`, score: (n: string) => `score ${n}`, rating: (n: string) => `${n} ★` } as Record<string, (n: string) => string>,
}

export const vi: typeof en = {
  names: namesVi,
  clock: { first: 'trả lời đầu', next: 'trả lời tiếp', resolution: 'giải quyết xong' },
  kind: { ...en.kind, question: 'câu hỏi', problem: 'sự cố', request: 'đề nghị', complaint: 'khiếu nại', custom: 'câu hỏi riêng', points: 'điểm', voucher: 'phiếu ưu đãi', cash: 'tiền', human: 'người thật', apple_mpp: 'Apple Mail tự tải', proxy: 'hộp thư tự tải', bot: 'chương trình tự động' },
  priority: { low: 'thấp', normal: 'thường', high: 'cao', urgent: 'gấp' },
  side: { referrer: 'vì đã giới thiệu', friend: 'vì được giới thiệu' },
  channel: { ...en.channel, portal: 'trang của khách', form: 'biểu mẫu', phone: 'điện thoại', hand: 'ghi tay', workflow: 'quy trình' },
  state: { open: 'chưa trả', partial: 'trả một phần', paid: 'đã trả đủ', over: 'trả thừa', refunded: 'đã hoàn lại' },
  way: { transfer: 'chuyển khoản', cash: 'tiền mặt', card: 'thẻ', other: 'cách khác' },
  class: { advertising: 'quảng cáo', care: 'chăm sóc', transactional: 'giao dịch' },
  purpose: { marketing: 'tiếp thị', care: 'chăm sóc sau mua', profiling: 'phân tích hành vi', contract: 'việc khách yêu cầu' },
  until: (at) => `đến ${at}`,
  numbers: { points: (n) => `${n} điểm`, score: (n) => `chấm ${n}`, rating: (n) => `${n} ★` },
}

/** Those whose values are codes of the product's own. */
export const coded = ['clock', 'kind', 'priority', 'side', 'channel', 'state', 'way', 'class', 'purpose'] as const

/** A value that is one of the product's own codes in words; undefined where it is none. */
export const codeOf = (w: typeof en, property: string, value: string): string | undefined =>
  coded.some((p) => p === property) ? w[property as (typeof coded)[number]][value] : undefined
