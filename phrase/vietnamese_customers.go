package phrase

import "maps"

// Of customers who sign in.
var ofCustomers = map[string]string{
	"write an e-mail address such as lan@example.com, or a phone number such as 0912 345 678":                                   "hãy ghi e-mail, ví dụ lan@example.com, hoặc số điện thoại, ví dụ 0912 345 678",
	"no code can be sent there; use the other way that is named here":                                                           "không gửi mã tới đó được; hãy dùng cách còn lại nêu ở đây",
	"too many codes were asked for; try again in %d minutes":                                                                    "đã xin quá nhiều mã; hãy thử lại sau %d phút",
	"this code is not right, or it opens no more; look at it again, or ask for another":                                         "mã không đúng hoặc không còn dùng được; hãy xem lại, hoặc xin mã khác",
	"this link opens only the browser that asked for it, once and for 15 minutes; type the code there, or ask for another here": "liên kết chỉ dùng được trong trình duyệt đã xin mã, một lần, trong 15 phút; hãy nhập mã ở đó, hoặc xin mã khác ở đây",
	"nobody can sign in by this address; please get in touch with us":                                                           "không đăng nhập được bằng địa chỉ này; vui lòng liên hệ với chúng tôi",
	"choose the tax class of delivery":                                                                                          "hãy chọn loại thuế của phí giao hàng",
	"the terms have at most %d letters":                                                                                         "điều khoản dài tối đa %d chữ",
	"delivery costs nothing anyway; leave out from when on it is free":                                                          "giao hàng vốn đã miễn phí; hãy để trống mức miễn phí giao hàng",
	"there is nothing in your cart yet":                                                                                         "giỏ hàng của bạn đang trống",
	"prices or goods have changed since; please look at the sum once more, then order":                                          "giá hoặc hàng vừa thay đổi; vui lòng xem lại tổng tiền rồi đặt hàng",
	"please write the street with its number, and choose the province":                                                          "vui lòng ghi số nhà, đường và chọn tỉnh, thành phố",
	"this province is not known; choose one of the list":                                                                        "không có tỉnh, thành phố này; hãy chọn trong danh sách",
	"please agree to the terms, and that we use what you wrote for this order":                                                  "vui lòng đồng ý với điều khoản và để chúng tôi dùng thông tin này cho đơn hàng",
	"the shop is closed; please come again later":                                                                               "cửa hàng đang đóng; mời bạn quay lại sau",
	"nothing is sold at this address; look at the shop's first page":                                                            "không có gì bán ở địa chỉ này; hãy xem trang đầu của cửa hàng",
	"another site sent this; open the page itself and do it there":                                                              "yêu cầu này đến từ một trang khác; hãy mở chính trang này rồi làm lại",
}

func init() { maps.Copy(vietnamese, ofCustomers) }
