package bot

import (
	"fmt"

	"banhda/hub/block"
	"banhda/hub/record"
)

// words are the phrases of the bot. Nothing else is said but what was looked up.
type words struct{ vi, en string }

var (
	sayWho       = words{"Chào bạn, mình là %s của %s. Mình là máy trả lời tự động; lúc nào cần, bạn cứ bấm để gặp nhân viên.", "Hello, I am %s of %s. I am a machine that answers by itself; whenever you like, press to reach a person."}
	sayNotice    = words{"Trợ lý tự động (máy) trả lời trước; lúc nào bạn cũng có thể gặp nhân viên.", "An automatic assistant (a machine) answers first; you can reach a person at any time."}
	sayUsualName = words{"trợ lý tự động", "the automatic assistant"}
	sayGreeting  = words{"Bạn cần mình giúp gì?", "What can I help you with?"}
	sayWelcome   = words{"Rất vui được giúp bạn.", "You are welcome."}
	sayFrom      = words{"Theo bài “%s”:", "From “%s”:"}
	sayMaybe     = words{"Mình không chắc lắm, nhưng bài “%s” có viết:", "I am not quite sure, but “%s” says:"}
	sayUnknown   = words{"Mình chưa có câu trả lời cho câu này. Bạn muốn gặp nhân viên không?", "I don't know the answer to this. Would you like to talk to a person?"}
	sayTryAgain  = words{"Vậy bạn hỏi lại giúp mình bằng cách khác nhé.", "Then please ask me in other words."}
	sayHanded    = words{"Mình đã chuyển cả cuộc trò chuyện này cho nhân viên; bạn không cần kể lại.", "I have handed this whole talk over to a person; you need not tell it again."}
	saySorry     = words{"Rất xin lỗi vì điều không hay này.", "We are sorry about this."}
	sayAway      = words{"Hiện ngoài giờ làm việc; chúng tôi có mặt lại lúc %s.", "It is outside our working hours; we are here again at %s."}
	sayLeave     = words{"Bạn để lại e-mail hoặc số điện thoại bên dưới để được trả lời nhé.", "Please leave your e-mail or phone number below, so that we can answer you."}
	sayHours     = words{"Giờ làm việc của chúng tôi: %s.", "Our working hours: %s."}
	sayPrice     = words{"“%s” có giá %s.", "“%s” costs %s."}
	sayPriceUnit = words{"“%s” có giá %s mỗi %s.", "“%s” costs %s per %s."}
	sayNoPrice   = words{"“%s” chưa niêm yết giá; nhân viên sẽ báo giá cho bạn.", "“%s” has no listed price; a person will quote you one."}
	sayOnSale    = words{"Sản phẩm này đang bán.", "It is on sale."}
	sayMoreGoods = words{"Còn %d sản phẩm nữa; bạn muốn hỏi sản phẩm nào, cứ viết tên nhé.", "And %d more: write the name of the one you mean."}
	sayOffSale   = words{"“%s” hiện không bán nữa.", "“%s” is not on sale any more."}
	sayOrder     = words{"Đơn %s, đặt ngày %s, %s: %s.", "Order %s, placed on %s, %s: %s."}
	sayNoOrders  = words{"Mình không thấy đơn hàng nào của bạn.", "I see no orders of yours."}
	saySignIn    = words{"Để giữ riêng tư, mình chỉ cho xem đơn hàng khi bạn đã đăng nhập. Nhân viên có thể kiểm tra giúp bạn.", "To keep them private, I show orders only to customers who are signed in. A person can look for you."}
	sayTimes     = words{"Bạn chọn giờ hẹn nhé:", "Please choose a time:"}
	sayNoTimes   = words{"Hiện chưa có giờ trống để đặt hẹn.", "There is no free time to book just now."}
	sayTaken     = words{"Giờ đó vừa có người đặt mất rồi.", "Somebody has just taken that time."}
	sayLate      = words{"Giờ bạn chọn chỉ được giữ 10 phút và đã hết hạn.", "The time you chose was kept for 10 minutes, and they are over."}
	sayKept      = words{"Mình giữ giờ %s cho bạn trong 10 phút. Để đặt, bạn để lại tên cùng e-mail hoặc số điện thoại bên dưới; thông tin này được dùng cho cuộc hẹn.", "I keep %s for you for 10 minutes. To book, please leave your name with your e-mail or phone number below; they are used for this appointment."}
	sayBooked    = words{"Đã đặt hẹn: %s.", "Your appointment is booked: %s."}
	sayGoOn      = words{"Cảm ơn bạn. Bạn cần hỏi gì thêm cứ viết nhé.", "Thank you. Write whatever else you would like to ask."}
	sayThanks    = words{"Cảm ơn bạn đã cho biết.", "Thank you for telling us."}
	sayNotHelped = words{"Tiếc là câu trả lời chưa giúp được. Bạn muốn gặp nhân viên không?", "A pity that it did not help. Would you like to talk to a person?"}

	buttonPerson  = words{"Gặp nhân viên", "Talk to a person"}
	buttonAgain   = words{"Hỏi cách khác", "Ask in other words"}
	buttonHelped  = words{"Đúng ý mình", "That helped"}
	buttonNot     = words{"Chưa đúng ý", "Not what I meant"}
	buttonBook    = words{"Đặt lịch hẹn", "Book an appointment"}
	buttonHours   = words{"Giờ làm việc", "Working hours"}
	buttonAll     = words{"Xem mọi giờ trống", "See all free times"}
	buttonMeeting = words{"Xem hoặc đổi lịch hẹn", "See or move the appointment"}
)

// in is a phrase in a language, filled in.
func (w words) in(language string, with ...any) string {
	text := block.In(record.Label{Vi: w.vi, En: w.en}, language)
	if len(with) == 0 {
		return text
	}
	return fmt.Sprintf(text, with...)
}

// states are the states of an order as the bot says them.
var states = map[string]words{"draft": {"đang soạn", "being prepared"}, "confirmed": {"đã xác nhận", "confirmed"}, "completed": {"đã hoàn thành", "completed"},
	"cancelled": {"đã huỷ", "cancelled"}, "refunded": {"đã hoàn tiền", "refunded"}}

// Notice says, before anything is written, that a machine answers.
func Notice(language string) string { return sayNotice.in(language) }

// sayNoAnswer says what an answer has to be.
var sayNoAnswer = map[Kept]words{
	KeptText: {"Bạn viết giúp mình vài chữ nhé.", "Please write a few words."}, KeptEmail: {"Mình chưa nhận ra địa chỉ e-mail, ví dụ lan@example.vn.", "I cannot make out an e-mail address, such as lan@example.vn."},
	KeptPhone: {"Mình chưa nhận ra số điện thoại, ví dụ 0912 345 678.", "I cannot make out a phone number, such as 0912 345 678."}, KeptNumber: {"Bạn viết giúp mình một con số nhé.", "Please write a number."},
}
