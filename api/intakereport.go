package api

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"

	"banhda/hub/intake"
	"banhda/hub/record"
	"banhda/phrase"
)

// IntakeReport says what would become of every row of a table.
type IntakeReport struct {
	Rows   int64 `json:"rows"`
	Orders int64 `json:"orders,omitempty" doc:"how many orders the rows are of, where each row is a line of one; the counts below are of them"`
	Create int64 `json:"create"`
	Update int64 `json:"update"`
	Skip   int64 `json:"skip"`
	Refuse int64 `json:"refuse"`
	// Reasons counts why rows are refused, the most frequent first.
	Reasons []IntakeReason `json:"reasons"`
	// Refused are the first refused rows, and Preview the first that are not.
	Refused []IntakeRefusal `json:"refused"`
	Preview []IntakePreview `json:"preview"`
}

// IntakeReason is one reason for refusing rows, with an example.
type IntakeReason struct {
	Column string `json:"column,omitempty"`
	Reason string `json:"reason" doc:"of the first row"`
	Count  int64  `json:"count"`
}

// IntakeRefusal is one refused row.
type IntakeRefusal struct {
	Line   int64  `json:"line"`
	Column string `json:"column,omitempty"`
	Reason string `json:"reason"`
}

// IntakePreview is one row as it would be.
type IntakePreview struct {
	Line    int64          `json:"line"`
	Becomes string         `json:"becomes" enum:"create,update,skip"`
	Values  map[string]any `json:"values"`
	Company map[string]any `json:"company,omitempty"`
	Emails  []string       `json:"emails,omitempty"`
	Phones  []string       `json:"phones,omitempty"`
}

const (
	refusedShown   = 100
	previewedRows  = 20
	reasonsCounted = 1000
)

// intakeReport collects one while a table is read.
type intakeReport struct {
	IntakeReport
	language string
	fields   map[string]*record.Field
	counts   map[[2]string]*IntakeReason
	lines    bool // rows are lines of orders
}

func newIntakeReport(ctx context.Context, run *intakeRun) *intakeReport {
	return &intakeReport{IntakeReport{Reasons: []IntakeReason{}, Refused: []IntakeRefusal{}, Preview: []IntakePreview{}}, speaks(ctx), record.Index(run.fields), map[[2]string]*IntakeReason{}, run.sheet != nil}
}

func (r *intakeReport) take(row *intakeRow) error {
	r.Rows += row.size()
	if r.lines {
		r.Orders++
	}
	switch row.result {
	case creates:
		r.Create++
	case updates:
		r.Update++
	case skips:
		r.Skip++
	case refuses:
		r.Refuse++
		r.refuse(row)
		return nil
	}
	if len(r.Preview) < previewedRows {
		r.Preview = append(r.Preview, IntakePreview{row.first, string(row.result), r.show(row), row.values.Company, row.values.Emails, row.values.Phones})
	}
	return nil
}

// show gives a row's values as people read them: choices by their labels, the owner as the file has them.
func (r *intakeReport) show(row *intakeRow) map[string]any {
	shown := map[string]any{}
	for key, value := range row.values.Values {
		f := r.fields[key]
		switch {
		case key == "owner":
			shown[key] = row.row.Owner
		case key == "lines":
			lines, _ := value.([]record.Line)
			shown[key], shown["total"] = showLines(lines), row.values.Total
		case f != nil && f.Kind == record.Choice:
			for _, o := range f.Options {
				if o.Key == value {
					shown[key] = label(o.Label, r.language)
				}
			}
		case f != nil:
			shown[key] = showValue(f, value)
		default:
			shown[key] = value
		}
	}
	return shown
}

// showLines says of each line how much of what.
func showLines(lines []record.Line) []string {
	list := make([]string, len(lines))
	for i, l := range lines {
		list[i] = strconv.FormatFloat(float64(l.Quantity)/1000, 'f', -1, 64) + " × " + l.Name
	}
	return list
}

func (r *intakeReport) refuse(row *intakeRow) {
	p := row.row.Problems[0]
	reason := phrase.In(r.language, p.Err)
	if len(r.Refused) < refusedShown {
		r.Refused = append(r.Refused, IntakeRefusal{row.first, p.Column, reason})
	}
	key := [2]string{p.Column, kindOf(p)}
	if r.counts[key] == nil && len(r.counts) < reasonsCounted {
		r.counts[key] = &IntakeReason{Column: p.Column, Reason: reason}
	}
	if c := r.counts[key]; c != nil {
		c.Count++
	}
}

// kindOf tells reasons apart, whatever value they are about.
func kindOf(p intake.Problem) string {
	var s *phrase.Sentence
	if errors.As(p.Err, &s) {
		return s.Format()
	}
	return p.Err.Error()
}

func (r *intakeReport) done() *IntakeReport {
	for _, c := range r.counts {
		r.Reasons = append(r.Reasons, *c)
	}
	slices.SortFunc(r.Reasons, func(a, b IntakeReason) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Reason, b.Reason))
	})
	return &r.IntakeReport
}
