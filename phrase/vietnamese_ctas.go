package phrase

import "maps"

// Of calls to action.
var ofCTAs = map[string]string{
	"the key of a call to action is of small letters, digits and -, such as nhan-bao-gia":                                               "mã của lời kêu gọi gồm chữ thường, chữ số và -, ví dụ nhan-bao-gia",
	"choose whose words stand here; until then nothing does":                                                                            "hãy chọn lời khách nào đặt ở đây; chưa chọn thì chưa hiện gì",
	"choose which call to action stands here":                                                                                           "hãy chọn lời kêu gọi đặt ở đây",
	"give the call to action a name":                                                                                                    "hãy đặt tên cho lời kêu gọi",
	"a call to action is a button, a banner, a popup or a slide-in":                                                                     "lời kêu gọi là một nút, một dải, một cửa sổ bật lên hoặc một thẻ trượt vào",
	"a call to action says one to %d things, between which chance decides":                                                              "một lời kêu gọi nói từ một đến %d điều, ngẫu nhiên chọn giữa chúng",
	"a text of a call to action has at most %d characters":                                                                              "một đoạn chữ của lời kêu gọi có nhiều nhất %d ký tự",
	"a banner stands top or bottom, a slide-in left or right":                                                                           "một dải nằm trên hoặc dưới, một thẻ trượt vào nằm bên trái hoặc bên phải",
	"a call to action is for everybody, for strangers, for people, or for everybody except some":                                        "lời kêu gọi dành cho mọi người, cho người lạ, cho những người nhất định, hoặc cho mọi người trừ một số",
	"choose the people the call to action is for, or not for: a segment, or a condition":                                                "hãy chọn những người mà lời kêu gọi dành cho, hoặc không dành cho: một phân khúc, hoặc một điều kiện",
	"a call to action has at most %d pages, and parameters with a name":                                                                 "một lời kêu gọi có nhiều nhất %d trang, và các tham số có tên",
	"its time comes now, after 0 to 600 seconds, at 0 to 100 percent of the page, or when somebody is leaving, after at most 100 pages": "nó đến lúc hiện ngay, sau 0 đến 600 giây, ở 0 đến 100 phần trăm trang, hoặc khi khách sắp rời đi, sau nhiều nhất 100 trang",
	"from when and until when it is seen are instants such as 2026-12-01T08:00:00+07:00, the end after the beginning":                   "lúc bắt đầu và kết thúc hiện là các thời điểm như 2026-12-01T08:00:00+07:00, kết thúc sau bắt đầu",
	"it is shown at most 100 times within 0 to 365 days, and leaves people alone for 0 to 365 days":                                     "nó hiện nhiều nhất 100 lần trong 0 đến 365 ngày, và để yên cho khách từ 0 đến 365 ngày",
	"a priority is from 0 to 100, and between 0 and 50 percent of visitors are left out":                                                "độ ưu tiên từ 0 đến 100, và chừa ra từ 0 đến 50 phần trăm khách",
	"give the call to action its one goal: an event, within 1 to 365 days":                                                              "hãy cho lời kêu gọi một mục tiêu duy nhất: một sự kiện, trong 1 đến 365 ngày",
	"say what is written on the button, in Vietnamese or in English":                                                                    "hãy viết chữ trên nút, bằng tiếng Việt hoặc tiếng Anh",
	"say what it is about: what stands over a page needs a title, which is read to people who do not see it":                            "hãy nói nó về điều gì: thứ hiện trên trang cần một tiêu đề, để đọc cho người không nhìn thấy",
	"say where it leads: to an address such as https://example.com/gia or /gia, or to a form, and not to both":                          "hãy nói nó dẫn tới đâu: tới một địa chỉ như https://example.com/gia hoặc /gia, hoặc tới một biểu mẫu, không phải cả hai",
	"a call to action":              "một lời kêu gọi",
	"there is no call to action %s": "không có lời kêu gọi %s",
	"there is a call to action with the key %q already; choose another":                                "đã có lời kêu gọi với mã %q; hãy chọn mã khác",
	"somebody else changed this call to action meanwhile, or another has the key %q; look at it again": "có người khác vừa đổi lời kêu gọi này, hoặc lời kêu gọi khác có mã %q; hãy xem lại",
	"people may have seen this call to action; put it away instead":                                    "có thể đã có người thấy lời kêu gọi này; hãy cất nó đi",
	"there is no open form %q; publish it first":                                                       "không có biểu mẫu %q đang mở; hãy phát hành nó trước",
	"this call to action was not published yet; publish it, and put it where visitors see it":          "lời kêu gọi này chưa được phát hành; hãy phát hành, rồi đặt nó vào chỗ khách thấy",
	"there is no version %d of this call to action":                                                    "không có bản %d của lời kêu gọi này",
}

func init() { maps.Copy(vietnamese, ofCTAs) }
