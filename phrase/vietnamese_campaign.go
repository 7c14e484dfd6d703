package phrase

import "maps"

// Of messages to people, the rules they are sent by, and campaigns.
var ofCampaigns = map[string]string{
	// Sending rules.
	"the law allows at most three advertising SMS, three advertising e-mails and one advertising call to an address in 24 hours; choose fewer, at least one": "luật cho phép nhiều nhất ba SMS quảng cáo, ba e-mail quảng cáo và một cuộc gọi quảng cáo đến một địa chỉ trong 24 giờ; hãy chọn ít hơn, ít nhất một",
	"the law allows advertising SMS from 07:00 to 22:00 and advertising calls from 08:00 to 17:00; choose hours within them":                                 "luật cho phép SMS quảng cáo từ 07:00 đến 22:00 và gọi điện quảng cáo từ 08:00 đến 17:00; hãy chọn giờ nằm trong khoảng đó",
	"quiet hours are two times of a day":                                "giờ yên lặng là hai thời điểm trong ngày",
	"a limit over all channels is at most 100 messages in 1 to 30 days": "giới hạn trên mọi kênh là nhiều nhất 100 tin trong 1 đến 30 ngày",
	"the law knows the labels [QC] and [AD] for advertising":            "luật dùng nhãn [QC] hoặc [AD] cho quảng cáo",

	// Lift.
	"nobody has %q; write a field of people or a property of events, as an import or the events screen shows it": "không ai có %q; hãy viết một trường của người hoặc một thuộc tính của sự kiện, như lúc nhập hoặc màn hình sự kiện cho thấy",
	"nobody's %q is %q; it is one of: %s": "không ai có %q là %q; nó là một trong: %s",

	// Campaigns.
	"choose whom the campaign is for: a segment, or a condition":                                                      "hãy chọn chiến dịch dành cho ai: một phân khúc, hoặc một điều kiện",
	"a campaign sends one to five messages; add one and choose its template":                                          "một chiến dịch gửi từ một đến năm tin; hãy thêm một tin và chọn mẫu cho nó",
	"a campaign sends by email, sms or zalo":                                                                          "chiến dịch gửi qua email, sms hoặc zalo",
	"choose a template for every message of the campaign":                                                             "hãy chọn mẫu cho mỗi tin của chiến dịch",
	"variants are two to five, each with a name of small letters of its own, which is not control, house or all":      "có từ hai đến năm phiên bản, mỗi phiên bản có tên riêng bằng chữ thường, không phải control, house hay all",
	"between 0 and 50 percent are left out":                                                                           "tỉ lệ được chừa ra là từ 0 đến 50 phần trăm",
	"a campaign is sent now, at a time, or at each person's best hour":                                                "chiến dịch được gửi ngay, vào một lúc đã chọn, hoặc vào giờ tốt nhất của từng người",
	"give the campaign its one goal: an event, within 1 to 365 days":                                                  "hãy cho chiến dịch một mục tiêu: một sự kiện, trong 1 đến 365 ngày",
	"a message is left out for who opened, clicked, or reached the goal":                                              "một tin được bỏ qua cho ai đã mở, đã bấm, hoặc đã đạt mục tiêu",
	"costs and budgets are not below 0":                                                                               "chi phí và ngân sách không nhỏ hơn 0",
	"there is no campaign %s":                                                                                         "không có chiến dịch %s",
	"give the campaign a name":                                                                                        "hãy đặt tên cho chiến dịch",
	"there is a campaign called %q already, or somebody changed this one meanwhile; take another name, or look again": "đã có chiến dịch tên %q, hoặc có ai vừa sửa chiến dịch này; hãy lấy tên khác, hoặc xem lại",
	"this campaign has begun; what it does cannot be changed any more. Make another one like it":                      "chiến dịch này đã bắt đầu; không đổi được việc nó làm nữa. Hãy tạo một chiến dịch khác giống nó",
	"a campaign that has begun is kept, with what became of it; only a draft is removed":                              "chiến dịch đã bắt đầu được giữ lại cùng kết quả; chỉ xoá được bản nháp",
	"somebody changed this campaign since it was checked; check it again":                                             "có ai đã sửa chiến dịch này sau khi kiểm tra; hãy kiểm tra lại",
	"your role lets you write to nobody; ask an owner of the workspace for the right to write to people":              "vai trò của bạn không cho gửi tin cho ai; hãy xin chủ không gian làm việc quyền gửi tin cho người",
	"the template %q is not for this message's channel; choose another":                                               "mẫu %q không dành cho kênh của tin này; hãy chọn mẫu khác",
	"the template %q was not published, or is put away; publish it first":                                             "mẫu %q chưa được xuất bản, hoặc đã cất đi; hãy xuất bản trước",
	"%q is not an instant; write one such as 2026-11-23T09:00:00+07:00":                                               "%q không phải thời điểm; hãy viết như 2026-11-23T09:00:00+07:00",
	"only a campaign that runs is paused":                                                                             "chỉ tạm dừng được chiến dịch đang chạy",
	"only a paused campaign goes on":                                                                                  "chỉ chạy tiếp được chiến dịch đang tạm dừng",
	"this campaign does not run":                                                                                      "chiến dịch này không chạy",
	"there is no message %s that is doubtful or failed":                                                               "không có tin %s nào chưa rõ số phận hoặc gửi hỏng",
	"it would cost %s, more than its budget of %s; choose fewer people, or raise the budget":                          "chi phí sẽ là %s, vượt ngân sách %s; hãy chọn ít người hơn, hoặc tăng ngân sách",
	"write day, kind, amount and a note, such as 2026-11-22,facebook,1500000,Tết":                                     "hãy viết ngày, loại, số tiền và ghi chú, ví dụ 2026-11-22,facebook,1500000,Tết",
	"a table of costs has 1 to %d lines: day, kind, amount and a note":                                                "bảng chi phí có từ 1 đến %d dòng: ngày, loại, số tiền và ghi chú",
	"%q is no amount":     "%q không phải số tiền",
	"there is no cost %s": "không có khoản chi %s",
}

func init() { maps.Copy(vietnamese, ofCampaigns) }
