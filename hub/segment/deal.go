package segment

import (
	"time"

	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/phrase"
)

// HasDeal is fulfilled by a person who has a deal of which a condition holds: deal(state = open and value > 50tr).
type HasDeal struct {
	Of Node // asked of deals
	at int
}

// Buyer is a Subject who has deals.
type Buyer interface {
	Subject
	Deals() []Recorded
}

// Match implements Node.
func (h HasDeal) Match(s Subject) bool {
	b, ok := s.(Buyer)
	if !ok {
		return false
	}
	for _, d := range b.Deals() {
		if h.Of.Match(d) {
			return true
		}
	}
	return false
}

func (HasDeal) fields(map[string]bool) {}

// Selling is what conditions on deals are asked in.
type Selling struct {
	Fields []record.Field // of deals
	Hidden []string
	// Within is what deals have to fulfil for who asks to know of them; nil: all are for them.
	Within Node
}

// stale is asked of deals as a field, though no record has it: whether one needs looking at changes by the day.
const stale = "stale"

// deal reads deal(…), the condition on deals within.
func (p *parser) deal(depth int) (Node, error) {
	at, people := p.tok.from, p.people
	if err := p.next(); err != nil {
		return nil, err
	}
	p.people = false
	of, err := p.parentheses(depth)
	p.people = people
	return HasDeal{of, at}, err
}

func (b *binder) deal(n HasDeal) (Node, error) {
	if err := b.person(n.at); err != nil {
		return nil, err
	}
	if b.Selling == nil {
		return nil, b.wrong(n.at, phrase.Errorf("something else: your role shows you no deals"))
	}
	s, err := b.Selling()
	if err != nil {
		return nil, err
	}
	within := *b
	within.Type, within.Fields, within.Hidden, within.History = record.Deal, s.Fields, s.Hidden, false
	of, err := within.bind(n.Of)
	if s.Within != nil {
		of = And{s.Within, of}
	}
	return HasDeal{of, n.at}, err
}

// stale binds stale = yes to the deals that are.
func (b *binder) stale(c Compare) (Node, error) {
	yes, ok := truths[person.Fold(c.Constants[0].Text)]
	if !ok || c.Op != Equal {
		return nil, b.wrong(c.at, phrase.Errorf("yes or no to compare %s with", c.Field))
	}
	set, err := b.Stale(b.Now)
	if err != nil || yes == 1 {
		return Among{set}, err
	}
	return Not{Among{set}}, nil
}

// asksStale reports whether a field is the one that deals have by the day.
func (b *binder) asksStale(field string) bool {
	return b.Type == record.Deal && field == stale && b.Stale != nil
}

// Staleness finds the deals that need looking at, at an instant.
type Staleness func(now time.Time) (*Set, error)
