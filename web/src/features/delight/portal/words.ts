export const en = {
  title: 'Customer portal', about: 'Customers sign in with a code and see what is theirs, on a page of your own.',
  on: 'The portal is open', address: 'Its address', see: 'Look at it',
  noAddress: 'Nobody said where this house is open; write it in Settings, E-mail, so that customers find the portal.',
  noEnter: 'Customers cannot sign in yet: set mail up in Settings, E-mail, or text messages in Settings, SMS.',
  panels: 'What is in it', must: 'Customers have a right to it: it always shows.',
  greeting: 'Greeting', contact: 'How to reach you', vi: 'Vietnamese', en: 'English',
  save: 'Save', saved: 'The portal is saved.',
}

export const vi: typeof en = {
  title: 'Trang khách hàng', about: 'Khách đăng nhập bằng mã và xem mọi thứ của mình, trên trang của bạn.',
  on: 'Trang khách hàng đang mở', address: 'Địa chỉ', see: 'Xem trang',
  noAddress: 'Chưa biết ngôi nhà này mở ở địa chỉ nào; hãy ghi trong Cài đặt, E-mail để khách tìm thấy trang.',
  noEnter: 'Khách chưa đăng nhập được: hãy cài đặt mail trong Cài đặt, E-mail, hoặc tin nhắn trong Cài đặt, SMS.',
  panels: 'Có những mục nào', must: 'Khách có quyền xem mục này: nó luôn hiện.',
  greeting: 'Lời chào', contact: 'Cách liên hệ với bạn', vi: 'Tiếng Việt', en: 'Tiếng Anh',
  save: 'Lưu', saved: 'Đã lưu trang khách hàng.',
}
