export const en = {
  give: 'Give a voucher', reward: 'Reward', whom: 'Customer', why: 'For what', whyHint: 'Colleagues read it; the customer sees the voucher on their page',
  noRewards: 'There is no reward that can be given yet. Make one under Loyalty, Rewards.',
  back: 'Take the voucher back', backAsks: (name: string) => `${name} can no longer be used, and leaves the customer's page.`, backPoints: 'The points it cost go back.', whyBack: 'Why',
}

export const vi: typeof en = {
  give: 'Tặng phiếu ưu đãi', reward: 'Phần thưởng', whom: 'Khách hàng', why: 'Vì việc gì', whyHint: 'Đồng nghiệp đọc; khách thấy phiếu trên trang của mình',
  noRewards: 'Chưa có phần thưởng nào để tặng. Hãy tạo ở Điểm thưởng, Phần thưởng.',
  back: 'Thu lại phiếu', backAsks: (name: string) => `${name} sẽ không dùng được nữa và không còn trên trang của khách.`, backPoints: 'Điểm đã đổi được hoàn lại.', whyBack: 'Lý do',
}
