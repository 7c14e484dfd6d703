package wheel

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// naiveReport counts a period from naive lives, definition by definition. Speed and gain are compared apart.
func naiveReport(all map[int64]*naivePerson, from, to, now int64, who Who) Report {
	to = min(to, now)
	from = min(from, to)
	within := func(at int64) bool { return from <= at && at < to }
	preceding := func(at int64) bool { return from-(to-from) <= at && at < from }
	r := Report{Reasons: map[string]string{}, Revenue: Revenue{Currency: "VND", Others: []Money{}}}
	r.Stock = StockChange{newStock(naiveStock(all, who, from)), newStock(naiveStock(all, who, to))}
	r.Mass = r.Stock.To.Customer + r.Stock.To.Promoter
	for _, a := range Arrows {
		r.Flows = append(r.Flows, ArrowFlow{From: a.From, To: a.To})
	}
	var class struct{ new, repeat, referred, usd int64 }
	var g RevenueGrowth
	var sold, stated, soldBefore, statedBefore, soldUSD, friendsFirst int64
	for id, p := range all {
		if !p.known || who != nil && !who(id) {
			continue
		}
		if within(p.firstSeen) {
			r.Arrivals++
			r.Cohort.Arrived++
		}
		entered := map[Stage]bool{}
		mine := map[Arrow]bool{}
		for _, m := range p.moves {
			entered[m.To] = true
			for i, a := range Arrows {
				if within(m.At) && a == (Arrow{m.From, m.To}) {
					r.Flows[i].Transitions++
					if within(p.firstSeen) {
						switch a {
						case Arrow{Stranger, Prospect}:
							r.Cohort.Moved.Prospect++
						case Arrow{Prospect, Customer}:
							r.Cohort.Moved.Customer++
						case Arrow{Customer, Promoter}:
							r.Cohort.Moved.Promoter++
						}
					}
					if !mine[a] {
						r.Flows[i].People++
					}
					mine[a] = true
				}
			}
		}
		if within(p.firstSeen) {
			for stage, n := range map[Stage]*int64{Prospect: &r.Cohort.Prospect, Customer: &r.Cohort.Customer, Promoter: &r.Cohort.Promoter} {
				if entered[stage] {
					*n++
				}
			}
		}
		var before, during, valueBefore, valueDuring int64
		for i, s := range p.sales {
			value, says := s.value, s.currency != ""
			if s.currency != "VND" {
				value = 0
			}
			if preceding(s.at) {
				before++
				valueBefore += value
				soldBefore++
				if says {
					statedBefore++
				}
			}
			if !within(s.at) {
				continue
			}
			during++
			valueDuring += value
			sold++
			if says {
				stated++
			}
			if s.currency == "USD" {
				soldUSD++
				class.usd += s.value
			}
			if i > 0 {
				r.RotationsBy.Repeat++
			} else if p.referrer != 0 {
				friendsFirst++
			}
			switch {
			case p.referrer != 0:
				class.referred += value
			case i > 0:
				class.repeat += value
			default:
				class.new += value
			}
		}
		for _, at := range p.friends {
			if within(at) {
				r.RotationsBy.Friends++
			}
		}
		for _, x := range p.refunds {
			if within(x.At) && x.Currency == "VND" {
				r.Revenue.Refunds += x.Value
			}
		}
		g.Before += valueBefore
		g.After += valueDuring
		switch {
		case during > 0 && within(p.sales[0].at):
			g.New += valueDuring
		case during > 0 && before == 0:
			g.Reactivated += valueDuring
		case during == 0:
			g.Lost += valueBefore
		case valueDuring > valueBefore:
			g.Expansion += valueDuring - valueBefore
		default:
			g.Contraction += valueBefore - valueDuring
		}
	}
	flow := func(from, to Stage) int64 { return r.Flows[slices.Index(Arrows[:], Arrow{from, to})].Transitions }
	if soldUSD > 0 {
		r.Revenue.Others = []Money{{"USD", class.usd}}
	}
	if sold == 0 || stated > 0 {
		total := class.new + class.repeat + class.referred
		r.Revenue.Total, r.Revenue.New, r.Revenue.Repeat, r.Revenue.Referred = &total, &class.new, &class.repeat, &class.referred
		r.WheelShare = naiveRatio(float64(class.repeat+class.referred), float64(total))
	}
	if sold+soldBefore == 0 || stated+statedBefore > 0 {
		r.Growth.Revenue = &g
	}
	gone := flow(Customer, Dormant) + flow(Promoter, Dormant)
	r.Growth.People = PeopleGrowth{
		Start: r.Stock.From.Customer + r.Stock.From.Promoter, New: flow(Prospect, Customer), Awakened: flow(Dormant, Customer), Dormant: gone, End: r.Mass,
	}
	r.Rotations = r.RotationsBy.Repeat + r.RotationsBy.Friends
	r.Sustaining = Sustaining{flow(Dormant, Customer) + friendsFirst, gone}
	r.SelfSustaining = naiveRatio(float64(flow(Dormant, Customer)+friendsFirst), float64(gone))
	r.RotationSpeed = naiveRatio(3000*float64(r.Rotations), naiveMassDays(all, who, from, to))
	return r
}

func naiveRatio(part, whole float64) *float64 {
	if whole == 0 {
		return nil
	}
	ratio := part / whole
	return &ratio
}

// naiveMassDays walks through the period grain by grain: nobody moves in between.
func naiveMassDays(all map[int64]*naivePerson, who Who, from, to int64) (days float64) {
	for t := from; t < to; t += grain {
		n := naiveStock(all, who, t+1)
		days += float64(n[Customer]+n[Promoter]) * float64(grain) / float64(Day)
	}
	return days
}

func TestReportEqualsNaiveReport(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, who := drawWorld(t), drawWho(t)
		from, to := drawPeriod(t)
		got := w.fold(Forever).Report(from, to, w.now, "VND", who)
		want := naiveReport(naiveFold(w.rules, w.people, w.now), from, to, w.now, who)
		got.Speed, want.Speed = nil, nil
		got.Gain, want.Gain = Gain{}, Gain{}
		got.Reasons, want.Reasons = nil, nil
		if got, want := printed(t, got), printed(t, want); got != want {
			t.Fatalf("got %s\nwant %s", got, want)
		}
	})
}

// Invariant 4: growth sums to the change, revenue by class sums to revenue.
func TestGrowthAndRevenueAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, who := drawWorld(t), drawWho(t)
		from, to := drawPeriod(t)
		r := w.fold(Forever).Report(from, to, w.now, "VND", who)
		if p := r.Growth.People; p.End != p.Start+p.New+p.Awakened-p.Dormant {
			t.Fatalf("people: %+v", p)
		}
		if g := r.Growth.Revenue; g != nil && g.After != g.Before+g.New+g.Reactivated+g.Expansion-g.Contraction-g.Lost {
			t.Fatalf("revenue: %+v", g)
		}
		if v := r.Revenue; v.Total != nil && *v.Total != *v.New+*v.Repeat+*v.Referred {
			t.Fatalf("classes: %+v", v)
		}
		if g := r.Growth.Revenue; g != nil && r.Revenue.Total != nil && g.After != *r.Revenue.Total {
			t.Fatalf("growth ends at %d, revenue is %d", g.After, *r.Revenue.Total)
		}
	})
}

// Invariant 7: a figure is null exactly where a reason says why.
func TestUnknownHasAReason(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		from, to := drawPeriod(t)
		r := w.fold(Forever).Report(from, to, w.now, "VND", nil)
		null := map[string]bool{
			"rotation_speed": r.RotationSpeed == nil, "wheel_share": r.WheelShare == nil, "self_sustaining_ratio": r.SelfSustaining == nil,
			"revenue.total": r.Revenue.Total == nil, "growth.revenue": r.Growth.Revenue == nil, "gain.rep.mean": r.Gain.Rep.Mean == nil,
			"gain.ref.high": r.Gain.Ref.High == nil, "speed[1].median_days": r.Speed[1].MedianDays == nil, "speed[8].within.30d": r.Speed[8].Within.Month == nil,
		}
		for key, isNull := range null {
			if said := r.Reasons[key] != ""; said != isNull {
				t.Fatalf("%s: null %v, reason %q", key, isNull, r.Reasons[key])
			}
		}
	})
}

// naiveIncidence is Aalen and Johansen's estimator as textbooks write it: at each length, from the shortest, the
// risk set n, those who made the move d and all who moved m; F += S·d/n, S ·= 1 − m/n.
func naiveIncidence(lengths []int64, ends []int, to int, until int64) float64 {
	share, staying := 0.0, 1.0
	times := slices.Compact(slices.Sorted(slices.Values(lengths)))
	for _, at := range times {
		var n, d, m float64
		for i := range lengths {
			if lengths[i] >= at {
				n++
			}
			if lengths[i] == at && ends[i] >= 0 {
				m++
				if ends[i] == to {
					d++
				}
			}
		}
		if at <= until {
			share += staying * d / n
			staying *= 1 - m/n
		}
	}
	return share
}

func TestSpeedEqualsNaiveIncidence(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, who := drawWorld(t), drawWho(t)
		from, to := drawPeriod(t)
		r := w.fold(Forever).Report(from, to, w.now, "VND", who)
		naive := naiveFold(w.rules, w.people, w.now)
		for i, a := range Arrows {
			lengths, ends := naiveSpells(naive, who, a.From, from, min(to, w.now), w.now)
			s := r.Speed[i]
			if int(s.Spells) != len(lengths) {
				t.Fatalf("%v: %d spells, want %d", a, s.Spells, len(lengths))
			}
			if want := naiveMovers(naive, who, a, from, min(to, w.now), w.now); s.Moved != want {
				t.Fatalf("%v: %d people moved, want %d", a, s.Moved, want)
			}
			if len(lengths) == 0 {
				continue
			}
			for until, got := range map[int64]*float64{7 * Day: s.Within.Week, 30 * Day: s.Within.Month, 90 * Day: s.Within.Quarter} {
				if want := naiveIncidence(lengths, ends, int(a.To), until); got == nil || math.Abs(*got-want) > 1e-9 {
					t.Fatalf("%v within %d: got %v, want %v", a, until, deref(got), want)
				}
			}
			compareMedian(t, s, func(until int64) float64 { return naiveIncidence(lengths, ends, int(a.To), until) })
		}
	})
}

// compareMedian looks for the smallest length, in grains, by which half had moved.
func compareMedian(t *rapid.T, s Speed, share func(until int64) float64) {
	for k := int64(0); k < 200; k++ {
		if share(k*grain) < 0.5-1e-9 {
			continue
		}
		if want := float64(k*grain) / float64(Day); s.MedianDays == nil || *s.MedianDays != want {
			t.Fatalf("%v → %v: median %v, want %v", s.From, s.To, deref(s.MedianDays), want)
		}
		return
	}
	if s.MedianDays != nil {
		t.Fatalf("%v → %v: median %v, want none", s.From, s.To, *s.MedianDays)
	}
}

// naiveSpells are the stays in a stage that began in the period; end −1 is one still going on at now.
func naiveSpells(all map[int64]*naivePerson, who Who, stage Stage, from, to, now int64) (lengths []int64, ends []int) {
	for id, p := range all {
		if !p.known || who != nil && !who(id) {
			continue
		}
		line := append([]Move{{At: p.firstSeen, To: Stranger}}, p.moves...)
		for i, m := range line {
			if m.To != stage || m.At < from || m.At >= to {
				continue
			}
			if i+1 < len(line) {
				lengths, ends = append(lengths, line[i+1].At-m.At), append(ends, int(line[i+1].To))
			} else {
				lengths, ends = append(lengths, now-m.At), append(ends, -1)
			}
		}
	}
	return lengths, ends
}

// naiveMovers asks one person after the other whether any of their spells ended in the move.
func naiveMovers(all map[int64]*naivePerson, who Who, a Arrow, from, to, now int64) (people int64) {
	for id := range all {
		one := func(other int64) bool { return other == id && (who == nil || who(id)) }
		if _, ends := naiveSpells(all, one, a.From, from, to, now); slices.Contains(ends, int(a.To)) {
			people++
		}
	}
	return people
}

func TestGainEqualsNaiveGain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, who := drawWorld(t), drawWho(t)
		horizon := int64(rapid.IntRange(0, 20).Draw(t, "horizon")) * grain
		got := w.fold(Forever).Gain(w.now, horizon, who)
		var customers, repeats, friends float64
		for id, p := range naiveFold(w.rules, w.people, w.now) {
			if len(p.sales) == 0 || p.sales[0].at > w.now-horizon || who != nil && !who(id) {
				continue
			}
			first := p.sales[0].at
			customers++
			for _, s := range p.sales[1:] {
				if s.at <= first+horizon {
					repeats++
				}
			}
			for _, at := range p.friends {
				if first <= at && at <= first+horizon {
					friends++
				}
			}
		}
		if float64(got.Rep.Customers) != customers || float64(got.Ref.Customers) != customers {
			t.Fatalf("%d and %d customers, want %v", got.Rep.Customers, got.Ref.Customers, customers)
		}
		if customers > 0 && (*got.Rep.Mean != repeats/customers || *got.Ref.Mean != friends/customers) {
			t.Fatalf("got %v and %v, want %v and %v", *got.Rep.Mean, *got.Ref.Mean, repeats/customers, friends/customers)
		}
	})
}
