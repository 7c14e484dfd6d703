export const en = {
  title: 'Consent',
  none: 'Nothing has been said yet. Advertising may not be sent; what an order demands may.',
  channel: { email: 'E-mail', sms: 'SMS', zalo: 'Zalo', call: 'Call', chat: 'Chat', web: 'Web site' } as Record<string, string>,
  state: { given: 'given', withdrawn: 'withdrawn', pending: 'to be confirmed', '': '–' } as Record<string, string>,
  how: { form: 'Form', email: 'E-mail', sms: 'SMS', call: 'Call', chat: 'Chat', paper: 'On paper', person: 'In person', link: 'Link', import: 'Import', request: 'Request' } as Record<string, string>,
  review: 'Showing their review', formVersion: (n: number) => `version ${n}`, wordingOf: (n: string) => `wording ${n}`, request: (id: string) => `request ${id}`,
  notes: { unfollow: 'Unfollowed the Official Account', 'spam complaint': 'Reported a message as spam' } as Record<string, string>,
  forms: { preferences: 'The page of choices', banner: 'The banner of the site', site: 'The company’s own banner', portal: 'The customer portal', referral: 'An invitation by a friend', review: 'A review' } as Record<string, string>,
  give: 'Write down consent', withdraw: 'Write down a withdrawal', stop: 'Withdraw', purpose: 'Purpose', channels: 'Channels', way: 'How it was said', when: 'When',
  evidence: 'Evidence', evidenceHint: 'Where and how: the form, the call and its recording, the sheet of paper', wording: 'They are asked', save: 'Write down',
  ledger: 'Everything that was said', saved: 'Written down', advertising: (channels: string) => `Advertising may be sent by ${channels}.`, noAdvertising: 'No advertising may be sent.',
}

export const vi: typeof en = {
  title: 'Sự đồng ý',
  none: 'Chưa ghi nhận điều gì. Không được gửi quảng cáo; được gửi những gì đơn hàng cần.',
  channel: { email: 'E-mail', sms: 'SMS', zalo: 'Zalo', call: 'Gọi điện', chat: 'Chat', web: 'Trang web' },
  state: { given: 'đã đồng ý', withdrawn: 'đã rút', pending: 'chờ xác nhận', '': '–' },
  how: { form: 'Biểu mẫu', email: 'E-mail', sms: 'SMS', call: 'Cuộc gọi', chat: 'Chat', paper: 'Giấy', person: 'Gặp trực tiếp', link: 'Liên kết', import: 'Tệp nhập', request: 'Yêu cầu' },
  review: 'Đăng đánh giá của họ', formVersion: (n) => `bản ${n}`, wordingOf: (n) => `lời hỏi bản ${n}`, request: (id) => `yêu cầu ${id}`,
  notes: { unfollow: 'Bỏ quan tâm Official Account', 'spam complaint': 'Báo thư là thư rác' },
  forms: { preferences: 'Trang chọn tin muốn nhận', banner: 'Thanh hỏi ý kiến trên trang web', site: 'Thanh hỏi ý kiến của công ty', portal: 'Trang khách hàng', referral: 'Lời mời của bạn bè', review: 'Đánh giá' },
  give: 'Ghi nhận đồng ý', withdraw: 'Ghi nhận rút', stop: 'Rút', purpose: 'Mục đích', channels: 'Kênh', way: 'Nói bằng cách nào', when: 'Khi nào',
  evidence: 'Bằng chứng', evidenceHint: 'Ở đâu, bằng cách nào: biểu mẫu, cuộc gọi và bản ghi âm, tờ giấy', wording: 'Câu hỏi', save: 'Ghi nhận',
  ledger: 'Tất cả những gì đã nói', saved: 'Đã ghi nhận', advertising: (channels: string) => `Được gửi quảng cáo qua ${channels}.`, noAdvertising: 'Không được gửi quảng cáo.',
}
