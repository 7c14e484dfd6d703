package demo

import "banhda/hub/record"

// Segment is some of the company's people, by a condition.
type Segment struct{ Name, About, Where string }

// Segments are those its marketing looks at.
var Segments = []Segment{
	{"Khách quen", "Đã mua từ năm lần.", `did("Order Completed") >= 5`},
	{"Khách lâu không mua", "Đã mua, nhưng 90 ngày qua thì không.", `stage = customer and never did("Order Completed", within 90d)`},
	{"Để lại tên, chưa mua", "Điền biểu mẫu trong 30 ngày qua mà chưa mua gì.", `stage = prospect and did("Form Submitted", within 30d)`},
}

// Guide is an article customers read, of one of the Sections.
type Guide struct {
	Section     int // its place in Sections
	Title, Text record.Label
	Tags        []string
}

// Sections are the parts of the company's help.
var Sections = []record.Label{{Vi: "Pha cà phê", En: "Brewing"}, {Vi: "Đặt hàng và giao hàng", En: "Orders and delivery"}}

// Guides are what customers ask most, answered once.
var Guides = []Guide{
	{0, record.Label{Vi: "Pha phin sao cho không loãng", En: "A phin that is not thin"}, record.Label{
		Vi: "Dùng **20 g** bột cho một phin.\n\n- Ủ 30 giây với 30 ml nước 92 độ.\n- Châm thêm 90 ml, đậy nắp.\n- Để nhỏ chừng bốn phút. Nhỏ nhanh hơn là xay quá thô.",
		En: "Take **20 g** of ground coffee for one phin.\n\n- Let it bloom for 30 seconds with 30 ml of water at 92 degrees.\n- Pour another 90 ml and close the lid.\n- It drips for some four minutes. Faster means too coarse a grind."}, []string{"phin"}},
	{0, record.Label{Vi: "Ủ cold brew qua đêm", En: "Cold brew overnight"}, record.Label{
		Vi: "Ngâm **60 g** bột xay thô trong một lít nước nguội, để ngăn mát **12 đến 16 giờ**, rồi lọc. Giữ lạnh dùng trong ba ngày.",
		En: "Steep **60 g** of coarse coffee in a litre of cold water in the refrigerator for **12 to 16 hours**, then strain. It keeps cold for three days."}, []string{"cold brew"}},
	{0, record.Label{Vi: "Giữ hạt thơm được bao lâu", En: "How long beans stay fresh"}, record.Label{
		Vi: "Hạt ngon nhất từ **7 đến 30 ngày** sau ngày rang. Để túi kín, chỗ khô và mát, không để tủ lạnh. Xay tới đâu dùng tới đó.",
		En: "Beans are best **7 to 30 days** after roasting. Keep the bag closed, dry and cool, not in the refrigerator. Grind what you brew."}, []string{"bảo quản"}},
	{1, record.Label{Vi: "Phí giao hàng và mấy ngày thì tới", En: "What delivery costs, and how long it takes"}, record.Label{
		Vi: "Phí giao là **30.000đ**, đơn từ **400.000đ** thì miễn phí. Nội thành nhận trong ngày hoặc hôm sau, các tỉnh hai đến ba ngày.",
		En: "Delivery is **₫30,000**, and free from **₫400,000**. In town it arrives the same or the next day, elsewhere in two to three days."}, []string{"giao hàng"}},
	{1, record.Label{Vi: "Đổi trả khi hàng không như ý", En: "When something is not right"}, record.Label{
		Vi: "Nhắn cho Sương Mai trong **7 ngày** kể từ khi nhận, kèm ảnh gói hàng. Hàng giao sai hay rang lỗi được gửi bù và hoàn phí giao; gói cũ bạn cứ giữ dùng.",
		En: "Write to us within **7 days** of receiving it, with a picture of the bag. What was wrong or badly roasted is sent anew and delivery is paid back; keep the old bag."}, []string{"đổi trả"}},
	{1, record.Label{Vi: "Tạm dừng gói hạt hằng tháng", En: "Pausing a monthly subscription"}, record.Label{
		Vi: "Trả lời thư báo giao hàng trước **ngày 25**, nói muốn dừng mấy tháng. Tháng nào dừng thì không thu tiền, và gói tự tiếp tục sau đó.",
		En: "Answer the letter that announces the delivery before the **25th**, and say for how many months. A paused month is not charged, and it goes on by itself afterwards."}, []string{"gói tháng"}},
}

// Landing is what the page says to which advertising leads: it ends in the form Trial.
var Landing = struct{ Title, About, Lead, Why, Ask record.Label }{
	record.Label{Vi: "Thử ba vị cà phê Sương Mai", En: "Try three coffees of Sương Mai"},
	record.Label{Vi: "Ba gói nhỏ, rang trong tuần, gửi tận nhà để bạn chọn vị hợp mình.", En: "Three small bags, roasted this week and sent to you, to find the one you like."},
	record.Label{Vi: "Chưa biết mình hợp vị nào? Sương Mai gửi bạn **ba gói nhỏ** đủ pha một tuần: Arabica Cầu Đất chua thanh, Robusta Di Linh đậm, và Phối Sương Sớm cho phin mỗi sáng.", En: "Not sure which you like? We send you **three small bags**, enough for a week: bright Arabica from Cầu Đất, strong Robusta from Di Linh, and the Sương Sớm blend for a phin each morning."},
	record.Label{Vi: "Khách nói gì", En: "What customers say"},
	record.Label{Vi: "Để lại tên, hôm sau hàng đi", En: "Leave your name, it leaves tomorrow"},
}

// Trial is the key of the form that Landing ends in, and of the page itself; Blend is the product it shows.
const (
	Trial = "dung-thu"
	Blend = "phoi-suong-som-500g"
)

// Offered is the call to action that leads strangers to Landing.
var Offered = struct {
	Name, Key           string
	Title, Text, Button record.Label
}{
	Name: "Mời dùng thử", Key: "moi-dung-thu",
	Title:  record.Label{Vi: "Chưa biết hợp vị nào?", En: "Which one would you like?"},
	Text:   record.Label{Vi: "Ba gói nhỏ để thử trong một tuần.", En: "Three small bags to try for a week."},
	Button: record.Label{Vi: "Cho tôi thử", En: "Let me try"},
}
