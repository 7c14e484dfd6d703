package shop

import (
	"banhda/hub/consent"
	"banhda/hub/record"
	"banhda/hub/template"
)

// LetterKey is the key of the message that an order was placed.
const LetterKey = "shop-order"

// Letter is that message as a house begins with it. They asked for it: it is no advertising.
func Letter() template.Template {
	return template.Template{Key: LetterKey, Name: "Đã đặt hàng / Order placed", Channel: template.Email, Class: consent.Transactional, Purpose: consent.Contract,
		Draft: template.Content{Subject: both("Đơn hàng {{ event.number }} – {{ workspace.name }}", "Order {{ event.number }} – {{ workspace.name }}"), Blocks: []template.Block{
			{Kind: template.Text, Text: both("Chào {{ person.greeting | default: \"bạn\" }},", "Dear {{ person.greeting | default: \"friend\" }},")},
			{Kind: template.Text, Text: both("Chúng tôi đã nhận đơn hàng {{ event.number }}, tổng cộng {{ event.total }}. Trang dưới đây có mã thanh toán và tình trạng của đơn hàng.",
				"We have received your order {{ event.number }}, {{ event.total }} in total. Its page has the code to pay by, and shows how it stands.")},
			{Kind: template.Button, Text: both("Xem và thanh toán", "See and pay it"), URL: "{{ event.link }}"},
			{Kind: template.Footer},
		}}}
}

func both(vi, en string) record.Label { return record.Label{Vi: vi, En: en} }
