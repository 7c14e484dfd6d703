package phrase

import "maps"

// Of lists that become records, of what is handed out of them, and of records that are probably one.
var ofData = map[string]string{
	"a spreadsheet has cut this number off; write the column as text in the original, and export again": "bảng tính đã cắt mất chữ số; hãy định dạng cột là văn bản trong tệp gốc rồi xuất lại",
	"%q is not a date": "%q không phải là ngày",
	"%q is no day of the calendar where the %s stands first": "%q không phải ngày có trong lịch khi %s đứng trước",
	"day":                        "ngày",
	"month":                      "tháng",
	"year":                       "năm",
	"%q says neither yes nor no": "%q không nói có cũng không nói không",
	"there is no such field, or nobody sets it":                  "không có trường này, hoặc không ai đặt được nó",
	"there is no name, e-mail address or telephone number in it": "dòng không có tên, e-mail hay số điện thoại",
	"a name is missing":                                               "thiếu tên",
	"give the new field of the column %q a name":                      "hãy đặt tên cho trường mới của cột %q",
	"choose a kind for the new field of the column %q":                "hãy chọn kiểu cho trường mới của cột %q",
	"two columns are %s; leave one out":                               "hai cột cùng là %s; hãy bỏ một cột",
	"say by what somebody is there already, and what to do then":      "hãy chọn dựa vào đâu để biết đã có, và khi đó làm gì",
	"say which column is the name":                                    "hãy chọn cột tên",
	"there is no user %q; invite them first, or leave the column out": "không có người dùng %q; hãy mời họ trước, hoặc bỏ cột này",
	"say what the rows are: people, companies, products or orders":    "hãy chọn mỗi dòng là gì: người, công ty, sản phẩm hay đơn hàng",
	"say how the consents in the file were given: where, when and in what words; without that none can be kept": "hãy cho biết sự đồng ý trong tệp được lấy thế nào: ở đâu, khi nào, bằng lời nào; thiếu điều đó thì không giữ được",
	"the field %s is not yours to change; leave its column out":                                                 "bạn không được đổi trường %s; hãy bỏ cột này",
	"import %s is not under way":                                                                                    "lần nhập %s không đang chạy",
	"import %s is under way; stop it first":                                                                         "lần nhập %s đang chạy; hãy dừng nó trước",
	"this record is there already, beyond what you may change":                                                      "bản ghi này đã có, ngoài phạm vi bạn được sửa",
	"there is something in this house already; take the archive into an empty directory":                            "trong nhà này đã có dữ liệu; hãy mang tệp vào một thư mục trống",
	"the archive has things this program does not know; take it in with the version it was made by, or a later one": "tệp có những thứ chương trình này không biết; hãy dùng phiên bản đã tạo ra nó, hoặc mới hơn",
	"%s cannot be read: %w":                                                                                         "không đọc được %s: %w",
	"this is no archive that banhda take-out made":                                                                  "đây không phải tệp do banhda take-out tạo ra",
	"this archive was made by banhda %s, which is newer; take it in with that version or a later one":               "tệp này do banhda %s tạo ra, mới hơn; hãy dùng phiên bản đó hoặc mới hơn",
	"%s is there already; choose another name":                                                                      "%s đã có; hãy chọn tên khác",
	"the archive cannot be written: %v":                                                                             "không ghi được tệp: %v",
	"there is no column to export among %s":                                                                         "không có cột nào để xuất trong %s",
	"%s and %s are not both %s":                                                                                     "%s và %s không cùng là %s",
	"%s and %s are one already":                                                                                     "%s và %s đã là một",
	"two orders are never one; remove the one that was entered by mistake":                                          "hai đơn hàng không bao giờ là một; hãy xoá đơn nhập nhầm",
	"nobody is known by %s; import the people first, or leave the columns of the buyer out":                         "chưa biết ai qua %s; hãy nhập người trước, hoặc bỏ các cột người mua",
}

func init() { maps.Copy(vietnamese, ofData) }
