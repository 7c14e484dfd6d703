package phrase

import "maps"

// Of templates, e-mail, and where it must not go.
var ofMail = map[string]string{
	"a template's key is of small letters, digits and -, such as welcome-1": "mã của mẫu gồm chữ thường, chữ số và dấu -, ví dụ chao-mung-1",
	"give the template a name":                        "hãy đặt tên cho mẫu",
	"a template is for email, sms or web":             "mẫu dành cho email, sms hoặc web",
	"a message is transactional, care or advertising": "tin thuộc loại giao dịch (transactional), chăm sóc (care) hoặc quảng cáo (advertising)",
	"a text of a template has at most %d characters":  "một đoạn chữ trong mẫu dài nhiều nhất %d ký tự",
	"a template has at most %d blocks and %d kB":      "một mẫu có nhiều nhất %d khối và %d kB",
	"at most %d files of together %d MB go along":     "gửi kèm nhiều nhất %d tệp, tổng cộng %d MB",
	"there is no such block; choose heading, text, image, button, divider, spacer, columns, product, html or footer": "không có khối này; hãy chọn heading, text, image, button, divider, spacer, columns, product, html hoặc footer",
	"a block stands left, center or right":                                                  "khối nằm ở left, center hoặc right",
	"a size is between 0 and 600 pixels, a heading's level between 1 and 3":                 "kích thước từ 0 đến 600 điểm ảnh, cấp tiêu đề từ 1 đến 3",
	"there are two or three columns, and none within columns":                               "có hai hoặc ba cột, và không có cột trong cột",
	"an address in a template has at most 2,000 characters, on one line":                    "một địa chỉ trong mẫu dài nhiều nhất 2.000 ký tự, trên một dòng",
	"the message becomes larger than %d kB":                                                 "tin trở nên lớn hơn %d kB",
	"the message takes more than %d s to write":                                             "soạn tin mất hơn %d giây",
	"a value the template makes up is larger than %d kB":                                    "một giá trị mẫu tạo ra lớn hơn %d kB",
	"a template has neither capture nor tablerow; use assign and for":                       "mẫu không dùng capture hay tablerow; hãy dùng assign và for",
	"a template goes round in at most %d loops within one another, over at most %d numbers": "mẫu lặp lồng nhau nhiều nhất %d tầng, qua nhiều nhất %d số",
	"the template cannot be read: %s":                                                       "không đọc được mẫu: %s",
	"the template cannot be filled in: %s":                                                  "không điền được mẫu: %s",
}

func init() { maps.Copy(vietnamese, ofMail) }
