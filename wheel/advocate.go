package wheel

// Advocate is a promoter, with what those brought whom they referred.
type Advocate struct {
	Person  int64
	Since   int64    // microseconds: a promoter since
	Own     int64    // what they bought themselves, minor units
	Friends []Friend // whom they referred, in order of person
}

// Friend is somebody referred.
type Friend struct {
	Person     int64
	AcceptedAt int64
	Bought     bool
	Spent      int64 // minor units
}

// Brought is how many of the friends bought, and what they spent, in minor units.
func (a *Advocate) Brought() (buyers int, spent int64) {
	for _, f := range a.Friends {
		if f.Bought {
			buyers++
		}
		spent += f.Spent
	}
	return buyers, spent
}

// Advocates are the promoters there are at an instant, in order of person. Money in other currencies is not counted.
func (b *Book) Advocates(now int64, currency string, who Who) []Advocate {
	var all []Advocate
	place := map[int64]int{}
	for _, part := range each(b, now, who, func(list *[]Advocate, l *Life) {
		if a, ok := l.advocate(now, currency); ok {
			*list = append(*list, a)
		}
	}) {
		all = append(all, part...)
	}
	for i := range all {
		place[all[i].Person] = i
	}
	for _, part := range each(b, now, nil, func(list *[]*Life, l *Life) {
		if _, ok := place[l.Referrer]; ok && l.AcceptedAt < now {
			*list = append(*list, l)
		}
	}) {
		for _, l := range part {
			a := &all[place[l.Referrer]]
			a.Friends = append(a.Friends, l.friend(now, currency))
		}
	}
	return all
}

func (l *Life) advocate(now int64, currency string) (Advocate, bool) {
	if stage, _ := l.StageAt(now); stage != Promoter {
		return Advocate{}, false
	}
	a := Advocate{Person: l.Person, Own: sumOf(l.BuysBefore(now), currency)}
	for _, m := range l.Moves {
		if m.At < now {
			a.Since = m.At
		}
	}
	return a, true
}

func (l *Life) friend(now int64, currency string) Friend {
	buys := l.BuysBefore(now)
	return Friend{Person: l.Person, AcceptedAt: l.AcceptedAt, Bought: len(buys) > 0, Spent: sumOf(buys, currency)}
}

// sumOf is what purchases add up to in a currency.
func sumOf(buys []Buy, currency string) (sum int64) {
	for _, b := range buys {
		if b.in(currency) {
			sum += b.Value
		}
	}
	return sum
}
