package referral

import (
	"banhda/hub/consent"
	"banhda/hub/template"
)

// LetterKey is the key of the letter somebody is invited by to bring friends.
const LetterKey = "referral-invitation"

func both(vi, en string) Label { return Label{Vi: vi, En: en} }

// Letter is the invitation as a house begins with it. It is advertising: it goes to who agreed to be written to.
func Letter() template.Template {
	return template.Template{Key: LetterKey, Name: "Mời giới thiệu bạn bè / Invitation to refer", Channel: template.Email, Class: consent.Advertising, Purpose: consent.Marketing,
		Draft: template.Content{Subject: both("Cảm ơn bạn, mời bạn rủ bạn bè", "Thank you: bring a friend"), Blocks: []template.Block{
			{Kind: template.Text, Text: both("Chào {{ person.greeting | default: \"bạn\" }},", "Dear {{ person.greeting | default: \"friend\" }},")},
			{Kind: template.Text, Text: both("Cảm ơn bạn đã yêu mến {{ workspace.name }}. Nếu có người quen cũng đang cần, bạn hãy gửi họ đường dẫn riêng của bạn. {{ event.promise }}",
				"Thank you for your kind words about {{ workspace.name }}. If somebody you know is looking for the same, send them your own link. {{ event.promise }}")},
			{Kind: template.Text, Text: both("{{ referral.link }}", "{{ referral.link }}")},
			{Kind: template.Text, Text: both("Hoặc đọc cho họ mã: {{ referral.code }}", "Or tell them your code: {{ referral.code }}")},
			{Kind: template.Footer},
		}}}
}
