import { plural } from '../../../shared/language'

export const en = {
  title: 'Reviews', about: 'What customers say of what they bought. Only who really bought is asked, and it shows once they allow it and you have looked at it.',
  empty: 'Nobody has written a review yet', emptyDo: 'Customers write in their portal. To ask them, begin a workflow with the recipe Ask for a review.',
  recipe: 'To workflows', none: 'There is no such review',
  states: { all: 'All', written: 'To be looked at', published: 'Shown', refused: 'Refused', private: 'Not allowed to be shown' },
  state: 'State', products: 'Products', everything: 'Everything', house: 'The house', somebody: 'Somebody', stars: (n: number) => plural(n, { one: '1 star of 5', other: `${n} stars of 5` }),
  count: (n: number) => plural(n, { one: '1 shown', other: `${n} shown` }), waiting: (n: number) => `${n} to be looked at`,
  shownAs: (name: string) => `Shown as ${name}`, shownUnnamed: 'Shown without a name', photo: 'The customer’s picture', reply: 'Your answer', refusedFor: 'Refused', more: 'More',
  publish: 'Publish', refuse: 'Refuse', answer: 'Answer', reason: 'Why it is not shown', reasonHint: 'Its writer reads this. A low score is no reason.', replyHint: 'Everybody reads it below the review. Left empty, there is none.',
  save: 'Save', cancel: 'Cancel', saved: 'Saved.',
}

export const vi: typeof en = {
  title: 'Đánh giá', about: 'Khách nói gì về món đã mua. Chỉ ai thật sự mua mới được hỏi, và chỉ hiện khi họ cho phép và bạn đã xem.',
  empty: 'Chưa ai viết đánh giá', emptyDo: 'Khách viết trong trang của họ. Muốn hỏi, hãy tạo quy trình từ công thức Xin đánh giá.',
  recipe: 'Đến quy trình', none: 'Không có đánh giá nào như vậy',
  states: { all: 'Tất cả', written: 'Chờ xem', published: 'Đang hiện', refused: 'Bị từ chối', private: 'Không cho hiện' },
  state: 'Trạng thái', products: 'Sản phẩm', everything: 'Tất cả', house: 'Công ty', somebody: 'Một khách', stars: (n) => `${n} trên 5 sao`,
  count: (n) => `${n} đang hiện`, waiting: (n) => `${n} chờ xem`,
  shownAs: (name) => `Hiện dưới tên ${name}`, shownUnnamed: 'Hiện mà không ghi tên', photo: 'Ảnh của khách', reply: 'Bạn trả lời', refusedFor: 'Từ chối vì', more: 'Xem tiếp',
  publish: 'Đăng', refuse: 'Từ chối', answer: 'Trả lời', reason: 'Vì sao không đăng', reasonHint: 'Người viết đọc được điều này. Điểm thấp không phải là lý do.', replyHint: 'Ai cũng đọc được dưới đánh giá. Để trống thì không có.',
  save: 'Lưu', cancel: 'Huỷ', saved: 'Đã lưu.',
}
