/** Why a message waits, was refused, failed or came back, by the reason's key. */
export const en = {
  reasons: {
    'no-consent': 'never agreed', unconfirmed: 'has not confirmed', withdrawn: 'withdrew or refused', erased: 'was forgotten', 'no-address': 'has no address for it',
    bounced: 'the address does not exist', complained: 'called a message spam', unsubscribed: 'unsubscribed', 'by-hand': 'is on the list of those not to write to', 'do-not-call': 'is on the Do-Not-Call list',
    'day-cap': 'had as many today as the law allows', frequency: 'had as many lately as the house allows', hours: 'waits for the hours the law allows', quiet: 'waits for the end of quiet hours',
    'no-template': 'the template cannot be sent', 'not-rendered': 'the template fails for them', 'no-channel': 'the channel is not set up', 'not-taken': 'the server refused it', 'tried-often': 'the server was not reached', crash: 'hidden by a crash', 'campaign-over': 'the campaign was stopped', 'not-needed': 'was not needed any more', unreachable: 'cannot be reached over this channel', 'not-bought': 'has not bought anything yet, which Zalo asks of promotions', 'channel-hours': 'waits for the hours of Zalo', 'window-closed': 'wrote too long ago to be answered freely',
    'no-such-user': 'the address does not exist', 'no-such-host': 'the domain does not exist', 'takes-no-mail': 'the domain takes no mail', moved: 'has moved to another address', 'mailbox-full': 'the mailbox is full', expired: 'was not reached in time', filtered: 'was filtered out', disabled: 'the mailbox is disabled', 'too-large': 'the message is too large', 'server-trouble': 'their server had trouble', network: 'their server was not reached', syntax: 'the servers did not understand one another',
    blocked: 'we are blocked there', spam: 'taken for spam', virus: 'taken for a virus', policy: 'their rules refuse it', authentication: 'SPF, DKIM or DMARC did not hold', 'no-reverse-name': 'our server has no name in DNS', rate: 'too many at once', 'relay-denied': 'our server may not send there', 'sender-rejected': 'the sender was refused', 'not-delivered': 'not delivered', undeliv: 'the network could not deliver it', rejectd: 'the network refused it', deleted: 'the network dropped it',
  } as Record<string, string>,
  /** The rule of law a reason comes from, as it is cited. */
  article: (cited: string) => cited,
}

export const vi: typeof en = {
  reasons: {
    'no-consent': 'chưa từng đồng ý', unconfirmed: 'chưa xác nhận', withdrawn: 'đã rút lại hoặc từ chối', erased: 'đã được xoá', 'no-address': 'không có địa chỉ cho kênh này',
    bounced: 'địa chỉ không tồn tại', complained: 'đã báo thư rác', unsubscribed: 'đã huỷ nhận', 'by-hand': 'nằm trong danh sách không gửi', 'do-not-call': 'nằm trong danh sách không quảng cáo (DNC)',
    'day-cap': 'hôm nay đã nhận đủ số luật cho phép', frequency: 'gần đây đã nhận đủ số công ty cho phép', hours: 'chờ giờ luật cho phép', quiet: 'chờ hết giờ yên lặng',
    'no-template': 'mẫu tin không gửi được', 'not-rendered': 'mẫu tin lỗi với người này', 'no-channel': 'kênh chưa được cài đặt', 'not-taken': 'máy chủ từ chối', 'tried-often': 'không liên lạc được máy chủ', crash: 'máy ngừng đột ngột', 'campaign-over': 'chiến dịch đã dừng', 'not-needed': 'không còn cần nữa', unreachable: 'không liên lạc được qua kênh này', 'not-bought': 'chưa mua gì, mà Zalo chỉ cho gửi khuyến mãi tới người đã mua', 'channel-hours': 'chờ giờ gửi của Zalo', 'window-closed': 'khách nhắn đã quá lâu nên không trả lời tự do được',
    'no-such-user': 'địa chỉ không tồn tại', 'no-such-host': 'tên miền không tồn tại', 'takes-no-mail': 'tên miền không nhận thư', moved: 'đã chuyển sang địa chỉ khác', 'mailbox-full': 'hộp thư đầy', expired: 'quá hạn mà chưa tới được', filtered: 'bị lọc bỏ', disabled: 'hộp thư bị khoá', 'too-large': 'tin quá lớn', 'server-trouble': 'máy chủ bên nhận gặp sự cố', network: 'không tới được máy chủ bên nhận', syntax: 'hai máy chủ không hiểu nhau',
    blocked: 'ta bị chặn ở đó', spam: 'bị coi là thư rác', virus: 'bị coi là có vi-rút', policy: 'quy định bên nhận từ chối', authentication: 'SPF, DKIM hay DMARC không đúng', 'no-reverse-name': 'máy chủ của ta không có tên trong DNS', rate: 'quá nhiều cùng lúc', 'relay-denied': 'máy chủ của ta không được gửi tới đó', 'sender-rejected': 'người gửi bị từ chối', 'not-delivered': 'không tới được', undeliv: 'nhà mạng không chuyển được', rejectd: 'nhà mạng từ chối', deleted: 'nhà mạng đã bỏ',
  },
  article: (cited) => cited.replace(/^Law /, 'Luật ').replace(/^Decree /, 'Nghị định ').replace(', art. ', ', điều '),
}

/** A reason in words; a network's own code stands behind it. */
export function sayReason(reasons: Record<string, string>, reason: string): string {
  const [key = '', ...code] = reason.split(' ')
  return reasons[reason] ?? (reasons[key] && code.length ? `${reasons[key]} (${code.join(' ')})` : reason)
}
