package loyalty

import (
	"slices"
	"time"
)

// Tier is a standing customers reach.
type Tier struct {
	Key  string `json:"key"`
	Name Label  `json:"name"`
	From int64  `json:"from" minimum:"1" doc:"points earned, or minor units spent, within twelve months"`
	Perk Label  `json:"perk" doc:"what it brings, as members read it"`
}

// TierBy is what counts for a tier.
type TierBy string

// What there is.
const (
	ByPoints TierBy = "points"
	BySpend  TierBy = "spend"
)

// Standing is the tier of a person. They never fall before the day it is sure until.
type Standing struct {
	Tier  string // empty: none
	Since int64  // microseconds
	Until int64  // when it is looked at again, the grace over; 0: there is nothing to lose
}

// rank is the place of a tier, 1 being the lowest; 0 where there is none of that key.
func (p *Program) rank(key string) int {
	return slices.IndexFunc(p.Tiers, func(t Tier) bool { return t.Key == key }) + 1
}

// Tier is one by its key; nil where there is none.
func (p *Program) Tier(key string) *Tier {
	if n := p.rank(key); n > 0 {
		return &p.Tiers[n-1]
	}
	return nil
}

// Reached is the highest tier that so much reaches, and the next; nil where there is none.
func (p *Program) Reached(score int64) (is, next *Tier) {
	for i := range p.Tiers {
		if t := &p.Tiers[i]; score >= t.From {
			is = t
		} else {
			return is, t
		}
	}
	return is, nil
}

// Stand is where somebody stands who has so much within twelve months: up at once, down only when the day of review and the
// grace after it are over.
func (p *Program) Stand(was Standing, score, now int64, zone *time.Location) Standing {
	reached, _ := p.Reached(score)
	key := ""
	if reached != nil {
		key = reached.Key
	}
	is, up := was, p.rank(key) > p.rank(was.Tier)
	if up || now >= was.Until && key != was.Tier {
		is = Standing{Tier: key, Since: now}
	}
	if is.Tier == "" {
		is.Until = 0
	} else if up || now >= is.Until {
		is.Until = p.nextReview(now, zone)
	}
	return is
}

// nextReview is the end of the grace after the next day of review.
func (p *Program) nextReview(now int64, zone *time.Location) int64 {
	at := time.UnixMicro(now).In(zone)
	month, day := time.January, 1
	if t, err := time.Parse("01-02", p.Review); err == nil {
		_, month, day = t.Date()
	}
	for year := at.Year(); ; year++ {
		if review := time.Date(year, month, day, 0, 0, 0, 0, zone); review.After(at) {
			return review.AddDate(0, 0, p.Grace).UnixMicro()
		}
	}
}

// Window is from when on it counts what somebody earned or spent.
func Window(now int64, zone *time.Location) int64 {
	return time.UnixMicro(now).In(zone).AddDate(-1, 0, 0).UnixMicro()
}

// Opens is when points of something that happened at an instant can be spent.
func (p *Program) Opens(at int64) int64 {
	return at + int64(p.Window)*int64(24*time.Hour/time.Microsecond)
}

// Expires is when points given at an instant lapse: at the end of a month; 0: never.
func (p *Program) Expires(at int64, zone *time.Location) int64 {
	if p.Life == 0 {
		return 0
	}
	y, m, _ := time.UnixMicro(at).In(zone).Date()
	return time.Date(y, m+time.Month(p.Life)+1, 1, 0, 0, 0, 0, zone).UnixMicro()
}

// Begin is when the period of a limit began that an instant is in.
func (p Period) Begin(at int64, zone *time.Location) int64 {
	t := time.UnixMicro(at).In(zone)
	y, m, d := t.Date()
	switch p {
	case Day:
	case Week:
		d -= (int(t.Weekday()) + 6) % 7
	case Month:
		d = 1
	case Year:
		m, d = time.January, 1
	default:
		return 0
	}
	return time.Date(y, m, d, 0, 0, 0, 0, zone).UnixMicro()
}
