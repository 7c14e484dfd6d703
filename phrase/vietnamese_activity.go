package phrase

import "maps"

// Of what people write about records and keep with them.
var ofActivity = map[string]string{
	"the note is empty; write something first":                                    "ghi chú còn trống; hãy viết gì đó trước",
	"the note has more than %d characters; attach it as a file instead":           "ghi chú dài hơn %d ký tự; hãy đính kèm thành tệp",
	"only who wrote a note may change or remove it; write one of your own below":  "chỉ người viết mới được sửa hoặc xoá ghi chú; hãy viết ghi chú của bạn bên dưới",
	"there is no note %s here":                                                    "ở đây không có ghi chú %s",
	"there is no file %s here":                                                    "ở đây không có tệp %s",
	"%s is not among the %s":                                                      "%s không thuộc %s",
	"there is no record %s, or it is not among those you may see":                 "không có hồ sơ %s, hoặc nó không nằm trong những gì bạn được xem",
	"the file is larger than %d MB; an owner can allow more in the settings":      "tệp lớn hơn %d MB; chủ sở hữu có thể cho phép lớn hơn trong Cài đặt",
	"the file %s is not on the server's disk any more; restore it from a backup":  "tệp %s không còn trên đĩa của máy chủ; hãy khôi phục từ bản sao lưu",
	"there is no preview of %s":                                                   "không có bản xem trước của %s",
	"%q is no kind of contact; there are call, meeting, message, email and visit": "%q không phải loại liên hệ; có call, meeting, message, email và visit",
	"this has not happened yet; make a task of it instead":                        "việc này chưa diễn ra; hãy tạo một việc cần làm",
	"a note": "một ghi chú",
	"a file": "một tệp",
	"files of this kind are not kept here: send a picture, a PDF, an office document, a text, a table, a recording, a video, an e-mail or a ZIP archive": "ở đây không giữ loại tệp này: hãy gửi ảnh, PDF, tài liệu văn phòng, văn bản, bảng tính, bản ghi âm, video, e-mail hoặc tệp ZIP",
	"the file is not what its name says: it ends in .%s and holds %s; give it its right ending, if you know where it comes from":                         "tệp không đúng như tên của nó: tên có đuôi .%s mà bên trong là %s; hãy đặt lại đúng đuôi nếu bạn biết rõ nó từ đâu đến",
	"%d files of records, %d MB, all there":                                                         "%d tệp đính kèm, %d MB, đủ cả",
	"%d files of records are missing, the first of them %s: restore the folder files from a backup": "thiếu %d tệp đính kèm, trước hết là %s: hãy khôi phục thư mục files từ bản sao lưu",
}

func init() { maps.Copy(vietnamese, ofActivity) }
