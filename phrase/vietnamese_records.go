package phrase

import "maps"

// Of records, their fields and values.
var ofRecords = map[string]string{
	// Values.
	"a text is expected here":                                                             "ở đây cần chữ",
	"this has %d characters; at most %d are allowed":                                      "ở đây có %d ký tự; chỉ được tối đa %d",
	"%q is not written as this field asks for (%s)":                                       "%q không viết đúng như trường này yêu cầu (%s)",
	"a number is expected here":                                                           "ở đây cần một con số",
	"at least %v is expected here":                                                        "ở đây cần ít nhất %v",
	"at most %v is allowed here":                                                          "ở đây chỉ được tối đa %v",
	"%q is not an amount; write 500k, 1tr2, 1,5 triệu or 1500000":                         "%q không phải số tiền; hãy viết 500k, 1tr2, 1,5 triệu hoặc 1500000",
	"an amount in whole minor units is expected here":                                     "ở đây cần số tiền nguyên theo đơn vị nhỏ nhất",
	"a day is expected here, written 2026-11-22":                                          "ở đây cần một ngày, viết như 2026-11-22",
	"an instant is expected here, written 2026-11-22T08:00:00+07:00":                      "ở đây cần một thời điểm, viết như 2026-11-22T08:00:00+07:00",
	"true or false is expected here":                                                      "ở đây cần true hoặc false",
	"%v is none of the choices: %s":                                                       "%v không nằm trong các lựa chọn: %s",
	"a list of texts is expected here":                                                    "ở đây cần một danh sách chữ",
	"a list of objects is expected here":                                                  "ở đây cần một danh sách đối tượng",
	"this has %d parts; at most %d are allowed":                                           "ở đây có %d phần; chỉ được tối đa %d",
	"%q is not the address of a web page (https://example.vn)":                            "%q không phải địa chỉ trang web (https://example.vn)",
	"an address is expected here: line, ward, province, country":                          "ở đây cần một địa chỉ: line, ward, province, country",
	"an address has no part %q; it has %s":                                                "địa chỉ không có phần %q; các phần là %s",
	"an id is expected here":                                                              "ở đây cần một mã",
	"values of the kind %s are not known":                                                 "không biết loại giá trị %s",
	"%q is not the id of a record; those look like %s":                                    "%q không phải mã của một hồ sơ; mã có dạng %s",
	"%s is not among the %s":                                                              "%s không thuộc %s",
	"%s: this has to be there":                                                            "%s: bắt buộc phải có",
	"%s: another record has %v already":                                                   "%s: đã có hồ sơ khác mang %v",
	"say which company":                                                                   "hãy cho biết công ty nào",
	"only one company can be the primary one":                                             "chỉ một công ty có thể là công ty chính",
	"line %d: say what was ordered":                                                       "dòng %d: hãy cho biết đặt hàng gì",
	"line %d: the quantity must be more than nothing":                                     "dòng %d: số lượng phải lớn hơn không",
	"line %d: a price and a discount are not negative":                                    "dòng %d: giá và giảm giá không được âm",
	"line %d: a tax rate lies between 0 and 100 percent":                                  "dòng %d: thuế suất nằm giữa 0 và 100 phần trăm",
	"price %d: it needs a price book, a currency and an amount, and ends after it begins": "giá %d: cần có bảng giá, loại tiền và số tiền, và ngày hết phải sau ngày bắt đầu",

	"line %d: %w":           "dòng %d: %w",
	"%w; line %d: %w":       "%w; dòng %d: %w",
	"%w; and %d lines more": "%w; và %d dòng nữa",
	"lines: %w":             "các dòng hàng: %w",
	"the discount is more than the line comes to":  "giảm giá lớn hơn tiền của dòng",
	"the discount is more than the lines come to":  "giảm giá lớn hơn tiền của các dòng hàng",
	"this comes to more than can be reckoned with": "số tiền lớn hơn mức có thể tính",

	// Records.
	"this record is in the bin; restore it first":                                    "hồ sơ này đang ở thùng rác; hãy khôi phục trước",
	"somebody else changed this meanwhile; look at it again":                         "trong lúc đó có người khác đã sửa; hãy xem lại",
	"this would be outside what you may reach; make yourself or your team its owner": "hồ sơ này sẽ nằm ngoài phạm vi của bạn; hãy để bạn hoặc nhóm của bạn phụ trách",
	"a person is reached by what the log knows them by: tell it first":               "một người được liên lạc qua những gì nhật ký biết về họ: hãy ghi vào đó trước",
	"records are changed under an act of the audit trail only":                       "hồ sơ chỉ được sửa trong một hành động của nhật ký kiểm toán",
	"%s is not among what you may change":                                            "%s không nằm trong những gì bạn được sửa",
	"%s is not among what you may delete":                                            "%s không nằm trong những gì bạn được xoá",
	"%s is not an ETag of a record":                                                  "%s không phải ETag của một hồ sơ",
	"%s have no field %q":                                                            "%s không có trường %q",
	"%s is reckoned from other values; nobody sets it":                               "%s được tính từ các giá trị khác; không ai đặt trực tiếp",
	"%s belongs to somebody else already":                                            "%s đã thuộc về người khác",
	"%s belongs to %s (%s), who is in the bin: restore them":                         "%s thuộc về %s (%s), đang ở thùng rác: hãy khôi phục người đó",
	"%s belongs to %s (%s) already: open them, or merge the two":                     "%s đã thuộc về %s (%s): hãy mở người đó, hoặc gộp hai người",
	"there is no act %s":                                                             "không có hành động %s",
	"%s changed no record":                                                           "%s không sửa hồ sơ nào",

	"there is no price book %q":      "không có bảng giá %q",
	"your role does not show prices": "vai trò của bạn không được xem giá",

	// Fields.
	"there is no field %q; those look like people.title":                                                          "không có trường %q; trường có dạng people.title",
	"there are %d fields already; put away what nobody needs":                                                     "đã có %d trường; hãy cất những trường không ai cần",
	"of a standard field only its names, help, place and whether it is required can be changed":                   "với trường có sẵn chỉ sửa được tên, giải thích, vị trí và việc có bắt buộc hay không",
	"%q is no key: small letters, digits and _, a letter first, at most 40":                                       "%q không phải khoá: chữ thường, chữ số và _, bắt đầu bằng chữ, tối đa 40",
	"the key %s is taken; choose another":                                                                         "khoá %s đã có; hãy chọn khoá khác",
	"a label has at most %d characters":                                                                           "nhãn có tối đa %d ký tự",
	"give the field a label":                                                                                      "hãy đặt tên cho trường",
	"only texts, numbers, days, addresses of mail or the web, and phones can be asked to be different everywhere": "chỉ chữ, số, ngày, email, trang web và điện thoại mới có thể yêu cầu không trùng",
	"the pattern is no regular expression, or the field is no text":                                               "mẫu không phải biểu thức chính quy, hoặc trường không phải chữ",
	"the least allowed is more than the most":                                                                     "mức tối thiểu lớn hơn mức tối đa",
	"give at least one choice":                                                                                    "hãy cho ít nhất một lựa chọn",
	"choice %d: it needs a name, and no other may have its key":                                                   "lựa chọn %d: cần có tên, và khoá không được trùng",
}

func init() { maps.Copy(vietnamese, ofRecords) }
