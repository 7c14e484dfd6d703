package segment

import (
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/phrase"
)

// Asking is what a tree means in: whose records are asked for, by whom and when. What is relative in a tree (me,
// my_team, -30d, today) is settled once, when it is bound.
type Asking struct {
	Type   record.Type
	Fields []record.Field // of the type
	Hidden []string       // keys that who asks may not see: a condition on one of them is refused
	Now    time.Time      // in the zone whose days are meant
	Me     int64          // the user who asks; 0: none
	Teams  []int64        // theirs
	// Currency is what money is in where a field does not say.
	Currency string
	// ID reads an id as it is known outside; ok is false for what is none of the kind.
	ID func(k record.Kind, text string) (id int64, ok bool)
	// Segment finds a saved segment by its id: its expression, or the list that it is.
	Segment func(id string) (e *Expr, list int64, err error)
	// Called is what a saved segment is called, for who made one of itself; nil: its id.
	Called func(id string) string
	// Selling is what a condition on a person's deals is asked in; nil: who asks may see none.
	Selling func() (Selling, error)
	// Stale finds the deals that need looking at; nil: that is not asked.
	Stale Staleness
	// Foresight finds people by what is forecast of them; nil: that is not asked.
	Foresight Foresight
	// History says that the tree chooses people of a readout: what both a person's history and their record have is
	// asked of the history, as known in the readout's cut.
	History bool
}

// Bind gives the tree with every field found, every constant read as its field's kind has it, and every saved segment
// put in its place. It can then be matched with records and rendered. Errors are *Error.
func (e *Expr) Bind(a Asking) (Node, error) {
	b := binder{Asking: a, text: e.text}
	return b.bind(e.root)
}

type binder struct {
	Asking
	text string   // of the expression that is being bound
	open []string // the segments it is part of, the outermost first
}

func (b *binder) bind(n Node) (bound Node, err error) {
	bound = Replace(n, func(leaf Node) Node {
		if err != nil {
			return leaf
		}
		var tree Node
		if tree, err = b.leaf(leaf); err != nil {
			return leaf
		}
		return tree
	})
	return bound, err
}

func (b *binder) leaf(n Node) (Node, error) {
	switch n := n.(type) {
	case *Did:
		return b.did(n)
	case *When:
		return b.when(n)
	case *Sum:
		return b.sum(n)
	case InSegment:
		return b.segment(n)
	case HasDeal:
		return b.deal(n)
	case Exists:
		if b.foreseen(n.Field) {
			return b.foresee(n.Field, n.at, func(Outlook) bool { return true })
		}
		if b.ofHistory(n.Field) {
			return n, b.person(n.at)
		}
		f, part, err := b.field(n.Field, n.at)
		return Has{f, part}, err
	case Compare:
		return b.compare(n)
	}
	return n, nil
}

// wrong says what was expected at a place of the text.
func (b *binder) wrong(at int, expected *phrase.Sentence) *Error {
	found, _, _ := strings.Cut(b.text[at:], " ")
	return newError(b.text, utf8.RuneCountInString(b.text[:at])+1, found, expected)
}

// person refuses what is asked of a history where records are not people.
func (b *binder) person(at int) error {
	if b.Type == record.Person {
		return nil
	}
	return b.wrong(at, phrase.Errorf("a field of these records; only people have a history of events and stages"))
}

// recorded are the fields that only records have, whatever events state.
var recorded = map[string]bool{"owner": true, "team": true, "tags": true, "company": true, "companies": true, "created_at": true, "updated_at": true}

// ofHistory reports whether a field is asked of the history.
func (b *binder) ofHistory(key string) bool {
	if b.History {
		return !recorded[key] && !strings.HasPrefix(key, consent)
	}
	return Historic(key)
}

// Moments are the instants every record has beside its fields.
var Moments = []record.Field{
	{Key: "created_at", Kind: record.Instant, Label: record.Label{Vi: "Tạo lúc", En: "Created"}, ReadOnly: true, Standard: true},
	{Key: "updated_at", Kind: record.Instant, Label: record.Label{Vi: "Sửa lúc", En: "Changed"}, ReadOnly: true, Standard: true},
}

// Find finds a field of these, or a moment, by its key; of an address also a part, as in address.province. ok is false
// where there is none, or it cannot be asked for.
func Find(fields []record.Field, hidden []string, key string) (f record.Field, part string, ok bool) {
	key, part, _ = strings.Cut(key, ".")
	for _, h := range hidden {
		if h == key {
			return f, "", false
		}
	}
	for _, list := range [][]record.Field{fields, Moments} {
		for _, f := range list {
			if f.Key == key && f.Kind != record.Lines && f.Kind != record.Prices && f.Kind != record.Pictures && f.Kind != record.Shares {
				return f, part, part == "" && f.Kind != record.Address || partName.MatchString(part) && f.Kind == record.Address
			}
		}
	}
	return f, "", false
}

// partName is how the parts of an address are called: nothing else may reach a database as a name.
var partName = regexp.MustCompile(`^[a-z]{1,20}$`)

func (b *binder) field(key string, at int) (record.Field, string, error) {
	f, part, ok := Find(b.Fields, b.Hidden, key)
	if !ok {
		return f, "", b.wrong(at, phrase.Errorf("a field of these records that you may see, such as name, owner, tags or created_at; of an address a part, such as address.province"))
	}
	return f, part, nil
}

const consent = "consent."

func (b *binder) compare(c Compare) (Node, error) {
	switch {
	case b.asksStale(c.Field):
		return b.stale(c)
	case b.foreseen(c.Field):
		return b.outlook(c)
	case b.ofHistory(c.Field):
		return b.historic(c)
	case strings.HasPrefix(c.Field, consent):
		return b.agreed(c)
	}
	f, part, err := b.field(c.Field, c.at)
	if err != nil {
		return nil, err
	}
	if !allowed(f.Kind, c.Op) {
		return nil, b.wrong(c.at, phrase.Errorf("an operator that fits the field: has, in and exists for several values; = != in and exists for references, choices, and yes or no; ~ contains and starts only for text"))
	}
	held := func(op Operator, constants ...Value) Node { return Held{f, part, op, constants} }
	return b.each(c, held, func(k Value) (Node, error) { return b.constant(f, c.Op, k, c.at, held) })
}

// each binds the constants one by one and joins what they become: for = and in by or.
func (b *binder) each(c Compare, held func(Operator, ...Value) Node, one func(Value) (Node, error)) (Node, error) {
	var parts Or
	var plain []Value
	for _, k := range c.Constants {
		n, err := one(k)
		if err != nil {
			return nil, err
		}
		if h, ok := n.(Held); ok && h.Op == Equal {
			plain = append(plain, h.Constants...)
			continue
		}
		parts = append(parts, n)
	}
	if len(plain) > 0 {
		op := Equal
		if len(plain) > 1 {
			op = In
		}
		parts = append(parts, held(op, plain...))
	}
	if len(parts) == 1 {
		return parts[0], nil
	}
	return parts, nil
}

// allowed says which operators there are for a kind.
func allowed(k record.Kind, op Operator) bool {
	switch op {
	case Equal, In:
		return true
	case Holds:
		return Several(k)
	case NotEqual:
		return !Several(k)
	case Contains, Starts, Like:
		return textual(k)
	}
	return ordered(k)
}

func textual(k record.Kind) bool {
	switch k {
	case record.Text, record.LongText, record.URL, record.Email, record.Phone, record.Address:
		return true
	}
	return false
}

func ordered(k record.Kind) bool {
	switch k {
	case record.Number, record.Money, record.Date, record.Instant:
		return true
	}
	return textual(k)
}

// constant reads one constant as the field's kind has it, and gives the comparison with it.
func (b *binder) constant(f record.Field, op Operator, k Value, at int, held func(Operator, ...Value) Node) (Node, error) {
	if op == In || op == Holds {
		op = Equal
	}
	expected := func(s *phrase.Sentence) (Node, error) { return nil, b.wrong(at, s) }
	switch f.Kind {
	case record.Number:
		n, ok := number(k.Text)
		if !ok {
			return expected(phrase.Errorf("a number to compare %s with", f.Key))
		}
		return held(op, Number(n)), nil
	case record.Money:
		n, ok := record.ReadAmount(k.Text, orElse(f.Currency, b.Currency))
		if !ok {
			return expected(phrase.Errorf("an amount to compare %s with, such as 500k, 1tr2 or 250000", f.Key))
		}
		return held(op, Number(float64(n))), nil
	case record.Date, record.Instant:
		s, ok := readSpan(k.Text, b.Now)
		if !ok {
			return expected(anyTime)
		}
		from, to := s.micros()
		if f.Kind == record.Date {
			from, to = s.days()
		}
		return within(op, from, to, func(op Operator, v Value) Node { return held(op, v) }), nil
	case record.Boolean:
		v, ok := truths[person.Fold(k.Text)]
		if !ok {
			return expected(phrase.Errorf("yes or no to compare %s with", f.Key))
		}
		return held(op, Number(v)), nil
	case record.Choice, record.Choices:
		key, ok := choice(f, k.Text)
		if !ok {
			return expected(phrase.Errorf("one of the choices of %s", f.Key))
		}
		return held(op, Value{Text: key}), nil
	case record.OfPerson, record.OfFirm, record.OfGoods, record.OfDeal, record.OfOrder, record.OfTicket, record.OfUser, record.OfTeam, record.Firms:
		ids, ok := b.ids(f.Kind, k.Text)
		if !ok {
			return expected(phrase.Errorf("an id to compare %s with, or me, or my_team", f.Key))
		}
		return b.anyOf(op, ids, held), nil
	case record.Email:
		return held(op, Value{Text: strings.ToLower(k.Text)}), nil
	case record.Phone:
		return held(op, Value{Text: phone(op, k.Text)}), nil
	}
	return held(op, Value{Text: k.Text}), nil
}

// anyOf compares with one of several ids; of no teams nothing is one.
func (b *binder) anyOf(op Operator, ids []Value, held func(Operator, ...Value) Node) Node {
	switch {
	case len(ids) == 1:
		return held(op, ids...)
	case op == NotEqual: // each id alone, for != is fulfilled by one constant
		var all And
		for _, id := range ids {
			all = append(all, held(op, id))
		}
		return all
	case len(ids) == 0:
		return Or{}
	}
	return held(In, ids...)
}

func orElse(a, b string) string {
	if a == "" {
		return b
	}
	return a
}

var truths = map[string]float64{"true": 1, "yes": 1, "1": 1, "co": 1, "dung": 1, "false": 0, "no": 0, "0": 0, "khong": 0, "sai": 0}

// choice finds a choice by its key, or by its label in either language.
func choice(f record.Field, text string) (string, bool) {
	for _, o := range f.Options {
		if o.Key == text {
			return o.Key, true
		}
	}
	for _, o := range f.Options {
		if l := person.Fold(text); l == person.Fold(o.Label.Vi) || l == person.Fold(o.Label.En) {
			return o.Key, true
		}
	}
	return "", false
}

// phone is a number in the one form in which it is kept; a part of one as its digits, without the 0 in front.
func phone(op Operator, text string) string {
	if whole, reason := person.Normalise(person.Key{Kind: person.Phone, Value: text}); reason == "" && op != Contains && op != Like {
		return whole.Value
	}
	if part, ok := person.PhonePart(text); ok && op != Starts {
		return part
	}
	return text
}

// ids reads an id, me or my_team.
func (b *binder) ids(k record.Kind, text string) ([]Value, bool) {
	switch {
	case text == "me" && k == record.OfUser:
		return []Value{Number(float64(b.Me))}, true
	case text == "my_team" && k == record.OfTeam:
		var all []Value
		for _, t := range b.Teams {
			all = append(all, Number(float64(t)))
		}
		return all, true
	case b.ID == nil:
		return nil, false
	}
	id, ok := b.ID(k, text)
	return []Value{Number(float64(id))}, ok
}

// agreed reads consent.email.marketing = given.
func (b *binder) agreed(c Compare) (Node, error) {
	parts := strings.Split(c.Field, ".")
	if b.Type != record.Person || len(parts) != 3 || parts[1] == "" || parts[2] == "" || c.Op != Equal && c.Op != In && c.Op != NotEqual {
		return nil, b.wrong(c.at, phrase.Errorf("a consent of a person by channel and purpose with = != or in, such as consent.email.marketing = given"))
	}
	a := Agreed{Channel: parts[1], Purpose: parts[2]}
	for _, k := range c.Constants {
		a.States = append(a.States, k.Text)
	}
	if c.Op == NotEqual {
		return Not{a}, nil
	}
	return a, nil
}

// segment binds a saved segment in place of its id.
func (b *binder) segment(n InSegment) (Node, error) {
	for _, id := range b.open {
		if id == n.ID {
			return nil, b.wrong(n.at, phrase.Errorf("a segment that is not made of itself: %s", strings.Join(b.called(append(b.open[:len(b.open):len(b.open)], n.ID)), " → ")))
		}
	}
	if err := b.person(n.at); err != nil {
		return nil, err
	}
	if b.Segment == nil {
		return nil, b.wrong(n.at, phrase.Errorf("the id of a segment that there is"))
	}
	e, list, err := b.Segment(n.ID)
	if err != nil {
		return nil, b.wrong(n.at, phrase.Errorf("the id of a segment that there is"))
	}
	if e == nil {
		return Listed{list}, nil
	}
	within := *b
	within.History, within.text, within.open = false, e.text, append(b.open[:len(b.open):len(b.open)], n.ID)
	return within.bind(e.root)
}

// called are the names of saved segments.
func (b *binder) called(ids []string) []string {
	if b.Called == nil {
		return ids
	}
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = b.Called(id)
	}
	return names
}

// historic reads the constants of a field of the history that are times or amounts.
func (b *binder) historic(c Compare) (Node, error) {
	if err := b.person(c.at); err != nil || !instants[c.Field] && c.Field != "revenue" {
		return c, err
	}
	leaf := func(op Operator, v ...Value) Node { return Compare{c.Field, op, v, c.at} }
	var parts Or
	for _, k := range c.Constants {
		n, err := b.measured(c, k, leaf)
		if err != nil {
			return nil, err
		}
		parts = append(parts, n)
	}
	if len(parts) == 1 {
		return parts[0], nil
	}
	return parts, nil
}

func (b *binder) measured(c Compare, k Value, leaf func(Operator, ...Value) Node) (Node, error) {
	op := c.Op
	if op == In {
		op = Equal
	}
	if !allowed(record.Instant, op) {
		return nil, b.wrong(c.at, phrase.Errorf("one of = != < <= > >= in"))
	}
	if c.Field == "revenue" {
		n, ok := record.ReadAmount(k.Text, b.Currency)
		if !ok {
			return nil, b.wrong(c.at, phrase.Errorf("an amount to compare %s with, such as 500k, 1tr2 or 250000", c.Field))
		}
		return leaf(op, Number(float64(n))), nil
	}
	s, ok := readSpan(k.Text, b.Now)
	if !ok {
		return nil, b.wrong(c.at, anyTime)
	}
	from, to := s.micros()
	return within(op, from, to, func(op Operator, v Value) Node { return leaf(op, v) }), nil
}

// did settles the window. What is fulfilled by having done it no time at all is said by its opposite, so that it is
// fulfilled, too, by who has no history.
func (b *binder) did(d *Did) (Node, error) {
	if err := b.person(d.at); err != nil {
		return nil, err
	}
	bound, err := b.windowed(d)
	if err != nil {
		return nil, err
	}
	if compare(Number(0), bound.Op, Number(float64(bound.Count))) {
		bound.Op = opposite[bound.Op]
		return Not{bound}, nil
	}
	return bound, nil
}

var opposite = map[Operator]Operator{Equal: NotEqual, NotEqual: Equal, Less: GreaterOrEqual, GreaterOrEqual: Less, Greater: LessOrEqual, LessOrEqual: Greater}

func (b *binder) windowed(d *Did) (*Did, error) {
	bound := *d
	bound.window = nil
	for _, w := range d.window {
		text := w.time.Text
		if w.word == "within" {
			text, _ = lengthBefore(text)
		}
		s, ok := readSpan(text, b.Now)
		if !ok {
			return nil, b.wrong(w.at, anyTime)
		}
		if w.word == "before" {
			bound.To = s.from.UnixMicro()
		} else {
			bound.From = s.from.UnixMicro()
		}
	}
	return &bound, nil
}

func (b *binder) when(w *When) (Node, error) {
	if err := b.person(w.at); err != nil {
		return nil, err
	}
	bound := *w
	var err error
	if bound.Did, err = b.windowed(w.Did); err != nil {
		return nil, err
	}
	s, ok := readSpan(w.Constants[0].Text, b.Now)
	if !ok || !allowed(record.Instant, w.Op) || w.Op == In {
		return nil, b.wrong(w.at, anyTime)
	}
	from, to := s.micros()
	return within(w.Op, from, to, func(op Operator, v Value) Node {
		leaf := bound
		leaf.Op, leaf.Constants = op, []Value{v}
		return &leaf
	}), nil
}

// sum settles the window and reads the constant: an amount of money where values are added up, else a number. As with did,
// what a sum of nothing fulfils is said by its opposite.
func (b *binder) sum(m *Sum) (Node, error) {
	if err := b.person(m.at); err != nil {
		return nil, err
	}
	bound := *m
	var err error
	if bound.Did, err = b.windowed(m.Did); err != nil {
		return nil, err
	}
	if _, ok := opposite[m.Op]; !ok {
		return nil, b.wrong(m.at, phrase.Errorf("one of = != < <= > >= after the sum"))
	}
	n, ok := number(m.Constant.Text)
	if money, is := record.ReadAmount(m.Constant.Text, b.Currency); m.Property == Worth || !ok && is {
		n, ok = float64(money), is
	}
	if !ok {
		return nil, b.wrong(m.at, phrase.Errorf("an amount to compare %s with, such as 500k, 1tr2 or 250000", "sum"))
	}
	bound.Currency, bound.Constant = b.Currency, Number(n)
	if compare(Number(0), bound.Op, bound.Constant) {
		bound.Op = opposite[bound.Op]
		return Not{&bound}, nil
	}
	return &bound, nil
}
