package phrase

import "maps"

// Of segments that are kept, lists, leads and scores.
var ofLive = map[string]string{
	// Segments and lists.
	"a segment needs a name and a condition; a list has no condition":                 "một phân khúc cần tên và điều kiện; danh sách thì không có điều kiện",
	"the segment is used by %q; change that first":                                    "%q đang dùng phân khúc này; hãy sửa nơi đó trước",
	"people are put into lists only; who belongs to this segment, its condition says": "chỉ có thể đưa người vào danh sách; ai thuộc phân khúc này thì điều kiện của nó quyết định",
	"a comma and the property that is added up, such as total, or value":              "dấu phẩy rồi đến thuộc tính được cộng, như total, hoặc value",
	"a closing )":                          "dấu đóng )",
	"one of = != < <= > >= after the sum":  "một trong = != < <= > >= sau tổng",
	"a name for the draw, such as \"tet\"": "tên của lần chọn, như \"tet\"",
	"a comma and two numbers from 0 to 100: of which hundredths, up to which": "dấu phẩy và hai số từ 0 đến 100: từ phần trăm nào đến phần trăm nào",
	"a number from 0 to 100":               "một số từ 0 đến 100",
	"a number greater than the one before": "một số lớn hơn số trước",

	// Leads.
	"say whom the lead is about: by an e-mail address, a phone number, a user id or an anonymous id": "hãy cho biết khách tiềm năng là ai: bằng e-mail, số điện thoại, user id hoặc anonymous id",

	"only people are leads, or are put into a list": "chỉ người mới là khách tiềm năng, hoặc được đưa vào danh sách",

	// Scores.
	"rule %d: %v": "quy tắc %d: %v",
	"rule %d: %w": "quy tắc %d: %w",
	"there are %d rules; at most %d are allowed":                                 "có %d quy tắc; nhiều nhất được %d",
	"give it a name, by which its points are explained":                          "hãy đặt tên, để giải thích điểm của nó",
	"say what gives the points: an event, or a condition on people":              "hãy cho biết điểm đến từ đâu: một sự kiện, hoặc một điều kiện về người",
	"points for what somebody is have no condition on an event, and do not fade": "điểm cho điều ai đó là thì không có điều kiện về sự kiện, và không giảm dần",
	"give from 1 to %d points, or take as many":                                  "hãy cho từ 1 đến %d điểm, hoặc trừ chừng ấy",
	"the most a rule gives is a number above 0":                                  "mức nhiều nhất của một quy tắc là số lớn hơn 0",
	"a half-life is from 0 to %d days":                                           "thời gian còn một nửa là từ 0 đến %d ngày",
}

func init() { maps.Copy(vietnamese, ofLive) }
