package phrase

import "maps"

// Of the chat.
var ofChat = map[string]string{
	"%q is no colour; write one such as #0b6e63":                                                   "%q không phải là màu; hãy viết kiểu #0b6e63",
	"the button is on the left or on the right":                                                    "nút nằm bên trái hoặc bên phải",
	"what the widget says has at most %d letters":                                                  "lời của khung chat có tối đa %d ký tự",
	"%q is no site; write its name, such as shop.example.com":                                      "%q không phải là tên trang; hãy viết kiểu shop.example.com",
	"nobody can write here now":                                                                    "lúc này chưa nhắn được ở đây",
	"this site is not among those that may show the chat; add it to the settings of the chat":      "trang này không nằm trong các trang được hiện khung chat; hãy thêm nó vào cài đặt khung chat",
	"this talk is not known; begin it anew":                                                        "không tìm thấy cuộc trò chuyện này; hãy bắt đầu lại",
	"too much was sent from here at once; wait a little and try again":                             "có quá nhiều thứ gửi từ đây cùng lúc; hãy đợi một chút rồi thử lại",
	"nobody vouches for who this is; the site's server makes the hash with the secret of the chat": "không có gì xác nhận người này là ai; máy chủ của trang tạo mã xác nhận bằng khoá bí mật của khung chat",
	"at most %d letters go at once; send the rest after it":                                        "mỗi lần gửi tối đa %d ký tự; hãy gửi phần còn lại sau",
	"leave an e-mail address or a phone number":                                                    "hãy để lại e-mail hoặc số điện thoại",
	"%q is no e-mail address":                                                                      "%q không phải là địa chỉ e-mail",
	"%q is no phone number":                                                                        "%q không phải là số điện thoại",
	"this file is not here any more; choose it again":                                              "tệp này không còn ở đây; hãy chọn lại",
	"this file is not here any more":                                                               "tệp này không còn ở đây",
	"too many people write just now; wait a little and try again":                                  "đang có quá nhiều người nhắn; hãy đợi một chút rồi thử lại",
	"An answer to what you wrote us":                                                               "Trả lời tin nhắn của bạn",
	"What you and we wrote one another":                                                            "Nội dung bạn và chúng tôi đã trao đổi",
	"leave your e-mail address first":                                                              "hãy để lại địa chỉ e-mail trước",
	"You":                                                                                          "Bạn",
}

func init() { maps.Copy(vietnamese, ofChat) }
