package promoter

import (
	"banhda/hub/consent"
	"banhda/hub/template"
)

// Thanks is the letter of thanks as a house begins with it. With a share kit it holds the link by which they share.
func Thanks() template.Template {
	both := func(vi, en string) template.Label { return template.Label{Vi: vi, En: en} }
	return template.Template{Key: LetterKey, Name: "Cảm ơn khách quảng bá / Thanks to promoters", Channel: template.Email, Class: consent.Advertising, Purpose: consent.Marketing,
		Draft: template.Content{Subject: both("Cảm ơn bạn đã nói tốt về {{ workspace.name }}", "Thank you for speaking well of {{ workspace.name }}"), Blocks: []template.Block{
			{Kind: template.Text, Text: both("Chào {{ person.greeting | default: \"bạn\" }},", "Dear {{ person.greeting | default: \"friend\" }},")},
			{Kind: template.Text, Text: both("Cảm ơn bạn đã tin và kể về {{ workspace.name }} với mọi người. Chúng tôi rất trân trọng điều đó.", "Thank you for trusting {{ workspace.name }} and for telling others about us. It means a lot.")},
			{Kind: template.Text, Text: both("{% if event.link %}Nếu bạn muốn chia sẻ tiếp, ảnh và lời đã soạn sẵn ở đây: {{ event.link }}{% endif %}", "{% if event.link %}If you would like to share more, a picture and words are ready here: {{ event.link }}{% endif %}")},
			{Kind: template.Footer},
		}}}
}
