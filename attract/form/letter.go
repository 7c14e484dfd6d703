package form

import (
	"banhda/hub/consent"
	"banhda/hub/template"
)

// ConfirmKey is the key of the message that asks who filled in a form to confirm what they agreed to.
const ConfirmKey = "form-confirm"

// ConfirmLetter is that message as a house begins with it. It is somebody's request that it answers, so it is no advertising
// and holds none.
func ConfirmLetter() template.Template {
	both := func(vi, en string) Label { return Label{Vi: vi, En: en} }
	return template.Template{Key: ConfirmKey, Name: "Xác nhận đăng ký / Confirm", Channel: template.Email, Class: consent.Transactional, Purpose: consent.Contract,
		Draft: template.Content{Subject: both("Xin xác nhận đăng ký của bạn", "Please confirm your subscription"),
			Blocks: []template.Block{
				{Kind: template.Text, Text: both("Chào {{ person.greeting | default: \"bạn\" }},", "Dear {{ person.greeting | default: \"friend\" }},")},
				{Kind: template.Text, Text: both("Bạn vừa điền biểu mẫu “{{ event.form_name }}”. Hãy xác nhận rằng bạn muốn nhận tin từ chúng tôi. Nếu không phải bạn, xin bỏ qua thư này.",
					"You filled in the form “{{ event.form_name }}”. Please confirm that you want to hear from us. If it was not you, leave this mail alone.")},
				{Kind: template.Button, Text: both("Xác nhận", "Confirm"), URL: "{{ event.confirm }}"},
				{Kind: template.Footer},
			}}}
}
