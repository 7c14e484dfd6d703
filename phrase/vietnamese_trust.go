package phrase

import "maps"

// Of the audit trail, consent, what people ask about their data, and backups.
var ofTrust = map[string]string{
	// The audit trail.
	"line %s of %s cannot be read: compare the file with a backup's":                                                                                 "không đọc được dòng %s của %s: hãy so tệp này với bản sao lưu",
	"%d acts, each chained to the one before; it ends with %s":                                                                                       "%d hành động, mỗi cái nối với cái trước; kết thúc bằng %s",
	"act %s has other values than it was written with: somebody changed the audit trail; compare it with a backup":                                   "hành động %s có giá trị khác lúc được ghi: đã có ai sửa nhật ký kiểm toán; hãy so với bản sao lưu",
	"act %s does not follow from the one before: somebody changed one of them, or took one out or put one in; compare the audit trail with a backup": "hành động %s không nối tiếp cái trước nó: đã có ai sửa, bớt hoặc chèn thêm; hãy so nhật ký kiểm toán với bản sao lưu",
	"act %s is not the one that was noted beside the records: somebody cut off the audit trail or wrote it anew; compare it with a backup":           "hành động %s không phải cái đã được ghi riêng bên cạnh: đã có ai cắt hoặc viết lại nhật ký kiểm toán; hãy so với bản sao lưu",
	"of the audit trail %d values are gone, and erasures account for %d: compare it with a backup":                                                   "nhật ký kiểm toán mất %d giá trị, trong khi các lần xoá chỉ ứng với %d: hãy so với bản sao lưu",
	"act %s should be the last one, and the audit trail ends elsewhere: compare it with a backup":                                                    "hành động %s lẽ ra là cuối cùng, nhưng nhật ký kiểm toán kết thúc ở chỗ khác: hãy so với bản sao lưu",

	// Consent.
	"people are being rebuilt at this moment, because somebody was erased or the house was asked to; this will be there again in a few seconds": "hồ sơ khách đang được dựng lại vì có người được xoá hoặc theo yêu cầu; vài giây nữa sẽ lại có",
	"there is no such channel; choose email, sms, zalo, call, chat or web":                                                                      "không có kênh này; hãy chọn email, sms, zalo, call, chat hoặc web",
	"consent is given, withdrawn or pending":                                                                                                    "sự đồng ý là đã cho (given), đã rút (withdrawn) hoặc chờ xác nhận (pending)",
	"say how it was said: by a form, e-mail, SMS, call, chat, on paper, in person, by a link, an import or a request":                           "hãy cho biết họ nói bằng cách nào: biểu mẫu, e-mail, SMS, cuộc gọi, chat, giấy, gặp trực tiếp, liên kết, tệp nhập hay yêu cầu",
	"consent needs evidence: say where and how it was given":                                                                                    "sự đồng ý cần bằng chứng: hãy ghi được cho ở đâu và bằng cách nào",
	"nobody can have agreed in the future; look at the date":                                                                                    "không ai đồng ý trong tương lai được; hãy xem lại ngày",
	"a purpose's key is of small letters, digits and _, such as newsletter":                                                                     "mã của mục đích gồm chữ thường, chữ số và _, ví dụ newsletter",
	"name the purpose in Vietnamese and in English":                                                                                             "hãy đặt tên mục đích bằng tiếng Việt và tiếng Anh",
	"say what people are asked, in Vietnamese and in English":                                                                                   "hãy viết câu hỏi xin đồng ý bằng tiếng Việt và tiếng Anh",
	"two purposes, or two wordings of one, have the same key":                                                                                   "hai mục đích, hoặc hai cách viết của một mục đích, trùng mã",
	"a wording that somebody may have agreed to is not changed and not removed; add a new version":                                              "câu chữ mà ai đó có thể đã đồng ý thì không sửa, không xoá; hãy thêm phiên bản mới",
	"there is no purpose %q": "không có mục đích %q",
	"there is no person %s":  "không có người %s",

	"write the person's id once more to confirm: erasing cannot be undone": "hãy viết lại mã của người này để xác nhận: đã xoá thì không hoàn tác được",

	// Backups.
	"a backup is being made; wait until it is done":                                                                 "đang có một bản sao lưu được tạo; hãy chờ nó xong",
	"write the whole path of a folder on the server, such as /var/backups/banhda":                                   "hãy viết đường dẫn đầy đủ của một thư mục trên máy chủ, ví dụ /var/backups/banhda",
	"%s is part of the data; choose a folder elsewhere":                                                             "%s thuộc về dữ liệu; hãy chọn một thư mục ở nơi khác",
	"the folder cannot be written to: %v":                                                                           "không ghi được vào thư mục: %v",
	"there is no backup %s":                                                                                         "không có bản sao lưu %s",
	"the backup (%s)":                                                                                               "sao lưu (%s)",
	"the backup cannot be written: %v":                                                                              "không ghi được bản sao lưu: %v",
	"%s is not empty; fill a new data directory":                                                                    "%s không trống; hãy dùng một thư mục dữ liệu mới",
	"%s is no backup: it has no %s":                                                                                 "%s không phải bản sao lưu: thiếu %s",
	"the %s of %s cannot be read":                                                                                   "không đọc được %s của %s",
	"the backup's file %s is not what was written; take another backup":                                             "tệp %s của bản sao lưu không còn như lúc ghi; hãy dùng bản khác",
	"%s was not filled to the end; run banhda restore or take-in once more":                                         "%s chưa được chép vào đầy đủ; hãy chạy banhda restore hoặc take-in lần nữa",
	"at most 20 percent of all people are left out of every campaign":                                               "nhiều nhất 20 phần trăm mọi người được chừa ra khỏi mọi chiến dịch",
	"somebody is filling %s: %w":                                                                                    "đang có một lệnh khác chép vào %s: %w",
	"there is a house in this database already; make an empty one and restore into that":                            "cơ sở dữ liệu này đã có dữ liệu; hãy tạo một cơ sở dữ liệu trống rồi khôi phục vào đó",
	"the backup's tables are not what was written; take another backup":                                             "các bảng của bản sao lưu không còn như lúc ghi; hãy dùng bản khác",
	"records and log of this backup were in PostgreSQL: give the address of an empty database by --database":        "bản ghi và nhật ký của bản sao lưu này từng nằm trong PostgreSQL: hãy cho địa chỉ một cơ sở dữ liệu trống bằng --database",
	"records and log of this backup were in files of the data directory: leave --database and BANHDA_DATABASE away": "bản ghi và nhật ký của bản sao lưu này từng nằm trong tệp của thư mục dữ liệu: hãy bỏ --database và BANHDA_DATABASE",

	// Bounds.
	"you have %d views already; remove those that nobody needs":                                               "bạn đã có %d bộ xem; hãy xoá những cái không ai cần",
	"there are %d segments already; remove those that nobody needs":                                           "đã có %d phân khúc; hãy xoá những cái không ai cần",
	"there are %d rules already; remove those that nobody needs":                                              "đã có %d quy tắc; hãy xoá những cái không ai cần",
	"one person has at most %d open tasks; some have to be done or removed first":                             "mỗi người có tối đa %d việc đang mở; hãy làm xong hoặc xoá bớt trước",
	"the address asked for holds what is no text; look at how it is put together":                             "địa chỉ được gọi có chứa thứ không phải văn bản; hãy xem lại cách ghép nó",
	"nobody but an owner adds themselves to a team: it widens what one reaches; ask an owner or who leads it": "chỉ chủ sở hữu mới tự thêm mình vào một nhóm, vì như thế được thấy nhiều hơn; hãy nhờ chủ sở hữu hoặc trưởng nhóm",
	"the archive has a field whose key is not written as keys are: %s":                                        "tệp có một trường mà khoá viết không đúng cách: %s",
	"a file of the archive is not what its name says: %s":                                                     "một tệp trong bộ dữ liệu không khớp với tên của nó: %s",
	"a file of the archive is larger than files may be: %s":                                                   "một tệp trong bộ dữ liệu lớn hơn mức cho phép: %s",

	// Requests.
	"an act":    "hành động",
	"a request": "yêu cầu",
	"a time limit is between 1 and 365 days, for every kind of request": "mỗi loại yêu cầu cần một thời hạn từ 1 đến 365 ngày",
	"there is no request %s": "không có yêu cầu %s",
	"this request is closed; what somebody asks anew is a new one":                                   "yêu cầu này đã đóng; điều được hỏi lại là một yêu cầu mới",
	"say what was done, or why it was refused: it is what shows later that the request was answered": "hãy ghi đã làm gì, hoặc vì sao từ chối: sau này đó là điều chứng tỏ yêu cầu đã được trả lời",
	"this request was extended already; the law allows it once":                                      "yêu cầu này đã được gia hạn; luật chỉ cho một lần",
	"say first whom the request is about":                                                            "hãy cho biết trước yêu cầu này là về ai",
}

func init() { maps.Copy(vietnamese, ofTrust) }
