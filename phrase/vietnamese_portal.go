package phrase

import "maps"

// Of the portal.
var ofPortal = map[string]string{
	"this page is closed; please get in touch with us":                     "trang này đang đóng; hãy liên hệ với chúng tôi",
	"there is nothing of yours at this address; go back to the first page": "ở địa chỉ này không có gì của bạn; hãy quay lại trang đầu",
	"at most %d files can be sent at once":                                 "mỗi lần gửi được nhiều nhất %d tệp",
	"that is a lot of files at once; please wait a moment":                 "bạn gửi nhiều tệp một lúc quá; hãy đợi một chút",
	"a text of the portal has at most %d characters":                       "một câu của trang khách hàng có nhiều nhất %d ký tự",
	"the portal has no part %q":                                            "trang khách hàng không có mục %q",
	"%q cannot be hidden: customers have a right to it":                    "không ẩn được %q: khách hàng có quyền xem mục này",
	"Last: %s":                "Gần nhất: %s",
	"choose what you ask for": "hãy chọn điều bạn yêu cầu",
	"%d of your requests are open already; we answer them first":                                             "bạn đang có %d yêu cầu chưa xong; chúng tôi trả lời chúng trước",
	"we know this address under another record; please get in touch, and we put the two together":            "chúng tôi biết địa chỉ này dưới một hồ sơ khác; hãy liên hệ để chúng tôi gộp lại",
	"please choose one to five stars":                                                                        "hãy chọn một đến năm sao",
	"say by which name it may be shown, in at most %d characters":                                            "hãy ghi tên được hiện công khai, nhiều nhất %d ký tự",
	"this review was changed often enough; please get in touch with us":                                      "đánh giá này đã sửa nhiều lần; hãy liên hệ với chúng tôi",
	"a review that waits is published or refused; one that its writer does not allow to be shown is neither": "đánh giá đang chờ thì được đăng hoặc từ chối; đánh giá mà người viết không cho hiện thì không",
	"say why it is not shown; its writer is told":                                                            "hãy nói vì sao không đăng; người viết sẽ được báo",
	"a review":                      "đánh giá",
	"there is no review %s":         "không có đánh giá %s",
	"%q is not the id of a product": "%q không phải mã sản phẩm",
	"nobody sees this review, so there is nothing to answer in public":                                           "không ai thấy đánh giá này, nên không có gì để trả lời công khai",
	"only who bought something can review it":                                                                    "chỉ người đã mua mới đánh giá được",
	"there is no way to ask for a review: an e-mail address is missing, or nobody said where this house is open": "chưa có cách xin đánh giá: thiếu địa chỉ e-mail, hoặc chưa ghi ngôi nhà này mở ở đâu",
	"there is nothing this person bought that they were not asked about already":                                 "không còn món nào người này mua mà chưa được hỏi",
	"there is no review at this address any more":                                                                "ở địa chỉ này không còn đánh giá nào",
	"this picture is too large; send one of at most %d MB":                                                       "ảnh này lớn quá; hãy gửi ảnh nhiều nhất %d MB",
}

func init() { maps.Copy(vietnamese, ofPortal) }
