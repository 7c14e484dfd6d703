export const en = {
  title: 'Payments', total: 'Total', received: 'Received', refunded: 'Given back', left: 'Still due', depositDue: 'Deposit due', later: 'Rest, due later', over: 'Paid too much', states: { open: 'Nothing paid', partial: 'Paid in part', paid: 'Paid', over: 'Paid too much', refunded: 'Given back' },
  scan: 'The customer scans this, or transfers with these words:', page: 'Page where the customer pays', copy: 'Copy the address', copied: 'Copied', noAccount: 'No account is set: an owner writes it in Settings, Payments.',
  kinds: { received: 'received', refunded: 'given back' }, ways: { transfer: 'transfer', cash: 'cash', card: 'card', other: 'otherwise' }, add: 'Write down a payment', give: 'Write down a refund', amount: 'Amount', way: 'How', on: 'Day', note: 'Note', keep: 'Write down', settle: 'Give back what was too much',
}

export const vi: typeof en = {
  title: 'Thanh toán', total: 'Tổng cộng', received: 'Đã nhận', refunded: 'Đã hoàn', left: 'Còn phải thu', depositDue: 'Tiền cọc cần thu', later: 'Phần còn lại, thu sau', over: 'Trả thừa', states: { open: 'Chưa trả', partial: 'Trả một phần', paid: 'Đã trả đủ', over: 'Trả thừa', refunded: 'Đã hoàn tiền' },
  scan: 'Khách quét mã này, hoặc chuyển khoản với nội dung:', page: 'Trang để khách thanh toán', copy: 'Chép địa chỉ', copied: 'Đã chép', noAccount: 'Chưa có tài khoản: chủ sở hữu ghi ở Cài đặt, mục Thanh toán.',
  kinds: { received: 'nhận', refunded: 'hoàn lại' }, ways: { transfer: 'chuyển khoản', cash: 'tiền mặt', card: 'thẻ', other: 'cách khác' }, add: 'Ghi một khoản thu', give: 'Ghi một khoản hoàn', amount: 'Số tiền', way: 'Cách', on: 'Ngày', note: 'Ghi chú', keep: 'Ghi lại', settle: 'Hoàn phần trả thừa',
}
