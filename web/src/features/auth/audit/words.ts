/** What acts are called. A new one shows its bare name until it has a word here. */
const verbs: Record<string, string> = {
  'first-run': 'set the workspace up', 'user-add': 'added a user', 'user-set': 'changed a user', 'user-remove': 'removed a user', 'user-reset': 'reset a password',
  'key-add': 'made a key', 'key-remove': 'removed a key', me: 'changed their profile', workspace: 'changed the workspace', catalogue: 'changed the catalogue',
  import: 'imported', undo: 'undid', merge: 'merged people', unmerge: 'undid a merge', 'sample-load': 'loaded the sample company', 'sample-remove': 'removed the sample company',
  'consent-given': 'wrote down consent', 'consent-withdrawn': 'wrote down a withdrawal', 'consent-pending': 'asked for consent', purposes: 'changed purposes', terms: 'changed time limits',
  'request-add': 'wrote down a request', 'request-set': 'changed a request', 'request-done': 'closed a request', 'request-refused': 'refused a request', erase: 'erased a person',
  export: 'exported a person', add: 'added', set: 'changed', remove: 'removed', restore: 'restored', backup: 'made a backup', backups: 'set how backups are made',
}

export const en = {
  title: 'Audit trail',
  lead: 'Who did what, when and from where. It is only ever added to, and each act is chained to the one before, so that any change shows.',
  who: 'Who', what: 'What', about: 'About (id)', from: 'From', to: 'To', everybody: 'Everybody', anything: 'Anything', day: 'Day',
  export: 'Export CSV', check: 'Check the chain', more: 'Show more', none: 'No act fits', noneText: 'Widen the filters.', clear: 'Clear filters',
  well: 'The trail is whole', ill: 'The trail was changed', head: 'It ends with the hash', headHint: 'Note it elsewhere: nobody can cut the trail off before it unnoticed.',
  owner: 'The server’s owner', system: 'Bánh Đà',
  verbs,
  origin: { '': '', screen: 'on screen', api: 'by API', cli: 'on the command line', import: 'by an import', rule: 'by a rule', job: 'by itself' } as Record<string, string>,
  details: 'Details', device: 'Device', address: 'Address', reason: 'Why', before: 'Before', after: 'After', act: 'Act', erased: 'What it changed was erased, as somebody had asked.',
}

const verbsVi: typeof verbs = {
  'first-run': 'thiết lập không gian làm việc', 'user-add': 'thêm người dùng', 'user-set': 'sửa người dùng', 'user-remove': 'gỡ người dùng', 'user-reset': 'đặt lại mật khẩu',
  'key-add': 'tạo khoá', 'key-remove': 'gỡ khoá', me: 'sửa hồ sơ của mình', workspace: 'sửa không gian làm việc', catalogue: 'sửa danh mục',
  import: 'nhập dữ liệu', undo: 'hoàn tác', merge: 'gộp người', unmerge: 'bỏ gộp', 'sample-load': 'nạp công ty mẫu', 'sample-remove': 'gỡ công ty mẫu',
  'consent-given': 'ghi nhận sự đồng ý', 'consent-withdrawn': 'ghi nhận việc rút đồng ý', 'consent-pending': 'xin sự đồng ý', purposes: 'sửa mục đích', terms: 'sửa thời hạn',
  'request-add': 'ghi nhận yêu cầu', 'request-set': 'sửa yêu cầu', 'request-done': 'đóng yêu cầu', 'request-refused': 'từ chối yêu cầu', erase: 'xoá dữ liệu một người',
  export: 'xuất dữ liệu một người', add: 'thêm', set: 'sửa', remove: 'xoá', restore: 'khôi phục', backup: 'sao lưu', backups: 'đặt lịch sao lưu',
}

export const vi: typeof en = {
  title: 'Nhật ký kiểm toán',
  lead: 'Ai làm gì, khi nào, từ đâu. Chỉ ghi thêm, không sửa; mỗi hành động nối với hành động trước nên mọi thay đổi đều lộ ra.',
  who: 'Ai', what: 'Làm gì', about: 'Về (mã)', from: 'Từ ngày', to: 'Đến trước ngày', everybody: 'Mọi người', anything: 'Mọi việc', day: 'Ngày',
  export: 'Xuất CSV', check: 'Kiểm tra chuỗi', more: 'Xem thêm', none: 'Không có hành động nào', noneText: 'Hãy nới bộ lọc.', clear: 'Bỏ lọc',
  well: 'Nhật ký còn nguyên vẹn', ill: 'Nhật ký đã bị sửa', head: 'Kết thúc bằng mã băm', headHint: 'Hãy chép mã này ra nơi khác: không ai cắt được phần trước nó mà không bị phát hiện.',
  owner: 'Chủ máy chủ', system: 'Bánh Đà',
  verbs: verbsVi,
  origin: { '': '', screen: 'trên màn hình', api: 'qua API', cli: 'qua dòng lệnh', import: 'qua lần nhập', rule: 'theo quy tắc', job: 'tự động' },
  details: 'Chi tiết', device: 'Thiết bị', address: 'Địa chỉ mạng', reason: 'Lý do', before: 'Trước', after: 'Sau', act: 'Hành động', erased: 'Nội dung đã được xoá theo yêu cầu của người liên quan.',
}
