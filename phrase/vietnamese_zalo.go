package phrase

import "maps"

// Of Zalo.
var ofZalo = map[string]string{
	"Zalo cannot be reached: %s":                                                                                      "không kết nối được Zalo: %s",
	"Zalo is in trouble: it answers %d":                                                                               "Zalo đang trục trặc: trả lời %d",
	"Zalo's answer cannot be read":                                                                                    "không đọc được câu trả lời của Zalo",
	"Zalo lets the house in no more: %s":                                                                              "Zalo không cho hệ thống vào nữa: %s",
	"the Zalo account has to be connected again, in Settings, Zalo (%s)":                                              "cần nối lại tài khoản Zalo, ở Cài đặt, mục Zalo (%s)",
	"the time to answer freely is at least as long as that in which answers cost nothing":                             "thời gian được trả lời tự do phải dài ít nhất bằng thời gian trả lời miễn phí",
	"%q of the Zalo template is empty; say what stands there":                                                         "ô %q của mẫu Zalo đang trống; hãy điền nội dung",
	"%q of the Zalo template has %d characters; it takes at most %d":                                                  "ô %q của mẫu Zalo có %d ký tự; tối đa %d",
	"%q of the Zalo template has %d characters; it needs at least %d":                                                 "ô %q của mẫu Zalo có %d ký tự; cần ít nhất %d",
	"%q of the Zalo template takes a number, and not %q":                                                              "ô %q của mẫu Zalo cần một số, không phải %q",
	"%q of the Zalo template takes a date such as 31/12/2026, and not %q":                                             "ô %q của mẫu Zalo cần ngày kiểu 31/12/2026, không phải %q",
	"%q is not the id of an application at Zalo; it is of digits":                                                     "%q không phải là ID ứng dụng ở Zalo; ID chỉ gồm chữ số",
	"Zalo is not set up; an owner does that in Settings, Zalo":                                                        "chưa cài đặt Zalo; chủ tài khoản làm việc này ở Cài đặt, mục Zalo",
	"Zalo takes free answers for %d hours after somebody wrote; send a Zalo template, or answer over another channel": "Zalo chỉ cho trả lời tự do trong %d giờ sau khi khách nhắn; hãy gửi mẫu Zalo, hoặc trả lời qua kênh khác",
	"this has %d characters; Zalo takes at most %d":                                                                   "nội dung có %d ký tự; Zalo nhận tối đa %d",
	"%s has more than the %d MB that Zalo takes; send it by e-mail, or a link to it":                                  "%s lớn hơn %d MB mà Zalo nhận; hãy gửi qua e-mail, hoặc gửi đường dẫn",
	"Zalo takes pictures (JPEG, PNG, GIF), PDF and Word documents, and not %s; send it by e-mail, or a link to it":    "Zalo nhận ảnh (JPEG, PNG, GIF), tệp PDF và Word, không nhận %s; hãy gửi qua e-mail, hoặc gửi đường dẫn",
	"Zalo takes one file with an answer; send them one after the other":                                               "Zalo nhận mỗi tin một tệp; hãy gửi lần lượt từng tệp",
	"Zalo takes a document without words; send the words as an answer of their own":                                   "Zalo nhận tài liệu không kèm lời; hãy gửi lời thành một tin riêng",
	"the gate does not let the Zalo template %q go to this person (%s)":                                               "quy định gửi tin không cho gửi mẫu Zalo %q tới người này (%s)",
	"Zalo lets the house in no more: an owner connects the account again in Settings, Zalo (%s)":                      "Zalo không cho hệ thống vào nữa: chủ tài khoản cần nối lại ở Cài đặt, mục Zalo (%s)",
	"the connection to Zalo ends in %d days and could not be renewed: look whether this server reaches Zalo, or connect the account again in Settings, Zalo":   "kết nối với Zalo hết hạn sau %d ngày và chưa gia hạn được: hãy xem máy chủ có tới được Zalo không, hoặc nối lại ở Cài đặt, mục Zalo",
	"Zalo has told nothing of the messages sent last: it stops telling where answers were slow; turn the webhook on again where the application is registered": "Zalo không báo gì về các tin gửi gần đây: Zalo ngừng báo khi bên nhận trả lời chậm; hãy bật lại webhook ở nơi đăng ký ứng dụng",
	"Zalo did not give its templates. It says: %s":                                                          "Zalo không đưa danh sách mẫu. Zalo báo: %s",
	"choose the template of Zalo it goes by":                                                                "hãy chọn mẫu Zalo để gửi",
	"Zalo has no template %s; read the templates anew in Settings, Zalo":                                    "Zalo không có mẫu %s; hãy đọc lại các mẫu ở Cài đặt, mục Zalo",
	"Zalo does not let the template %q be sent now":                                                         "hiện Zalo không cho gửi mẫu %q",
	"Zalo takes the template %q for something else than this message is; choose the class %s":               "Zalo xếp mẫu %q vào loại khác với tin này; hãy chọn loại %s",
	"the template %q, which is to go where Zalo does not reach them, is no published SMS of the same class": "mẫu %q, dùng khi Zalo không tới được khách, không phải là mẫu SMS đã phát hành cùng loại",
	"Call %s: no message reached them":                                                                      "Gọi %s: không tin nhắn nào tới được",
	"Zalo is not connected":                                                                                 "chưa nối Zalo",
	"Zalo is connected":                                                                                     "đã nối Zalo",
}

func init() { maps.Copy(vietnamese, ofZalo) }
