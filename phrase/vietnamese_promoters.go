package phrase

import "maps"

// Of promoters, and of what customers share.
var ofPromoters = map[string]string{
	"a share kit": "bộ chia sẻ",

	"there is no share kit %s": "không có bộ chia sẻ %s",
	"somebody else changed this share kit meanwhile; look at it again":                               "có người khác vừa sửa bộ chia sẻ này; hãy xem lại",
	"the share kit %q is not open; open it first":                                                    "bộ chia sẻ %q đang đóng; hãy mở trước",
	"give the share kit a name of at most 100 characters":                                            "hãy đặt tên cho bộ chia sẻ, nhiều nhất 100 ký tự",
	"write the title that friends read first":                                                        "hãy viết tiêu đề bạn bè đọc trước tiên",
	"say where friends go on to: an address that begins with https://, or a path such as /shop/":     "hãy ghi bạn bè đi tiếp tới đâu: một địa chỉ bắt đầu bằng https://, hoặc đường dẫn như /shop/",
	"the picture needs an address that begins with https://, or the path of a picture of this house": "ảnh cần một địa chỉ bắt đầu bằng https://, hoặc đường dẫn ảnh của hệ thống này",
	"%q is no channel to share by; write zalo, facebook, sms, email or link":                         "%q không phải kênh chia sẻ; hãy ghi zalo, facebook, sms, email hoặc link",
	"the words for %s are longer than %d characters":                                                 "lời cho %s dài hơn %d ký tự",
	"this is not shared any more; thank you for coming":                                              "nội dung này không còn được chia sẻ; cảm ơn bạn đã ghé",
	"your role may not do this to thank people; choose another way":                                  "vai trò của bạn không được cảm ơn bằng cách này; hãy chọn cách khác",
}

func init() { maps.Copy(vietnamese, ofPromoters) }
