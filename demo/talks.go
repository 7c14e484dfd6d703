package demo

import (
	"encoding/json"
	"slices"
	"time"

	"banhda/hub/person"
	"banhda/hub/timeline"
)

// Talk is what somebody and the company said to one another, over one channel.
type Talk struct {
	Who     person.Identity
	Channel string // email, chat, zalo
	Subject string
	Said    []Said
	Closed  int64  // 0: it is open
	Fresh   bool   // the story does not tell of it
	Ticket  string // what kind of ticket it is; empty: none
}

// Said is one thing of a talk.
type Said struct {
	At   int64
	Ours bool
	Text string
}

// lately is for how many days back there are talks, and how many at most.
const (
	lately    = 24
	mostTalks = 24
	openFor   = 3 * 24 * time.Hour // an answered talk stays open so long
)

// words are what people write about a topic or a complaint, and what they are answered.
var words = map[string][2]string{
	"Hỏi giá":                    {"Shop ơi, Arabica Cầu Đất gói 250g giờ bao nhiêu vậy?", "Dạ 172.000đ một gói ạ. Lấy từ hai gói bên em miễn phí giao trong nội thành."},
	"Chọn hạt":                   {"Mình pha phin, thích đậm mà không gắt thì nên lấy loại nào?", "Anh chị thử Phối Sương Sớm nhé: bảy phần robusta Di Linh, ba phần arabica, rang vừa."},
	"Phí giao hàng":              {"Giao về Cần Thơ thì phí bao nhiêu, mấy ngày tới?", "Dạ 30.000đ, hai đến ba ngày ạ. Đơn từ 400.000đ thì miễn phí."},
	"Mua sỉ":                     {"Quán mình cần chừng 20 kg mỗi tháng, có giá sỉ không?", "Dạ có ạ. Em chuyển bên bán hàng gọi anh chị trong sáng nay."},
	"Cách pha":                   {"Pha phin sao cho khỏi loãng vậy shop?", "Anh chị dùng 20 g bột, ủ 30 giây với 30 ml nước 92 độ, rồi châm 90 ml và để nhỏ chừng bốn phút."},
	"Giao hàng chậm":             {"Đơn của mình gần một tuần rồi chưa thấy tới.", "Em xin lỗi anh chị. Đơn kẹt ở kho trung chuyển, em đã giục và sẽ báo lại trong hôm nay."},
	"Giao sai hàng":              {"Mình đặt Moka mà nhận được Robusta.", "Em xin lỗi anh chị. Em gửi lại đúng gói Moka ngay hôm nay, gói kia anh chị cứ giữ dùng ạ."},
	"Hạt rang cháy, vị đắng gắt": {"Gói lần này đắng gắt, hạt đen sì.", "Em xin lỗi anh chị, mẻ đó bên em rang quá lửa. Em gửi bù gói mới và hoàn phí giao."},
}

// unanswered are what wait for an answer this morning.
var unanswered = []struct {
	channel, ticket, subject, text string
	hour                           float64
}{
	{"email", "request", "Hoá đơn cho đơn tuần trước", "Cho mình xin hoá đơn đỏ của đơn tuần trước nhé. Mã số thuế mình gửi kèm trong đơn rồi.", 19.4},
	{"zalo", "request", "", "Shop cho mình đổi địa chỉ nhận đơn mới nhất được không? Cuối tuần này mình về quê.", 20.7},
	{"chat", "question", "", "Gói hạt hằng tháng mình muốn tạm dừng một tháng thì làm thế nào ạ?", 21.6},
}

// talks are those of the last weeks that the story tells of, one for each person, and those nobody has answered yet.
func talks(c *calendar, events []timeline.Event) (list []Talk) {
	had := map[string]bool{}
	since := c.end - lately*24*time.Hour.Microseconds()
	for i := len(events) - 1; i >= 0 && events[i].At >= since && len(list) < mostTalks; i-- {
		e := &events[i]
		said, is := words[topicOf(e)]
		channel, known := channels[stated(e, "channel")]
		if !is || !known || had[nameOf(e.Person)] || e.Name != "Message Received" && e.Name != "Complaint Filed" && e.Name != "Chat Lead Captured" {
			continue
		}
		if answer := after(events[i:], e, "Ticket Replied", "Message Sent"); answer != nil {
			had[nameOf(e.Person)] = true
			t := Talk{Who: e.Person, Channel: channel, Ticket: tickets[e.Name], Said: []Said{{e.At, false, said[0]}, {answer.At, true, said[1]}}}
			if channel == "email" {
				t.Subject = topicOf(e)
			}
			if done := answer.At + time.Hour.Microseconds(); done < c.end-openFor.Microseconds() {
				t.Closed = done
			}
			list = append(list, t)
		}
	}
	slices.Reverse(list)
	return append(list, waiting(c, events, had)...)
}

// waiting are who wrote in the evening, of those whose parcels came lately.
func waiting(c *calendar, events []timeline.Event, had map[string]bool) (list []Talk) {
	for i := len(events) - 1; i >= 0 && len(list) < len(unanswered); i-- {
		e := &events[i]
		if e.Name != "Order Delivered" || e.Person.UserID == "" || had[nameOf(e.Person)] {
			continue
		}
		u := unanswered[len(list)]
		had[nameOf(e.Person)] = true
		list = append(list, Talk{Who: e.Person, Channel: u.channel, Ticket: u.ticket, Subject: u.subject, Fresh: true, Said: []Said{{c.instant(len(c.days)-1, u.hour), false, u.text}}})
	}
	return list
}

// channels are the house's own, by what the story calls them; over the others it does not speak.
var channels = map[string]string{"email": "email", "zalo": "zalo", "web": "chat"}

// tickets are what kind of ticket somebody's words become, by what the story calls them: who only asks before they buy has none.
var tickets = map[string]string{"Message Received": "question", "Complaint Filed": "complaint"}

// nameOf is by what our teams know somebody: the account, else the address.
func nameOf(who person.Identity) string {
	if who.UserID != "" {
		return who.UserID
	}
	return who.Email
}

// after is the first thing of one of some names that was done for somebody after an event.
func after(events []timeline.Event, e *timeline.Event, names ...string) *timeline.Event {
	for i := range events {
		if o := &events[i]; o.At > e.At && nameOf(o.Person) == nameOf(e.Person) && slices.Contains(names, o.Name) && o.Team != marketing {
			return o
		}
	}
	return nil
}

func topicOf(e *timeline.Event) string {
	if e.Name == "Complaint Filed" {
		return stated(e, "reason")
	}
	return stated(e, "topic")
}

// stated is a text among what an event tells; empty: it does not.
func stated(e *timeline.Event, name string) string {
	told := map[string]any{}
	if json.Unmarshal(e.Properties, &told) != nil {
		return ""
	}
	text, _ := told[name].(string)
	return text
}
