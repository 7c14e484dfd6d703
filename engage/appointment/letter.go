package appointment

import (
	"banhda/hub/consent"
	"banhda/hub/record"
	"banhda/hub/template"
)

// The keys of the messages a customer gets about an appointment.
const (
	BookedKey    = "appointment"
	MovedKey     = "appointment-moved"
	CancelledKey = "appointment-cancelled"
	ReminderKey  = "appointment-reminder"
	ReminderSMS  = "appointment-reminder-sms"
	LinkKey      = "appointment-link"
)

func both(vi, en string) record.Label { return record.Label{Vi: vi, En: en} }

// Letters are the messages as a house begins with them. The customer asked for what they are about, but for the
// booking link: that is advertising, and goes to who agreed to get it.
func Letters() map[string]template.Template {
	when := "{{ event.when }}{% if event.place != \"\" %}, {{ event.place }}{% endif %}"
	return map[string]template.Template{
		BookedKey: letter(BookedKey, "Xác nhận lịch hẹn / Appointment", both("Lịch hẹn: {{ event.title }}, {{ event.when }}", "Appointment: {{ event.title }}, {{ event.when }}"),
			both("Lịch hẹn của bạn đã được xác nhận: {{ event.title }}, "+when+". Người đón tiếp: {{ event.host }}. Nếu bận, bạn có thể đổi giờ hoặc huỷ ngay trên trang lịch hẹn.",
				"Your appointment is confirmed: {{ event.title }}, "+when+". You meet {{ event.host }}. If the time does not suit you any more, you can change or cancel it on its page."), true),
		MovedKey: letter(MovedKey, "Đổi giờ hẹn / Appointment moved", both("Lịch hẹn đã đổi sang {{ event.when }}", "Your appointment is now {{ event.when }}"),
			both("Lịch hẹn {{ event.title }} đã được đổi sang "+when+". Người đón tiếp: {{ event.host }}.", "Your appointment {{ event.title }} was moved to "+when+". You meet {{ event.host }}."), true),
		CancelledKey: letter(CancelledKey, "Huỷ lịch hẹn / Appointment cancelled", both("Đã huỷ lịch hẹn {{ event.when }}", "Your appointment of {{ event.when }} is cancelled"),
			both("Lịch hẹn {{ event.title }} lúc {{ event.when }} đã được huỷ. Bạn có thể chọn giờ khác bất cứ lúc nào.", "Your appointment {{ event.title }} of {{ event.when }} is cancelled. You can choose another time whenever you like."), true),
		ReminderKey: letter(ReminderKey, "Nhắc lịch hẹn / Appointment reminder", both("Nhắc bạn: {{ event.title }}, {{ event.when }}", "A reminder: {{ event.title }}, {{ event.when }}"),
			both("Chúng tôi xin nhắc bạn lịch hẹn {{ event.title }}, "+when+". Người đón tiếp: {{ event.host }}.", "This is a reminder of your appointment {{ event.title }}, "+when+". You meet {{ event.host }}."), true),
		LinkKey: letter(LinkKey, "Mời đặt lịch hẹn / Booking link", both("Mời bạn chọn giờ hẹn: {{ event.title }}", "Choose a time: {{ event.title }}"),
			both("Bạn có thể tự chọn giờ hẹn phù hợp với mình: {{ event.title }}.", "You can choose the time that suits you: {{ event.title }}."), false),
		ReminderSMS: {Key: ReminderSMS, Name: "Nhắc lịch hẹn (SMS) / Appointment reminder (SMS)", Channel: template.SMS, Class: consent.Transactional, Purpose: consent.Contract,
			Draft: template.Content{Plain: true, Body: both("{{ workspace.name }} nhắc lịch hẹn {{ event.when }}: {{ event.link }}", "{{ workspace.name }}: your appointment is {{ event.when }}: {{ event.link }}")}},
	}
}

func letter(key, name string, subject, text record.Label, booked bool) template.Template {
	button, class, purpose := both("Xem, đổi giờ hoặc huỷ", "See, change or cancel it"), consent.Transactional, consent.Contract
	if !booked {
		button, class, purpose = both("Chọn giờ hẹn", "Choose a time"), consent.Advertising, consent.Marketing
	}
	return template.Template{Key: key, Name: name, Channel: template.Email, Class: class, Purpose: purpose,
		Draft: template.Content{Subject: subject, Blocks: []template.Block{
			{Kind: template.Text, Text: both("Chào {{ person.greeting | default: \"bạn\" }},", "Dear {{ person.greeting | default: \"friend\" }},")},
			{Kind: template.Text, Text: text},
			{Kind: template.Button, Text: button, URL: "{{ event.link }}"},
			{Kind: template.Footer},
		}}}
}
