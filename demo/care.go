package demo

import "fmt"

// welcome is the first month with a customer: how to brew what they bought, and the question whether they would
// recommend us.
func (s *story) welcome(w *somebody, i int) {
	if at := i + 3; s.in(at) && w.chance(0.4) {
		s.tell(s.instant(at, w.waking()), w.identity(), "Onboarding Step Completed", properties{"step", "Đọc hướng dẫn pha"})
		if at += 2; s.in(at) && w.chance(0.45) {
			s.tell(s.instant(at, w.waking()), w.identity(), "Onboarding Step Completed", properties{"step", "Chọn khẩu vị"})
		}
	}
	s.survey(w, i+12+w.below(5))
}

// deliver brings an order to its buyer; what they make of it stays with them.
func (s *story) deliver(w *somebody, i int, at int64, value int64) {
	d := s.days[i]
	took := d.delivery * (0.6 + 0.8*w.unit())
	came := i + int(took+0.5)
	if !s.in(came) {
		return
	}
	arrived := max(at+hours(20*took), s.instant(came, 9))
	s.tell(arrived, w.reached(), "Order Delivered", properties{"carrier", one(&w.random, []string{"Giao Nhanh", "Bưu điện", "Xe khách"}), "days", came - i})
	switch {
	case w.chance(d.bitter):
		s.disappoint(w, came, "Hạt rang cháy, vị đắng gắt", 0.36, value)
	case took > 5.5:
		s.disappoint(w, came, "Giao hàng chậm", 0.03*took, value)
	case w.chance(0.012):
		s.disappoint(w, came, "Giao sai hàng", 0.2, value)
	default:
		w.mood = min(0.97, w.mood+0.035)
		s.enjoy(w, came)
	}
	if w.orders%4 == 0 {
		s.survey(w, came+2)
	}
}

// enjoy: some ask something, some leave stars, a few tell others.
func (s *story) enjoy(w *somebody, i int) {
	if w.chance(0.05) {
		s.question(w, i)
	}
	if w.chance(0.1) && s.in(i+4) {
		rating := 5 - min(3, w.count(1.9*(1-w.mood)))
		s.tell(s.instant(i+4, w.waking()), w.identity(), "Product Reviewed", properties{"product", w.taste.name, "rating", rating})
		if rating >= 4 {
			s.praise(w, i+4)
		}
	}
	if w.chance(0.012) && w.mood > 0.8 {
		s.tell(s.instant(i, w.waking()), w.identity(), "Testimonial Given", properties{"channel", "facebook"})
		s.praise(w, i)
	}
}

// question is a message to us, and the answer.
func (s *story) question(w *somebody, i int) {
	at := s.instant(i, w.waking())
	channel := one(&w.random, []string{"zalo", "messenger", "email"})
	s.tell(at, w.reached(), "Message Received", properties{"channel", channel, "topic", one(&w.random, topics)})
	s.act(at+minutes(8+w.wait(90)), w, "Ticket Replied", care, "", 2_000, properties{"channel", channel})
}

// disappoint is something that goes wrong: it weighs on the mood, and one in three complains. How soon they are
// answered depends on how many others did.
func (s *story) disappoint(w *somebody, i int, reason string, weight float64, value int64) {
	w.mood -= weight * (1.4 - w.patience)
	if !w.chance(0.36) {
		return
	}
	at := s.instant(i, w.waking())
	ticket := fmt.Sprintf("YC-%05d-%d", w.number, w.orders)
	s.tell(at, w.reached(), "Complaint Filed", properties{"reason", reason, "ticket", ticket, "channel", one(&w.random, []string{"zalo", "messenger", "hotline"})})
	busy := 3.0
	if s.days[i].delivery > 4 {
		busy = 20 // everybody writes now
	}
	at += hours(0.3 + w.wait(busy))
	if w.chance(0.15) {
		s.tell(at, w.reached(), "Ticket Transferred", properties{"ticket", ticket, "from", care, "to", sales}).Team = sales
		at += hours(w.wait(busy))
	}
	s.act(at, w, "Ticket Replied", care, "", 3_000, properties{"ticket", ticket})
	switch {
	case w.chance(0.3):
		s.refund(w, at+hours(2+w.wait(20)), value, reason)
	case w.chance(0.5):
		w.mood += 0.1 // a good answer
	}
}

func (s *story) refund(w *somebody, at int64, value int64, reason string) {
	e := s.tell(at, w.reached(), "Order Refunded", properties{"reason", reason})
	e.Value, e.Currency = &value, Currency
	w.mood += 0.08
}

// survey asks how likely they are to recommend us. One in three answers.
func (s *story) survey(w *somebody, i int) {
	if !s.in(i) {
		return
	}
	at := s.instant(i, w.working())
	s.act(at, w, "Message Sent", care, "Khảo sát hài lòng", 300, properties{"channel", "zalo", "subject", "Bạn có muốn giới thiệu Sương Mai?"})
	if !w.chance(0.36) {
		return
	}
	score := int(8.9 + (w.mood-0.74)*11 + 3.4*(w.unit()+w.unit()-1))
	score = max(0, min(10, score))
	at += hours(0.2 + w.wait(9))
	s.tell(at, w.identity(), "Survey Answered", properties{"kind", "NPS", "score", score})
	switch {
	case score >= 9:
		s.praise(w, i+1)
	case score <= 6 && s.in(i+1):
		s.act(s.instant(i+1, w.working()), w, "Call Made", care, "", 4_000, properties{"minutes", 2 + w.below(8), "outcome", "Xin lỗi và hỏi thăm"})
		if w.chance(0.5) {
			w.mood += 0.12
		}
	}
}
