package api

import (
	"context"
	"hash/maphash"
	"strconv"
	"strings"

	"banhda/auth"
	"banhda/hub/intake"
	"banhda/hub/record"
	"banhda/phrase"
	"banhda/store"
)

// orderSpan is how many rows may lie between two of one order. It bounds the memory of an import, and what is known of
// where one begins again: orders are handed on in the order of their last rows.
const orderSpan = 5000

// orderSheet puts the rows of a table together that are lines of one order.
type orderSheet struct {
	plan   *intake.Plan
	open   map[string]*intakeRow // by number
	last   []touched             // the rows read last, the oldest first
	before string                // the number of the row before
	seed   maphash.Seed
	closed map[uint64]struct{} // numbers of orders handed on
}

// touched is one row read, and the order it is of.
type touched struct {
	number string
	order  *intakeRow
	line   int64
}

func newOrderSheet(p *intake.Plan) *orderSheet {
	return &orderSheet{plan: p, open: map[string]*intakeRow{}, seed: maphash.MakeSeed(), closed: map[uint64]struct{}{}}
}

// add takes a row in, and gives the order that no further row can belong to: the one whose last row lies a span back.
func (s *orderSheet) add(row *intakeRow) *intakeRow {
	number := s.number(row)
	if whole := s.open[number]; whole != nil {
		whole.row.Join(s.plan, row.row)
		whole.more, whole.line = append(whole.more, row.cells), row.line
		row = whole
	} else {
		s.open[number] = row
	}
	s.last = append(s.last, touched{number, row, row.line})
	if len(s.last) > orderSpan {
		return s.next()
	}
	return nil
}

// number is by what a row belongs to an order. A row without a number goes on with the order before it, as where the
// cells of a workbook are joined; a row that is refused for itself belongs to none.
func (s *orderSheet) number(row *intakeRow) string {
	number, _ := row.row.Values["number"].(string)
	if number = strings.TrimSpace(number); number == "" {
		number = s.before
	}
	_, late := s.closed[maphash.String(s.seed, number)]
	switch {
	case len(row.row.Lines) == 0 && len(row.row.Problems) > 0:
		return alone(row)
	case number == "":
		row.row.Problems = append(row.row.Problems, intake.Problem{Err: phrase.Errorf("the order's number is missing")})
		return alone(row)
	case late:
		row.row.Problems = append(row.row.Problems, intake.Problem{Err: phrase.Errorf("the other rows of this order lie more than %d rows above; sort the file by the order number", orderSpan)})
		return alone(row)
	}
	s.before = number
	return number
}

func alone(row *intakeRow) string { return "\x00" + strconv.FormatInt(row.line, 10) }

// next hands on the order of the oldest row, where that was its last.
func (s *orderSheet) next() *intakeRow {
	t := s.last[0]
	s.last = s.last[1:]
	if t.order.line != t.line {
		return nil
	}
	delete(s.open, t.number)
	s.closed[maphash.String(s.seed, t.number)] = struct{}{}
	return t.order
}

// rest hands on what is left when the table ends.
func (s *orderSheet) rest() (list []*intakeRow) {
	for len(s.last) > 0 {
		if row := s.next(); row != nil {
			list = append(list, row)
		}
	}
	return list
}

// goods gives the lines of orders the products their codes name.
func (r *intakeRun) goods(ctx context.Context, v *store.View, rows []*intakeRow) error {
	found := map[string]intake.Good{}
	for _, row := range rows {
		for _, code := range row.row.Codes() {
			if _, met := found[code]; met {
				continue
			}
			id, err := v.Unique(ctx, record.Product, "sku", code)
			if absent(err) != nil {
				return err
			}
			if id == 0 {
				continue
			}
			p, err := v.Record(ctx, auth.Everything, record.Product, id)
			if err != nil {
				return err
			}
			rate, _ := p.Values["tax_rate"].(float64)
			found[code] = intake.Good{ID: id, Name: p.Name(), Price: p.Values.Int("price"), TaxRate: rate}
		}
	}
	for _, row := range rows {
		if len(row.row.Lines) > 0 {
			r.checker.Lines(&row.row, &row.values, found)
		}
	}
	return nil
}
