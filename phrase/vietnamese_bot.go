package phrase

import "maps"

// Of the bot.
var ofBot = map[string]string{
	"the bot's name has at most %d letters":                                                 "tên bot có tối đa %d ký tự",
	"how sure the bot has to be lies between 0.3 and 0.95":                                  "mức chắc chắn của bot nằm trong khoảng 0,3 đến 0,95",
	"there is no booking page %s that customers see":                                        "không có trang đặt hẹn %s nào cho khách xem",
	"there is no question %s that waits":                                                    "không có câu hỏi %s nào đang chờ",
	"%q is no address of a service; write one such as https://api.example.com/v1":           "%q không phải là địa chỉ dịch vụ; hãy viết kiểu https://api.example.com/v1",
	"outside your own network the service is asked over https only":                         "ngoài mạng của bạn, dịch vụ chỉ được gọi qua https",
	"write the model's name, as the service calls it":                                       "hãy viết tên mô hình như dịch vụ gọi",
	"set a service first":                                                                   "hãy đặt dịch vụ trước",
	"the service answers %d: %s":                                                            "dịch vụ trả lời %d: %s",
	"the service cannot be asked: %s":                                                       "không gọi được dịch vụ: %s",
	"a flow begins on at most %d pages, each with at most %d letters":                       "một kịch bản bắt đầu ở nhiều nhất %d trang, mỗi trang nhiều nhất %d chữ cái",
	"a flow begins by at most %d words or phrases, each with letters, %d at most":           "một kịch bản bắt đầu bằng nhiều nhất %d từ hay cụm từ, mỗi từ phải có chữ, nhiều nhất %d chữ cái",
	"a flow begins by one of these intents: appointment, order, hours, price":               "kịch bản bắt đầu bằng một trong các ý định: appointment, order, hours, price",
	"say with which flow it goes on":                                                        "hãy nói đi tiếp sang kịch bản nào",
	"there is no flow %s":                                                                   "không có kịch bản %s",
	"a flow needs a name":                                                                   "kịch bản cần một tên",
	"there are %d flows already; remove one that is not needed":                             "đã có %d kịch bản; hãy xoá một kịch bản không cần nữa",
	"the flow %q leads to this one; change that first":                                      "kịch bản %q dẫn sang kịch bản này; hãy sửa kịch bản đó trước",
	"who talks has not said where they can be written to; have a question ask for it first": "khách chưa cho biết địa chỉ để gửi tới; hãy để một câu hỏi trong kịch bản hỏi trước",
	"a flow has 1 to %d steps":                                                              "kịch bản có từ 1 đến %d bước",
	"step %s: %w":                                                                           "bước %s: %w",
	"step %s, %s: %w":                                                                       "bước %s, %s: %w",
	"there is no step %q to go on to":                                                       "không có bước %q để đi tiếp",
	"there is no kind of step %q":                                                           "không có loại bước %q",
	"a step says at most %d letters":                                                        "một bước nói tối đa %d ký tự",
	"say what is asked":                                                                     "hãy viết điều cần hỏi",
	"it has 1 to %d ways on":                                                                "bước này có từ 1 đến %d lối đi tiếp",
	"each button says something, in at most %d letters":                                     "mỗi nút có chữ, tối đa %d ký tự",
	"say by which condition it goes on":                                                     "hãy đặt điều kiện để đi tiếp",
	"somebody else saved this flow meanwhile; open it again":                                "người khác vừa lưu kịch bản này; hãy mở lại",
	"people have no field %q that can be filled":                                            "hồ sơ người không có trường %q để điền",
}

func init() { maps.Copy(vietnamese, ofBot) }
