package phrase

import "maps"

// Of surveys.
var ofSurveys = map[string]string{
	"a survey":                  "khảo sát",
	"an invitation to a survey": "lời mời trả lời khảo sát",

	"there is no survey %s":                                                       "không có khảo sát %s",
	"there is no survey %s that people are asked":                                 "không có khảo sát %s nào đang được hỏi",
	"chance did not choose this person for %q":                                    "ngẫu nhiên không chọn người này cho %q",
	"somebody else changed this survey meanwhile; look at it again":               "có người khác vừa sửa khảo sát này; hãy xem lại",
	"people were asked this survey; put it away instead":                          "đã có người được hỏi khảo sát này; hãy cất nó đi thay vì xóa",
	"publish the survey first: people are asked what is published":                "hãy phát hành khảo sát trước: khách được hỏi theo bản đã phát hành",
	"this survey can be answered no more; thank you for coming back":              "khảo sát này đã đóng; cảm ơn bạn đã quay lại",
	"please choose a score":                                                       "xin chọn một điểm",
	"this is too long; at most %d characters":                                     "dài quá; nhiều nhất %d ký tự",
	"give the survey a name":                                                      "hãy đặt tên cho khảo sát",
	"a survey is nps, csat, ces or a question of your own":                        "khảo sát là nps, csat, ces hoặc câu hỏi của riêng bạn",
	"the scores of a question of your own go from 1 to a number between 2 and 10": "điểm của câu hỏi riêng đi từ 1 đến một số từ 2 đến 10",
	"people are asked by e-mail, by SMS or in the chat":                           "hỏi qua e-mail, SMS hoặc khung chat",
	"a survey speaks vi or en first":                                              "khảo sát nói vi hoặc en trước",
	"a text of a survey has at most %d characters":                                "một câu trong khảo sát có nhiều nhất %d ký tự",
	"write the question, in Vietnamese or in English":                             "hãy viết câu hỏi, bằng tiếng Việt hoặc tiếng Anh",
	"after the score at most %d questions are asked, each under a key of its own such as reason, with at most %d choices": "sau điểm hỏi thêm nhiều nhất %d câu, mỗi câu một mã riêng như reason, với nhiều nhất %d lựa chọn",
	"write every question and every choice, in Vietnamese or in English":                                                  "hãy viết đủ mọi câu hỏi và lựa chọn, bằng tiếng Việt hoặc tiếng Anh",
	"between 1 and 100 percent are asked":                                                                                 "hỏi từ 1 đến 100 phần trăm",
	"people are asked 0 to %d days after what happened":                                                                   "hỏi sau sự việc từ 0 đến %d ngày",
	"people are left alone for 0 to %d days; where NPS is asked for at least %d":                                          "để khách yên từ 0 đến %d ngày; nếu hỏi NPS thì ít nhất %d",
	"a survey can be answered for 1 to %d days, and reminds before it ends":                                               "khảo sát trả lời được trong 1 đến %d ngày, và nhắc trước khi đóng",
	"the period begins before it ends":                                                                                    "kỳ phải bắt đầu trước khi kết thúc",
}

func init() { maps.Copy(vietnamese, ofSurveys) }
