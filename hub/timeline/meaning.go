package timeline

import (
	"fmt"
	"slices"
	"strings"

	"banhda/hub/segment"
	"banhda/phrase"
	"banhda/wheel"
)

// Property finds a property of an event by its name; ok is false where it is missing.
type Property func(name string) (v segment.Value, ok bool)

// Get implements segment.Subject.
func (p Property) Get(name string) (segment.Value, bool) { return p(name) }

// Meaning is that of the first rule that fits an event of this name; None where none does.
func (c Catalogue) Meaning(name string, property Property) wheel.Meaning {
	for i := range c.Rules {
		r := &c.Rules[i]
		if r.Event == name && r.fits(property) {
			m, _ := wheel.ParseMeaning(r.Meaning)
			return m
		}
	}
	return wheel.None
}

// Conditional reports whether the meaning of events of this name depends on their properties.
func (c Catalogue) Conditional(name string) bool { return len(c.Properties(name)) > 0 }

// Properties are those the meaning of events of this name depends on, sorted.
func (c Catalogue) Properties(name string) []string {
	var names []string
	for i := range c.Rules {
		if c.Rules[i].Event != name {
			continue
		}
		for _, w := range c.Rules[i].Where {
			names = append(names, w.Property)
		}
		if len(c.Rules[i].Where) == 0 {
			break // nothing after it is ever reached
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// fits never asks for a property where the rule has no condition, so property may then be nil.
func (r *Rule) fits(property Property) bool {
	for i := range r.Where {
		if !r.Where[i].holds(property) {
			return false
		}
	}
	return true
}

// holds compares as segments do, with one difference: an order against a number holds for numbers only. A survey
// sent back with its score left blank is no detractor, though blank text stands before every digit.
func (c *Condition) holds(property Property) bool {
	v, ok := property(c.Property)
	if !ok || c.Operator == "exists" {
		return ok
	}
	k := constant(c.Value)
	if k.IsNum && !v.IsNum && strings.ContainsAny(c.Operator, "<>") {
		return false
	}
	return segment.Compare{Field: c.Property, Op: segment.Operator(c.Operator), Constants: []segment.Value{k}}.Match(property)
}

func constant(v any) segment.Value {
	switch v := v.(type) {
	case float64:
		return segment.Number(v)
	case int:
		return segment.Number(float64(v))
	case int64:
		return segment.Number(float64(v))
	case uint64:
		return segment.Number(float64(v))
	}
	return segment.Value{Text: fmt.Sprint(v)}
}

// Check says what is wrong with a catalogue, by the number of the rule; nil for one that can be used.
func (c Catalogue) Check() error {
	if len(c.Rules) > maxRules {
		return phrase.Errorf("the catalogue has %d rules; at most %d are allowed", len(c.Rules), maxRules)
	}
	for i, r := range c.Rules {
		if err := r.check(); err != nil {
			return phrase.Errorf("rule %d (%s): %w", i+1, r.Event, err)
		}
	}
	t := c.Times
	if min(t.ProspectHorizon, t.CustomerHorizon, t.PromoterHorizon, t.AdvocacyLifetime) <= 0 {
		return phrase.Errorf("times: every horizon and the lifetime of advocacy must be longer than nothing")
	}
	return nil
}

const maxRules = 10_000

func (r Rule) check() error {
	if r.Event == "" {
		return phrase.Errorf("event: name the events this rule is about")
	}
	if _, ok := wheel.ParseMeaning(r.Meaning); !ok {
		return phrase.Errorf("meaning %q: write seen, lead, purchase, usage, advocacy, grievance, touch, handoff, or nothing for none", r.Meaning)
	}
	for _, w := range r.Where {
		if err := w.check(); err != nil {
			return err
		}
	}
	return nil
}

var operators = []string{"=", "!=", "<", "<=", ">", ">=", "contains", "starts", "exists"}

func (c Condition) check() error {
	if c.Property == "" {
		return phrase.Errorf("where: name the property to compare")
	}
	if !slices.Contains(operators, c.Operator) {
		return phrase.Errorf("operator %q of %s: write one of %s", c.Operator, c.Property, strings.Join(operators, " "))
	}
	switch c.Value.(type) {
	case string, float64, int, int64, uint64, bool:
		return nil
	case nil:
		if c.Operator == "exists" {
			return nil
		}
	}
	return phrase.Errorf("value of %s: write a text, a number, true or false", c.Property)
}
