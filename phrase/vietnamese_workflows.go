package phrase

import "maps"

// Of workflows.
var ofWorkflows = map[string]string{
	"this is no workflow: %w": "đây không phải quy trình: %w",
	"%q is no length of time; write 30m, 12h, 3d or 2w, at most three years": "%q không phải khoảng thời gian; hãy viết 30m, 12h, 3d hoặc 2w, nhiều nhất ba năm",
	"this step has no field %q":   "bước này không có ô %q",
	"this is needed":              "cần điền chỗ này",
	"a whole number from 0 to %d": "một số nguyên từ 0 đến %d",
	"a text":                      "một đoạn chữ",
	"at most %d characters":       "nhiều nhất %d ký tự",
	"one of the choices":          "một trong các lựa chọn",
	"%q is no hour; write 09:00":  "%q không phải giờ; hãy viết 09:00",
	"say whether people may enter again: never, after or always":                     "hãy nói rõ có được vào lại không: never, after hoặc always",
	"say which event or which condition is the goal":                                 "hãy nói rõ mục tiêu là sự kiện nào hoặc điều kiện nào",
	"say what lets people in":                                                        "hãy nói rõ điều gì đưa người vào",
	"at most %d triggers":                                                            "nhiều nhất %d điều kích hoạt",
	"every step needs an id of its own: small letters, digits and _, a letter first": "mỗi bước cần một mã riêng: chữ thường, chữ số và _, bắt đầu bằng chữ",
	"say where in the body the person stands, such as email at customer.email":       "hãy nói người nằm ở đâu trong nội dung, ví dụ email ở customer.email",
	"%q identifies nobody; there are user_id, email, phone and name":                 "%q không xác định được ai; có user_id, email, phone và name",
	"there is no trigger %q":                                                         "không có cách kích hoạt %q",
	"%q is no stage; there are stranger, prospect, customer, promoter and dormant":   "%q không phải giai đoạn; có stranger, prospect, customer, promoter và dormant",
	"at most %d steps":                                                   "nhiều nhất %d bước",
	"say which step is the first":                                        "hãy nói rõ bước nào là bước đầu",
	"nothing leads to this step":                                         "không có đường nào dẫn đến bước này",
	"a way out of this step leads nowhere; end it by an exit":            "một lối ra của bước này không dẫn đến đâu; hãy kết thúc bằng một điểm ra",
	"say by which condition people part":                                 "hãy nói rõ rẽ nhánh theo điều kiện nào",
	"there is no step %q":                                                "không có loại bước %q",
	"wait for a time, until an hour or until a day, not for two of them": "hãy chờ một khoảng thời gian, đến một giờ hoặc đến một ngày, không phải hai thứ cùng lúc",
	"say for how long, until which hour or until which day":              "hãy nói rõ chờ bao lâu, đến giờ nào hoặc đến ngày nào",
	"a split needs two ways or more, and weights":                        "chia ngẫu nhiên cần ít nhất hai lối và tỷ lệ",
	"there is no action %q":                                              "không có hành động %q",
	"this step leads back to itself without a wait; put one in between":  "bước này quay về chính nó mà không chờ; hãy đặt một bước chờ ở giữa",
}

func init() { maps.Copy(vietnamese, ofWorkflows) }
