package record

import "slices"

// TimeZone is the field of the zone a person lives in.
const TimeZone = "time_zone"

// Standard are the fields every company has of a type, in their order.
func Standard(t Type) []Field {
	fields := slices.Clone(standard[t])
	for i := range fields {
		f := &fields[i]
		f.Type, f.Standard, f.Position = t, true, 100*(i+1)
	}
	return fields
}

func field(key string, kind Kind, vi, en string) Field {
	return Field{Key: key, Kind: kind, Label: Label{vi, en}}
}

func (f Field) help(vi, en string) Field   { f.Help = Label{vi, en}; return f }
func (f Field) required() Field            { f.Required = true; return f }
func (f Field) unique() Field              { f.Unique = true; return f }
func (f Field) readOnly() Field            { f.ReadOnly = true; return f }
func (f Field) ranked() Field              { f.Ranked = true; return f }
func (f Field) of(options ...Option) Field { f.Options = options; return f }
func (f Field) like(pattern string) Field  { f.Pattern = pattern; return f }

func (f Field) within(least, most float64) Field {
	f.Min, f.Max = &least, &most
	return f
}

func option(key, vi, en string) Option { return Option{key, Label{vi, en}} }

// Score is the field of a person's score as a lead: it is reckoned by rules, and every person has it.
const Score = "score"

var (
	owner = field("owner", OfUser, "Người phụ trách", "Owner")
	team  = field("team", OfTeam, "Nhóm", "Team")
	tags  = field("tags", Tags, "Nhãn", "Tags")
)

var standard = map[Type][]Field{Person: people, Company: companies, Product: products, Order: orders, Deal: deals, Ticket: tickets}

var people = []Field{
	field("name", Text, "Họ và tên", "Name"),
	field("honorific", Choice, "Danh xưng", "Honorific").of(honorifics...).
		help("Cách gọi trong lời chào, đứng trước tên: chị Lan.", "How somebody is addressed, before their given name."),
	field("title", Text, "Chức danh", "Job title"),
	field("email", Email, "E-mail", "E-mail").
		help("Địa chỉ chính. Các địa chỉ khác đã biết vẫn được giữ.", "The main address. Others that are known are kept."),
	field("phone", Phone, "Điện thoại", "Phone").
		help("Số chính. Các số khác đã biết vẫn được giữ.", "The main number. Others that are known are kept."),
	field("company", OfFirm, "Công ty", "Company").readOnly().
		help("Công ty chính trong các công ty của người này.", "The main one of the person's companies."),
	field("companies", Firms, "Các công ty", "Companies"),
	field("birthday", Date, "Ngày sinh", "Birthday"),
	field("birthday_lunar", Boolean, "Sinh nhật theo âm lịch", "Birthday by the lunar calendar"),
	field("address", Address, "Địa chỉ", "Address"),
	field("language", Choice, "Ngôn ngữ", "Language").of(option("vi", "Tiếng Việt", "Vietnamese"), option("en", "Tiếng Anh", "English")),
	field(TimeZone, Text, "Múi giờ", "Time zone").
		help("Tên theo IANA, như Asia/Ho_Chi_Minh; để trống: múi giờ của công ty. Giờ được nhắn tin tính theo đó.", "By its IANA name, such as Europe/Paris; empty: the company's. It says at which hours they may be written to."),
	field("source", Text, "Nguồn", "Source").help("Người này biết đến chúng ta từ đâu.", "How they came to know us."),
	owner, team, tags,
	field(Score, Number, "Điểm", "Score").readOnly().
		help("Điểm tiềm năng, tính theo quy tắc và giảm dần theo thời gian.", "Their score as a lead: reckoned by rules, and decaying with time."),
}

var companies = []Field{
	field("name", Text, "Tên công ty", "Name").required(),
	field("legal_name", Text, "Tên pháp lý", "Legal name"),
	field("tax_code", Text, "Mã số thuế", "Tax code").unique().like(`[0-9A-Za-z][0-9A-Za-z-]{4,19}`).
		help("10 hoặc 13 chữ số; mỗi công ty một mã.", "10 or 13 digits in Vietnam; one of each."),
	field("website", URL, "Trang web", "Website"),
	field("phone", Phone, "Điện thoại", "Phone"),
	field("email", Email, "E-mail", "E-mail"),
	field("industry", Text, "Ngành nghề", "Industry"),
	field("size", Choice, "Quy mô", "Size").of(option("micro", "Dưới 10 người", "Fewer than 10 people"), option("small", "10–49 người", "10–49 people"),
		option("medium", "50–249 người", "50–249 people"), option("large", "Từ 250 người", "250 people and more")),
	field("address", Address, "Địa chỉ", "Address"),
	field("parent", OfFirm, "Công ty mẹ", "Parent company"),
	owner, team, tags,
}

var products = []Field{
	field("name", Text, "Tên sản phẩm", "Name").required(),
	field("sku", Text, "Mã hàng", "SKU").unique(),
	field("kind", Choice, "Loại", "Kind").of(option("goods", "Hàng hoá", "Goods"), option("service", "Dịch vụ", "Service"),
		option("subscription", "Thuê bao", "Subscription")),
	field("unit", Text, "Đơn vị tính", "Unit"),
	field("price", Money, "Giá", "Price").within(0, 1e15).help("Giá khi không bảng giá nào nói khác.", "Where no price book says otherwise."),
	field("currency", Text, "Loại tiền", "Currency").like(currencyPattern),
	field("tax_rate", Number, "Thuế suất (%)", "Tax rate (%)").within(0, 100).
		help("Để trống thì lấy theo loại thuế và ngày bán.", "Left empty, the tax class and the day of the sale decide."),
	field("tax_class", Choice, "Loại thuế", "Tax class").of(option("standard", "Phổ thông", "Standard"), option("relief", "Được giảm tạm thời", "Temporarily reduced"),
		option("essential", "Thiết yếu", "Essential"), option("zero", "0 % (xuất khẩu)", "Zero (exports)"), option("exempt", "Không chịu thuế", "Not taxed")),
	field("category", Text, "Nhóm hàng", "Category"),
	field("description", LongText, "Mô tả", "Description"),
	field("pictures", Pictures, "Ảnh", "Pictures"),
	field("active", Boolean, "Đang bán", "On sale"),
	field("prices", Prices, "Bảng giá", "Price book"),
	owner, team, tags,
}

var orders = []Field{
	field("name", Text, "Đơn hàng", "Order").readOnly(),
	field("number", Text, "Số đơn hàng", "Number").unique().help("Để trống để được cấp số.", "Left empty, one is given."),
	field("person", OfPerson, "Người mua", "Person"),
	field("company", OfFirm, "Công ty", "Company"),
	field("status", Choice, "Trạng thái", "Status").of(option("draft", "Nháp", "Draft"), option("confirmed", "Đã xác nhận", "Confirmed"),
		option("completed", "Hoàn thành", "Completed"), option("cancelled", "Đã huỷ", "Cancelled"), option("refunded", "Đã hoàn tiền", "Refunded")),
	field("placed_on", Date, "Ngày đặt", "Placed on"),
	field("currency", Text, "Loại tiền", "Currency").like(currencyPattern),
	field("lines", Lines, "Các dòng hàng", "Lines"),
	field("discount", Money, "Giảm giá", "Discount").within(0, 1e15).help("Trừ vào cả đơn hàng, trước thuế.", "Taken off the whole order, before tax."),
	field("tax", Money, "Thuế", "Tax").within(0, 1e15),
	field("total", Money, "Tổng cộng", "Total").within(0, 1e15).
		help("Được tính từ các dòng hàng, nếu có.", "Reckoned from the lines, where there are any."),
	field("deposit", Money, "Tiền cọc", "Deposit").within(0, 1e15).help("Phải trả trước; phần còn lại trả sau.", "To be paid first; the rest is due later."),
	field("paid", Money, "Đã thanh toán", "Paid").within(0, 1e15).readOnly().help("Đã nhận và không trả lại.", "Received for the order, and not given back."),
	field("refunded", Money, "Đã hoàn lại", "Refunded").within(0, 1e15).readOnly().
		help("Phần giá đã trả lại người mua.", "How much of the price went back to the buyer."),
	field("deal", OfDeal, "Cơ hội", "Deal").help("Cơ hội bán hàng mà đơn này thuộc về: hai bên là một lần mua.", "The deal this order comes of: the two are one sale."),
	field("note", LongText, "Ghi chú", "Note"),
	owner, team, tags,
}

// deals have their pipelines, stages, steps and reasons from the settings of the house: their choices are filled in where
// fields are read.
var deals = []Field{
	field("name", Text, "Tên cơ hội", "Name").required(),
	field("pipeline", Choice, "Quy trình bán hàng", "Pipeline").help("Để trống thì theo giai đoạn.", "Left empty, it follows from the stage."),
	field("deal_stage", Choice, "Giai đoạn cơ hội", "Deal stage"),
	field("state", Choice, "Kết cục", "State").readOnly().of(option("open", "Đang mở", "Open"), option("won", "Thắng", "Won"), option("lost", "Thua", "Lost")),
	field("person", OfPerson, "Người mua", "Buyer"),
	field("company", OfFirm, "Công ty", "Company"),
	field("currency", Text, "Loại tiền", "Currency").like(currencyPattern),
	field("lines", Lines, "Các dòng hàng", "Lines"),
	field("value", Money, "Giá trị", "Value").within(0, 1e15).
		help("Được tính từ các dòng hàng, nếu có.", "What the buyer would pay; reckoned from the lines, where there are any."),
	field("probability", Number, "Xác suất (%)", "Probability (%)").readOnly().help("Của giai đoạn.", "Of the stage."),
	field("expected", Money, "Giá trị kỳ vọng", "Expected value").readOnly().help("Giá trị × xác suất.", "Value × probability."),
	field("forecast", Choice, "Nhóm dự báo", "Forecast category").of(option("omitted", "Không tính", "Omitted"), option("pipeline", "Đang theo", "Pipeline"),
		option("best_case", "Khả quan", "Best case"), option("commit", "Cam kết", "Commit"), option("closed", "Đã chốt", "Closed")),
	field("close_date", Date, "Ngày dự kiến chốt", "Close date"),
	field("pushes", Number, "Số lần dời ngày chốt", "Close-date pushes").readOnly().
		help("Số lần ngày chốt bị dời về sau khi còn mở.", "How often the close date was moved later while the deal was open."),
	field("opened_on", Date, "Ngày mở", "Opened on"),
	field("closed_on", Date, "Ngày đóng", "Closed on").readOnly(),
	field("in_stage_since", Instant, "Ở giai đoạn này từ", "In this stage since").readOnly(),
	field("reason", Choice, "Lý do thắng/thua", "Won or lost because"),
	field("source", Text, "Nguồn", "Source").help("Cơ hội này từ đâu đến.", "How this deal came about."),
	field("steps", Choices, "Việc đã làm trong danh mục", "Checklist").help("Các mục đã xong trong danh mục của giai đoạn.", "What is done of the checklists of stages."),
	field("credit", Shares, "Chia công", "Credit split").help("Phần của mỗi người bán, cộng lại là 100 %; để trống: người phụ trách hưởng cả.", "Each seller's part, together 100 %; empty: all the owner's."),
	field("note", LongText, "Ghi chú", "Note"),
	owner, team, tags,
}

// tickets have their statuses and types from the settings of the house.
var tickets = []Field{
	field("number", Text, "Số", "Number").unique().readOnly(),
	field("name", Text, "Chủ đề", "Subject").required(),
	field("person", OfPerson, "Khách hàng", "Customer"),
	field("company", OfFirm, "Công ty", "Company"),
	field("status", Choice, "Tình trạng", "Status").ranked(),
	field("state", Choice, "Kết cục", "State").readOnly().of(option("open", "Đang mở", "Open"), option("solved", "Đã giải quyết", "Solved"), option("closed", "Đã đóng", "Closed")),
	field("priority", Choice, "Mức ưu tiên", "Priority").ranked().of(option("urgent", "Khẩn", "Urgent"), option("high", "Cao", "High"), option("normal", "Thường", "Normal"), option("low", "Thấp", "Low")),
	field("kind", Choice, "Loại", "Type"),
	field("product", OfGoods, "Sản phẩm", "Product"),
	field("order", OfOrder, "Đơn hàng", "Order"),
	field("description", LongText, "Mô tả", "Description").help("Chuyện gì, khi khách không tự viết.", "What it is about, where the customer did not write it themselves."),
	field("due_at", Instant, "Hạn", "Due").readOnly().help("Hạn sớm nhất theo cam kết phục vụ.", "The earliest deadline there is for it now."),
	field("waiting_since", Instant, "Khách chờ từ", "Waiting since").readOnly(),
	field("heard_at", Instant, "Khách viết lần cuối", "Customer wrote").readOnly(),
	field("replied_at", Instant, "Trả lời lần cuối", "Answered").readOnly(),
	field("first_replied_at", Instant, "Trả lời lần đầu", "First answered").readOnly(),
	field("opened_at", Instant, "Mở lúc", "Opened").help("Để trống: bây giờ.", "Left empty: now."),
	field("solved_at", Instant, "Giải quyết lúc", "Solved at"),
	field("closed_at", Instant, "Đóng lúc", "Closed at"),
	field("reopened", Number, "Số lần mở lại", "Times reopened").readOnly(),
	field("channel", Choice, "Kênh", "Channel").of(option("email", "E-mail", "E-mail"), option("chat", "Chat", "Chat"), option("sms", "SMS", "SMS"), option("zalo", "Zalo", "Zalo"),
		option("form", "Biểu mẫu", "Form"), option("portal", "Trang khách hàng", "Portal"), option("hand", "Ghi tay", "By hand"), option("workflow", "Quy trình", "Workflow"), option("api", "API", "API")).
		help("Yêu cầu này từ đâu đến.", "How this ticket came about."),
	field("problem", OfTicket, "Vấn đề gốc", "Underlying problem").help("Sự cố gây ra yêu cầu này; giải quyết nó thì trả lời được mọi yêu cầu liên quan một lượt.", "The ticket of the problem behind this one: once it is solved, all that came of it can be answered together."),
	field("split_from", OfTicket, "Tách từ", "Split from").readOnly(),
	field("cause", LongText, "Nguyên nhân", "Cause").help("Vì sao việc này xảy ra, tìm được sau khi giải quyết.", "Why it happened, as it turned out."),
	owner, team, tags,
}

// Amend takes over what a company may change of a standard field.
func (f *Field) Amend(kept Field) {
	f.Label, f.Help, f.Required, f.Archived, f.Position = kept.Label, kept.Help, kept.Required, kept.Archived, kept.Position
}

const currencyPattern = `[A-Z]{3}`

// Index finds a field by its key.
func Index(fields []Field) map[string]*Field {
	index := make(map[string]*Field, len(fields))
	for i := range fields {
		index[fields[i].Key] = &fields[i]
	}
	return index
}
