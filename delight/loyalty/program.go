package loyalty

import (
	"math/big"
	"slices"
	"time"

	"banhda/hub/calendar"
	"banhda/hub/order"
	"banhda/hub/record"
)

// Label is a text in both languages. Where one is empty, the other is used.
type Label = record.Label

// Program is how points are earned and what they are worth. What is published never changes: what happened is reckoned by what
// held then.
type Program struct {
	Name        Label        `json:"name"`
	Value       int64        `json:"value" minimum:"0" doc:"what a point is worth, in minor units of the house's currency"`
	Tax         bool         `json:"tax,omitempty" doc:"tax counts as paid too"`
	Delivery    bool         `json:"delivery,omitempty" doc:"lines of no product, such as delivery, count too"`
	Rounding    Rounding     `json:"rounding" enum:"down,half_up" doc:"of points, once for each purchase and rule"`
	Window      int          `json:"window" minimum:"0" maximum:"365" doc:"days after a purchase until its points can be spent; 0: at once"`
	Life        int          `json:"life" minimum:"0" maximum:"120" doc:"months until points lapse, at the end of that month; 0: never"`
	Forgive     bool         `json:"forgive,omitempty" doc:"points of a purchase that went back and were spent already are let be; else they are owed"`
	Rules       []Rule       `json:"rules" maxItems:"50"`
	Multipliers []Multiplier `json:"multipliers" maxItems:"50"`
	Tiers       []Tier       `json:"tiers" maxItems:"10" doc:"the lowest first"`
	TierBy      TierBy       `json:"tier_by" enum:"points,spend" doc:"what counts within twelve months"`
	Review      string       `json:"review" doc:"the day of each year, as 01-01, from which nobody is sure of their tier any more"`
	Grace       int          `json:"grace" minimum:"0" maximum:"365" doc:"days after it, for who has fallen below, to reach their tier again"`
}

// Version is a program as it was published.
type Version struct {
	Number  int64
	Content Program
	At      int64 // from when on it holds; microseconds
	Act     int64
}

// InForce is the version that held at an instant; nil where none did.
func InForce(versions []Version, at int64) (is *Version) {
	for i := range versions {
		if v := &versions[i]; v.At <= at && (is == nil || v.Number > is.Number) {
			is = v
		}
	}
	return is
}

// Rounding is how what is not a whole point is rounded.
type Rounding string

// The ways.
const (
	Down   Rounding = "down"
	HalfUp Rounding = "half_up"
)

// By is what a rule gives points for.
type By string

// What there is.
const (
	Amount     By = "amount"   // so many for each so much of what was paid
	Event      By = "event"    // so many whenever something happens
	OnBirthday By = "birthday" // so many once a year, when they are congratulated
)

// Rule is one by which points are earned.
type Rule struct {
	Key    string `json:"key"` // [a-z][a-z0-9_]{0,39}; transactions name it
	Name   Label  `json:"name"`
	By     By     `json:"by" enum:"amount,event,birthday" doc:"birthday: once a year, by the workflow step that congratulates"`
	Points int64  `json:"points" minimum:"1"`
	Per    int64  `json:"per,omitempty" doc:"by amount: for each so much paid, in minor units"`
	Event  string `json:"event,omitempty" doc:"by event: what has to happen"`
	Whom   string `json:"whom,omitempty" doc:"a condition on people: who else earns nothing; empty: everybody"`
	Limit  int    `json:"limit,omitempty" minimum:"0" doc:"how often somebody earns by it within a period; 0: every time"`
	Period Period `json:"period,omitempty" enum:",day,week,month,year,ever" doc:"of the limit"`
	From   string `json:"from,omitempty" doc:"the first day it holds; empty: from the beginning"`
	To     string `json:"to,omitempty" doc:"the last day; empty: for good"`
}

// Period is within what a limit holds.
type Period string

// The periods, by the calendar.
const (
	Day   Period = "day"
	Week  Period = "week" // from Monday
	Month Period = "month"
	Year  Period = "year"
	Ever  Period = "ever"
)

// When is what a multiplier is for.
type When string

// What there is.
const (
	OfTier     When = "tier"
	OfSegment  When = "segment"
	OfDays     When = "days"
	OfBirthday When = "birthday" // its month, by the lunar calendar for who keeps it so
)

// Multiplier gives more for the same. Of several that hold the largest counts.
type Multiplier struct {
	Key     string `json:"key"`
	Name    Label  `json:"name"`
	When    When   `json:"when" enum:"tier,segment,days,birthday"`
	Percent int64  `json:"percent" minimum:"100" maximum:"1000" doc:"200: twice as many"`
	Tier    string `json:"tier,omitempty" doc:"the key of a tier: who has it or a higher one"`
	Whom    string `json:"whom,omitempty" doc:"a condition on people, such as a segment"`
	From    string `json:"from,omitempty" doc:"the first day it holds; empty: from the beginning"`
	To      string `json:"to,omitempty" doc:"the last day; empty: for good"`
}

// Deed is something somebody did, with what is known of them then.
type Deed struct {
	Day      calendar.Day
	Event    string // empty: a purchase that is no event
	Worth    int64  // what was paid that counts, in minor units; 0: nothing
	Tier     string
	Birthday bool            // it is the month of their birthday
	Wished   bool            // they are congratulated on it
	Fits     map[string]bool // of the conditions, whether they fulfil it
}

// Award is what a rule gives for a deed.
type Award struct {
	Rule   string
	Points int64
}

// Awards are what a program gives for a deed, by rule. Limits are not in it: they depend on what was given before.
func (p *Program) Awards(d *Deed) (list []Award) {
	percent := p.percent(d)
	for i := range p.Rules {
		r := &p.Rules[i]
		if !within(d.Day, r.From, r.To) || r.Whom != "" && !d.Fits[r.Whom] {
			continue
		}
		points := int64(0)
		switch {
		case r.By == Amount && d.Worth > 0:
			points = p.reckon(d.Worth, r.Points, percent, r.Per)
		case r.By == Event && r.Event == d.Event:
			points = p.reckon(1, r.Points, percent, 1)
		case r.By == OnBirthday && d.Wished:
			points = p.reckon(1, r.Points, percent, 1)
		}
		if points > 0 {
			list = append(list, Award{r.Key, min(points, Most)})
		}
	}
	return list
}

// Wishes reports whether birthdays earn points.
func (p *Program) Wishes() bool {
	return slices.ContainsFunc(p.Rules, func(r Rule) bool { return r.By == OnBirthday })
}

// betweenBirthdays is less than ever lies between two birthdays: 354 days by the moon.
const betweenBirthdays = 300 * 24 * time.Hour

// Allows is how often somebody may have earned by a rule since an instant before at; 0: every time. A birthday comes once a year,
// however its day is corrected.
func (r *Rule) Allows(at int64, zone *time.Location) (times int, since int64) {
	if r.By == OnBirthday {
		return 1, at - betweenBirthdays.Microseconds()
	}
	return r.Limit, r.Period.Begin(at, zone)
}

// Rule is one by its key; nil where there is none.
func (p *Program) Rule(key string) *Rule {
	if i := slices.IndexFunc(p.Rules, func(r Rule) bool { return r.Key == key }); i >= 0 {
		return &p.Rules[i]
	}
	return nil
}

// Conditions are those that have to be known of whoever does something.
func (p *Program) Conditions() (list []string) {
	for _, r := range p.Rules {
		list = append(list, r.Whom)
	}
	for _, m := range p.Multipliers {
		list = append(list, m.Whom)
	}
	slices.Sort(list)
	return slices.DeleteFunc(slices.Compact(list), func(s string) bool { return s == "" })
}

// Listens reports whether a rule waits for an event.
func (p *Program) Listens(event string) bool {
	return slices.ContainsFunc(p.Rules, func(r Rule) bool { return r.By == Event && r.Event == event })
}

// percent is the largest multiplier that holds.
func (p *Program) percent(d *Deed) int64 {
	best := int64(100)
	for i := range p.Multipliers {
		if m := &p.Multipliers[i]; within(d.Day, m.From, m.To) && p.holds(m, d) {
			best = max(best, m.Percent)
		}
	}
	return best
}

func (p *Program) holds(m *Multiplier, d *Deed) bool {
	switch m.When {
	case OfTier:
		return d.Tier != "" && p.rank(d.Tier) >= p.rank(m.Tier)
	case OfSegment:
		return d.Fits[m.Whom]
	case OfBirthday:
		return d.Birthday
	}
	return m.When == OfDays
}

// reckon is worth ÷ per × points × percent, rounded once.
func (p *Program) reckon(worth, points, percent, per int64) int64 {
	n := new(big.Int).Mul(big.NewInt(worth), big.NewInt(points))
	n.Mul(n, big.NewInt(percent))
	by := new(big.Int).Mul(big.NewInt(max(per, 1)), big.NewInt(100))
	if p.Rounding == HalfUp {
		n.Add(n.Lsh(n, 1), by)
		by.Lsh(by, 1)
	}
	if n.Quo(n, by); !n.IsInt64() {
		return Most
	}
	return n.Int64()
}

func mulDiv(a, b, c int64) int64 {
	n := new(big.Int).Mul(big.NewInt(a), big.NewInt(b))
	return n.Quo(n, big.NewInt(c)).Int64()
}

// within reports whether a day is between two, either of which may be empty.
func within(d calendar.Day, from, to string) bool {
	day := d.String()
	return (from == "" || from <= day) && (to == "" || day <= to)
}

// Worth is what counts of an order: its lines less all discounts, without tax and without what is no product unless the program
// says so; of an order without lines, as from an older system, its total. What went back of the price is taken off in
// proportion.
func (p *Program) Worth(v record.Values) int64 {
	total, worth := v.Int("total"), v.Int("total")
	if lines, ok := v["lines"].([]record.Line); ok && len(lines) > 0 {
		worth = p.worthOf(lines, v.Int("discount"))
	}
	if total > 0 {
		worth -= mulDiv(worth, min(max(v.Int("refunded"), 0), total), total)
	}
	return max(worth, 0)
}

func (p *Program) worthOf(lines []record.Line, discount int64) (worth int64) {
	nets := make([]int64, len(lines))
	for i, l := range lines {
		nets[i], _ = order.Net(l) // the order was reckoned when it was kept
	}
	for i, off := range order.Spread(discount, nets) {
		if lines[i].Product == 0 && !p.Delivery {
			continue
		}
		one := record.Line{Quantity: 1000, Price: nets[i] - off, TaxRate: lines[i].TaxRate}
		if sum, err := order.Reckon([]record.Line{one}, 0); err == nil && p.Tax {
			worth += sum.Total
		} else {
			worth += nets[i] - off
		}
	}
	return worth
}

// InBirthdayMonth reports whether a day is in the month of somebody's birthday: of the lunar calendar where they keep it so.
func InBirthdayMonth(day, birthday calendar.Day, lunar bool) bool {
	if lunar {
		return calendar.ToLunar(day).Month == calendar.ToLunar(birthday).Month
	}
	_, is, _ := day.Date()
	_, was, _ := birthday.Date()
	return is == was
}
