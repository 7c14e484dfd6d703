package phrase

import "maps"

// Of referrals.
var ofReferrals = map[string]string{
	"a referral": "lượt giới thiệu",

	"there is no referral %s":                                                                   "không có lượt giới thiệu %s",
	"a text of the referral programme has at most %d characters":                                "một câu trong chương trình giới thiệu có nhiều nhất %d ký tự",
	"days and counts of the referral programme are 0 to %d":                                     "số ngày và số lần trong chương trình giới thiệu từ 0 đến %d",
	"a friend has 1 to %d days to buy":                                                          "người bạn có từ 1 đến %d ngày để mua",
	"the least purchase is an amount of money, or 0":                                            "giá trị mua tối thiểu là một số tiền, hoặc 0",
	"what is blocked is at most 200 addresses, numbers or codes; * alone would block everybody": "danh sách chặn có nhiều nhất 200 địa chỉ, số hoặc mã; chỉ một dấu * sẽ chặn tất cả",
	"say how many points are given":                                                             "hãy ghi số điểm được tặng",
	"say how much is paid out":                                                                  "hãy ghi số tiền được chi",
	"choose the reward a voucher is made of":                                                    "hãy chọn quà để làm phiếu ưu đãi",
	"a reward is none, points, a voucher or an amount paid out":                                 "phần thưởng là không có, điểm, phiếu ưu đãi hoặc một số tiền",
	"say what who brings a friend gets, or what the friend gets":                                "hãy ghi người giới thiệu được gì, hoặc người bạn được gì",
	"write the referral programme and save it first":                                            "hãy soạn chương trình giới thiệu và lưu lại trước",
	"somebody else changed the referral programme meanwhile; look at it again":                  "có người khác vừa sửa chương trình giới thiệu; hãy xem lại",
	"points are given once the loyalty programme is on; set it up first, or promise money":      "chỉ tặng điểm được khi chương trình khách thân thiết đã bật; hãy bật trước, hoặc hứa thưởng tiền",
	"the loyalty programme has no such reward to make a voucher of; choose another":             "chương trình khách thân thiết không có quà này để làm phiếu; hãy chọn quà khác",
	"this link leads nowhere any more; ask whoever sent it to you":                              "đường dẫn này không còn dùng được; hãy hỏi lại người đã gửi cho bạn",
	"please agree that we use what you wrote to answer you":                                     "vui lòng đồng ý cho chúng tôi dùng thông tin bạn ghi để trả lời bạn",
	"this is your own link; send it to a friend":                                                "đây là đường dẫn của chính bạn; hãy gửi cho bạn bè",
	"say why it is refused":                                                                     "hãy ghi vì sao từ chối",
	"both have got their reward already":                                                        "cả hai đã nhận thưởng rồi",
	"nothing waits to be paid out there":                                                        "không có khoản nào chờ chi ở đó",
	"no referral programme is open; publish one first":                                          "chưa có chương trình giới thiệu nào đang mở; hãy phát hành trước",
	"this person has an open ticket, and is asked for nothing until it is done":                 "người này đang có yêu cầu hỗ trợ chưa xong, nên chưa nhờ họ điều gì",
	"this person was invited not long ago, and is left alone":                                   "người này vừa được mời, nên được để yên",
	"this person has not bought often enough to be invited":                                     "người này chưa mua đủ số lần để được mời",
	"this person is not content at the moment, and is not asked to refer":                       "người này đang chưa hài lòng, nên không mời giới thiệu",
	"this person is not among those the programme invites":                                      "người này không thuộc nhóm được mời của chương trình",
	"%d friends came by you":                                                                    "%d người bạn đã đến nhờ bạn",
	"there is no referral programme at the moment":                                              "hiện chưa có chương trình giới thiệu nào",
}

func init() { maps.Copy(vietnamese, ofReferrals) }
