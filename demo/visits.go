package demo

import "fmt"

// way is how somebody comes to the shop's pages.
type way struct {
	source, medium string // of the link they followed; empty: none
	referrer       string // else the page they came from
	likes          string // what they land on: article, product or home
}

var ways = []choice[*way]{
	{30, &way{"facebook", "social", "", "product"}},
	{22, &way{"", "", "https://www.google.com/", "article"}},
	{10, &way{"google", "cpc", "", "product"}},
	{14, &way{"zalo", "oa", "", "product"}},
	{9, &way{"tiktok", "video", "", "article"}},
	{15, &way{"", "", "", "home"}},
}

var (
	seasonal   = &way{"facebook", "cpc", "", "gift"}
	letter     = &way{"newsletter", "email", "", "article"}
	invitation = &way{"referral", "friend", "", "home"}
)

// findWay is how a newcomer finds the shop; before a holiday many follow an advertisement for the gift box.
func (s *story) findWay(w *somebody, i int) *way {
	if s.gifts(i) != "" && w.chance(0.3) {
		return seasonal
	}
	return pick(&w.random, ways)
}

// article is a post of the shop's journal.
type article struct{ path, title string }

// articles are published one every seven weeks or so.
var articles = []article{
	{"/nhat-ky/pha-phin-dung-cach", "Pha phin đúng cách: 4 phút và một chút kiên nhẫn"},
	{"/nhat-ky/arabica-hay-robusta", "Arabica hay Robusta: chọn hạt nào cho buổi sáng?"},
	{"/nhat-ky/cau-dat-1500m", "Cầu Đất, 1.500 mét: nơi hạt cà phê chín chậm"},
	{"/nhat-ky/bao-quan-hat", "Bảo quản hạt cà phê mùa mưa"},
	{"/nhat-ky/cold-brew-tai-nha", "Cold brew tại nhà với ba dụng cụ"},
	{"/nhat-ky/rang-nhat-rang-dam", "Rang nhạt, rang đậm khác nhau ở đâu"},
	{"/nhat-ky/mot-ngay-o-xuong-rang", "Một ngày ở xưởng rang Sương Mai"},
	{"/nhat-ky/ca-phe-trung", "Cà phê trứng: công thức của bà ngoại"},
	{"/nhat-ky/nuoc-pha-ca-phe", "Nước pha cà phê: chuyện nhỏ mà không nhỏ"},
	{"/nhat-ky/chon-phin", "Chọn phin nhôm hay phin inox?"},
	{"/nhat-ky/mua-hai-moi", "Mùa hái mới: ghi chép từ Di Linh"},
	{"/nhat-ky/qua-trung-thu", "Quà Trung thu cho người mê cà phê"},
	{"/nhat-ky/ca-phe-van-phong", "Cà phê cho văn phòng 20 người: tính sao cho đủ"},
	{"/nhat-ky/gioi-thieu-ban-be", "Mời bạn một gói, nhận lại một gói"},
	{"/nhat-ky/moka-da-lat", "Moka Đà Lạt: hạt nhỏ, hương dài"},
}

func (s *story) article(w *somebody, i int) article {
	published := 1 + i/50
	newest := min(published, len(articles)) - 1
	return articles[max(0, newest-int(w.wait(3)))]
}

// visit is a stranger's first days: most look and leave, some come back, a few leave word or buy at once.
func (s *story) visit(w *somebody, i int) {
	for s.in(i) {
		at := s.browse(w, i, w.way)
		switch d := s.days[i]; {
		case w.chance(0.07):
			s.leaveWord(w, i, at)
			return
		case w.chance(0.038 * d.appetite):
			w.introduce()
			s.order(w, i)
			s.stay(w, i)
			return
		case !w.chance(0.16):
			return
		}
		i += 1 + int(w.wait(6))
	}
}

// browse is one visit to the shop's pages; it gives the instant of its end.
func (s *story) browse(w *somebody, i int, by *way) int64 {
	at := s.instant(i, w.waking())
	s.land(w, i, at, by)
	for w.chance(0.3) {
		at += minutes(0.4 + w.wait(1.5))
		page := s.article(w, i)
		s.tell(at, w.identity(), "Page Viewed", properties{"path", page.path, "title", page.title, "device", w.device})
	}
	if !w.chance(0.34) {
		return at
	}
	at += minutes(0.5 + w.wait(2))
	p := s.fancy(w, i)
	s.tell(at, w.identity(), "Product Viewed", p.seen(s.calendar, i))
	if !w.chance(0.25) {
		return at
	}
	at += minutes(0.5 + w.wait(1))
	s.tell(at, w.identity(), "Product Added", p.seen(s.calendar, i))
	if w.chance(0.3) {
		at += minutes(0.3 + w.wait(1))
		s.tell(at, w.identity(), "Checkout Started", properties{"device", w.device})
	}
	return at
}

// land is the first page of a visit.
func (s *story) land(w *somebody, i int, at int64, by *way) {
	p := properties{"path", "/", "title", "Cà phê Sương Mai"}
	switch by.likes {
	case "article":
		a := s.article(w, i)
		p = properties{"path", a.path, "title", a.title}
	case "product":
		p = properties{"path", "/" + w.taste.sku, "title", w.taste.name}
	case "gift":
		p = properties{"path", "/qua-tang", "title", s.gifts(i)}
	}
	p = append(p, "device", w.device)
	if by.source != "" {
		p = append(p, "utm_source", by.source, "utm_medium", by.medium, "utm_campaign", s.campaign(i, by))
	}
	if by.referrer != "" {
		p = append(p, "referrer", by.referrer)
	}
	s.tell(at, w.identity(), "Page Viewed", p)
}

func (s *story) campaign(i int, by *way) string {
	switch by {
	case seasonal:
		return s.gifts(i)
	case invitation:
		return "Mời bạn một gói"
	}
	return "Tháng " + s.date(i).Format("01/2006")
}

// leaveWord is how a stranger becomes somebody we may write to.
func (s *story) leaveWord(w *somebody, i int, at int64) {
	w.introduce()
	at += minutes(0.5 + w.wait(2))
	if w.chance(0.27) {
		channel := pick(&w.random, []choice[string]{{5, "messenger"}, {4, "zalo"}, {1, "web"}})
		s.tell(at, w.stated(), "Chat Lead Captured", properties{"channel", channel, "topic", one(&w.random, topics)})
		s.act(at+minutes(2+w.wait(25)), w, "Message Sent", sales, "", 0, properties{"channel", channel, "subject", "Trả lời tin nhắn"})
	} else {
		form := pick(&w.random, forms)
		w.office = form == officeForm
		s.tell(at, w.stated(), "Form Submitted", properties{"form", form, "device", w.device})
		s.act(at+minutes(1), w, "Message Sent", marketing, "Chào bạn mới", 30, properties{"channel", "email", "subject", "Chào bạn, đây là Sương Mai"})
	}
	s.courtship(w, i)
}

const officeForm = "Báo giá văn phòng"

var (
	topics = []string{"Hỏi giá", "Chọn hạt", "Phí giao hàng", "Mua sỉ", "Cách pha"}
	forms  = []choice[string]{{40, "Cẩm nang pha cà phê"}, {25, "Bản tin Sương Mai"}, {29, "Dùng thử 3 vị"}, {6, officeForm}}
)

// courtship is what follows: letters, for offices a call and a visit, and in two cases of five a first order.
func (s *story) courtship(w *somebody, i int) {
	buys := i + int(0.3+w.wait(12))
	if w.office {
		s.callOn(w, i)
		buys += 4
	}
	if w.chance(0.5) {
		s.write(w, i+3, "Chào bạn mới", "Ba cách pha cho người mới bắt đầu")
	}
	if w.chance(0.42) && s.in(buys) && s.days[buys].appetite > 0 {
		s.order(w, buys)
		s.stay(w, buys)
		return
	}
	s.letters(w, i, 0.1)
}

// callOn is the way to an office: marketing hands it over, sales call and bring samples.
func (s *story) callOn(w *somebody, i int) {
	if !s.in(i + 3) {
		return
	}
	at := s.instant(i+1, w.working())
	s.tell(at, w.reached(), "Owner Changed", properties{"from", marketing, "to", sales}).Team = sales
	s.act(at+hours(1+w.wait(3)), w, "Call Made", sales, "", 4_000, properties{"minutes", 3 + w.below(9), "outcome", "Hẹn mang mẫu"})
	if w.chance(0.6) {
		s.act(s.instant(i+3, w.working()), w, "Meeting Held", sales, "", 60_000, properties{"subject", "Mời thử cà phê tại văn phòng"})
	}
}

// write is one letter from marketing; one in five is opened and followed to the shop.
func (s *story) write(w *somebody, i int, campaign, subject string) (followed bool) {
	if !s.in(i) {
		return false
	}
	at := s.instant(i, 9)
	s.act(at, w, "Message Sent", marketing, campaign, 30, properties{"channel", "email", "subject", subject})
	if !w.chance(0.14) {
		return false
	}
	at += hours(w.wait(7))
	s.tell(at, w.identity(), "Email Link Clicked", properties{"campaign", campaign, "subject", subject})
	return true
}

// letters are the monthly ones to somebody who does not buy, from a day on; of those who follow one, some do.
func (s *story) letters(w *somebody, i int, buys float64) {
	if !w.newsletter {
		return
	}
	for s.in(i) {
		i += 30
		if !s.in(i) || w.chance(0.05) { // they have had enough of it
			return
		}
		subject := fmt.Sprintf("Thư Sương Mai tháng %d", int(s.date(i).Month()))
		if s.write(w, i, "Thư hằng tháng", subject) && w.chance(buys) && s.days[i].appetite > 0 {
			s.order(w, i)
			s.stay(w, i)
			return
		}
	}
}
