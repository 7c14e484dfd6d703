export const en = {
  title: 'Audit trail',
  lead: 'Who did what, when and from where. It is only ever added to, and each act is chained to the one before, so that any change shows.',
  who: 'Who', what: 'What', about: 'About', everything: 'everything', from: 'From', to: 'To', everybody: 'Everybody', anything: 'Anything', day: 'Day',
  export: 'Export CSV', check: 'Check the chain', more: 'Show more', none: 'No act fits', noneText: 'Widen the filters.', clear: 'Clear filters',
  well: 'The trail is whole', ill: 'The trail was changed', head: 'It ends with the hash', headHint: 'Note it elsewhere: nobody can cut the trail off before it unnoticed.',
  owner: 'The server’s owner', system: 'Bánh Đà',
  origin: { '': '', screen: 'on screen', customer: 'by the customer', api: 'by API', cli: 'on the command line', import: 'by an import', rule: 'by a rule', job: 'by itself' } as Record<string, string>,
  details: 'Details', device: 'Device', address: 'Address', reason: 'Why', before: 'Before', after: 'After', act: 'Act', target: 'About', undoable: 'What was done at once here can be taken back as one.', erased: 'What it changed was erased, as somebody had asked.',
}

export const vi: typeof en = {
  title: 'Nhật ký kiểm toán',
  lead: 'Ai làm gì, khi nào, từ đâu. Chỉ ghi thêm, không sửa; mỗi hành động nối với hành động trước nên mọi thay đổi đều lộ ra.',
  who: 'Ai', what: 'Làm gì', about: 'Về', everything: 'mọi thứ', from: 'Từ ngày', to: 'Đến trước ngày', everybody: 'Mọi người', anything: 'Mọi việc', day: 'Ngày',
  export: 'Xuất CSV', check: 'Kiểm tra chuỗi', more: 'Xem thêm', none: 'Không có hành động nào', noneText: 'Hãy nới bộ lọc.', clear: 'Bỏ lọc',
  well: 'Nhật ký còn nguyên vẹn', ill: 'Nhật ký đã bị sửa', head: 'Kết thúc bằng mã băm', headHint: 'Hãy chép mã này ra nơi khác: không ai cắt được phần trước nó mà không bị phát hiện.',
  owner: 'Chủ máy chủ', system: 'Bánh Đà',
  origin: { '': '', screen: 'trên màn hình', customer: 'do khách tự làm', api: 'qua API', cli: 'qua dòng lệnh', import: 'qua lần nhập', rule: 'theo quy tắc', job: 'tự động' },
  details: 'Chi tiết', device: 'Thiết bị', address: 'Địa chỉ mạng', reason: 'Lý do', before: 'Trước', after: 'Sau', act: 'Hành động', target: 'Về', undoable: 'Những gì đã làm một lượt ở đây có thể hoàn tác cùng lúc.', erased: 'Nội dung đã được xoá theo yêu cầu của người liên quan.',
}
