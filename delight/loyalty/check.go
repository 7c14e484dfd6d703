package loyalty

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"banhda/phrase"
)

// The events loyalty tells. No rule waits for them: points for points would never end.
const (
	EarnedEvent   = "Points Earned"
	RedeemedEvent = "Points Redeemed"
	ExpiredEvent  = "Points Expired"
	TierEvent     = "Tier Changed"
)

var (
	own     = []string{EarnedEvent, RedeemedEvent, ExpiredEvent, TierEvent}
	keyForm = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)
	periods = []Period{"", Day, Week, Month, Year, Ever}
)

const longestLabel = 300 // runes

// What is wrong with a program.
var (
	errLong       = phrase.Errorf("a text of the loyalty programme has at most %d characters", longestLabel)
	errRounding   = phrase.Errorf("points are rounded down, or half up")
	errWindow     = phrase.Errorf("points wait 0 to 365 days, and live 0 to 120 months")
	errKeys       = phrase.Errorf("every rule, multiplier and tier has a key of its own, such as coffee_day")
	errNames      = phrase.Errorf("name every rule, multiplier and tier, in Vietnamese or in English")
	errAmount     = phrase.Errorf("a rule by amount says how many points for how much: both more than nothing")
	errEvent      = phrase.Errorf("a rule by event says what has to happen; what points themselves tell does not count")
	errLimit      = phrase.Errorf("a limit says within what it holds: a day, a week, a month, a year, or ever")
	errDays       = phrase.Errorf("write days such as 2026-12-31, the first not after the last")
	errPercent    = phrase.Errorf("a multiplier gives 100 to 1000 percent")
	errMultiplier = phrase.Errorf("a multiplier is for a tier, for a segment, for days, or for the month of a birthday")
	errTiers      = phrase.Errorf("tiers begin at more than nothing, each higher than the one before")
	errTierBy     = phrase.Errorf("a tier is reached by points earned or by money spent")
	errReview     = phrase.Errorf("write the day of review such as 01-01, with a grace of 0 to 365 days")
)

func long(l Label) bool {
	return len([]rune(l.Vi)) > longestLabel || len([]rune(l.En)) > longestLabel
}

// Check says what is wrong with a program.
func (p *Program) Check() error {
	switch {
	case slices.ContainsFunc(p.labels(), func(l *Label) bool { return long(*l) }):
		return errLong
	case p.Rounding != Down && p.Rounding != HalfUp:
		return errRounding
	case p.Window < 0 || p.Window > 365 || p.Life < 0 || p.Life > 120 || p.Value < 0:
		return errWindow
	case !p.keyed():
		return errKeys
	}
	for i := range p.Rules {
		if err := p.Rules[i].check(); err != nil {
			return err
		}
	}
	for i := range p.Multipliers {
		if err := p.checkMultiplier(&p.Multipliers[i]); err != nil {
			return err
		}
	}
	return p.checkTiers()
}

// keyed reports whether everything has a key of its own and a name.
func (p *Program) keyed() bool {
	var rules, multipliers, tiers []string
	for _, r := range p.Rules {
		rules = append(rules, r.Key)
	}
	for _, m := range p.Multipliers {
		multipliers = append(multipliers, m.Key)
	}
	for _, t := range p.Tiers {
		tiers = append(tiers, t.Key)
	}
	for _, keys := range [][]string{rules, multipliers, tiers} {
		for i, key := range keys {
			if !keyForm.MatchString(key) || slices.Index(keys, key) != i {
				return false
			}
		}
	}
	return len(rules) <= 50 && len(multipliers) <= 50 && len(tiers) <= 10
}

func (r *Rule) check() error {
	switch {
	case r.Name == (Label{}):
		return errNames
	case r.By == Amount && (r.Points < 1 || r.Per < 1), r.Points < 1, r.Points > Most:
		return errAmount
	case !slices.Contains([]By{Amount, Event, OnBirthday}, r.By), r.By == Event && (r.Event == "" || slices.Contains(own, r.Event)):
		return errEvent
	case !slices.Contains(periods, r.Period) || r.Limit < 0 || (r.Limit > 0) != (r.Period != ""):
		return errLimit
	case !days(r.From, r.To):
		return errDays
	}
	return nil
}

func (p *Program) checkMultiplier(m *Multiplier) error {
	switch {
	case m.Name == (Label{}):
		return errNames
	case m.Percent < 100 || m.Percent > 1000:
		return errPercent
	case m.When == OfTier && p.Tier(m.Tier) == nil, m.When == OfSegment && m.Whom == "", m.When == OfDays && m.From == "" && m.To == "",
		!slices.Contains([]When{OfTier, OfSegment, OfDays, OfBirthday}, m.When):
		return errMultiplier
	case !days(m.From, m.To):
		return errDays
	}
	return nil
}

func (p *Program) checkTiers() error {
	if p.TierBy != ByPoints && p.TierBy != BySpend {
		return errTierBy
	}
	if _, err := time.Parse("01-02", p.Review); err != nil || p.Grace < 0 || p.Grace > 365 {
		return errReview
	}
	last := int64(0)
	for _, t := range p.Tiers {
		if t.Name == (Label{}) {
			return errNames
		}
		if t.From <= last {
			return errTiers
		}
		last = t.From
	}
	return nil
}

// days reports whether two days are days, or left out, and in order.
func days(from, to string) bool {
	for _, day := range []string{from, to} {
		if _, err := time.Parse(time.DateOnly, day); day != "" && err != nil {
			return false
		}
	}
	return from == "" || to == "" || from <= to
}

func (p *Program) labels() []*Label {
	all := []*Label{&p.Name}
	for i := range p.Rules {
		all = append(all, &p.Rules[i].Name)
	}
	for i := range p.Multipliers {
		all = append(all, &p.Multipliers[i].Name)
	}
	for i := range p.Tiers {
		all = append(all, &p.Tiers[i].Name, &p.Tiers[i].Perk)
	}
	return all
}

// Clean brings texts into their one form, and lists where there were none.
func (p *Program) Clean() {
	if p.Rules == nil {
		p.Rules = []Rule{}
	}
	if p.Multipliers == nil {
		p.Multipliers = []Multiplier{}
	}
	if p.Tiers == nil {
		p.Tiers = []Tier{}
	}
	for _, l := range p.labels() {
		CleanLabel(l)
	}
	for i := range p.Rules {
		p.Rules[i].Event, p.Rules[i].Whom = cleaned(p.Rules[i].Event), cleaned(p.Rules[i].Whom)
	}
	for i := range p.Multipliers {
		p.Multipliers[i].Whom = cleaned(p.Multipliers[i].Whom)
	}
}

// CleanLabel brings a text into its one form.
func CleanLabel(l *Label) { l.Vi, l.En = cleaned(l.Vi), cleaned(l.En) }

func cleaned(s string) string { return strings.TrimSpace(norm.NFC.String(s)) }

// Usual is how a house begins: a point for each 10,000 đồng of goods, worth 500 đồng, free after a week, good for a year.
func Usual() Program {
	return Program{Name: Label{Vi: "Khách hàng thân thiết", En: "Loyalty"}, Value: 500, Rounding: Down, Window: 7, Life: 12, TierBy: ByPoints, Review: "01-01", Grace: 31,
		Rules: []Rule{{Key: "purchase", Name: Label{Vi: "Mua hàng", En: "Purchases"}, By: Amount, Points: 1, Per: 10_000}, {Key: "birthday", Name: Label{Vi: "Sinh nhật", En: "Birthday"}, By: OnBirthday, Points: 20}}, Multipliers: []Multiplier{}, Tiers: []Tier{}}
}
