package demo

import (
	"fmt"

	"banhda/hub/person"
)

// product is something the shop sells; prices in đồng, before they rose.
type product struct {
	sku, name, category string
	price               int64
}

var beans = []choice[*product]{
	{30, &product{"phoi-suong-som-500g", "Phối Sương Sớm 500g", "Cà phê hạt", 185_000}},
	{22, &product{"arabica-cau-dat-250g", "Arabica Cầu Đất 250g", "Cà phê hạt", 155_000}},
	{20, &product{"robusta-di-linh-500g", "Robusta Di Linh 500g", "Cà phê hạt", 145_000}},
	{12, &product{"moka-da-lat-250g", "Moka Đà Lạt 250g", "Cà phê hạt", 210_000}},
	{16, &product{"cold-brew-6-chai", "Cold brew 6 chai", "Pha sẵn", 168_000}},
}

var (
	trial      = &product{"dung-thu-3-vi", "Gói dùng thử 3 vị", "Dùng thử", 99_000}
	phin       = &product{"phin-nhom", "Phin nhôm Sương Mai", "Dụng cụ", 95_000}
	smallBox   = &product{"van-phong-3kg", "Gói văn phòng 3 kg", "Văn phòng", 780_000}
	largeBox   = &product{"van-phong-5kg", "Gói văn phòng 5 kg", "Văn phòng", 1_070_000}
	moonBox    = &product{"qua-trang-pho", "Bộ quà Trăng Phố", "Quà tặng", 420_000}
	tetBox     = &product{"qua-tet-an", "Hộp quà Tết An", "Quà tặng", 520_000}
	subscribed = &product{"goi-hat-hang-thang", "Gói hạt hằng tháng", "Gói định kỳ", 320_000}
)

// costs is a product's price on a day: one tenth more once prices have risen, in whole thousands.
func (p *product) costs(c *calendar, i int) int64 {
	if i < c.dearer {
		return p.price
	}
	return (p.price*111/100 + 500) / 1000 * 1000
}

func (p *product) seen(c *calendar, i int) properties {
	return properties{"product", p.name, "category", p.category, "price", p.costs(c, i)}
}

// fancy is what somebody looks at on a day.
func (s *story) fancy(w *somebody, i int) *product {
	gift := 0.0
	if w.way == seasonal {
		gift = 0.7
	} else if s.gifts(i) != "" {
		gift = 0.22
	}
	switch {
	case w.office && w.chance(0.35):
		return largeBox
	case w.office:
		return smallBox
	case w.chance(gift) && s.gifts(i) == tetBox.name:
		return tetBox
	case gift > 0 && s.gifts(i) == moonBox.name && w.chance(gift):
		return moonBox
	case w.orders == 0 && w.chance(0.15):
		return trial
	case w.chance(0.3):
		return pick(&w.random, beans)
	}
	return w.taste
}

// order is one order over the web and what comes of it.
func (s *story) order(w *somebody, i int) {
	p := s.fancy(w, i)
	at := s.instant(i, w.waking())
	if w.account == "" && w.orders > 0 || w.chance(0.5) {
		s.land(w, i, at, s.returning(w))
	}
	at += minutes(0.5 + w.wait(2))
	s.tell(at, w.identity(), "Product Viewed", p.seen(s.calendar, i))
	at += minutes(0.3 + w.wait(2))
	s.tell(at, w.identity(), "Product Added", p.seen(s.calendar, i))
	at += minutes(0.3 + w.wait(1))
	s.tell(at, w.identity(), "Checkout Started", properties{"device", w.device})
	at += minutes(0.8 + w.wait(2))
	w.introduce()
	if w.account == "" {
		w.account = fmt.Sprintf("suongmai-%05d", w.number)
	}
	quantity := int64(1)
	if p.category == "Cà phê hạt" || p.category == "Pha sẵn" {
		quantity += int64(min(2, w.count(0.45)))
	}
	value := quantity * p.costs(s.calendar, i)
	with := properties{"product", p.name, "category", p.category, "quantity", quantity, "place", "Trực tuyến", "payment", pick(&w.random, payments), "city", w.city}
	if w.chance(0.12) && p != phin {
		value += phin.costs(s.calendar, i)
		with = append(with, "also", phin.name)
	}
	s.sell(w, at, "Order Completed", value, with)
	s.deliver(w, i, at, value)
}

var payments = []choice[string]{{44, "COD"}, {33, "VietQR"}, {15, "Ví điện tử"}, {8, "Thẻ"}}

// returning is how somebody we know comes back to the pages.
func (s *story) returning(w *somebody) *way {
	if w.newsletter && w.chance(0.25) {
		return letter
	}
	return pick(&w.random, []choice[*way]{{5, ways[5].it}, {2, ways[3].it}, {1, ways[1].it}})
}

// sell is the sale itself. value is in đồng.
func (s *story) sell(w *somebody, at int64, name string, value int64, p properties) {
	w.orders++
	e := s.tell(at, w.stated(), name, p)
	e.Value, e.Currency, e.Sale = &value, Currency, fmt.Sprintf("SM-%05d-%d", w.number, w.orders)
}

// walkIn is somebody who buys in one of the cafés and leaves a telephone number for the loyalty card. One in four
// finds the way to the web later.
func (s *story) walkIn(w *somebody, i int) {
	w.introduce()
	w.email, w.newsletter = "", false
	place := one(&w.random, []string{"Quán Phan Đình Phùng", "Quán Hòa Bình"})
	s.atCounter(w, i, place)
	later := w.chance(0.25)
	for k := 1; ; k++ {
		if i = s.nextOrder(w, i); i < 0 || w.chance(0.2+0.3*(1-w.patience)) {
			return
		}
		if later && k == 2 {
			w.email = fmt.Sprintf("%s%d@example.net", person.Fold(person.GivenName(w.name)), w.number)
			s.order(w, i)
			s.stay(w, i)
			return
		}
		s.atCounter(w, i, place)
	}
}

func (s *story) atCounter(w *somebody, i int, place string) {
	p := pick(&w.random, beans)
	who := person.Identity{Phone: w.phone, Name: w.name}
	value := p.costs(s.calendar, i)
	w.orders++
	e := s.tell(s.instant(i, 7+13*w.unit()), who, "Order Completed", properties{"product", p.name, "category", p.category, "quantity", 1, "place", place, "payment", "Tiền mặt", "city", "Lâm Đồng"})
	e.Value, e.Currency, e.Sale = &value, Currency, fmt.Sprintf("SM-%05d-%d", w.number, w.orders)
}

// nextOrder is the day somebody who is still ours buys again; -1: not within the story.
func (s *story) nextOrder(w *somebody, i int) int {
	for i++; s.in(i); i++ {
		if i == s.dearer && w.chance(0.14*(1.3-w.patience)) {
			return -1 // too dear now
		}
		if w.chance(w.keen * s.days[i].appetite) {
			return i
		}
	}
	return -1
}

// stay is the life of a customer after their first order on the web.
func (s *story) stay(w *somebody, i int) {
	s.welcome(w, i)
	for {
		if w.chance(w.leaving()) {
			s.winBack(w, i)
			return
		}
		if w.orders > 1 && !w.office && w.chance(0.07) {
			s.subscribe(w, i)
			return
		}
		if i = s.nextOrder(w, i); i < 0 {
			return
		}
		s.order(w, i)
	}
}

// leaving is the chance that somebody's last order was their last.
func (w *somebody) leaving() float64 {
	p := 0.07 + 0.16*(1-w.patience)
	if w.orders == 1 {
		p += 0.2
	}
	return min(0.9, p+max(0, 0.72-w.mood)*1.1)
}

// subscribe is a bag of beans every month until they have enough of it.
func (s *story) subscribe(w *somebody, i int) {
	s.tell(s.instant(i, w.waking()), w.identity(), "Subscription Started", properties{"product", subscribed.name})
	for i += 30; s.in(i); i += 30 {
		d := s.days[i]
		if w.chance(0.04+1.2*max(0, d.bitter-0.05)+0.02*max(0, d.delivery-3)) || i >= s.dearer && i < s.dearer+30 && w.chance(0.1) {
			s.tell(s.instant(i, w.waking()), w.identity(), "Subscription Cancelled", properties{"product", subscribed.name})
			s.winBack(w, i)
			return
		}
		value := subscribed.costs(s.calendar, i)
		at := s.instant(i, 8)
		s.sell(w, at, "Subscription Renewed", value, properties{"product", subscribed.name, "category", subscribed.category, "quantity", 1, "place", "Trực tuyến", "payment", "Thẻ", "city", w.city})
		s.deliver(w, i, at, value)
	}
}

// winBack is what marketing tries with somebody who has been silent for months.
func (s *story) winBack(w *somebody, i int) {
	if i += 120 + w.below(90); !s.in(i) {
		return
	}
	if s.write(w, i, silent, "Lâu rồi không gặp: giảm 15% cho lần trở lại") && w.chance(0.6) && s.days[i].appetite > 0 {
		w.mood = max(w.mood, 0.74)
		s.order(w, i)
		s.stay(w, i)
		return
	}
	s.letters(w, i, 0.12)
}
