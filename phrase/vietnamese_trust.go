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
}

func init() { maps.Copy(vietnamese, ofTrust) }
