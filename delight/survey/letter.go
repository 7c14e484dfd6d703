package survey

import (
	"banhda/hub/consent"
	"banhda/hub/template"
)

// The keys of the messages people are asked by.
const (
	LetterKey   = "survey"
	ReminderKey = "survey-reminder"
	SMSKey      = "survey-sms"
	ReminderSMS = "survey-sms-reminder"
)

func both(vi, en string) Label { return Label{Vi: vi, En: en} }

// Letters are the messages as a house begins with them. They are about what somebody has bought or asked for: care, and no
// advertising stands in them.
func Letters() map[string]template.Template {
	return map[string]template.Template{
		LetterKey: letter(LetterKey, "Hỏi ý kiến / Survey", both("{{ event.subject }}", "{{ event.subject }}"),
			both("Chỉ mất một lần bấm: hãy chọn điểm bên dưới.", "It takes one click: choose a score below.")),
		ReminderKey: letter(ReminderKey, "Nhắc trả lời khảo sát / Survey reminder", both("Nhắc bạn: {{ event.subject }}", "A reminder: {{ event.subject }}"),
			both("Chúng tôi vẫn rất muốn nghe ý kiến của bạn. Chỉ mất một lần bấm, và chúng tôi không nhắc thêm.", "We would still like to hear from you. It takes one click, and we will not remind you again.")),
		SMSKey: sms(SMSKey, "Hỏi ý kiến (SMS) / Survey (SMS)",
			both("{{ workspace.name }}: {{ event.question }} Trả lời: {{ event.link }}", "{{ workspace.name }}: {{ event.question }} Answer: {{ event.link }}")),
		ReminderSMS: sms(ReminderSMS, "Nhắc trả lời khảo sát (SMS) / Survey reminder (SMS)",
			both("{{ workspace.name }} nhắc bạn: {{ event.question }} Trả lời: {{ event.link }}", "A reminder from {{ workspace.name }}: {{ event.question }} Answer: {{ event.link }}")),
	}
}

func sms(key, name string, body Label) template.Template {
	return template.Template{Key: key, Name: name, Channel: template.SMS, Class: consent.Care, Purpose: consent.CareOf, Draft: template.Content{Plain: true, Body: body}}
}

func letter(key, name string, subject, text Label) template.Template {
	return template.Template{Key: key, Name: name, Channel: template.Email, Class: consent.Care, Purpose: consent.CareOf,
		Draft: template.Content{Subject: subject, Blocks: []template.Block{
			{Kind: template.Text, Text: both("Chào {{ person.greeting | default: \"bạn\" }},", "Dear {{ person.greeting | default: \"friend\" }},")},
			{Kind: template.Text, Text: text},
			{Kind: template.Heading, Level: 3, Text: both("{{ event.question }}", "{{ event.question }}")},
			{Kind: template.Scores},
			{Kind: template.Footer},
		}}}
}
