package phrase

import "maps"

// Of prospects who wait for a first answer.
var ofLeads = map[string]string{
	"write working minutes, from 0 to %d":                   "hãy ghi số phút làm việc, từ 0 đến %d",
	"judged needs by: the user whose answers are looked at": "judged cần by: người mà ta xem có trả lời kịp hay không",
	"this person waits for no first answer":                 "người này không chờ câu trả lời đầu tiên nào",
	"say why nobody has to answer":                          "hãy cho biết vì sao không cần trả lời",
	"this person was not set aside":                         "người này chưa được cho qua",
	"%s asks for something and waits for a first answer":    "%s đang hỏi và chờ câu trả lời đầu tiên",
	"nobody has answered %s in time":                        "chưa ai trả lời %s đúng hạn",
	"See to it that %s is answered":                         "Lo cho %s được trả lời",
}

func init() { maps.Copy(vietnamese, ofLeads) }
