package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"banhda/hub/record"
	"banhda/phrase"
)

// ownOf gives what was set on people, and on those merged into them, by person: of some fields; nil for all.
func (v *View) ownOf(ctx context.Context, people []int64, fields []string) (map[int64][]record.Own, error) {
	if len(people) == 0 {
		return nil, nil
	}
	in, arg := v.dialect.In("profile.person", people)
	query, args := `SELECT profile.person, own.person, own.field, own.value, own.act FROM profile JOIN own ON own.person = profile.id
WHERE `+in, []any{arg}
	if len(fields) > 0 {
		of, list := v.dialect.In("own.field", fields)
		query, args = query+" AND "+of, append(args, list)
	}
	own := make(map[int64][]record.Own, len(people))
	err := v.each(ctx, "reading what was set on people", query, args, func(rows *sql.Rows) error {
		var now int64
		var o record.Own
		err := rows.Scan(&now, &o.Person, &o.Field, &o.Value, &o.Act)
		own[now] = append(own[now], o)
		return err
	})
	return own, err
}

// statedOf is what events said of a person read by their id.
func statedOf(r *record.Record) (record.Values, error) {
	if len(r.Stated) == 0 {
		return nil, nil
	}
	var stated record.Values
	return stated, json.Unmarshal(r.Stated, &stated)
}

// ErrIdentifier refuses to give a person an address or a number they are not known by.
var ErrIdentifier = phrase.Errorf("a person is reached by what the log knows them by: tell it first")

// setOwn keeps what is set on people, and finds what their values are with it. Where taking back the last that was set of
// a field gives the value as well, that is done instead: so what is undone leaves nothing behind.
func (t *Tx) setOwn(ctx context.Context, fields map[string]*record.Field, steps []step) error {
	if len(steps) == 0 {
		return nil
	}
	keys := fewKeys(steps)
	people, err := t.setBefore(ctx, fields, steps, keys)
	if err != nil {
		return err
	}
	own, err := t.ownOf(ctx, people, wholly(keys))
	if err != nil {
		return err
	}
	var kept, first, dropped []record.Own
	for i := range steps {
		p := &owner{Tx: t, fields: fields, id: steps[i].is.ID, keys: setKeys(&steps[i])}
		if p.own = p.about(own[p.id]); p.asks() {
			stated, err := t.statedBefore(&steps[i])
			if err != nil {
				return err
			}
			p.stated = p.only(stated)
		}
		if err := p.set(&steps[i]); err != nil {
			return err
		}
		dropped = append(dropped, p.dropped...)
		if steps[i].fresh {
			first = append(first, p.kept...)
		} else {
			kept = append(kept, p.kept...)
		}
	}
	return t.saveOwn(ctx, first, kept, dropped)
}

// statedBefore is what events said of a step's person, of one just found by them, too.
func (t *Tx) statedBefore(s *step) (record.Values, error) {
	if n := t.newcomers[s.is.ID]; n != nil {
		return n.stated, nil
	}
	return statedOf(&s.was)
}

// setBefore are the people of whom it has to be read what was set before: of whoever is set to what they never were, by an
// earlier act or by events, it does not matter. keys are those set; nil where they are too many to look for.
func (t *Tx) setBefore(ctx context.Context, fields map[string]*record.Field, steps []step, keys []string) ([]int64, error) {
	people := written(steps)
	values, err := fewValues(fields, steps)
	if err != nil || len(values) == 0 || len(people) == 0 || wholly(keys) == nil {
		return people, err
	}
	of, ofKeys := t.dialect.In("field", keys)
	as, asValues := t.dialect.In("value", values)
	own, among := t.dialect.Among("own", "person", people)
	merged, _ := t.dialect.Among("record", "into_id", people)
	query := "SELECT person FROM " + own + " WHERE " + of + " AND (act = ? OR " + as + ") UNION ALL SELECT into_id FROM " + merged + " WHERE type = 'person' AND into_id <> 0"
	ids, err := t.ids(ctx, query, among, ofKeys, t.Act, asValues, among)
	for i := range steps {
		if !steps[i].fresh && mentions(steps[i].was.Stated, keys) {
			ids = append(ids, steps[i].is.ID)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids), err
}

// mentions reports whether one of the keys may be in a JSON object.
func mentions(object []byte, keys []string) bool {
	return slices.ContainsFunc(keys, func(key string) bool { return bytes.Contains(object, []byte(`"`+key+`"`)) })
}

// few is how many keys or values are worth looking for.
const few = 4

// fewValues are the values steps set, as they are kept; nil where they are many, or something is set to nothing or is not
// people's to set.
func fewValues(fields map[string]*record.Field, steps []step) (values []string, err error) {
	for i := range steps {
		for _, key := range steps[i].keys {
			text, err := record.EncodeValue(steps[i].is.Values[key])
			switch f := fields[key]; {
			case err != nil || text == nil || f == nil || f.ReadOnly:
				return nil, err
			case slices.Contains(values, string(text)):
			case len(values) == few:
				return nil, nil
			default:
				values = append(values, string(text))
			}
		}
	}
	return values, nil
}

// wholly are keys of which each is set as a whole; nil where some are not, but in part.
func wholly(keys []string) []string {
	if slices.ContainsFunc(keys, func(key string) bool { return partly[key] }) {
		return nil
	}
	return keys
}

// fewKeys are the keys steps set, where they are worth looking for before what was stated is read; nil: read it all. Beside
// an address or a number, all of them matter.
func fewKeys(steps []step) (keys []string) {
	for i := range steps {
		for _, key := range setKeys(&steps[i]) {
			switch {
			case slices.Contains(keys, key):
			case len(keys) == few || key == "email" || key == "phone":
				return nil
			default:
				keys = append(keys, key)
			}
		}
	}
	slices.Sort(keys)
	return keys
}

// written are the people of whom something may be kept.
func written(steps []step) (ids []int64) {
	for i := range steps {
		if !steps[i].fresh {
			ids = append(ids, steps[i].is.ID)
		}
	}
	return ids
}

// owner is a person something is set on, with what was set and stated of the same fields.
type owner struct {
	*Tx
	fields        map[string]*record.Field
	id            int64
	keys          []string
	stated        record.Values
	own           []record.Own
	kept, dropped []record.Own
}

// setKeys are the fields a step sets; a person's company follows from their companies.
func setKeys(s *step) []string {
	keys := s.keys
	if slices.Contains(keys, "companies") || slices.Contains(keys, "company") {
		keys = append(slices.Clone(keys), "companies", "company")
	}
	return keys
}

// about is what was set of the fields.
func (p *owner) about(own []record.Own) (some []record.Own) {
	for _, o := range own {
		if key, _, _ := strings.Cut(o.Field, ":"); slices.Contains(p.keys, key) {
			some = append(some, o)
		}
	}
	return some
}

// only is what was stated of the fields, and of all addresses and numbers.
func (p *owner) only(stated record.Values) record.Values {
	some := record.Values{}
	for key, value := range stated {
		if slices.Contains(p.keys, key) || key == "emails" || key == "phones" {
			some[key] = value
		}
	}
	return some
}

// asks reports whether it matters what is stated: there is something to take back to it, or it says what can be set.
func (p *owner) asks() bool {
	return len(p.own) > 0 || slices.Contains(p.keys, "email") || slices.Contains(p.keys, "phone")
}

func (p *owner) set(s *step) error {
	var touched []record.Own
	for _, key := range s.keys {
		f := p.fields[key]
		if f == nil || f.ReadOnly {
			continue
		}
		if plain, err := p.setPlain(f, s.is.Values[key]); plain || err != nil {
			if err != nil {
				return err
			}
			continue
		}
		elements, err := record.Elements(f, s.was.Values[key], s.is.Values[key])
		if err != nil {
			return err
		}
		for _, e := range elements {
			e.Person, e.Act = p.id, p.Act
			p.own = append(without(p.own, e, 0), e)
			touched = append(touched, e)
		}
	}
	if len(touched) == 0 && len(p.kept) == len(s.keys) {
		return nil // all of it is as it was to be
	}
	now := p.values()
	values := s.is.Values.With(nil)
	for _, key := range p.keys {
		if (key == "email" || key == "phone") && !record.Same(now[key], values[key]) {
			return ErrIdentifier
		}
		delete(values, key)
	}
	maps.Copy(values, now)
	p.keep(touched, now)
	s.is.Values = values
	s.compare()
	return nil
}

// setPlain sets a single value that was neither stated nor set before: nothing can be taken back for it, and it holds over
// whatever else was set.
func (p *owner) setPlain(f *record.Field, value any) (ok bool, err error) {
	if value == nil || p.stated[f.Key] != nil || partly[f.Key] {
		return false, nil
	}
	text, err := record.EncodeValue(value)
	if err != nil {
		return false, err
	}
	for _, o := range p.own {
		if o.Field == f.Key && (o.Act == p.Act || bytes.Equal(o.Value, text)) {
			return false, nil
		}
	}
	e := record.Own{Person: p.id, Field: f.Key, Value: text, Act: p.Act}
	p.own, p.kept = append(p.own, e), append(p.kept, e)
	return true, nil
}

// partly are the fields that are set in part, or as far as the log knows them.
var partly = map[string]bool{"tags": true, "companies": true, "company": true, "email": true, "phone": true}

// keep keeps what was touched, or drops as much of what was set before as comes to the same.
func (p *owner) keep(touched []record.Own, now record.Values) {
	for _, e := range touched {
		if !p.rewind(e, now) {
			p.kept = append(p.kept, e)
		}
	}
}

// rewind takes back what was set of e's field on this person, the last first, until their values are now as they should be.
func (p *owner) rewind(e record.Own, now record.Values) bool {
	if p.first(e) {
		return false
	}
	all := p.own
	for k, left := 0, len(all)+1; ; k++ {
		if p.own = without(all, e, k); len(p.own) == left {
			p.own = all
			return false
		}
		if left = len(p.own); len(record.Changed(p.values(), now)) == 0 {
			break
		}
	}
	for _, o := range all {
		if !slices.ContainsFunc(p.own, func(l record.Own) bool { return l.Person == o.Person && l.Field == o.Field && l.Act == o.Act }) {
			p.dropped = append(p.dropped, o)
		}
	}
	return true
}

// first reports whether nothing but e says anything of its field: then there is nothing to take back.
func (p *owner) first(e record.Own) bool {
	key, _, _ := strings.Cut(e.Field, ":")
	return e.Value != nil && p.stated[key] == nil && !slices.ContainsFunc(p.own, func(o record.Own) bool {
		return o.Field == e.Field && (o.Person != e.Person || o.Act != e.Act)
	})
}

func (p *owner) values() record.Values { return record.Assemble(p.fields, p.id, p.stated, p.own) }

// without is what was set but for e, and the last k before it of the same field.
func without(all []record.Own, e record.Own, k int) []record.Own {
	var acts []int64
	same := func(o record.Own) bool { return o.Person == e.Person && o.Field == e.Field }
	for _, o := range all {
		if same(o) && o.Act != e.Act {
			acts = append(acts, o.Act)
		}
	}
	slices.Sort(acts)
	acts = append(acts[max(0, len(acts)-k):], e.Act)
	return slices.DeleteFunc(slices.Clone(all), func(o record.Own) bool { return same(o) && slices.Contains(acts, o.Act) })
}

// saveOwn keeps what is the first that is set on somebody, and what may have been set before under the same act.
func (t *Tx) saveOwn(ctx context.Context, first, kept, dropped []record.Own) error {
	for _, o := range dropped {
		if _, err := t.exec(ctx, "dropping what is stated as well", "DELETE FROM own WHERE person = ? AND field = ? AND act = ?", o.Person, o.Field, o.Act); err != nil {
			return err
		}
	}
	if err := t.insertOwn(ctx, first, ""); err != nil {
		return err
	}
	return t.insertOwn(ctx, kept, "ON CONFLICT (person, field, act) DO UPDATE SET value = excluded.value")
}

func (t *Tx) insertOwn(ctx context.Context, list []record.Own, after string) error {
	return t.insertAll(ctx, "keeping what was set on people", "own (person, field, value, act)", 4, after, len(list), func(i int) []any {
		o := &list[i]
		return []any{o.Person, o.Field, textOrNil(o.Value), o.Act}
	})
}
