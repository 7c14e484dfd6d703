package recipe

import (
	"banhda/drive/workflow"
	"banhda/hub/consent"
	"banhda/hub/template"
)

// welcome greets who subscribes, and writes once more to who did not look; one in ten is left alone for comparison. It begins
// when somebody may be written to, and not when they leave their details: whoever is asked to confirm does so later.
func welcome() Recipe {
	return Recipe{Key: "welcome", Name: both("Chào mừng", "Welcome"),
		About: both("Chào người vừa đồng ý nhận thư (nếu được hỏi thì sau khi họ xác nhận) và nhắc một lần nếu họ chưa mở; 10% được chừa ra để so sánh.",
			"Greets who just agreed to be written to (once confirmed, where that is asked), and writes once more where they did not look; 10 % are left out for comparison."),
		Segments: []Segment{{Key: "subscribers", Name: both("Đồng ý nhận thư", "Subscribers"), About: both("Của quy trình “Chào mừng”", "Of the workflow “Welcome”"),
			Where: `consent.email.marketing = given`}},
		Templates: []template.Template{
			advert("welcome-1", "Chào mừng", both("Chào mừng bạn đến với {{ workspace.name }}", "Welcome to {{ workspace.name }}"),
				both("Cảm ơn bạn đã quan tâm đến {{ workspace.name }}. Nếu có điều gì muốn hỏi, bạn chỉ cần trả lời thư này.", "Thank you for your interest in {{ workspace.name }}. If there is anything you would like to know, just answer this message.")),
			advert("welcome-2", "Chào mừng, lần hai", both("Chúng tôi có thể giúp gì cho bạn?", "How can we help you?"),
				both("Vài ngày trước bạn có để lại thông tin cho {{ workspace.name }}. Bạn đang tìm điều gì? Hãy trả lời thư này, chúng tôi sẽ giúp.", "A few days ago you left us your details. What are you looking for? Answer this message, and we will help.")),
		},
		Definition: func(say func(vi, en string) string) workflow.Definition {
			return workflow.Definition{Start: "split", Again: workflow.Again{When: workflow.Never}, Goal: &workflow.Goal{Event: "Order Completed"},
				Triggers: []workflow.Trigger{{ID: "subscribed", Kind: workflow.OnEntered, Segment: "subscribers"}, {ID: "by_hand", Kind: workflow.ByHand}},
				Nodes: []workflow.Node{
					{ID: "split", Kind: workflow.Split, Name: say("Chừa 10% để so sánh", "Leave 10 % out for comparison"), Paths: []workflow.Path{
						{Name: say("được chào", "greeted"), Weight: 90, Next: "hello"}, {Name: say("để yên", "left alone"), Weight: 10, Holdout: true, Next: "end"}}},
					send("hello", say("Thư chào", "First letter"), "welcome-1", "opened"),
					await("opened", say("Chờ họ mở thư", "Wait until they open it"), "Email Opened", "3d", "end", "morning"),
					morning("morning", say("Đợi đến sáng", "Wait for the morning"), "again"),
					send("again", say("Nhắc một lần", "Write once more"), "welcome-2", "end"), end,
				}}
		}}
}

// followUp answers who asked for something, and sees to it that somebody calls.
func followUp() Recipe {
	return Recipe{Key: "lead_follow_up", Name: both("Chăm khách mới", "Lead follow-up"),
		About: both("Báo đã nhận, giao việc gọi lại cho người phụ trách và nhắc nếu sau một ngày chưa ai gọi.",
			"Says that it was received, gives the owner the task to call, and reminds them where nobody has called within a day."),
		Templates: []template.Template{letter("lead-received", "Đã nhận yêu cầu", consent.Transactional, consent.Contract,
			both("{{ workspace.name }} đã nhận được yêu cầu của bạn", "{{ workspace.name }} has received your request"),
			both("Chúng tôi đã nhận được yêu cầu của bạn và sẽ liên hệ trong một ngày làm việc.", "We have received your request and will be in touch within one working day."))},
		Definition: func(say func(vi, en string) string) workflow.Definition {
			return workflow.Definition{Start: "received", Again: workflow.Again{When: workflow.After, Cool: "30d"}, Goal: &workflow.Goal{Event: "Order Completed"},
				Triggers: []workflow.Trigger{{ID: "lead", Kind: workflow.OnEvent, Event: "Lead Captured"}, {ID: "by_hand", Kind: workflow.ByHand}},
				Nodes: []workflow.Node{
					send("received", say("Báo đã nhận", "Say that it was received"), "lead-received", "task"),
					act("task", say("Giao việc gọi lại", "Give the task to call"), "task", "called",
						map[string]any{"title": say("Gọi cho {name}", "Call {name}"), "kind": "call", "within": 1.0}),
					await("called", say("Chờ cuộc gọi", "Wait for the call"), "Call Made", "1d", "end", "remind"),
					act("remind", say("Nhắc người phụ trách", "Remind the owner"), "notify", "end", map[string]any{"text": say("Chưa ai gọi cho {name}", "Nobody has called {name} yet")}), end,
				}}
		}}
}

// abandonedForm writes to who began a form and did not send it, where we know them.
func abandonedForm() Recipe {
	return Recipe{Key: "abandoned_form", Name: both("Biểu mẫu bỏ dở", "Abandoned form"),
		About: both("Người quen bắt đầu điền biểu mẫu mà không gửi: mời họ quay lại một lần.", "Who is known, began a form and did not send it is invited back, once."),
		Templates: []template.Template{advert("form-abandoned", "Biểu mẫu bỏ dở", both("Bạn còn điều gì muốn hỏi?", "Is there anything you would like to ask?"),
			both("Bạn đã bắt đầu điền biểu mẫu của chúng tôi nhưng chưa gửi. Nếu tiện hơn, bạn chỉ cần trả lời thư này.", "You began one of our forms and did not send it. If that is easier, just answer this message."))},
		Definition: func(say func(vi, en string) string) workflow.Definition {
			return workflow.Definition{Start: "sent", Again: workflow.Again{When: workflow.After, Cool: "7d"}, Where: "exists email", Goal: &workflow.Goal{Event: workflow.FormSubmitted},
				Triggers: []workflow.Trigger{{ID: "began", Kind: workflow.OnEvent, Event: "Form Started"}},
				Nodes: []workflow.Node{
					await("sent", say("Chờ họ gửi", "Wait until they send it"), workflow.FormSubmitted, "2h", "goal", "invite"),
					send("invite", say("Mời quay lại", "Invite them back"), "form-abandoned", "end"), goal, end,
				}}
		}}
}

// abandonedCart writes to who put something into the basket and did not buy, and hands over to sales after that. Of the house's
// own shop it is known when a cart was left; of others, what went into one.
func abandonedCart() Recipe {
	return Recipe{Key: "abandoned_cart", Name: both("Giỏ hàng bỏ quên", "Abandoned cart"),
		About: both("Cho hàng vào giỏ mà không mua: nhắc sau 4 giờ, hai ngày sau giao việc hỏi thăm.", "Who put something into the basket and did not buy is reminded after 4 hours; two days later somebody asks."),
		Templates: []template.Template{advert("cart-abandoned", "Giỏ hàng bỏ quên", both("Giỏ hàng của bạn vẫn còn đây", "Your basket is still here"),
			both("Bạn đã chọn hàng ở {{ workspace.name }} nhưng chưa đặt mua. Cần tư vấn thêm, bạn chỉ cần trả lời thư này.", "You chose something at {{ workspace.name }} and did not order it. If you would like advice, just answer this message."))},
		Definition: func(say func(vi, en string) string) workflow.Definition {
			return workflow.Definition{Start: "bought", Again: workflow.Again{When: workflow.After, Cool: "7d"}, Where: "exists email or exists phone", Goal: &workflow.Goal{Event: "Order Completed"},
				Triggers: []workflow.Trigger{{ID: "left", Kind: workflow.OnEvent, Event: "Cart Abandoned"}, {ID: "added", Kind: workflow.OnEvent, Event: "Product Added"}, {ID: "checkout", Kind: workflow.OnEvent, Event: "Checkout Started"}},
				Nodes: []workflow.Node{
					await("bought", say("Chờ họ mua", "Wait until they buy"), "Order Completed", "4h", "goal", "remind"),
					send("remind", say("Nhắc giỏ hàng", "Remind them"), "cart-abandoned", "later"),
					await("later", say("Chờ thêm hai ngày", "Wait two more days"), "Order Completed", "2d", "goal", "ask"),
					act("ask", say("Giao việc hỏi thăm", "Give the task to ask"), "task", "end", map[string]any{"title": say("Hỏi thăm giỏ hàng của {name}", "Ask {name} about their basket"), "kind": "call", "within": 1.0}),
					goal, end,
				}}
		}}
}
