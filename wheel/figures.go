package wheel

import "fmt"

// speeds fills in the time to move along each arrow.
func (r *Report) speeds(s *spells, moved *movers) {
	for i, a := range Arrows {
		sorted := s[a.From]
		speed := Speed{From: a.From, To: a.To, Spells: int64(len(sorted)), Moved: moved[i]}
		key := fmt.Sprintf("speed[%d].", i)
		if len(sorted) == 0 {
			unknown(r.Reasons, "nobody entered the stage in the period", key+"within.7d", key+"within.30d", key+"within.90d", key+"median_days")
		} else {
			r.speed(&speed, incidence(sorted, a.To), key)
		}
		r.Speed = append(r.Speed, speed)
	}
}

func (r *Report) speed(s *Speed, c curve, key string) {
	week, month, quarter := c.at(7*Day), c.at(30*Day), c.at(90*Day)
	s.Within = Within{&week, &month, &quarter}
	median, ok := c.median()
	if !ok {
		unknown(r.Reasons, "not reached: fewer than half had moved by now", key+"median_days")
		return
	}
	days := float64(median) / float64(Day)
	s.MedianDays = &days
}

// turning is the rotation speed: 3000 · rotations ÷ person-days of mass.
func (r *Report) turning(t *tally) {
	r.RotationSpeed = r.ratio(3000*float64(t.turns.sum()), t.mass.days(), "rotation_speed", "nobody was an active customer in the period")
}

func (r *Report) money(m *revenue, currency string) {
	r.Revenue = Revenue{Refunds: m.refunds, Currency: currency, Others: m.foreign()}
	if m.unknown() {
		unknown(r.Reasons, "no purchase in the period states its value",
			"revenue.total", "revenue.new", "revenue.repeat", "revenue.referred", "wheel_share")
		return
	}
	total := m.total()
	r.Revenue.Total, r.Revenue.New, r.Revenue.Repeat, r.Revenue.Referred = &total, &m.new, &m.repeat, &m.referred
	reason := "the purchases of the period add up to nothing"
	if m.purchases == 0 {
		reason = "no purchases in the period"
	}
	r.WheelShare = r.ratio(float64(m.repeat+m.referred), float64(total), "wheel_share", reason)
}

func (r *Report) growth(f *Flow, g *growth) {
	r.Growth.People = PeopleGrowth{
		Start:    f.Start.Mass(),
		New:      f.Crossing(Prospect, Customer).Transitions,
		Awakened: f.Crossing(Dormant, Customer).Transitions,
		Dormant:  goneDormant(f),
		End:      f.End.Mass(),
	}
	if g.purchases > 0 && g.stated == 0 {
		unknown(r.Reasons, "no purchase in the period or the one before states its value", "growth.revenue")
		return
	}
	r.Growth.Revenue = &g.RevenueGrowth
}

func goneDormant(f *Flow) int64 {
	return f.Crossing(Customer, Dormant).Transitions + f.Crossing(Promoter, Dormant).Transitions
}

func (r *Report) sustaining(f *Flow, t *tally) {
	r.Sustaining = Sustaining{f.Crossing(Dormant, Customer).Transitions + t.referredFirsts, goneDormant(f)}
	r.SelfSustaining = r.ratio(float64(r.Sustaining.Gained), float64(r.Sustaining.Lost), "self_sustaining_ratio", "no customer went dormant in the period")
}
