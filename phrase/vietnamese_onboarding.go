package phrase

import "maps"

// Of onboarding.
var ofOnboarding = map[string]string{
	"an onboarding":        "một quá trình làm quen",
	"an onboarding plan":   "một kế hoạch làm quen",
	"give the plan a name": "hãy đặt tên cho kế hoạch",
	"a plan begins by a product, by a pipeline or by hand":                                  "kế hoạch bắt đầu theo sản phẩm, theo quy trình bán hoặc bằng tay",
	"an onboarding counts as stalled after 0 to %d working days":                            "làm quen bị coi là chững lại sau 0 đến %d ngày làm việc",
	"a plan has at most %d steps":                                                           "một kế hoạch có nhiều nhất %d bước",
	"every step has a key of its own, such as first_call":                                   "mỗi bước có một khóa riêng, ví dụ first_call",
	"a step is done by us or by the customer, and care, the seller or a user sees to it":    "một bước do ta hoặc do khách làm, và do chăm sóc, người bán hoặc một người dùng lo",
	"a step is due after 0 to %d working days":                                              "hạn của một bước là sau 0 đến %d ngày làm việc",
	"an event ticks a step after it happened 1 to %d times":                                 "một sự kiện đánh dấu xong bước sau khi xảy ra 1 đến %d lần",
	"a step is called by at most %d characters and explained by at most %d":                 "tên bước có nhiều nhất %d ký tự, lời giải thích nhiều nhất %d",
	"the address of what helps begins with https:// or with /":                              "địa chỉ bài hướng dẫn bắt đầu bằng https:// hoặc /",
	"choose the product with which the plan begins":                                         "hãy chọn sản phẩm mà kế hoạch bắt đầu theo",
	"choose the pipeline with which the plan begins":                                        "hãy chọn quy trình bán mà kế hoạch bắt đầu theo",
	"a plan needs a step that is not optional: with the last of them it is finished":        "kế hoạch cần ít nhất một bước bắt buộc: xong bước bắt buộc cuối cùng là hoàn tất",
	"say of every step what is to be done, in Vietnamese or in English":                     "hãy ghi mỗi bước phải làm gì, bằng tiếng Việt hoặc tiếng Anh",
	"choose who sees to every step that is always the same person's":                        "hãy chọn người lo cho từng bước luôn do một người phụ trách",
	"%q waits for a step that is not there; choose another":                                 "%q chờ một bước không có; hãy chọn bước khác",
	"%q waits for more than %d steps; choose the last of them":                              "%q chờ hơn %d bước; hãy chọn bước cuối trong số đó",
	"these steps wait for one another in a circle, so none could ever begin: %s":            "các bước này chờ nhau thành vòng tròn nên không bước nào bắt đầu được: %s",
	"this onboarding has ended":                                                             "quá trình làm quen này đã kết thúc",
	"this onboarding has no such step":                                                      "quá trình làm quen này không có bước đó",
	"say why the step is skipped; whoever looks after the customer later will want to know": "hãy ghi vì sao bỏ qua bước này; người chăm sóc sau sẽ cần biết",
	"this comes after: %s":                                                                  "bước này đến sau: %s",
	"there is no onboarding plan %s":                                                        "không có kế hoạch làm quen %s",
	"somebody else changed this plan meanwhile; look at it again":                           "có người vừa sửa kế hoạch này; hãy xem lại",
	"customers began by this plan; put it away instead":                                     "đã có khách đi theo kế hoạch này; hãy cất nó đi thay vì xóa",
	"%s is no product": "%s không phải là sản phẩm",
	"there is no onboarding plan %s by which customers begin; publish it first": "không có kế hoạch làm quen %s nào khách bắt đầu theo được; hãy phát hành trước",
	"there is no onboarding %s, or it is not among those you may see or change": "không có quá trình làm quen %s, hoặc bạn không được xem hay sửa nó",
	"this deal is being onboarded by this plan already":                         "cơ hội này đang được làm quen theo kế hoạch này rồi",
	"Say what was promised to %s":                                               "Ghi lại điều đã hứa với %s",
	"The onboarding of %s stalls: find out why":                                 "Làm quen của %s đang chững lại: hãy tìm hiểu vì sao",
	"%s is yours to onboard":                                                    "%s nay do bạn giúp làm quen",
	"the onboarding of %s stalls":                                               "làm quen của %s đang chững lại",
	"there is no deal %s":                                                       "không có cơ hội %s",
	"there is no deal %s, or it is not among those you may change":              "không có cơ hội %s, hoặc bạn không được sửa nó",
	"the person is going through %q already":                                    "khách đang đi theo %q rồi",
	"%d of %d steps done":                                                       "Đã xong %d trên %d bước",
}

func init() { maps.Copy(vietnamese, ofOnboarding) }
