package customer

import (
	"banhda/hub/consent"
	"banhda/hub/record"
	"banhda/hub/template"
)

// The keys of the messages by which customers sign in.
const (
	LetterKey = "sign-in"
	SMSKey    = "sign-in-sms"
)

// Letter is the e-mail by which somebody signs in, as a house begins with it: they asked for it. Shown again it holds no code.
func Letter() template.Template {
	return template.Template{Key: LetterKey, Name: "Đăng nhập của khách / Sign-in", Channel: template.Email, Class: consent.Transactional, Purpose: consent.Contract,
		Draft: template.Content{Subject: both("Mã đăng nhập {{ event.code }} – {{ workspace.name }}", "Your code is {{ event.code }} – {{ workspace.name }}"), Blocks: []template.Block{
			{Kind: template.Text, Text: both("Mã đăng nhập của bạn là {{ event.code }}. Mã dùng được một lần, trong 15 phút.", "Your code to sign in is {{ event.code }}. It works once, for 15 minutes.")},
			{Kind: template.Text, Text: both("Hoặc bấm nút dưới đây, trong chính trình duyệt bạn vừa dùng.", "Or press the button, in the browser you just used.")},
			{Kind: template.Button, Text: both("Đăng nhập", "Sign in"), URL: "{{ event.link }}"},
			{Kind: template.Text, Text: both("Nếu bạn không yêu cầu, hãy bỏ qua thư này và đừng đưa mã cho ai.", "If you did not ask for it, ignore this mail and give the code to nobody.")},
			{Kind: template.Footer},
		}}}
}

// SMS is the text message by which somebody signs in.
func SMS() template.Template {
	return template.Template{Key: SMSKey, Name: "Đăng nhập của khách (SMS) / Sign-in (SMS)", Channel: template.SMS, Class: consent.Transactional, Purpose: consent.Contract,
		Draft: template.Content{Plain: true, Body: both("{{ workspace.name }}: mã đăng nhập của bạn là {{ event.code }}, dùng trong 15 phút. Đừng đưa mã cho ai.",
			"{{ workspace.name }}: your code to sign in is {{ event.code }}, for 15 minutes. Give it to nobody.")}}
}

// ConfirmKey is the key of the message by which somebody who is signed in confirms something.
const (
	ConfirmKey    = "confirm-code"
	ConfirmSMSKey = "confirm-code-sms"
)

// ConfirmLetter is the e-mail with a code by which somebody who is signed in confirms something: it signs nobody in.
func ConfirmLetter() template.Template {
	return template.Template{Key: ConfirmKey, Name: "Mã xác nhận của khách / Confirmation code", Channel: template.Email, Class: consent.Transactional, Purpose: consent.Contract,
		Draft: template.Content{Subject: both("Mã xác nhận {{ event.code }} – {{ workspace.name }}", "Your confirmation code is {{ event.code }} – {{ workspace.name }}"), Blocks: []template.Block{
			{Kind: template.Text, Text: both("Mã xác nhận của bạn là {{ event.code }}. Mã dùng được một lần, trong 15 phút, trên trang bạn vừa mở.", "Your confirmation code is {{ event.code }}. It works once, for 15 minutes, on the page you just used.")},
			{Kind: template.Text, Text: both("Nếu bạn không yêu cầu, hãy bỏ qua thư này và đừng đưa mã cho ai.", "If you did not ask for it, ignore this mail and give the code to nobody.")},
			{Kind: template.Footer},
		}}}
}

// ConfirmSMS is the text message of the same kind.
func ConfirmSMS() template.Template {
	return template.Template{Key: ConfirmSMSKey, Name: "Mã xác nhận của khách (SMS) / Confirmation code (SMS)", Channel: template.SMS, Class: consent.Transactional, Purpose: consent.Contract,
		Draft: template.Content{Plain: true, Body: both("{{ workspace.name }}: mã xác nhận của bạn là {{ event.code }}, dùng trong 15 phút. Đừng đưa mã cho ai.",
			"{{ workspace.name }}: your confirmation code is {{ event.code }}, for 15 minutes. Give it to nobody.")}}
}

func both(vi, en string) record.Label { return record.Label{Vi: vi, En: en} }
