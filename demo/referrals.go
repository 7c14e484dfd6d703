package demo

import "banhda/hub/person"

// praise is when somebody speaks well of us. From the fourteenth month on that comes with a code: a bag for the
// friend, a bag for who brought them.
func (s *story) praise(w *somebody, i int) {
	if i < s.friends {
		i = s.friends + w.below(60) // they are told of it when it begins
		if !w.chance(0.3) {
			return
		}
	}
	if w.shy || w.mood < 0.7 || w.email == "" {
		return
	}
	for range min(3, w.count(0.75)) {
		day := i + int(w.wait(22))
		if !s.in(day + 1) {
			continue
		}
		s.tell(s.instant(day, w.waking()), w.identity(), "Shared", properties{"what", "Mã giới thiệu", "channel", one(&w.random, []string{"zalo", "messenger"})})
		for range 1 + w.below(2) {
			friend := s.newcomer()
			friend.referrer, friend.city = w, w.city
			if comes := day + 1 + w.below(6); s.in(comes) {
				s.arriving[comes] = append(s.arriving[comes], friend)
			}
		}
	}
}

// acceptInvitation is how a friend comes: by the code, with a name, and more than half of them to buy.
func (s *story) acceptInvitation(w *somebody, i int) {
	w.way = invitation
	at := s.instant(i, w.waking())
	s.land(w, i, at, invitation)
	w.introduce()
	w.mood += 0.05
	e := s.tell(at+minutes(1+w.wait(2)), w.stated(), "Referral Accepted", properties{"programme", "Mời bạn một gói"})
	e.Referrer = &person.Key{Kind: person.Email, Value: w.referrer.email}
	buys := i + int(w.wait(5))
	if !w.chance(0.58) || !s.in(buys) || s.days[buys].appetite == 0 {
		s.letters(w, i, 0.15)
		return
	}
	s.order(w, buys)
	if s.in(buys + 7) {
		s.tell(s.instant(buys+7, 10), w.referrer.reached(), "Referral Reward Given", properties{"reward", "Một gói Phối Sương Sớm"})
	}
	s.stay(w, buys)
}
