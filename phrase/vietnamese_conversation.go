package phrase

import "maps"

// Of conversations.
var ofConversations = map[string]string{
	"%s wrote and waits for an answer":             "%s đã nhắn và đang chờ trả lời",
	"a conversation":                               "cuộc trò chuyện",
	"what was said":                                "lời đã nhắn",
	"a canned text":                                "mẫu câu",
	"this person has no conversation that is open": "người này không có cuộc trò chuyện nào đang mở",
	"there is no conversation %s that you may see": "không có cuộc trò chuyện %s nào mà bạn được xem",
	"there is no answer %s here":                   "ở đây không có câu trả lời %s",
	"it has left already":                          "tin đã được gửi đi rồi",
	"this person has another conversation that is open; go on there":                               "người này đang có một cuộc trò chuyện khác mở; hãy tiếp tục ở đó",
	"there is no such text any more":                                                               "mẫu câu này không còn nữa",
	"another text has this name; choose another":                                                   "đã có mẫu câu tên này; hãy chọn tên khác",
	"there is no such mailbox any more":                                                            "hộp thư này không còn nữa",
	"only who signs in has a signature; a key has none":                                            "chỉ người đăng nhập mới có chữ ký; khóa thì không",
	"give the text a short name, by which it is found":                                             "hãy đặt cho mẫu câu một tên ngắn để dễ tìm",
	"write what is to be said":                                                                     "hãy viết nội dung mẫu câu",
	"%q is nothing that can be filled in":                                                          "%q không phải chỗ có thể điền tự động",
	"write something first":                                                                        "hãy viết gì đó trước đã",
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
