export const en = {
  title: 'Payments', about: 'What banks told. Transfers that name an order’s code are booked by themselves; the others wait here for somebody who looks.',
  states: { waiting: 'Waiting', booked: 'Booked', aside: 'Laid aside' }, none: 'Nothing waits', noneDo: 'What a bank’s feed or statement tells appears here.', further: 'Show more',
  sources: { sepay: 'SePay', casso: 'Casso', vietqr: 'VietQR', statement: 'statement' } as Record<string, string>,
  reasons: {
    'code-and-amount': 'code and amount fit', 'code-less': 'code of an order, less than is due', 'code-more': 'code of an order, more than is due', 'code-closed': 'code of an order that is to be paid no more', 'codes-several': 'codes of several orders',
    'other-currency': 'another currency than the order’s', 'other-account': 'another account than those money is awaited on', 'amount-only': 'no code, but one order needs exactly this', 'amount-several': 'no code, and several orders need exactly this', 'no-sign': 'nothing says what it is for', 'went-out': 'money that went out',
  } as Record<string, string>,
  release: 'Release', releaseTitle: 'Booked for the wrong order?', releaseAbout: 'The order stands as if it had not been paid by this, and the line waits to be booked anew. The audit trail keeps both.', releaseWhy: 'Why',
  assign: 'Book for an order', assignTo: 'Order', book: 'Book', aside: 'For no order', back: 'Let it wait again', perhaps: 'perhaps', statement: 'Take in a statement', statementAbout: 'A CSV file or a workbook, as your bank’s website gives it. Columns are found by their names; a line that is there already is left.', file: 'File', look: 'Look at it', takeIn: 'Take it in',
  found: (n: number) => `${n} lines`, columns: 'Columns', taken: (booked: number, waiting: number, known: number) => `${booked} booked, ${waiting} wait, ${known} were there already`, refused: 'Could not be read', close: 'Close',
  settings: 'Payments', settingsAbout: 'Where money is awaited: VietQR codes name the first account. A bank’s feed tells of what arrived.', accounts: 'Accounts', bank: 'Bank', number: 'Account number', holder: 'Holder, as the bank writes it', add: 'Add an account', remove: (n: number) => `Remove account ${n}`,
  feed: 'Address for the bank’s feed', feedAbout: 'Put it into SePay, Casso or any service that speaks as they do. Whoever knows it can tell of payments: keep it secret.', copy: 'Copy', copied: 'Copied', renew: 'Give it another address', secret: 'Secret', secretSet: 'One is set; leave empty to keep it', secretNone: 'The same as there: API key, HMAC secret or secure token', save: 'Save', saved: 'Saved',
}

export const vi: typeof en = {
  title: 'Thanh toán', about: 'Những gì ngân hàng báo. Khoản chuyển có mã đơn hàng được ghi nhận tự động; phần còn lại chờ ở đây để có người xem.',
  states: { waiting: 'Đang chờ', booked: 'Đã ghi nhận', aside: 'Để riêng' }, none: 'Không có gì đang chờ', noneDo: 'Những gì biến động số dư hoặc sao kê cho biết sẽ hiện ở đây.', further: 'Xem thêm',
  sources: { sepay: 'SePay', casso: 'Casso', vietqr: 'VietQR', statement: 'sao kê' },
  reasons: {
    'code-and-amount': 'đúng mã và số tiền', 'code-less': 'có mã đơn, ít hơn số cần trả', 'code-more': 'có mã đơn, nhiều hơn số cần trả', 'code-closed': 'mã của đơn không cần trả nữa', 'codes-several': 'có mã của nhiều đơn',
    'other-currency': 'khác loại tiền của đơn', 'other-account': 'vào tài khoản khác', 'amount-only': 'không có mã, nhưng một đơn cần đúng số này', 'amount-several': 'không có mã, và nhiều đơn cần đúng số này', 'no-sign': 'không rõ cho việc gì', 'went-out': 'tiền ra',
  },
  release: 'Gỡ ra', releaseTitle: 'Ghi nhầm đơn hàng?', releaseAbout: 'Đơn hàng trở lại như khi chưa có khoản này, và khoản tiền chờ được ghi lại. Nhật ký giữ cả hai.', releaseWhy: 'Lý do',
  assign: 'Ghi cho một đơn hàng', assignTo: 'Đơn hàng', book: 'Ghi nhận', aside: 'Không cho đơn nào', back: 'Đưa lại vào hàng chờ', perhaps: 'có lẽ', statement: 'Nhập sao kê', statementAbout: 'Tệp CSV hoặc bảng tính lấy từ trang ngân hàng. Các cột được nhận theo tên; dòng đã có thì bỏ qua.', file: 'Tệp', look: 'Xem thử', takeIn: 'Nhập',
  found: (n: number) => `${n} dòng`, columns: 'Các cột', taken: (booked: number, waiting: number, known: number) => `${booked} đã ghi nhận, ${waiting} đang chờ, ${known} đã có từ trước`, refused: 'Không đọc được', close: 'Đóng',
  settings: 'Thanh toán', settingsAbout: 'Nơi nhận tiền: mã VietQR dùng tài khoản đầu tiên. Biến động số dư cho biết tiền đã đến.', accounts: 'Tài khoản', bank: 'Ngân hàng', number: 'Số tài khoản', holder: 'Chủ tài khoản, như ngân hàng ghi', add: 'Thêm tài khoản', remove: (n: number) => `Bỏ tài khoản ${n}`,
  feed: 'Địa chỉ nhận biến động số dư', feedAbout: 'Đặt vào SePay, Casso hoặc dịch vụ tương tự. Ai biết địa chỉ này đều báo được khoản thu: hãy giữ kín.', copy: 'Chép', copied: 'Đã chép', renew: 'Đổi địa chỉ', secret: 'Khoá bí mật', secretSet: 'Đã đặt; để trống để giữ nguyên', secretNone: 'Giống ở bên kia: API key, khoá HMAC hoặc secure token', save: 'Lưu', saved: 'Đã lưu',
}
