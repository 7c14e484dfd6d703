export const en = {
  title: 'Points', give: 'Give points', spend: 'Spend points', voucher: 'Give a voucher', takeBack: 'Take back', until: (day: string) => `until ${day}`, version: (n: number) => `by version ${n}`, points: 'Points', note: 'For what', noteHint: 'The customer reads it on their page',
  owed: (n: string) => `${n} owed; the next points pay it`,
  opening: (n: string, day: string) => `${n} pending, to be spent from ${day}`,
  lapses: (n: string, day: string) => `${n} lapse on ${day}`,
  kinds: { earn: 'Earned', free: 'Can be spent', redeem: 'Spent', give_back: 'Given back', expire: 'Lapsed', reverse: 'Taken back' },
}

export const vi: typeof en = {
  title: 'Điểm thưởng', give: 'Tặng điểm', spend: 'Trừ điểm', voucher: 'Tặng phiếu', takeBack: 'Thu lại', until: (day: string) => `đến ${day}`, version: (n: number) => `theo bản ${n}`, points: 'Số điểm', note: 'Vì việc gì', noteHint: 'Khách đọc được trên trang của mình',
  owed: (n: string) => `Còn nợ ${n} điểm; trừ vào điểm nhận tới`,
  opening: (n: string, day: string) => `${n} đang chờ, dùng được từ ${day}`,
  lapses: (n: string, day: string) => `${n} hết hạn ngày ${day}`,
  kinds: { earn: 'Nhận điểm', free: 'Đã dùng được', redeem: 'Đổi điểm', give_back: 'Hoàn điểm', expire: 'Hết hạn', reverse: 'Thu hồi' },
}
