package deal

import (
	"slices"
	"strings"
	"time"

	"banhda/hub/order"
	"banhda/hub/record"
	"banhda/phrase"
)

// When is the instant of a change, and its day where the house is.
type When struct {
	Now  int64 // microseconds
	Zone *time.Location
}

// Today is the day of the change, 2026-11-22.
func (w When) Today() string { return time.UnixMicro(w.Now).In(w.Zone).Format(time.DateOnly) }

// Noon is the middle of a day; 0 for none.
func (w When) Noon(day string) int64 {
	at, err := time.ParseInLocation(time.DateOnly, day, w.Zone)
	if err != nil {
		return 0
	}
	return at.Add(12 * time.Hour).UnixMicro()
}

// Settle completes a deal's values before they are written, and refuses a move that lacks something. A deal that comes from
// elsewhere, as by an import, may begin anywhere (see Begun); one that is moved on has to have what its stage asks for.
func (s *Setup) Settle(was, is *record.Record, currency string, w When) (record.Values, error) {
	v := settling{Setup: s, When: w, was: was.Values, v: is.Values.With(nil), made: was.Version == 0}
	if v.v.Text("currency") == "" {
		v.v["currency"] = currency
	}
	v.stage()
	if err := v.value(); err != nil {
		return nil, err
	}
	v.forecast()
	v.days()
	if err := v.because(); err != nil {
		return nil, err
	}
	return v.v, v.allowed()
}

// settling is a deal on its way to be written.
type settling struct {
	*Setup
	When
	was, v record.Values
	made   bool
	in     *Pipeline
	at     int // place of its stage there
}

func (v *settling) now() *Stage { return &v.in.Stages[v.at] }

func (v *settling) moved() bool { return v.was.Text("deal_stage") != v.v.Text("deal_stage") }

// stage brings stage, pipeline, state and probability together: who changes the pipeline alone moves the deal to the
// stage that is there what its stage was here.
func (v *settling) stage() {
	p, at := v.Find(v.v.Text("deal_stage"))
	chosen := v.Pipeline(v.v.Text("pipeline"))
	switch {
	case p == nil && chosen == nil:
		p, at = &v.Pipelines[0], 0
	case p == nil:
		p, at = chosen, 0
	case chosen != nil && chosen != p && v.v.Text("pipeline") != v.was.Text("pipeline"):
		at = chosen.Index(chosen.counterpart(&p.Stages[at]).Key)
		p = chosen
	}
	v.in, v.at = p, at
	stage := v.now()
	v.v["pipeline"], v.v["deal_stage"], v.v["state"] = p.Key, stage.Key, string(stage.Kind)
	v.v["probability"] = float64(stage.Probability)
}

// value reckons what the deal is worth: what its lines come to, where it has any.
func (v *settling) value() error {
	if lines, ok := v.v["lines"].([]record.Line); ok {
		sum, err := order.Reckon(lines, 0)
		if err != nil {
			return &record.Wrong{Sentence: phrase.Errorf("lines: %w", err), Field: "lines"}
		}
		v.v["value"] = sum.Total
	}
	if v.v["value"] == nil {
		delete(v.v, "expected")
		return nil
	}
	v.v["expected"] = Expected(v.v.Int("value"), v.now().Probability)
	return nil
}

// Expected is a value times a probability in percent, rounded half up.
func Expected(value int64, percent int) int64 {
	p := int64(percent)
	return value/100*p + (value%100*p+50)/100
}

// forecast gives the category of the stage to who comes there without having chosen another.
func (v *settling) forecast() {
	stage, own := v.now(), Category(v.v.Text("forecast"))
	switch {
	case stage.Kind == Won:
		own = Closed
	case stage.Kind == Lost:
		own = Omitted
	case own == "" || own == Closed || v.moved() && v.v.Text("forecast") == v.was.Text("forecast"):
		if own = stage.Forecast; own == "" {
			own = Pending
		}
	}
	v.v["forecast"] = string(own)
}

// days keeps when the deal was opened, moved, closed, and how often its close date was pushed.
func (v *settling) days() {
	today := v.Today()
	if v.v.Text("opened_on") == "" {
		v.v["opened_on"] = today
		if due := v.v.Text("close_date"); v.made && v.now().Kind != Open && due != "" && due < today {
			v.v["opened_on"] = due
		}
	}
	if v.now().Kind == Open {
		delete(v.v, "closed_on")
	} else if v.v.Text("closed_on") == "" {
		v.v["closed_on"] = v.closing(today)
	}
	if v.made || v.moved() {
		v.v["in_stage_since"] = v.since(today)
	}
	before, after := v.was.Text("close_date"), v.v.Text("close_date")
	if !v.made && v.was.Text("state") == string(Open) && v.now().Kind == Open && before != "" && after > before {
		n, _ := v.was["pushes"].(float64)
		v.v["pushes"] = n + 1
	}
}

// closing is the day a deal is closed: today, or of one that comes from elsewhere as closed, its close date.
func (v *settling) closing(today string) string {
	if due := v.v.Text("close_date"); v.made && due != "" && due < today {
		return max(due, v.v.Text("opened_on"))
	}
	return today
}

// since is when the deal came to its stage.
func (v *settling) since(today string) int64 {
	day := v.v.Text("opened_on")
	if v.now().Kind != Open {
		day = v.v.Text("closed_on")
	}
	if v.made && day < today {
		return v.Noon(day)
	}
	return v.Now
}

// because keeps the reason to deals that ended, of the kind they ended by.
func (v *settling) because() error {
	key := v.v.Text("reason")
	if key == "" {
		return nil
	}
	stale := v.v.Text("reason") == v.was.Text("reason") && v.moved()
	r := v.Reason(key)
	switch {
	case r != nil && r.Kind == v.now().Kind:
	case stale || r == nil:
		delete(v.v, "reason")
	default:
		return &record.Wrong{Sentence: phrase.Errorf("reason: %s fits no deal that stands like this one", r.Key), Field: "reason"}
	}
	return nil
}

// allowed refuses a move onwards that lacks something.
func (v *settling) allowed() error {
	if v.made || !v.moved() {
		return nil
	}
	missing := v.in.Missing(v.v, v.was.Text("deal_stage"), v.v.Text("deal_stage"))
	if len(missing.Steps) == 0 || len(missing.Fields) > 0 {
		return missing.wrong()
	}
	return &record.Wrong{Sentence: phrase.Errorf("before the deal can go on, tick off on its checklist: %s", strings.Join(missing.Steps, ", ")), Field: "steps"}
}

// Begun refuses a deal that somebody makes in a stage whose fields it lacks. Checklists and what is to be sold are for the
// way: they are asked for when it goes on.
func (s *Setup) Begun(v record.Values) error {
	in, at := s.Find(v.Text("deal_stage"))
	if in == nil {
		return nil
	}
	missing := in.Missing(v, "", in.Stages[at].Key)
	missing.Fields = slices.DeleteFunc(missing.Fields, func(key string) bool { return key == "lines" })
	return missing.wrong()
}

// wrong is the refusal of a stage for the fields that lack; nil where none does.
func (m Missing) wrong() error {
	if len(m.Fields) == 0 {
		return nil
	}
	return &record.Wrong{Sentence: phrase.Errorf("before the deal can come to this stage, fill in: %s", strings.Join(m.Fields, ", ")), Field: m.Fields[0]}
}

// Missing is what keeps a deal from a stage.
type Missing struct {
	Fields []string `json:"fields" doc:"keys of fields without a value"`
	Steps  []string `json:"steps" doc:"keys of steps that are not done"`
}

// None reports whether nothing keeps it.
func (m Missing) None() bool { return len(m.Fields)+len(m.Steps) == 0 }

// Missing tells what values lack to go from one stage to another of the pipeline: whatever the stages up to there
// require, and the checklists of those before it. To be lost a deal needs only what that stage requires; back it may
// always go.
func (p *Pipeline) Missing(v record.Values, from, to string) Missing {
	m := Missing{Fields: []string{}, Steps: []string{}}
	at, begun := p.Index(to), p.Index(from)
	if at < 0 {
		return m
	}
	target := &p.Stages[at]
	if target.Kind == Lost {
		m.fields(v, target)
		return m
	}
	if begun >= at && target.Kind == Open {
		return m
	}
	done, _ := v["steps"].([]string)
	for i := range p.Stages[:at+1] {
		s := &p.Stages[i]
		m.fields(v, s)
		for _, step := range s.Steps {
			if i < at && !slices.Contains(done, step.Key) {
				m.Steps = append(m.Steps, step.Key)
			}
		}
	}
	return m
}

func (m *Missing) fields(v record.Values, s *Stage) {
	for _, key := range s.Required {
		if v[key] == nil && !slices.Contains(m.Fields, key) {
			m.Fields = append(m.Fields, key)
		}
	}
}
