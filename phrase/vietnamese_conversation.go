package phrase

import "maps"

// Of conversations.
var ofConversations = map[string]string{
	"%s wrote and waits for an answer": "%s đã nhắn và đang chờ trả lời",
	"a conversation":                   "cuộc trò chuyện",
	"what was said":                    "lời đã nhắn",
	"write something first":            "hãy viết gì đó trước đã",
	"this is longer than a message may be; attach it as a file":                                    "nội dung này dài hơn mức một tin có thể chứa; hãy đính kèm thành tệp",
	"at most %d files go along with one message":                                                   "một tin gửi kèm nhiều nhất %d tệp",
	"a priority is -1, 0 or 1":                                                                     "độ ưu tiên là -1, 0 hoặc 1",
	"this conversation is closed; open it again first":                                             "cuộc trò chuyện này đã đóng; hãy mở lại trước",
	"this address was answered by itself %d times within an hour; somebody has to look":            "địa chỉ này đã được trả lời tự động %d lần trong một giờ; cần có người xem lại",
	"there is no address of this person on this channel; choose another, or add one to the person": "người này chưa có địa chỉ trên kênh này; hãy chọn kênh khác, hoặc bổ sung vào hồ sơ",
	"somebody changed this conversation meanwhile; look at it again":                               "có người vừa thay đổi cuộc trò chuyện này; hãy xem lại",
	"there is no conversation %s that you may answer":                                              "không có cuộc trò chuyện %s nào mà bạn được trả lời",
	"there is no file %s of this person":                                                           "người này không có tệp %s",
}

func init() { maps.Copy(vietnamese, ofConversations) }
