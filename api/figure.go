package api

import (
	"strconv"
	"strings"

	"banhda/warehouse"
	"banhda/wheel"
)

// read finds the figure by its path, and reads what its readout is asked.
func (in *listQuestion) read(c warehouse.Cut, asked *Asked) (q warehouse.ListQuestion, err error) {
	q.Limit = in.Limit
	readout, rest, _ := strings.Cut(in.Of, ".")
	switch readout {
	case "wheel":
		q.Wheel, err = in.readWheel(rest, c, asked)
	case "funnel":
		q.Funnel, err = in.readFunnel(rest, c, asked)
	case "retention":
		q.Retention, err = in.readRetention(rest, c, asked)
	case "care":
		q.Care, err = in.readCare(rest, c, asked)
	case "value":
		q.Value, err = in.readValue(rest, c, asked)
	default:
		err = in.noFigure()
	}
	return q, err
}

func (in *listQuestion) noFigure() error {
	return invalid("%q is no figure with a list; write its path in the readout's answer, such as wheel.arrivals, wheel.stock.to.customer, funnel.steps.0, retention.2026-01-01.3 or value.people", in.Of)
}

func (in *listQuestion) readWheel(path string, c warehouse.Cut, asked *Asked) (l *warehouse.WheelList, err error) {
	l = &warehouse.WheelList{}
	var ok bool
	if l.Figure, ok = wheel.FigureAt(path); !ok {
		return nil, in.noFigure()
	}
	if in.Horizon != "" {
		if l.Horizon, err = parseDuration("horizon", in.Horizon); err != nil {
			return nil, err
		}
		asked.Horizon = in.Horizon
	}
	l.From, l.To, err = in.Period.read(c, asked)
	return l, err
}

func (in *listQuestion) readFunnel(path string, c warehouse.Cut, asked *Asked) (l *warehouse.FunnelList, err error) {
	l = &warehouse.FunnelList{}
	f := funnelQuestion{in.Reading, in.Period, in.Steps, in.Window, in.Order, in.Breakdown}
	if l.FunnelQuestion, err = f.read(c, asked); err != nil {
		return nil, err
	}
	value, broken := strings.CutPrefix(path, "breakdown.")
	step, steps := strings.CutPrefix(path, "steps.")
	if broken {
		if i := strings.LastIndexByte(value, '.'); i >= 0 {
			l.Value, value = text(value[:i]), value[i+1:]
		}
		l.Broken, step = true, value
	}
	if !steps && !broken {
		return nil, in.noFigure()
	}
	if broken && in.Breakdown == "" {
		return nil, invalid("%s asks for one value of a breakdown: say by which property, as in breakdown=plan", in.Of)
	}
	if l.Step, err = strconv.Atoi(step); err != nil || l.Step < 0 || l.Step >= len(l.Steps) {
		return nil, invalid("%s: the funnel has the steps 0 to %d", in.Of, len(l.Steps)-1)
	}
	return l, nil
}

func (in *listQuestion) readRetention(path string, c warehouse.Cut, asked *Asked) (l *warehouse.RetentionList, err error) {
	l = &warehouse.RetentionList{Period: -1}
	r := retentionQuestion{in.Reading, in.Period, in.First, in.Return, in.Every, in.Periods, in.Unbounded}
	if l.RetentionQuestion, err = r.read(c, asked); err != nil {
		return nil, err
	}
	start, period, cell := strings.Cut(path, ".")
	if cell {
		if l.Period, err = strconv.Atoi(period); err != nil || l.Period < 0 || l.Period >= in.Periods {
			return nil, invalid("%s: retention follows the periods 0 to %d", in.Of, in.Periods-1)
		}
	}
	l.Start = start
	if _, ok := wheel.NewRetentionCount(l.Spec(c)).Cohort(start); !ok {
		return nil, invalid("%s: no cohort begins on %q; write the start of one as the readout gives it", in.Of, start)
	}
	return l, nil
}

func (in *listQuestion) readValue(path string, c warehouse.Cut, asked *Asked) (l *warehouse.ValueList, err error) {
	l = &warehouse.ValueList{Repeaters: path == "repeaters"}
	if path != "people" && path != "repeaters" {
		return nil, in.noFigure()
	}
	v := valueQuestion{in.Reading, in.At, in.Horizon}
	if v.Horizon == "" {
		v.Horizon = "90d"
	}
	l.Question, err = v.read(c, asked)
	return l, err
}

func (in *listQuestion) readCare(path string, c warehouse.Cut, asked *Asked) (l *warehouse.CareList, err error) {
	l = &warehouse.CareList{Figure: path}
	if _, _, ok := wheel.CareFigure(path); !ok {
		return nil, in.noFigure()
	}
	l.From, l.To, err = in.Period.read(c, asked)
	return l, err
}

// listPlace is where a page of a list ends, and the now it was read at: the pages of a list are of one now, though it
// was left at its default.
type listPlace struct {
	wheel.Mark
	asOf int64
}

// String writes a place as a cursor.
func (p listPlace) String() string { return writeCursor(p.Person, int64(p.Rows), p.asOf) }

func readPlace(cursor string) (p listPlace, err error) {
	var rows int64
	p.Person, rows, p.asOf, err = readCursor(cursor)
	p.Rows = int(rows)
	return p, err
}

// continues reads the cursor: it says behind which row to go on, and at which now where the question does not.
func (in *listQuestion) continues() (wheel.Mark, error) {
	if in.Cursor == "" {
		return wheel.Mark{}, nil
	}
	p, err := readPlace(in.Cursor)
	if in.AsOf == "" {
		in.AsOf = showInstant(p.asOf)
	}
	return p.Mark, err
}
