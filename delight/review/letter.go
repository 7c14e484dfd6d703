package review

import (
	"banhda/hub/consent"
	"banhda/hub/template"
)

// The events a review becomes, and whom they come from.
const (
	ReviewedEvent    = "Product Reviewed"
	TestimonialEvent = "Testimonial Given"
	Source           = "reviews"
)

// LetterKey is the key of the message by which people are asked.
const LetterKey = "review-request"

func both(vi, en string) Label { return Label{Vi: vi, En: en} }

// Letter is how people are asked, as a house begins with it. It is about what they bought: care. It promises nothing for it.
func Letter() template.Template {
	return template.Template{Key: LetterKey, Name: "Xin đánh giá / Ask for a review", Channel: template.Email, Class: consent.Care, Purpose: consent.CareOf,
		Draft: template.Content{Subject: both("Bạn thấy {{ event.about }} thế nào?", "How do you like {{ event.about }}?"), Blocks: []template.Block{
			{Kind: template.Text, Text: both("Chào {{ person.greeting | default: \"bạn\" }},", "Dear {{ person.greeting | default: \"friend\" }},")},
			{Kind: template.Text, Text: both("Bạn đã dùng {{ event.about }}. Vài lời thật lòng của bạn, khen hay chê, giúp người khác chọn đúng và giúp chúng tôi làm tốt hơn. Bạn chọn có cho hiện công khai hay không.",
				"You have had {{ event.about }}. A few honest words of yours, good or bad, help others choose, and help us do better. You choose whether they are shown in public.")},
			{Kind: template.Button, Text: both("Viết đánh giá", "Write a review"), URL: "{{ event.link }}"},
			{Kind: template.Footer},
		}}}
}
