package recipe

import "banhda/drive/workflow"

// unreadQuote sees to quotes that nobody read: one e-mail, and a call where that does not help.
func unreadQuote() Recipe {
	return Recipe{Key: "quote_unread", Name: both("Báo giá chưa ai đọc", "Quote not read"),
		About: both("Báo giá gửi đi ba ngày mà khách chưa mở: nhắc một lần, hôm sau giao việc gọi hỏi.",
			"A quote nobody opened within three days: one reminder, and a day later somebody calls."),
		Definition: func(say func(vi, en string) string) workflow.Definition {
			return workflow.Definition{Start: "read", Again: workflow.Again{When: workflow.After}, Goal: &workflow.Goal{Event: "Quote Accepted"},
				Triggers: []workflow.Trigger{{ID: "sent", Kind: workflow.OnEvent, Event: "Quote Sent"}},
				Nodes: []workflow.Node{
					await("read", say("Chờ khách đọc", "Wait until they read it"), "Quote Viewed", "3d", "end", "morning"),
					morning("morning", say("Đợi đến sáng", "Wait for the morning"), "remind"),
					act("remind", say("Nhắc báo giá", "Remind them"), "quote_remind", "again", nil),
					await("again", say("Chờ thêm một ngày", "Wait one more day"), "Quote Viewed", "1d", "end", "call"),
					act("call", say("Giao việc gọi hỏi", "Give the task to call"), "task", "end",
						map[string]any{"title": say("Hỏi {name} về báo giá chưa đọc", "Ask {name} about the quote they have not read"), "kind": "call", "within": 1.0}), end,
				}}
		}}
}
