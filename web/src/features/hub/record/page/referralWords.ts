export const en = {
  title: 'Referrals', by: 'Brought by', brought: 'Brought', somebody: 'somebody', nobody: 'Brought by nobody, and has brought nobody yet', further: (n: string) => `and ${n} more`,
  copy: 'Copy their link', copied: 'Copied', invite: 'Invite to refer friends', invited: (day: string) => `invited ${day}`,
  states: { accepted: 'accepted', pending: 'bought, waits out the return window', review: 'to be looked at', due: 'about to be rewarded', rewarded: 'rewarded', refused: 'refused', cancelled: 'purchase given back', expired: 'did not buy in time', taken: 'reward taken back' },
}

export const vi: typeof en = {
  title: 'Giới thiệu', by: 'Được giới thiệu bởi', brought: 'Đã giới thiệu', somebody: 'một người', nobody: 'Không do ai giới thiệu, và chưa giới thiệu ai', further: (n) => `và ${n} người nữa`,
  copy: 'Chép đường dẫn của họ', copied: 'Đã chép', invite: 'Mời giới thiệu bạn bè', invited: (day) => `đã mời ${day}`,
  states: { accepted: 'đã nhận lời', pending: 'đã mua, chờ hết hạn đổi trả', review: 'cần xem lại', due: 'sắp thưởng', rewarded: 'đã thưởng', refused: 'từ chối', cancelled: 'đã trả hàng', expired: 'không mua kịp', taken: 'đã thu lại thưởng' },
}
