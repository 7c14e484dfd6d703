package phrase

import "maps"

// ofTickets are sentences about tickets.
var ofTickets = map[string]string{
	"a status is new, open, waiting for the customer or for others, solved or closed":  "tình trạng là mới, đang xử lý, chờ khách, chờ bên khác, đã giải quyết hoặc đã đóng",
	"there has to be a status of the kind %s":                                          "cần có một tình trạng thuộc nhóm %s",
	"a type means a question, a problem, a request or a complaint":                     "một loại có nghĩa là câu hỏi, sự cố, đề nghị hoặc khiếu nại",
	"there has to be a type of tickets":                                                "cần có ít nhất một loại yêu cầu hỗ trợ",
	"days are between 0 and %d":                                                        "số ngày từ 0 đến %d",
	"there is no channel %s":                                                           "không có kênh %s",
	"every status and every type needs a name in Vietnamese and in English":            "mỗi tình trạng và mỗi loại cần có tên tiếng Việt và tiếng Anh",
	"the key %q cannot be used; choose another":                                        "không dùng được khoá %q; hãy chọn khoá khác",
	"status: there is no status %s":                                                    "tình trạng: không có tình trạng %s",
	"%d tickets have the status %s; give them another first":                           "%d yêu cầu hỗ trợ đang ở tình trạng %s; hãy chuyển chúng sang tình trạng khác trước",
	"%d tickets are of the type %s; give them another first":                           "%d yêu cầu hỗ trợ thuộc loại %s; hãy chuyển chúng sang loại khác trước",
	"there is nothing %s that was said here":                                           "không có gì mang mã %s được nói ở đây",
	"write something, or change something, first":                                      "hãy viết gì đó, hoặc thay đổi gì đó trước",
	"meanwhile this became another: %s; look at it again":                              "trong lúc đó những phần này đã thay đổi: %s; hãy xem lại",
	"this ticket has no customer to write to; choose one first":                        "yêu cầu hỗ trợ này chưa có khách để viết cho; hãy chọn khách trước",
	"the customer of this ticket is not there any more":                                "khách của yêu cầu hỗ trợ này không còn nữa",
	"not all of this was said about the ticket":                                        "không phải tất cả những điều này thuộc về yêu cầu hỗ trợ",
	"these tickets are of two customers; let both name one underlying problem instead": "hai yêu cầu hỗ trợ này của hai khách khác nhau; hãy đặt cùng một vấn đề gốc cho cả hai",
	"write what it is about first":                                                     "hãy viết bạn cần gì trước đã",
	"Open: %d":                                                                         "Đang mở: %d",
	"the person has an open ticket already":                                            "người này đã có một yêu cầu hỗ trợ đang mở",
}

func init() { maps.Copy(vietnamese, ofTickets) }
