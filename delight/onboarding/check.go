package onboarding

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"banhda/hub/segment"
	"banhda/phrase"
)

// Bounds of a plan.
const (
	mostSteps    = 60
	mostNeeds    = 20
	mostDays     = 250 // working days: about a year
	mostTimes    = 1000
	longestLabel = 200  // runes
	longestHelp  = 2000 // runes
)

var keyForm = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

// What is wrong with a plan.
var (
	errName    = phrase.Errorf("give the plan a name")
	errFor     = phrase.Errorf("a plan begins by a product, by a pipeline or by hand")
	errStall   = phrase.Errorf("an onboarding counts as stalled after 0 to %d working days", mostDays)
	errMany    = phrase.Errorf("a plan has at most %d steps", mostSteps)
	errKeys    = phrase.Errorf("every step has a key of its own, such as first_call")
	errSide    = phrase.Errorf("a step is done by us or by the customer, and care, the seller or a user sees to it")
	errDays    = phrase.Errorf("a step is due after 0 to %d working days", mostDays)
	errTimes   = phrase.Errorf("an event ticks a step after it happened 1 to %d times", mostTimes)
	errLong    = phrase.Errorf("a step is called by at most %d characters and explained by at most %d", longestLabel, longestHelp)
	errLink    = phrase.Errorf("the address of what helps begins with https:// or with /")
	errProduct = phrase.Errorf("choose the product with which the plan begins")
	errLine    = phrase.Errorf("choose the pipeline with which the plan begins")
	errNothing = phrase.Errorf("a plan needs a step that is not optional: with the last of them it is finished")
	errWords   = phrase.Errorf("say of every step what is to be done, in Vietnamese or in English")
	errUser    = phrase.Errorf("choose who sees to every step that is always the same person's")
)

// Check says what is wrong with a plan as a draft: everything but what only whoever publishes has to have done.
func (p *Plan) Check() error {
	if strings.TrimSpace(p.Name) == "" {
		return errName
	}
	return p.Draft.Check()
}

// Ready says why a draft cannot be published yet.
func (d *Definition) Ready() error {
	if err := d.Check(); err != nil {
		return err
	}
	switch {
	case d.For == ForProduct && d.Product == "":
		return errProduct
	case d.For == ForPipeline && d.Pipeline == "":
		return errLine
	case !slices.ContainsFunc(d.Steps, func(s Step) bool { return !s.Optional }):
		return errNothing
	case slices.ContainsFunc(d.Steps, func(s Step) bool { return s.Label == (Label{}) }):
		return errWords
	case slices.ContainsFunc(d.Steps, func(s Step) bool { return s.Owner == User && s.User == "" }):
		return errUser
	}
	return nil
}

// Check says what is wrong with a definition.
func (d *Definition) Check() error {
	switch {
	case !slices.Contains(Fors, d.For):
		return errFor
	case d.Stall < 0 || d.Stall > mostDays:
		return errStall
	case len(d.Steps) > mostSteps:
		return errMany
	case tooLong(d.Welcome, longestHelp):
		return errLong
	}
	for i := range d.Steps {
		first := slices.IndexFunc(d.Steps, func(o Step) bool { return o.Key == d.Steps[i].Key })
		if first != i || !keyForm.MatchString(d.Steps[i].Key) {
			return errKeys
		}
		if err := d.Steps[i].check(); err != nil {
			return err
		}
	}
	return d.checkOrder()
}

func (s *Step) check() error {
	switch {
	case s.Side != Us && s.Side != Customer, s.Owner != Care && s.Owner != Seller && s.Owner != User:
		return errSide
	case s.Days < 0 || s.Days > mostDays:
		return errDays
	case s.Count < 0 || s.Count > mostTimes:
		return errTimes
	case tooLong(s.Label, longestLabel) || tooLong(s.Help, longestHelp):
		return errLong
	case s.Link != "" && !strings.HasPrefix(s.Link, "https://") && !strings.HasPrefix(s.Link, "/"), strings.HasPrefix(s.Link, "//"):
		return errLink
	}
	if s.If == "" {
		return nil
	}
	_, err := segment.Parse(s.If)
	return err
}

// checkOrder refuses steps that wait for what is not there, or for one another in a circle.
func (d *Definition) checkOrder() error {
	for i := range d.Steps {
		s := &d.Steps[i]
		for _, key := range s.before() {
			if d.Step(key) == nil {
				return phrase.Errorf("%q waits for a step that is not there; choose another", s.name())
			}
		}
		if len(s.Needs) > mostNeeds {
			return phrase.Errorf("%q waits for more than %d steps; choose the last of them", s.name(), mostNeeds)
		}
	}
	if circle := d.circle(); circle != nil {
		return phrase.Errorf("these steps wait for one another in a circle, so none could ever begin: %s", strings.Join(circle, " → "))
	}
	return nil
}

// circle names the steps of a circle in the order they wait, the first again at the end; nil where there is none.
func (d *Definition) circle() []string {
	const under, done = 1, 2
	state := map[string]int{}
	var path []string
	var visit func(key string) bool
	visit = func(key string) bool {
		switch state[key] {
		case done:
			return false
		case under:
			path = append(path[slices.Index(path, key):], key)
			return true
		}
		state[key] = under
		path = append(path, key)
		if slices.ContainsFunc(d.Step(key).before(), visit) {
			return true
		}
		state[key], path = done, path[:len(path)-1]
		return false
	}
	for i := range d.Steps {
		if visit(d.Steps[i].Key) {
			names := make([]string, len(path))
			for k, key := range path {
				names[k] = d.Step(key).name()
			}
			return names
		}
	}
	return nil
}

// name is what a step is called where people are told of it.
func (s *Step) name() string {
	for _, name := range []string{s.Label.Vi, s.Label.En} {
		if name != "" {
			return name
		}
	}
	return s.Key
}

func tooLong(l Label, most int) bool { return len([]rune(l.Vi)) > most || len([]rune(l.En)) > most }

// Clean brings texts into their one form, and lists where there were none. A step for which the customer books a meeting is
// ticked by the booking, where nothing else is said.
func (d *Definition) Clean() {
	if d.Steps == nil {
		d.Steps = []Step{}
	}
	clean(&d.Welcome.Vi, &d.Welcome.En)
	if d.For != ForProduct {
		d.Product = ""
	}
	if d.For != ForPipeline {
		d.Pipeline = ""
	}
	for i := range d.Steps {
		s := &d.Steps[i]
		clean(&s.Label.Vi, &s.Label.En, &s.Help.Vi, &s.Help.En, &s.Link, &s.Event, &s.If, &s.Booking)
		if s.Needs == nil {
			s.Needs = []string{}
		}
		if s.Owner != User {
			s.User = ""
		}
		if s.Booking != "" && s.Event == "" {
			s.Event = BookedEvent
		}
		if s.Event == "" {
			s.If, s.Count = "", 0
		}
	}
}

func clean(texts ...*string) {
	for _, t := range texts {
		*t = strings.TrimSpace(norm.NFC.String(strings.ReplaceAll(*t, "\x00", "")))
	}
}
