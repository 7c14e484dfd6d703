import { useCallback } from 'react'
import { fold } from './fold'
import { type Language, useLanguage } from './language'

/** What events are called that the product, its senders and the specification of commerce name. */
const vi: Record<string, string> = {
  'Cart Abandoned': 'Bỏ quên giỏ hàng', 'Order Placed': 'Đặt hàng',
  'Appointment Rescheduled': 'Đổi lịch hẹn', 'Appointment Cancelled': 'Huỷ lịch hẹn',
  'Quote Sent': 'Gửi báo giá', 'Quote Viewed': 'Đọc báo giá', 'Quote Accepted': 'Đồng ý báo giá', 'Quote Declined': 'Từ chối báo giá', 'Quote Expired': 'Báo giá hết hiệu lực', 'Payment Received': 'Nhận thanh toán', 'Payment Returned': 'Hoàn tiền',
  'Order Completed': 'Hoàn tất đơn hàng', 'Completed Order': 'Hoàn tất đơn hàng', 'Order Delivered': 'Giao đơn hàng', 'Order Updated': 'Sửa đơn hàng', 'Order Cancelled': 'Huỷ đơn hàng',
  'Order Refunded': 'Hoàn tiền đơn hàng', 'Refunded Order': 'Hoàn tiền đơn hàng', 'Deal Opened': 'Mở cơ hội', 'Deal Stage Changed': 'Cơ hội đổi giai đoạn', 'Deal Won': 'Thắng cơ hội', 'Deal Lost': 'Thua cơ hội', 'Deal Handed Over': 'Bàn giao cơ hội',
  'Subscription Started': 'Bắt đầu gói định kỳ', 'Subscription Renewed': 'Gia hạn gói định kỳ', 'Subscription Cancelled': 'Huỷ gói định kỳ', 'Trial Started': 'Bắt đầu dùng thử',
  'Form Submitted': 'Gửi biểu mẫu', 'Form Viewed': 'Thấy biểu mẫu', 'Form Started': 'Bắt đầu điền biểu mẫu', 'Form Abandoned': 'Bỏ dở biểu mẫu', 'Lead Captured': 'Để lại thông tin', 'Chat Lead Captured': 'Để lại thông tin qua chat', 'Appointment Booked': 'Đặt lịch hẹn', 'Zalo Followed': 'Quan tâm trên Zalo', 'Zalo Unfollowed': 'Thôi quan tâm trên Zalo', 'Signed Up': 'Đăng ký', 'Signed In': 'Đăng nhập',
  'Referral Accepted': 'Nhận lời giới thiệu', 'Referral Reward Given': 'Tặng thưởng giới thiệu', 'Referral Invited': 'Được mời giới thiệu', 'Referral Rewarded': 'Nhận thưởng giới thiệu', 'Friend Joined': 'Bạn bè tham gia', 'Friend Bought': 'Bạn bè mua hàng',
  'Product Used': 'Dùng sản phẩm', 'Onboarding Step Completed': 'Xong một bước làm quen', 'Onboarding Started': 'Bắt đầu làm quen', 'Onboarding Stalled': 'Làm quen chững lại', 'Onboarding Completed': 'Làm quen xong', 'Testimonial Given': 'Viết lời khen', 'Shared': 'Chia sẻ', 'Thanked': 'Được cảm ơn', 'Thanks Planned': 'Sẽ được cảm ơn', 'Product Shared': 'Chia sẻ sản phẩm', 'Shared Product': 'Chia sẻ sản phẩm',
  'Cart Shared': 'Chia sẻ giỏ hàng', 'Shared Cart': 'Chia sẻ giỏ hàng', 'Product Reviewed': 'Đánh giá sản phẩm', 'Reviewed Product': 'Đánh giá sản phẩm', 'Survey Answered': 'Trả lời khảo sát',
  'Points Earned': 'Nhận điểm', 'Points Redeemed': 'Đổi điểm', 'Points Expired': 'Điểm hết hạn', 'Tier Changed': 'Đổi hạng thành viên',
  'Complaint Filed': 'Khiếu nại', 'Ticket Opened': 'Mở yêu cầu hỗ trợ', 'Ticket Replied': 'Trả lời yêu cầu hỗ trợ', 'Ticket Closed': 'Đóng yêu cầu hỗ trợ', 'Ticket Reopened': 'Mở lại yêu cầu hỗ trợ', 'Ticket Solved': 'Giải quyết yêu cầu hỗ trợ', 'Ticket Overdue': 'Yêu cầu hỗ trợ trễ hạn', 'Ticket Transferred': 'Chuyển yêu cầu hỗ trợ', 'Owner Changed': 'Đổi người phụ trách',
  'Message Sent': 'Gửi tin nhắn', 'Message Received': 'Nhận tin nhắn', 'Message Held': 'Tin phải chờ', 'Message Refused': 'Không được gửi tin', 'Message Bounced': 'Tin bị trả lại', 'Message Delivered': 'Tin đã đến', 'Message Failed': 'Không gửi được tin', 'First Answer Sent': 'Trả lời lần đầu', 'Conversation Closed': 'Đóng cuộc trò chuyện', 'Email Sent': 'Gửi e-mail', 'Email Received': 'Nhận e-mail',
  'Email Opened': 'Mở e-mail', 'Email Link Clicked': 'Bấm liên kết trong e-mail', 'Clicked Email Link': 'Bấm liên kết trong e-mail', 'Unsubscribed': 'Huỷ nhận tin', 'Complaint Received': 'Báo là thư rác',
  'Call Made': 'Gọi đi', 'Call Received': 'Gọi đến', 'Call Missed': 'Gọi nhỡ', 'Meeting Held': 'Gặp mặt', 'Meeting Missed': 'Lỡ hẹn', 'Chat Started': 'Bắt đầu chat', 'Bot Answered': 'Bot trả lời', 'Bot Handed Over': 'Bot chuyển cho người', 'Store Visited': 'Ghé cửa hàng',
  'Page Viewed': 'Xem trang', 'Viewed Page': 'Xem trang', 'Screen Viewed': 'Xem màn hình', 'Application Opened': 'Mở ứng dụng', 'Products Searched': 'Tìm sản phẩm', 'Searched Products': 'Tìm sản phẩm',
  'Product List Viewed': 'Xem danh sách sản phẩm', 'Viewed Product List': 'Xem danh sách sản phẩm', 'Viewed Product Category': 'Xem nhóm sản phẩm', 'Product List Filtered': 'Lọc danh sách sản phẩm', 'Filtered Product List': 'Lọc danh sách sản phẩm',
  'CTA Viewed': 'Thấy lời kêu gọi', 'CTA Clicked': 'Bấm lời kêu gọi', 'CTA Closed': 'Đóng lời kêu gọi', 'CTA Withheld': 'Không được thấy lời kêu gọi (để so sánh)',
  'Promotion Viewed': 'Xem khuyến mãi', 'Viewed Promotion': 'Xem khuyến mãi', 'Promotion Clicked': 'Bấm khuyến mãi', 'Clicked Promotion': 'Bấm khuyến mãi', 'Product Clicked': 'Bấm sản phẩm', 'Clicked Product': 'Bấm sản phẩm',
  'Product Viewed': 'Xem sản phẩm', 'Viewed Product': 'Xem sản phẩm', 'Product Added': 'Thêm vào giỏ', 'Added Product': 'Thêm vào giỏ', 'Product Removed': 'Bỏ khỏi giỏ', 'Removed Product': 'Bỏ khỏi giỏ', 'Cart Viewed': 'Xem giỏ hàng', 'Viewed Cart': 'Xem giỏ hàng',
  'Checkout Started': 'Bắt đầu thanh toán', 'Started Checkout': 'Bắt đầu thanh toán', 'Checkout Step Viewed': 'Xem bước thanh toán', 'Viewed Checkout Step': 'Xem bước thanh toán', 'Checkout Step Completed': 'Xong bước thanh toán', 'Completed Checkout Step': 'Xong bước thanh toán',
  'Payment Info Entered': 'Nhập thông tin thanh toán', 'Entered Payment Info': 'Nhập thông tin thanh toán', 'Coupon Entered': 'Nhập mã giảm giá', 'Entered Coupon': 'Nhập mã giảm giá', 'Coupon Applied': 'Áp mã giảm giá', 'Applied Coupon': 'Áp mã giảm giá',
  'Coupon Removed': 'Bỏ mã giảm giá', 'Removed Coupon': 'Bỏ mã giảm giá', 'Coupon Denied': 'Mã giảm giá bị từ chối', 'Product Added to Wishlist': 'Thêm vào danh sách yêu thích', 'Product Removed from Wishlist': 'Bỏ khỏi danh sách yêu thích',
  'Wishlist Product Added to Cart': 'Chuyển từ yêu thích vào giỏ', 'Consent Given': 'Đồng ý', 'Consent Withdrawn': 'Rút lại sự đồng ý', 'Segment Entered': 'Vào phân khúc', 'Segment Left': 'Rời phân khúc', 'Identified': 'Nhận diện', 'Group Joined': 'Vào nhóm', 'Aliased': 'Nối định danh',
}

/** What an event is called in a language; one nobody gave a name there keeps the one it came with. */
export const eventName = (language: Language, name: string) => (language === 'vi' && Object.hasOwn(vi, name) ? vi[name]! : name)

const folded = new Map(Object.keys(vi).map((name) => [fold(name).replaceAll(' ', '_'), name]))

/** What an event is called of which only the folded form of its name is known, as in order_completed. */
export const eventNamed = (language: Language, form: string) => eventName(language, folded.get(form) ?? form.replaceAll('_', ' '))

/** Names events in the language shown by the folded forms of their names. */
export function useEventNamed() {
  const { language } = useLanguage()
  return useCallback((form: string) => eventNamed(language, form), [language])
}

/** Names events in the language shown. */
export function useEventName() {
  const { language } = useLanguage()
  return useCallback((name: string) => eventName(language, name), [language])
}
