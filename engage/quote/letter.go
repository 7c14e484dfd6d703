package quote

import (
	"banhda/hub/consent"
	"banhda/hub/record"
	"banhda/hub/template"
)

// The keys of the messages a customer gets about a quote.
const (
	LetterKey   = "quote"
	ReminderKey = "quote-reminder"
)

// Letter is the message a quote is sent with, and Reminder that which says it ends soon, as a house begins with them. The
// customer asked for it: it is no advertising.
func Letter() template.Template {
	return letter(LetterKey, "Gửi báo giá / Quote", both("Báo giá {{ event.number }} – {{ workspace.name }}", "Quote {{ event.number }} – {{ workspace.name }}"),
		both("Cảm ơn bạn đã quan tâm. Chúng tôi gửi bạn báo giá {{ event.number }}, tổng cộng {{ event.total }}{% if event.until != \"\" %}, có hiệu lực đến {{ event.until }}{% endif %}. Bạn có thể xem, hỏi lại và đồng ý ngay trên trang.",
			"Thank you for your interest. Here is our quote {{ event.number }}, {{ event.total }} in total{% if event.until != \"\" %}, valid until {{ event.until }}{% endif %}. You can read it, ask about it and accept it on its page."))
}

// Reminder is told about at Letter.
func Reminder() template.Template {
	return letter(ReminderKey, "Nhắc báo giá sắp hết hạn / Quote ends", both("Báo giá {{ event.number }} có hiệu lực đến {{ event.until }}", "Quote {{ event.number }} is valid until {{ event.until }}"),
		both("Báo giá {{ event.number }} ({{ event.total }}) có hiệu lực đến {{ event.until }}. Nếu bạn còn điều gì muốn hỏi, xin viết cho chúng tôi ngay trên trang báo giá.",
			"Our quote {{ event.number }} ({{ event.total }}) is valid until {{ event.until }}. If you have questions, please write to us on its page."))
}

func both(vi, en string) record.Label { return record.Label{Vi: vi, En: en} }

func letter(key, name string, subject, text record.Label) template.Template {
	return template.Template{Key: key, Name: name, Channel: template.Email, Class: consent.Transactional, Purpose: consent.Contract,
		Draft: template.Content{Subject: subject, Blocks: []template.Block{
			{Kind: template.Text, Text: both("Chào {{ person.greeting | default: \"bạn\" }},", "Dear {{ person.greeting | default: \"friend\" }},")},
			{Kind: template.Text, Text: text},
			{Kind: template.Button, Text: both("Xem báo giá", "Read the quote"), URL: "{{ event.link }}"},
			{Kind: template.Footer},
		}}}
}
