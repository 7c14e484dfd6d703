package wheel

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestCareSpellsByHand(t *testing.T) {
	bought := []Buy{{At: 1 * Day}, {At: 50 * Day}}
	for name, c := range map[string]struct {
		events []CareEvent
		want   []CareSpell
	}{
		"a grievance, a call, a purchase": {[]CareEvent{{At: 10 * Day, Sign: Unhappy}, {At: 12 * Day, Sign: CaredFor}}, []CareSpell{{10 * Day, 50 * Day, true}}},
		"a grievance and a purchase":      {[]CareEvent{{At: 10 * Day, Sign: Unhappy}}, []CareSpell{{10 * Day, 50 * Day, false}}},
		"the call came before":            {[]CareEvent{{At: 9 * Day, Sign: CaredFor}, {At: 10 * Day, Sign: Unhappy}}, []CareSpell{{10 * Day, 50 * Day, false}}},
		"unhappy again after the call":    {[]CareEvent{{At: 10 * Day, Sign: Unhappy}, {At: 12 * Day, Sign: CaredFor}, {At: 13 * Day, Sign: Unhappy}}, []CareSpell{{13 * Day, 50 * Day, false}}},
		"no customer yet":                 {[]CareEvent{{At: Day / 2, Sign: Unhappy}, {At: 12 * Day, Sign: CaredFor}}, nil},
		"a ticket closed in time":         {[]CareEvent{{At: 10 * Day, Sign: TicketOpened, Ticket: "a"}, {At: 16 * Day, Sign: TicketClosed, Ticket: "a"}}, nil},
		"a ticket open for long": {[]CareEvent{{At: 10 * Day, Sign: TicketOpened, Ticket: "a"}, {At: 18 * Day, Sign: CaredFor}, {At: 19 * Day, Sign: TicketClosed, Ticket: "a"}, {At: 20 * Day, Sign: Content}},
			[]CareSpell{{17 * Day, 20 * Day, true}}},
		"content with that ticket": {[]CareEvent{{At: 10 * Day, Sign: Unhappy, Ticket: "a"}, {At: 12 * Day, Sign: CaredFor}, {At: 13 * Day, Sign: Satisfied, Ticket: "b"}, {At: 14 * Day, Sign: Satisfied}, {At: 15 * Day, Sign: Satisfied, Ticket: "a"}},
			[]CareSpell{{10 * Day, 15 * Day, true}}},
		"content with a ticket, unhappy about none": {[]CareEvent{{At: 10 * Day, Sign: Unhappy}, {At: 12 * Day, Sign: CaredFor}, {At: 13 * Day, Sign: Satisfied, Ticket: "b"}}, []CareSpell{{10 * Day, 50 * Day, true}}},
		"content with what is no ticket":            {[]CareEvent{{At: 10 * Day, Sign: Unhappy}, {At: 12 * Day, Sign: CaredFor}, {At: 13 * Day, Sign: Satisfied}}, []CareSpell{{10 * Day, 13 * Day, true}}},
		"unhappy still":                             {[]CareEvent{{At: 60 * Day, Sign: Unhappy}}, []CareSpell{{60 * Day, Forever, false}}},
	} {
		if got := CareSpells(c.events, bought, 100*Day); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func drawCare(t *rapid.T) (events []CareEvent) {
	for range rapid.IntRange(0, 10).Draw(t, "signs") {
		events = append(events, CareEvent{int64(rapid.IntRange(0, 40).Draw(t, "at")) * grain, CareSign(rapid.IntRange(0, 5).Draw(t, "sign")), rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "ticket")})
	}
	return events
}

// causeOf is the ticket somebody is unhappy about who became so at an instant: that of the grievance, else the first whose patience
// ended then.
func causeOf(events []CareEvent, since int64) (about string) {
	if slices.ContainsFunc(events, func(e CareEvent) bool { return e.Sign == Unhappy && e.At == since }) {
		for _, e := range events {
			if e.Sign == Unhappy && e.At == since {
				about = max(about, e.Ticket)
			}
		}
		return about
	}
	about = "~"
	for _, e := range events {
		later := func(f CareEvent) bool {
			return f.Ticket == e.Ticket && (f.Sign == TicketOpened || f.Sign == TicketClosed) && f.At > e.At && f.At < since
		}
		if e.Sign == TicketOpened && e.At == since-TicketPatience && !slices.ContainsFunc(events, later) {
			about = min(about, e.Ticket)
		}
	}
	return about
}

// TestCareSpellsNaively asks of every instant anew, looking back over the whole line, whether somebody is unhappy.
func TestCareSpellsNaively(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events, now := drawCare(t), int64(rapid.IntRange(0, 45).Draw(t, "now"))*grain
		buys := []Buy{}
		for _, at := range slices.Sorted(slices.Values(rapid.SliceOfN(rapid.IntRange(0, 40), 0, 4).Draw(t, "buys"))) {
			buys = append(buys, Buy{At: int64(at) * grain})
		}
		spells := CareSpells(events, buys, now)
		turned := slices.Clone(events)
		slices.Reverse(turned)
		if again := CareSpells(turned, buys, now); !slices.Equal(again, spells) {
			t.Fatalf("the order they come in matters: %v, %v", spells, again)
		}
		last := int64(-1)
		for i, s := range spells {
			if s.Since < last || s.Since >= now || s.Until < s.Since || len(buys) == 0 || s.Since <= buys[0].At || s.Until != Forever && s.Until >= now {
				t.Fatalf("spell %d of %v, bought %v", i, spells, buys)
			}
			// Rescued means: care was in touch within the spell, and something content ended it.
			touched := slices.ContainsFunc(events, func(e CareEvent) bool { return e.Sign == CaredFor && e.At >= s.Since && e.At <= s.Until && e.At < now })
			if s.Rescued != (touched && s.Until != Forever) {
				t.Fatalf("rescued %v in %v by %v", s.Rescued, s, events)
			}
			// Nothing content, and no grievance, lies within: the one would have ended it, the other begun it anew.
			about := causeOf(events, s.Since)
			ends := func(e CareEvent) bool { return e.Sign == Content || e.Sign == Satisfied && e.Ticket == about }
			inside := func(e CareEvent) bool { return e.At > s.Since && e.At < min(s.Until, now) }
			if slices.ContainsFunc(events, func(e CareEvent) bool { return inside(e) && (ends(e) || e.Sign == Unhappy) }) {
				t.Fatalf("%v within %v, about %q", events, s, about)
			}
			ended := slices.ContainsFunc(events, func(e CareEvent) bool { return e.At == s.Until && ends(e) }) ||
				slices.ContainsFunc(buys, func(b Buy) bool { return b.At == s.Until })
			if s.Until != Forever && !ended {
				t.Fatalf("nothing of %v ends %v, about %q", events, s, about)
			}
			if last = s.Until; s.Until == Forever && i != len(spells)-1 {
				t.Fatalf("%v", spells)
			}
		}
		// Every grievance of a customer lies in a spell.
		for _, e := range events {
			if e.Sign == Unhappy && e.At < now && len(buys) > 0 && buys[0].At < e.At &&
				!slices.ContainsFunc(spells, func(s CareSpell) bool { return s.Until >= e.At }) {
				t.Fatalf("the grievance at %d is in none of %v", e.At, spells)
			}
		}
	})
}

// TestCareIsCreditedOnce holds that each purchase is credited at most once, that the parts are no more than the whole, and that
// figures are as long, or as much, as their lists; by a reckoning purchase by purchase.
func TestCareIsCreditedOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		for i := range w.people {
			for k := range w.people[i].Details {
				w.people[i].Details[k].Value = max(w.people[i].Details[k].Value, 0) // money is given, not taken, so that parts and wholes can be compared
			}
		}
		b := w.fold(Forever)
		from, to := drawPeriod(t)
		who := drawWho(t)
		spells := map[int64][]CareSpell{}
		for i := range b.lives {
			spells[b.lives[i].Person] = CareSpells(drawCare(t), b.lives[i].BuysBefore(w.now), w.now)
		}
		c := NewCareBook(b, spells)
		r := c.Report(from, to, w.now, "VND", who)
		var own, friends int64
		rescued := func(person, before int64) bool {
			for _, s := range spells[person] {
				if s.Rescued && s.Until <= before {
					return true
				}
			}
			return false
		}
		p := newPeriod(from, to, w.now)
		for i := range b.lives {
			l := &b.lives[i]
			if l.FirstSeen >= p.now || who != nil && !who(l.Person) {
				continue
			}
			for _, buy := range l.BuysBefore(p.now) {
				if !p.has(buy.At) || !buy.in("VND") {
					continue
				}
				referrer, ok := b.Life(l.Referrer)
				switch {
				case rescued(l.Person, buy.At):
					own += buy.Value
				case l.Referrer != 0 && ok && referrer.FirstSeen < p.now && rescued(l.Referrer, l.AcceptedAt-1):
					friends += buy.Value
				}
			}
		}
		if r.Own != own || r.Friends != friends || own+friends > r.Return {
			t.Fatalf("%+v, by hand %d and %d", r, own, friends)
		}
		whole := b.Report(from, to, w.now, "VND", who).Revenue
		if whole.Repeat != nil && r.Return != *whole.Repeat+*whole.Referred {
			t.Fatalf("the return is %d, the wheel has %d and %d", r.Return, *whole.Repeat, *whole.Referred)
		}
		for figure, count := range r.counts() {
			page := Page{Limit: 100, Currency: "VND"}
			if c.List(figure, from, to, w.now, who, &page); page.Count != *count {
				t.Fatalf("%s is %d, its list has %d rows", figure, *count, page.Count)
			}
		}
		for figure, sum := range map[string]int64{"own": r.Own, "friends": r.Friends} {
			page := Page{Limit: 100, Currency: "VND"}
			if c.List(figure, from, to, w.now, who, &page); page.Sum != sum {
				t.Fatalf("%s is %d, its list adds up to %d", figure, sum, page.Sum)
			}
		}
		if r.Rescued > 0 && len(spells) == 0 || r.After.Rescued.Bought > r.After.Rescued.People || r.After.Others.Bought > r.After.Others.People || r.After.Rescued.People+r.After.Others.People > r.Troubled {
			t.Fatalf("%+v", r)
		}
	})
}
