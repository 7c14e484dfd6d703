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
}

func init() { maps.Copy(vietnamese, ofCampaigns) }
