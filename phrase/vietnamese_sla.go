package phrase

import "maps"

func init() { maps.Copy(vietnamese, ofSLA) }

// ofSLA are the sentences about what customers of tickets are promised.
var ofSLA = map[string]string{
	"a house has at most %d policies":                                                              "mỗi công ty có nhiều nhất %d chính sách",
	"give the policy a name":                                                                       "hãy đặt tên cho chính sách",
	"two policies are named %s; give each a name of its own":                                       "có hai chính sách tên %s; hãy đặt cho mỗi chính sách một tên riêng",
	"clocks run in working hours or around the clock":                                              "đồng hồ chạy trong giờ làm việc hoặc suốt ngày đêm",
	"write minutes, from 0 to %d; 0 promises nothing":                                              "hãy viết số phút, từ 0 đến %d; 0 là không cam kết",
	"a policy has at most %d steps of escalation":                                                  "mỗi chính sách có nhiều nhất %d bước báo trễ",
	"%q is no clock; those are first, next, resolution":                                            "%q không phải đồng hồ nào; các đồng hồ là first, next, resolution",
	"say what happens: somebody is told, somebody else gets the ticket, or its priority is raised": "hãy chọn điều sẽ làm: báo cho ai, giao cho người khác, hoặc tăng mức ưu tiên",
	"%s minutes are left for the first answer to the ticket %s":                                    "còn %s phút để trả lời lần đầu yêu cầu %s",
	"%s minutes are left to answer the ticket %s":                                                  "còn %s phút để trả lời yêu cầu %s",
	"%s minutes are left to solve the ticket %s":                                                   "còn %s phút để giải quyết yêu cầu %s",
	"the ticket %s had no first answer in time":                                                    "yêu cầu %s chưa được trả lời lần đầu đúng hạn",
	"the ticket %s was not answered in time":                                                       "yêu cầu %s chưa được trả lời đúng hạn",
	"the ticket %s was not solved in time":                                                         "yêu cầu %s chưa được giải quyết đúng hạn",
}
