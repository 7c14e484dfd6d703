package demo

import (
	"cmp"
	"encoding/json"
	"slices"
	"time"

	"banhda/hub/person"
	"banhda/hub/timeline"
)

// Card is somebody who keeps coming back, with what they bought in the last months.
type Card struct {
	Who    person.Identity
	Bought []Bought // the first first
	Spent  int64    // when they asked for a reward; 0: they save
	Used   int64    // when they came with it; 0: not yet
}

// Bought is one purchase, with what was paid in đồng.
type Bought struct {
	Sale      string
	At, Worth int64
}

// Brought is a friend who came by somebody's code, as the story tells.
type Brought struct {
	Referrer, Friend person.Identity
	At               int64
	Bought           Bought // their first purchase; no sale: none yet
	Refused          string // why nothing is given for it; empty: nothing speaks against it
}

// Voice is what somebody said in public of what they bought, or of the house.
type Voice struct {
	Who     person.Identity
	Product int // in Records.Products; −1: the house
	Rating  int
	Text    string
	At      int64
	Event   string // of the story, which tells of it
	Seen    bool   // somebody has looked at it
	Refused string // why it is not shown
	Reply   string
}

// thankedFor is for how many days back points, friends and voices are kept; the others bound how many there are.
const (
	thankedFor  = 90
	mostCards   = 60
	mostBrought = 30
	mostVoices  = 36
	often       = 4 // purchases of who keeps coming back
)

// purchases are those of the story by who has an address, and among them those since an instant.
func purchases(events []timeline.Event, since int64) (all map[string]int, lately map[string][]Bought) {
	all, lately = map[string]int{}, map[string][]Bought{}
	for i := range events {
		e := &events[i]
		if e.Sale == "" || e.Value == nil || e.Person.Email == "" {
			continue
		}
		if all[e.Person.Email]++; e.At >= since {
			lately[e.Person.Email] = append(lately[e.Person.Email], Bought{e.Sale, e.At, *e.Value})
		}
	}
	return all, lately
}

// cards are those of who bought last, among those who keep coming back. Every third has spent points the day after their last
// purchase, and every second of them has come with the reward.
func cards(c *calendar, events []timeline.Event) (list []Card) {
	all, lately := purchases(events, c.end-thankedFor*24*time.Hour.Microseconds())
	for email, bought := range lately {
		if all[email] >= often {
			list = append(list, Card{Who: person.Identity{Email: email}, Bought: bought})
		}
	}
	slices.SortFunc(list, func(a, b Card) int {
		return cmp.Or(cmp.Compare(b.last(), a.last()), cmp.Compare(a.Who.Email, b.Who.Email))
	})
	list = list[:min(len(list), mostCards)]
	for i := range list {
		k, hour := &list[i], time.Hour.Microseconds()
		if spent := k.last() + 20*hour; i%3 == 2 && spent < c.end {
			k.Spent = spent
			if used := spent + 30*hour; i%2 == 0 && used < c.end {
				k.Used = used
			}
		}
	}
	return list
}

func (k *Card) last() int64 { return k.Bought[len(k.Bought)-1].At }

// brought are the friends who came last, the first first. One of those who have not bought is the referrer with another address.
func brought(c *calendar, events []timeline.Event) (list []Brought) {
	_, lately := purchases(events, c.end-thankedFor*24*time.Hour.Microseconds())
	for i := len(events) - 1; i >= 0 && len(list) < mostBrought; i-- {
		e := &events[i]
		if e.Name != "Referral Accepted" || e.Referrer == nil || e.At < c.end-thankedFor*24*time.Hour.Microseconds() {
			continue
		}
		b := Brought{Referrer: person.Identity{Email: e.Referrer.Value}, Friend: person.Identity{Email: e.Person.Email}, At: e.At}
		if bought := lately[e.Person.Email]; len(bought) > 0 {
			b.Bought = bought[0]
		} else if e.At < c.end-24*time.Hour.Microseconds() && !slices.ContainsFunc(list, func(b Brought) bool { return b.Refused != "" }) { // a day later
			b.Refused = "Cùng số điện thoại nhận hàng với người mời"
		}
		list = append(list, b)
	}
	slices.Reverse(list)
	return list
}

// said are words for what was bought, by stars, and for the house.
var said = map[int][]string{
	5: {"Hạt thơm, rang đều, pha phin hay máy đều ngon.", "Giao nhanh, gói kín, mở ra thơm cả bếp.", "Vị đậm mà hậu ngọt, cả nhà đều thích.", ""},
	4: {"Ngon, chỉ mong có thêm gói nhỏ 100 g.", "Ổn định, uống nửa năm rồi vẫn vậy.", ""},
	3: {"Được, nhưng mình quen vị đậm hơn.", ""},
	2: {"Lần này hạt hơi khét so với mọi khi.", "Giao chậm ba ngày, cà phê thì vẫn ngon."},
	1: {"Nhận gói bị rách, gọi thì được đổi nhưng mất công."},
}

var testimonials = []string{
	"Tôi đặt cho cả văn phòng hai năm nay. Chưa tháng nào phải nhắc.",
	"Sương Mai gọi lại hỏi tôi uống thấy thế nào. Ít chỗ bán cà phê nào làm vậy.",
	"Quán nhỏ mà tử tế: hôm mẻ rang bị cháy, họ báo trước rồi gửi bù, tôi chưa kịp phàn nàn.",
	"Nhờ bản tin của Sương Mai tôi mới biết pha phin cho đúng.",
}

// replies are what the house answers to those who were not content.
var replies = map[int]string{
	1: "Xin lỗi anh chị, tiệm đã đổi túi dày hơn cho các đơn gửi xa.",
	2: "Cảm ơn anh chị đã nói. Mẻ này tiệm rang quá tay, tiệm gửi bù một gói mới ạ.",
}

// voices are what was said in public last, the first first: of products and of the house. The last three nobody has looked at yet;
// one gives somebody's telephone number away, and is not shown.
func voices(c *calendar, events []timeline.Event, products []*product) (list []Voice) {
	had := map[[2]string]bool{} // one for each of somebody and a product
	for i := len(events) - 1; i >= 0 && len(list) < mostVoices; i-- {
		e := &events[i]
		v := Voice{Who: person.Identity{UserID: e.Person.UserID}, Product: -1, Rating: 5, At: e.At, Event: e.ID, Seen: len(list) >= 3}
		what := stated(e, "product")
		switch {
		case v.Who.UserID == "" || had[[2]string{v.Who.UserID, what}]:
			continue
		case e.Name == "Testimonial Given":
			v.Text = testimonials[len(list)%len(testimonials)]
		case e.Name == "Product Reviewed":
			var told struct{ Rating int }
			v.Product = slices.IndexFunc(products, func(p *product) bool { return p.name == what })
			if json.Unmarshal(e.Properties, &told) != nil || v.Product < 0 || len(said[told.Rating]) == 0 {
				continue
			}
			v.Rating = told.Rating
			v.Text, v.Reply = said[v.Rating][len(list)%len(said[v.Rating])], replies[v.Rating]
		default:
			continue
		}
		had[[2]string{v.Who.UserID, what}] = true
		list = append(list, v)
	}
	if len(list) > 4 {
		v := &list[4]
		v.Text, v.Refused, v.Reply = "Ai cần mua sỉ gọi chị Hạnh 0950 000 000 nhé.", "Có số điện thoại của người khác", ""
	}
	for i := range list {
		if !list[i].Seen {
			list[i].Reply = ""
		}
	}
	slices.Reverse(list)
	return list
}
