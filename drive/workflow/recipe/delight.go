package recipe

import (
	"banhda/drive/workflow"
	"banhda/hub/consent"
	"banhda/hub/record"
	"banhda/hub/template"
)

// npsFollowUp sees to it that somebody calls who is unhappy, and invites who is happy to bring friends by a link of their own;
// whether they may be asked is the referral programme's to say. It waits an hour: until then people change their score, and what
// they answered last counts.
func npsFollowUp() Recipe {
	answered := func(scores string) string {
		return `did("Survey Answered", within 2d, kind = nps and ` + scores + `) >= 1`
	}
	return Recipe{Key: "nps_follow_up", Name: both("Sau khi chấm NPS", "NPS follow-up"),
		About: both("Ai chấm 6 trở xuống: giao việc gọi hỏi thăm trong một ngày làm việc, quá hạn thì nhắc. Ai chấm 9 hoặc 10: sáng hôm sau nhận đường dẫn giới thiệu riêng, khi chương trình giới thiệu đang mở.",
			"Who gives 6 or less becomes a call within one working day, and a reminder where nobody called; who gives 9 or 10 gets a referral link of their own in the morning, while a referral programme is open."),
		Definition: func(say func(vi, en string) string) workflow.Definition {
			return workflow.Definition{Start: "settle", Again: workflow.Again{When: workflow.After, Cool: "30d"},
				Triggers: []workflow.Trigger{{ID: "answered", Kind: workflow.OnEvent, Event: "Survey Answered", If: "kind = nps"}},
				Nodes: []workflow.Node{
					{ID: "settle", Kind: workflow.Wait, Name: say("Chờ họ chốt điểm", "Wait until they have settled"), For: "1h", Next: "score"},
					{ID: "score", Kind: workflow.Branch, Name: say("Điểm", "The score"), Else: "end", Paths: []workflow.Path{
						{Name: say("chê", "detractor"), Where: answered("score >= 0 and score <= 6"), Next: "call"},
						{Name: say("khen", "promoter"), Where: answered("score >= 9 and score <= 10"), Next: "morning"}}},
					act("call", say("Giao việc hỏi thăm", "Give the task to ask"), "task", "called", map[string]any{"title": say("Gọi {name}: chấm NPS thấp", "Call {name}: a low NPS score"), "kind": "call", "within": 1.0}),
					await("called", say("Chờ cuộc gọi", "Wait for the call"), "Call Made", "2d", "end", "remind"),
					act("remind", say("Nhắc người phụ trách", "Remind the owner"), "notify", "end", map[string]any{"text": say("Chưa ai gọi cho {name}, người chấm NPS thấp", "Nobody has called {name}, who gave a low NPS score")}),
					morning("morning", say("Đợi đến sáng", "Wait for the morning"), "invite"),
					act("invite", say("Mời giới thiệu bạn bè", "Invite to refer friends"), "refer", "end", nil), end,
				}}
		}}
}

// winBack writes to who fell silent, and lets somebody call where that does not help.
func winBack() Recipe {
	return Recipe{Key: "win_back", Name: both("Mời khách quay lại", "Win-back"),
		About: both("Khách vừa ngủ quên: một lá thư vào sáng ngày làm việc, hai tuần sau giao việc hỏi thăm.", "Who has just gone dormant gets a letter on a working morning; two weeks later somebody asks after them."),
		Templates: []template.Template{advert("win-back", "Mời quay lại", both("Lâu rồi không gặp bạn", "We have not seen you for a while"),
			both("Đã lâu chúng tôi chưa được phục vụ bạn. Có điều gì chúng tôi làm chưa tốt không? Hãy trả lời thư này, chúng tôi muốn nghe.", "It is a while since we could do something for you. Is there anything we did not do well? Answer this message: we would like to hear it."))},
		Definition: func(say func(vi, en string) string) workflow.Definition {
			return workflow.Definition{Start: "morning", Again: workflow.Again{When: workflow.After, Cool: "26w"}, Goal: &workflow.Goal{Event: "Order Completed"},
				Triggers: []workflow.Trigger{{ID: "dormant", Kind: workflow.OnStage, To: "dormant"}, {ID: "by_hand", Kind: workflow.ByHand}},
				Nodes: []workflow.Node{
					morning("morning", say("Đợi đến sáng", "Wait for the morning"), "write"),
					send("write", say("Thư mời", "Letter"), "win-back", "back"),
					await("back", say("Chờ họ mua lại", "Wait until they buy again"), "Order Completed", "2w", "goal", "ask"),
					act("ask", say("Giao việc hỏi thăm", "Give the task to ask"), "task", "end", map[string]any{"title": say("Hỏi thăm {name}, lâu chưa mua", "Ask after {name}, who has not bought for long"), "kind": "call", "within": 3.0}),
					goal, end,
				}}
		}}
}

// yearly does one step at nine on a day of somebody's own, each year.
func yearly(key, field string, step func(say func(vi, en string) string) workflow.Node) func(say func(vi, en string) string) workflow.Definition {
	return func(say func(vi, en string) string) workflow.Definition {
		does := step(say)
		return workflow.Definition{Start: does.ID, Again: workflow.Again{When: workflow.After},
			Triggers: []workflow.Trigger{{ID: key, Kind: workflow.OnDate, Field: field, Yearly: true, Hour: "09:00"}},
			Nodes:    []workflow.Node{does, end}}
	}
}

// birthday congratulates, by the calendar somebody keeps their birthday by.
func birthday() Recipe {
	return Recipe{Key: "birthday", Name: both("Chúc mừng sinh nhật", "Birthday"),
		About: both("Mỗi năm một lần, lúc 9 giờ ngày sinh nhật; ai giữ sinh nhật âm lịch thì theo âm lịch.", "Once a year, at nine on their birthday; by the lunar calendar for who keeps it by that."),
		Templates: []template.Template{advert("birthday", "Chúc mừng sinh nhật", both("Chúc mừng sinh nhật!", "Happy birthday!"),
			both("{{ workspace.name }} chúc bạn một tuổi mới nhiều sức khỏe và niềm vui.", "{{ workspace.name }} wishes you health and joy in your new year of life."))},
		Definition: yearly("birthday", "birthday", func(say func(vi, en string) string) workflow.Node {
			return send("wish", say("Lời chúc", "The wish"), "birthday", "end")
		})}
}

// birthdayPoints gives the points the loyalty programme has for a birthday. Whether it has any is its rules' to say.
func birthdayPoints() Recipe {
	return Recipe{Key: "birthday_points", Name: both("Điểm sinh nhật", "Birthday points"),
		About: both("Lúc 9 giờ ngày sinh nhật, âm lịch với ai giữ theo âm lịch: tặng điểm theo quy tắc sinh nhật của chương trình điểm, mỗi năm một lần.",
			"At nine on their birthday, by the lunar calendar for who keeps it by that: the points the loyalty programme's birthday rule gives, once a year."),
		Definition: yearly("birthday", "birthday", func(say func(vi, en string) string) workflow.Node {
			return act("give", say("Tặng điểm", "Give the points"), "birthday_points", "end", nil)
		})}
}

// anniversary thanks customers on the day they first bought, each year.
func anniversary() Recipe {
	return Recipe{Key: "anniversary", Name: both("Kỷ niệm lần mua đầu", "Anniversary"),
		About: both("Mỗi năm một lần, lúc 9 giờ ngày khách mua lần đầu: một lá thư cảm ơn.", "Once a year, at nine on the day somebody first bought: a letter of thanks."),
		Templates: []template.Template{advert("anniversary", "Kỷ niệm lần mua đầu", both("Cảm ơn bạn đã đồng hành cùng {{ workspace.name }}", "Thank you for staying with {{ workspace.name }}"),
			both("Hôm nay tròn năm ngày bạn mua hàng lần đầu ở {{ workspace.name }}. Cảm ơn bạn đã tin chúng tôi; nếu có điều gì cần, bạn chỉ cần trả lời thư này.", "It is on this day that you first bought from {{ workspace.name }}. Thank you for trusting us; if there is anything you need, just answer this message."))},
		Definition: yearly("anniversary", workflow.FirstPurchase, func(say func(vi, en string) string) workflow.Node {
			return send("thank", say("Lời cảm ơn", "The thanks"), "anniversary", "end")
		})}
}

// sunset asks who never looks whether they want to go on hearing, and marks those who do not answer: to write to them
// costs our good name with mailboxes. Consent stays theirs to withdraw.
func sunset() Recipe {
	return Recipe{Key: "sunset", Name: both("Người không còn đọc", "Unengaged sunset"),
		About: both("Ai nhận từ 5 thư trong 180 ngày mà không mở thư nào: hỏi họ còn muốn nhận không; không trả lời thì gắn nhãn unengaged để chừa ra.",
			"Who got 5 letters or more in 180 days and opened none is asked whether they still want them; who does not answer gets the tag unengaged, to be left out."),
		Segments: []Segment{{Key: "unengaged", Name: both("Không còn mở thư", "Opens no mail any more"), About: both("Của quy trình “Người không còn đọc”", "Of the workflow “Unengaged sunset”"),
			Where: `did("Message Sent", within 180d, channel = email) >= 5 and never did("Email Opened", within 180d, kind = human)`}},
		Templates: []template.Template{advert("still-interested", "Còn muốn nhận thư?", both("Bạn còn muốn nhận thư của chúng tôi không?", "Do you still want to hear from us?"),
			both("Đã lâu bạn không mở thư nào. Nếu còn muốn nhận, hãy [bấm vào đây]({{ links.preferences }}). Nếu không, bạn không cần làm gì: chúng tôi sẽ thôi viết.", "You have not opened a message for long. If you still want them, [click here]({{ links.preferences }}). If not, do nothing: we will stop writing."))},
		Definition: func(say func(vi, en string) string) workflow.Definition {
			return workflow.Definition{Start: "ask", Again: workflow.Again{When: workflow.After, Cool: "26w"},
				Triggers: []workflow.Trigger{{ID: "unengaged", Kind: workflow.OnEntered, Segment: "unengaged"}},
				Nodes: []workflow.Node{
					send("ask", say("Hỏi còn muốn nhận không", "Ask whether they still want it"), "still-interested", "answer"),
					await("answer", say("Chờ họ bấm", "Wait until they click"), "Email Link Clicked", "2w", "goal", "mark"),
					act("mark", say("Gắn nhãn", "Mark them"), "add_tag", "end", map[string]any{"tag": "unengaged"}), goal, end,
				}}
		}}
}

// onboarding begins the ready plan for who bought, and asks on the sixtieth day how easy it was to begin.
func onboarding() Recipe {
	return Recipe{Key: "onboarding", Name: both("Làm quen sau khi mua", "Onboarding"),
		About: both("Thắng cơ hội hoặc đơn đầu tiên: khách bắt đầu kế hoạch làm quen có sẵn, nhận thư chỉ đường; ngày 60 được hỏi việc bắt đầu có dễ không (CES).",
			"A won deal or a first order begins the ready plan and writes to the customer where to look; on day 60 they are asked how easy it was to begin (CES)."),
		Plans: []record.Label{both("Làm quen", "Getting started")},
		Surveys: []Survey{{Key: "survey1", Kind: "ces", Name: both("CES ngày 60", "CES on day 60"), Question: both("Việc bắt đầu dùng có dễ không?", "How easy was it to get started?"),
			Low: both("Rất khó", "Very hard"), High: both("Rất dễ", "Very easy"), Why: both("Điều gì còn vướng?", "What was hard?")}},
		Templates: []template.Template{letter("onboarding-begins", "Bắt đầu làm quen", consent.Transactional, consent.Contract, both("Bắt đầu cùng {{ workspace.name }}", "Getting started with {{ workspace.name }}"),
			both("Cảm ơn bạn đã chọn {{ workspace.name }}. Các bước để bắt đầu, phần của chúng tôi và phần của bạn, luôn ở mục Làm quen trong Trang của tôi. Vướng chỗ nào, bạn chỉ cần trả lời thư này.",
				"Thank you for choosing {{ workspace.name }}. The steps to get started, ours and yours, are always under Getting started on your page. Wherever you get stuck, just answer this message."))},
		Definition: func(say func(vi, en string) string) workflow.Definition {
			return workflow.Definition{Start: "begin", Again: workflow.Again{When: workflow.Never},
				Triggers: []workflow.Trigger{{ID: "won", Kind: workflow.OnEvent, Event: "Deal Won"}, {ID: "bought", Kind: workflow.OnEvent, Event: "Order Completed"}, {ID: "by_hand", Kind: workflow.ByHand}},
				Nodes: []workflow.Node{
					act("begin", say("Bắt đầu kế hoạch", "Begin the plan"), "onboarding", "tell", map[string]any{"plan": "plan1"}),
					send("tell", say("Thư chỉ đường", "Say where to look"), "onboarding-begins", "lived"),
					{ID: "lived", Kind: workflow.Wait, Name: say("60 ngày", "60 days"), For: "60d", Next: "morning"},
					morning("morning", say("Đợi đến sáng", "Wait for the morning"), "ask"),
					act("ask", say("Hỏi có dễ không", "Ask how easy it was"), "survey", "end", map[string]any{"survey": "survey1"}), end,
				}}
		}}
}

// reviewRequest asks for a review once somebody has had time with what they bought, or has just said they are content. The
// step itself asks only who really bought, once for each thing; what they answer changes nothing of what they get.
func reviewRequest() Recipe {
	return Recipe{Key: "review_request", Name: both("Xin đánh giá", "Ask for a review"),
		About: both("Bảy ngày sau khi mua, hoặc khi khách vừa chấm điểm cao: một lá thư vào buổi sáng, xin vài lời về món mua gần nhất. Mỗi khách nhiều nhất một lần trong 30 ngày.",
			"Seven days after a purchase, or once a customer gave a high score: a letter in the morning asks for a few words about what they bought last. Each customer at most once in 30 days."),
		Definition: func(say func(vi, en string) string) workflow.Definition {
			return workflow.Definition{Start: "settle", Again: workflow.Again{When: workflow.After, Cool: "30d"},
				Triggers: []workflow.Trigger{{ID: "bought", Kind: workflow.OnEvent, Event: "Order Completed"}, {ID: "happy", Kind: workflow.OnEvent, Event: "Survey Answered", If: "kind = nps and score >= 9 and score <= 10"},
					{ID: "solved", Kind: workflow.OnEvent, Event: "Survey Answered", If: "kind = csat and score >= 4 and score <= 5"}},
				Nodes: []workflow.Node{
					{ID: "settle", Kind: workflow.Wait, Name: say("Chờ họ dùng thử", "Give them time with it"), For: "7d", Next: "morning"},
					morning("morning", say("Đợi đến sáng", "Wait for the morning"), "ask"),
					act("ask", say("Xin đánh giá", "Ask for the review"), "review", "end", map[string]any{}), end,
				}}
		}}
}
