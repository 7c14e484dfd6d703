import { plural } from '../../../shared/language'

export const en = {
  title: 'Shop', about: 'Customers choose, order and pay by themselves, on a page of your own.',
  on: 'The shop is open', shown: (n: number) => plural(n, { one: '1 product is shown', other: `${n} products are shown` }), none: 'No product is shown yet: put some on sale, and give them a price in your currency.',
  address: 'Its address', see: 'Look at it', noAddress: 'Nobody said where this house is open; write it in Settings, E-mail, so that customers find the shop.',
  unpayable: 'Customers cannot pay by transfer yet: add an account in Settings, Payments.',
  what: 'What is sold', tag: 'Only products with this tag', tagHint: 'Left empty, all that are on sale.', book: 'Price book', own: 'The products’ own prices',
  delivery: 'Delivery', fee: 'Fee, before tax', feeClass: 'Tax class of the fee', freeFrom: 'Free from', freeFromHint: 'What goods come to, with tax. Left empty, it is never free.', least: 'Least order', leastHint: 'What goods have to come to, with tax.',
  classes: { standard: 'Standard', relief: 'Temporarily reduced', essential: 'Essential', zero: 'Zero (exports)', exempt: 'Not taxed' },
  terms: 'Terms', termsAbout: 'What who orders agrees to.', vi: 'Vietnamese', en: 'English',
  wait: 'A cart counts as abandoned after (hours)', waitHint: 'Then Cart Abandoned is on their timeline, and a workflow may begin.',
  save: 'Save', saved: 'The shop is saved.',
}

export const vi: typeof en = {
  title: 'Cửa hàng', about: 'Khách tự chọn, đặt và thanh toán trên trang của bạn.',
  on: 'Cửa hàng đang mở', shown: (n) => `Đang bày ${n} sản phẩm`, none: 'Chưa có sản phẩm nào: hãy đánh dấu đang bán và đặt giá bằng loại tiền của bạn.',
  address: 'Địa chỉ', see: 'Xem cửa hàng', noAddress: 'Chưa biết ngôi nhà này mở ở địa chỉ nào; hãy ghi trong Cài đặt, Mail để khách tìm thấy cửa hàng.',
  unpayable: 'Khách chưa chuyển khoản được: hãy thêm tài khoản trong Cài đặt, Thanh toán.',
  what: 'Bày gì', tag: 'Chỉ sản phẩm có thẻ này', tagHint: 'Để trống thì bày mọi sản phẩm đang bán.', book: 'Bảng giá', own: 'Giá riêng của sản phẩm',
  delivery: 'Giao hàng', fee: 'Phí, chưa thuế', feeClass: 'Loại thuế của phí', freeFrom: 'Miễn phí từ', freeFromHint: 'Tiền hàng đã gồm thuế. Để trống thì không miễn phí.', least: 'Đơn tối thiểu', leastHint: 'Tiền hàng đã gồm thuế.',
  classes: { standard: 'Phổ thông', relief: 'Được giảm tạm thời', essential: 'Thiết yếu', zero: '0 % (xuất khẩu)', exempt: 'Không chịu thuế' },
  terms: 'Điều khoản', termsAbout: 'Người đặt hàng đồng ý với điều này.', vi: 'Tiếng Việt', en: 'Tiếng Anh',
  wait: 'Giỏ hàng coi như bỏ quên sau (giờ)', waitHint: 'Khi đó sự kiện Bỏ quên giỏ hàng hiện trên dòng thời gian, và quy trình có thể bắt đầu.',
  save: 'Lưu', saved: 'Đã lưu cửa hàng.',
}
