package phrase

import "maps"

// Of messages to phones, and of the rules of sending.
var ofPhones = map[string]string{
	"a brandname has at most 11 characters (Decree 91/2020, art. 23)":                                                               "tên định danh dài nhất 11 ký tự (Nghị định 91/2020, điều 23)",
	"a brandname is of Latin letters without marks, digits, space, -, _ and . (Decree 91/2020, art. 23)":                            "tên định danh gồm chữ Latinh không dấu, chữ số, dấu cách, -, _ và . (Nghị định 91/2020, điều 23)",
	"a brandname is not of digits alone (Decree 91/2020, art. 23)":                                                                  "tên định danh không được chỉ gồm chữ số (Nghị định 91/2020, điều 23)",
	"each network has one price, of 0 or more":                                                                                      "mỗi mạng có một giá, từ 0 trở lên",
	"a Do-Not-Call list is of numbers that refuse all, messages or calls":                                                           "danh sách Không quảng cáo gồm những số từ chối tất cả, tin nhắn hoặc cuộc gọi",
	"write the day the list is of as 2026-11-22; it is not in the future":                                                           "hãy ghi ngày của danh sách dạng 2026-11-22; ngày này không ở tương lai",
	"%q is not the name of a message centre; write one such as smpp.example.vn":                                                     "%q không phải tên một tổng đài tin nhắn; hãy ghi dạng smpp.example.vn",
	"a message centre has a port and a system id; the network gives them":                                                           "tổng đài tin nhắn có cổng và system id; nhà mạng cấp cho bạn",
	"eSMS gives an ApiKey; write it down here":                                                                                      "eSMS cấp một ApiKey; hãy ghi vào đây",
	"eSMS takes advertising only in orders of 30 to 5,000 numbers with the same text; leave its brandname empty, or send over SMPP": "eSMS chỉ nhận tin quảng cáo theo đơn 30 đến 5.000 số cùng một nội dung; hãy để trống tên định danh quảng cáo, hoặc gửi qua SMPP",
	"%q is no day; write it as 2029-05-31":                                                                                          "%q không phải ngày; hãy ghi dạng 2029-05-31",
	"%q is no telephone number":                                                                                                     "%q không phải số điện thoại",
	"Bánh Đà: this is a test. Nothing is to be done.":                                                                               "Bánh Đà: đây là tin thử. Bạn không cần làm gì.",
	"the message was not sent. The provider, or the way to it, says: %s":                                                            "tin chưa được gửi. Nhà cung cấp, hoặc đường đến đó, nói: %s",
	"no way to phones is set up; an owner does that in Settings, SMS":                                                               "chưa cài đặt đường gửi SMS; chủ tài khoản làm việc này ở Cài đặt, SMS",
	"the file is larger than 200 MB; cut it in two, and add the second to the first":                                                "tệp lớn hơn 200 MB; hãy chia làm hai, rồi thêm phần sau vào phần đầu",
	"there is no telephone number in this file; it has to have a column of them":                                                    "tệp này không có số điện thoại nào; cần có một cột số điện thoại",
	"advertising ends with how to refuse it, such as: Tu choi: TC gui 1551 (Decree 91/2020)":                                        "tin quảng cáo phải kết thúc bằng cách từ chối, ví dụ: Tu choi: TC gui 1551 (Nghị định 91/2020)",
	"the text fills %d messages; phones put at most %d together":                                                                    "nội dung chiếm %d tin; điện thoại ghép nhiều nhất %d tin",
	"the text fills %d messages, and each is paid":                                                                                  "nội dung chiếm %d tin, mỗi tin đều tính tiền",
	"without the marks of Vietnamese letters it fills %d messages instead of %d":                                                    "nếu bỏ dấu thì chiếm %d tin thay vì %d",
}

func init() { maps.Copy(vietnamese, ofPhones) }
