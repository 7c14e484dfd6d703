package store

import (
	"strings"

	"banhda/hub/record"
	"banhda/hub/segment"
	"banhda/store/dialect"
)

// clause is SQL with its arguments.
type clause struct {
	dialect dialect.Dialect
	sql     strings.Builder
	args    []any
}

func (c *clause) add(sql string, args ...any) {
	c.sql.WriteString(sql)
	c.args = append(c.args, args...)
}

// where renders a bound tree whose sets are small. A value that is missing makes a comparison NULL, which counts as false
// under and, or and WHERE; not turns it round by IS NOT TRUE, so that the result is the one segment defines.
func (c *clause) where(n segment.Node) {
	switch n := n.(type) {
	case segment.And:
		c.join(n, " AND ", "1 = 1")
	case segment.Or:
		c.join(n, " OR ", "1 = 0")
	case segment.Not:
		c.add("(")
		c.where(n.Of)
		c.add(") IS NOT TRUE")
	case segment.Among:
		c.among(n.Set)
	case segment.Has:
		c.has(n)
	case segment.Held:
		c.held(n)
	case segment.Listed:
		c.add("id IN (SELECT profile.person FROM membership_of m JOIN profile ON profile.id = m.person WHERE m.segment = ?)", n.List)
	case segment.HasDeal:
		c.add("id IN (SELECT profile.person FROM deal JOIN profile ON profile.id = deal.person WHERE deal.id IN (SELECT id FROM record WHERE type = 'deal' AND ")
		c.where(n.Of)
		c.add("))")
	case segment.Agreed:
		in, arg := c.dialect.In("state", n.States)
		c.add("EXISTS (SELECT 1 FROM consent_state WHERE person = record.id AND channel = ? AND purpose = ? AND "+in+")", n.Channel, n.Purpose, arg)
	default:
		c.add("1 = 0") // what only a history can answer is nobody's record
	}
}

func (c *clause) join(parts []segment.Node, by, none string) {
	if len(parts) == 0 {
		c.add(none)
		return
	}
	halved(c, parts, by, c.where)
}

// halved joins parts as halves of halves: what stands in one long row is nested as deep as it is long, and databases go
// only so deep.
func halved[T any](c *clause, parts []T, by string, one func(T)) {
	if len(parts) == 1 {
		one(parts[0])
		return
	}
	c.add("(")
	halved(c, parts[:len(parts)/2], by, one)
	c.add(by)
	halved(c, parts[len(parts)/2:], by, one)
	c.add(")")
}

func (c *clause) among(s *segment.Set) {
	ids := make([]int64, 0, s.Len())
	for id := range s.All() {
		ids = append(ids, id)
	}
	in, arg := c.dialect.In("id", ids)
	c.add(in, arg)
}

// column is a field's value as an expression, and what stands there for none: nil for NULL.
func column(d dialect.Dialect, f *record.Field, part string) (expression string, none any) {
	switch {
	case f.Key == "created_at" || f.Key == "updated_at" || scored(f.Type, f.Key):
		return f.Key, nil
	case columned[f.Key] != nil:
		return f.Key, columned[f.Key]
	case part != "":
		return d.Field("fields -> '"+f.Key+"'", part, dialect.Text), nil
	}
	return d.Field("fields", f.Key, typeOf(f.Kind)), nil
}

func typeOf(k record.Kind) dialect.Type {
	switch k {
	case record.Number:
		return dialect.Float
	case record.Money, record.Instant, record.OfPerson, record.OfFirm, record.OfGoods, record.OfDeal, record.OfOrder, record.OfTicket, record.OfUser, record.OfTeam:
		return dialect.Integer
	case record.Boolean:
		return dialect.Boolean
	}
	return dialect.Text
}

func (c *clause) has(n segment.Has) {
	switch expression, none := column(c.dialect, &n.Field, n.Part); {
	case n.Field.Kind == record.Tags:
		c.add("EXISTS (SELECT 1 FROM tagging WHERE tagging.type = record.type AND tagging.record = record.id)")
	case n.Field.Kind == record.Firms:
		c.add("EXISTS (SELECT 1 FROM membership WHERE person = record.id)")
	case none == "":
		c.add(expression + " <> ''") // as the indexes have it
	case none != nil:
		c.add(expression+" <> ?", none)
	default:
		c.add(expression + " IS NOT NULL")
	}
}

func (c *clause) held(n segment.Held) {
	switch n.Field.Kind {
	case record.Tags, record.Firms, record.Choices:
		c.any(n, c.holds)
		return
	}
	expression, none := column(c.dialect, &n.Field, n.Part)
	if none != nil && n.Op != segment.Equal && n.Op != segment.In {
		c.add("("+expression+" <> ? AND ", none)
		defer c.add(")")
	}
	if n.Op == segment.In {
		if in, arg, ok := c.in(expression, n); ok {
			c.add(in, arg)
			return
		}
	}
	if none == int64(0) && n.Op == segment.Equal {
		c.add(expression + " <> 0 AND ") // as the indexes have it
	}
	c.any(n, func(n segment.Held, k segment.Value) { c.compare(expression, n, k) })
}

// any joins the comparisons with each constant by or.
func (c *clause) any(n segment.Held, one func(segment.Held, segment.Value)) {
	c.add("(")
	halved(c, n.Constants, " OR ", func(k segment.Value) { one(n, k) })
	c.add(")")
}

// holds is that one of several values equals a constant.
func (c *clause) holds(n segment.Held, k segment.Value) {
	switch n.Field.Kind {
	case record.Tags:
		c.add("EXISTS (SELECT 1 FROM tagging WHERE tagging.type = record.type AND tagging.record = record.id AND tag = ?)", k.Text)
	case record.Firms:
		c.add("EXISTS (SELECT 1 FROM membership WHERE person = record.id AND company = ?)", int64(k.Number))
	default:
		c.add(c.dialect.Has("fields", n.Field.Key), k.Text)
	}
}

// in matches a list at once, where its constants are texts or integers.
func (c *clause) in(expression string, n segment.Held) (condition string, arg any, ok bool) {
	switch typeOf(n.Field.Kind) {
	case dialect.Text:
		texts := make([]string, len(n.Constants))
		for i, k := range n.Constants {
			texts[i] = k.Text
		}
		condition, arg = c.dialect.In(expression, texts)
		return condition, arg, true
	case dialect.Integer:
		numbers := make([]int64, len(n.Constants))
		for i, k := range n.Constants {
			numbers[i] = int64(k.Number)
		}
		condition, arg = c.dialect.In(expression, numbers)
		return condition, arg, true
	}
	return "", nil, false
}

var operators = map[segment.Operator]string{segment.Equal: " = ?", segment.In: " = ?", segment.NotEqual: " <> ?", segment.Less: " < ?",
	segment.LessOrEqual: " <= ?", segment.Greater: " > ?", segment.GreaterOrEqual: " >= ?"}

func (c *clause) compare(expression string, n segment.Held, k segment.Value) {
	switch n.Op {
	case segment.Contains:
		c.add(c.dialect.Contains(expression), k.Text)
	case segment.Like:
		c.add(c.dialect.Contains(c.dialect.Fold(expression)), segment.Fold(k.Text))
	case segment.Starts:
		c.add("("+expression+" >= ? AND "+expression+" < ?)", k.Text, k.Text+afterLetters)
	default:
		c.add(expression+operators[n.Op], argument(n.Field.Kind, k))
	}
}

// argument is a constant as the database takes it for a kind.
func argument(kind record.Kind, k segment.Value) any {
	switch typeOf(kind) {
	case dialect.Float:
		return k.Number
	case dialect.Integer:
		return int64(k.Number)
	case dialect.Boolean:
		return k.Number == 1
	}
	return k.Text
}
