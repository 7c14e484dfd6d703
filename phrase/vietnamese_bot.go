package phrase

import "maps"

// Of the bot.
var ofBot = map[string]string{
	"the bot's name has at most %d letters":                "tên bot có tối đa %d ký tự",
	"how sure the bot has to be lies between 0.3 and 0.95": "mức chắc chắn của bot nằm trong khoảng 0,3 đến 0,95",
	"there is no booking page %s that customers see":       "không có trang đặt hẹn %s nào cho khách xem",
	"there is no question %s that waits":                   "không có câu hỏi %s nào đang chờ",
}

func init() { maps.Copy(vietnamese, ofBot) }
