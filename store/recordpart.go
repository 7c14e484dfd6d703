package store

import (
	"context"
	"errors"
	"slices"

	"banhda/hub/record"
	"banhda/phrase"
)

// saveParts keeps lists among the values where they can be looked up.
func (t *Tx) saveParts(ctx context.Context, typ record.Type, steps []step) error {
	for _, p := range parts {
		var fresh, changed []record.Record
		for _, s := range steps {
			switch {
			case !slices.Contains(s.keys, p.key):
			case s.fresh:
				fresh = append(fresh, s.is)
			default:
				changed = append(changed, s.is)
			}
		}
		if err := errors.Join(t.insertPart(ctx, p, fresh), t.savePart(ctx, typ, p, changed)); err != nil {
			return err
		}
	}
	return nil
}

// part is a list among the values with a table of its own; rows are those of a record.
type part struct {
	key     string
	remove  string // up to the condition on the record's id
	id      string // its column
	into    string
	columns int
	rows    func(r *record.Record) [][]any
}

var parts = []part{
	{"tags", "DELETE FROM tagging WHERE type = ? AND ", "record", "tagging (type, record, tag)", 3, taggings},
	{"companies", "DELETE FROM membership WHERE ? = 'person' AND ", "person", "membership (person, company, role, is_primary, since, until)", 6, memberships},
	{"lines", "DELETE FROM order_line WHERE ? = 'order' AND ", "order_id", "order_line (order_id, place, product, name, quantity, price, discount, tax_rate)", 8, lines},
	{"lines", "DELETE FROM deal_product WHERE ? = 'deal' AND ", "deal", "deal_product (deal, product)", 2, dealProducts},
	{"deal", "DELETE FROM deal_order WHERE ? = 'order' AND ", "order_id", "deal_order (order_id, deal)", 2, dealOfOrder},
}

func taggings(r *record.Record) (rows [][]any) {
	tags, _ := r.Values["tags"].([]string)
	for _, tag := range tags {
		rows = append(rows, []any{string(r.Type), r.ID, tag})
	}
	return rows
}

func memberships(r *record.Record) (rows [][]any) {
	list, _ := r.Values["companies"].([]record.Membership)
	for _, m := range list {
		rows = append(rows, []any{r.ID, m.Company, m.Role, m.Primary, m.Since, m.Until})
	}
	return rows
}

func lines(r *record.Record) (rows [][]any) {
	list, _ := r.Values["lines"].([]record.Line)
	if r.Type != record.Order {
		return nil
	}
	for i, l := range list {
		rows = append(rows, []any{r.ID, i, l.Product, l.Name, l.Quantity, l.Price, l.Discount, l.TaxRate})
	}
	return rows
}

// savePart writes one part of records anew.
func (t *Tx) savePart(ctx context.Context, typ record.Type, p part, records []record.Record) error {
	if len(records) == 0 {
		return nil
	}
	ids := make([]int64, len(records))
	for i := range records {
		ids[i] = records[i].ID
	}
	in, arg := t.dialect.In(p.id, ids)
	if _, err := t.exec(ctx, "saving parts of records", p.remove+in, string(typ), arg); err != nil {
		return err
	}
	return t.insertPart(ctx, p, records)
}

func (t *Tx) insertPart(ctx context.Context, p part, records []record.Record) error {
	var rows [][]any
	for i := range records {
		rows = append(rows, p.rows(&records[i])...)
	}
	return t.insertAll(ctx, "saving parts of records", p.into, p.columns, "", len(rows), func(i int) []any { return rows[i] })
}

// saveUnique keeps what only one record may have. A record in the bin or merged away holds nothing.
func (t *Tx) saveUnique(ctx context.Context, typ record.Type, steps []step) error {
	fields, err := t.index(ctx, typ)
	if err != nil {
		return err
	}
	for _, f := range fields {
		if !f.Unique {
			continue
		}
		for i := range steps {
			if err := t.saveUniqueOf(ctx, f, &steps[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// claimed is what a record holds of a unique field, as text; nil for nothing.
func claimed(r *record.Record, f *record.Field) ([]byte, error) {
	if r.Version == 0 || r.DeletedAt != 0 || r.Into != 0 {
		return nil, nil
	}
	return record.EncodeValue(r.Values[f.Key])
}

func (t *Tx) saveUniqueOf(ctx context.Context, f *record.Field, s *step) error {
	before, err1 := claimed(&s.was, f)
	after, err2 := claimed(&s.is, f)
	if err := errors.Join(err1, err2); err != nil || slices.Equal(before, after) {
		return err
	}
	if before != nil {
		query := "DELETE FROM unique_value WHERE type = ? AND field = ? AND value = ? AND record = ?"
		if _, err := t.exec(ctx, "giving up a unique value", query, string(f.Type), f.Key, string(before), s.was.ID); err != nil {
			return err
		}
	}
	if after == nil {
		return nil
	}
	return t.claim(ctx, f, &s.is, after)
}

// claim takes a unique value for a record, unless another has it.
func (t *Tx) claim(ctx context.Context, f *record.Field, r *record.Record, value []byte) error {
	query := "INSERT INTO unique_value (type, field, value, record) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
	n, err := t.exec(ctx, "claiming a unique value", query, string(f.Type), f.Key, string(value), r.ID)
	if err == nil && n == 0 {
		err = t.taken(ctx, f, r.Values[f.Key])
	}
	return err
}

// Taken says that a value only one record may have is another's.
type Taken struct {
	*phrase.Sentence
	Type   record.Type
	Field  string
	Record int64 // whose it is
}

// Unwrap makes it a conflict.
func (e *Taken) Unwrap() error { return ErrConflict }

func (t *Tx) taken(ctx context.Context, f *record.Field, value any) error {
	id, err := t.Unique(ctx, f.Type, f.Key, value)
	if err != nil {
		return err
	}
	return &Taken{phrase.Errorf("%s: another record has %v already", f.Key, value), f.Type, f.Key, id}
}
