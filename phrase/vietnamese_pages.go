package phrase

import "maps"

// Of pages.
var ofPages = map[string]string{
	"a page's address is of small letters, digits and -, such as bang-gia": "địa chỉ của trang gồm chữ thường, chữ số và -, ví dụ bang-gia",
	"this address is used by the site itself; choose another":              "địa chỉ này do chính trang web dùng; hãy chọn địa chỉ khác",
	"give the page a name":                                                                      "hãy đặt tên cho trang",
	"it is a page or a post":                                                                    "đây là một trang hoặc một bài viết",
	"a text of a page has at most %d characters, a title %d":                                    "một đoạn chữ của trang có nhiều nhất %d ký tự, tiêu đề %d",
	"a page has at most %d blocks and %d kB":                                                    "một trang có nhiều nhất %d khối và %d kB",
	"a post has at most %d tags of at most 40 letters, digits, spaces and -":                    "một bài viết có nhiều nhất %d thẻ, mỗi thẻ nhiều nhất 40 chữ cái, chữ số, dấu cách và -",
	"where the same page is elsewhere is a whole address, such as https://example.com/page":     "nơi khác có cùng trang này là một địa chỉ đầy đủ, ví dụ https://example.com/page",
	"a page is hidden after it is published, not before":                                        "trang được ẩn sau khi phát hành, không phải trước đó",
	"the page %s was not published at its time: %s":                                             "trang %s chưa phát hành được đúng giờ: %s",
	"give the page a title in Vietnamese or in English":                                         "hãy đặt tiêu đề cho trang bằng tiếng Việt hoặc tiếng Anh",
	"there is nothing on the page yet; add a block":                                             "trang chưa có gì; hãy thêm một khối",
	"a domain is written www.example.com, without https:// and without a path":                  "tên miền được viết như www.example.com, không có https:// và không có đường dẫn",
	"the site and the help centre need different names":                                         "trang web và trung tâm trợ giúp cần hai tên khác nhau",
	"a site speaks vi or en first":                                                              "trang web nói vi hoặc en trước",
	"a menu has at most 10 pages":                                                               "một trình đơn có nhiều nhất 10 trang",
	"visitors are asked by the banner, or need not be asked":                                    "khách được hỏi bằng biểu ngữ, hoặc không cần hỏi",
	"the title has %d characters; search engines cut it off after about %d":                     "tiêu đề có %d ký tự; máy tìm kiếm cắt sau khoảng %d",
	"there is no description: search engines choose a piece of the page themselves":             "chưa có mô tả: máy tìm kiếm tự chọn một đoạn của trang",
	"the description has %d characters; search engines cut it off after about %d":               "mô tả có %d ký tự; máy tìm kiếm cắt sau khoảng %d",
	"the description is short; one or two sentences say more":                                   "mô tả còn ngắn; một hai câu nói được nhiều hơn",
	"search engines are asked to leave this page out":                                           "máy tìm kiếm được yêu cầu bỏ qua trang này",
	"there are two large headings; a page has one, the others are smaller":                      "có hai tiêu đề lớn; một trang có một, các tiêu đề khác nhỏ hơn",
	"a middle heading is left out before this small one":                                        "trước tiêu đề nhỏ này thiếu một tiêu đề vừa",
	"choose which form stands here":                                                             "hãy chọn biểu mẫu đặt ở đây",
	"there is no page %s":                                                                       "không có trang %s",
	"a page":                                                                                    "trang",
	"there is a page at %q already; choose another address":                                     "đã có trang ở %q; hãy chọn địa chỉ khác",
	"somebody else changed this page meanwhile, or another is at %q; look at it again":          "người khác vừa sửa trang này, hoặc đã có trang khác ở %q; hãy xem lại",
	"people have seen this page, and others link to it; put it away instead":                    "đã có người xem trang này, và nơi khác dẫn tới nó; hãy cất đi thay vì xoá",
	"there is no published form %q; publish it first":                                           "không có biểu mẫu %q đã phát hành; hãy phát hành nó trước",
	"this address shows nothing any more; ask for a new one":                                    "địa chỉ này không còn cho xem gì; hãy xin địa chỉ mới",
	"by this name people open the house itself; give the site another, such as www.example.com": "tên này dùng để mở chính hệ thống; hãy cho trang web một tên khác, ví dụ www.example.com",
	"this is no picture pages can show; send a JPEG, PNG or GIF of at most %d MB":               "đây không phải ảnh mà trang hiện được; hãy gửi JPEG, PNG hoặc GIF nhiều nhất %d MB",
	"there is no picture %s":                                                                    "không có ảnh %s",
}

func init() { maps.Copy(vietnamese, ofPages) }
