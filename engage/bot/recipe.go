package bot

import "banhda/hub/record"

// Recipe is a flow that is ready to be changed.
type Recipe struct {
	Key    string
	Name   record.Label
	Begins Begins
	Flow   Flow
}

// Recipes are all there are.
var Recipes = []Recipe{
	{"greeting", record.Label{Vi: "Chào và mời chọn", En: "Greeting and menu"}, Begins{Greets: true}, Flow{Steps: []Step{
		{ID: "hello", Kind: Menu, Text: record.Label{Vi: "Bạn cần mình giúp việc gì? Bạn cũng có thể viết câu hỏi.", En: "What can I help you with? You can also write your question."}, Ways: []Way{
			{Label: record.Label{Vi: "Đặt lịch hẹn", En: "Book an appointment"}, Next: "meet"}, {Label: record.Label{Vi: "Gặp nhân viên", En: "Talk to a person"}, Next: "human"}}},
		{ID: "meet", Kind: Book}, {ID: "human", Kind: Person},
	}}},
	{"lead", record.Label{Vi: "Tìm hiểu nhu cầu", En: "Qualify a lead"}, Begins{Greets: true}, Flow{Steps: []Step{
		{ID: "hello", Kind: Menu, Text: record.Label{Vi: "Bạn đang tìm gì?", En: "What are you looking for?"}, Ways: []Way{
			{Label: record.Label{Vi: "Tư vấn mua hàng", En: "Advice on buying"}, Next: "name"}, {Label: record.Label{Vi: "Hỏi về đơn đã mua", En: "A question on an order"}, Next: "human"}, {Label: record.Label{Vi: "Chỉ hỏi một câu", En: "Just a question"}}}},
		{ID: "name", Kind: Query, Text: record.Label{Vi: "Mình nên gọi bạn là gì?", En: "What may we call you?"}, Field: "name", Check: KeptText, Next: "phone"},
		{ID: "phone", Kind: Query, Text: record.Label{Vi: "Số điện thoại nào tiện để nhân viên gọi tư vấn?", En: "On which number may a person call you?"}, Field: "phone", Check: KeptPhone, Next: "need"},
		{ID: "need", Kind: Query, Text: record.Label{Vi: "Bạn cần gì, khoảng bao nhiêu?", En: "What do you need, and how much of it?"}, Check: KeptText, Next: "human"},
		{ID: "human", Kind: Person},
	}}},
	{"support", record.Label{Vi: "Tiếp nhận yêu cầu hỗ trợ", En: "Take in a request for help"}, Begins{Words: []string{"bảo hành", "bị hỏng", "bị lỗi", "warranty", "broken"}}, Flow{Steps: []Step{
		{ID: "what", Kind: Query, Text: record.Label{Vi: "Bạn cho mình biết chuyện gì đã xảy ra nhé?", En: "Please tell us what happened."}, Check: KeptText, Next: "ticket"},
		{ID: "ticket", Kind: Act, Action: "ticket_open", With: map[string]any{"name": "{answer}"}, Next: "phone"},
		{ID: "phone", Kind: Query, Text: record.Label{Vi: "Số điện thoại nào tiện để nhân viên gọi lại?", En: "On which number may a person call you back?"}, Field: "phone", Check: KeptPhone, Next: "human"},
		{ID: "human", Kind: Person},
	}}},
}
