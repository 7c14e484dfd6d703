package deal

import (
	"slices"
	"strings"

	"banhda/hub/record"
	"banhda/phrase"
)

// Kind is what a stage is to a deal, and with that the deal's state.
type Kind string

// The kinds.
const (
	Open Kind = "open"
	Won  Kind = "won"
	Lost Kind = "lost"
)

// Category is how sure a deal is in a forecast.
type Category string

// The categories, from the least sure; Omitted counts nowhere, Closed is won.
const (
	Omitted  Category = "omitted"
	Pending  Category = "pipeline"
	BestCase Category = "best_case"
	Commit   Category = "commit"
	Closed   Category = "closed"
)

// Setup is what a house sells by: its pipelines, and why deals are won and lost.
type Setup struct {
	Pipelines []Pipeline `json:"pipelines"`
	Reasons   []Reason   `json:"reasons"`
}

// Pipeline is one way of selling, stage by stage.
type Pipeline struct {
	Key    string       `json:"key,omitempty" maxLength:"40" doc:"[a-z][a-z0-9_]*; left out: made from the label"`
	Label  record.Label `json:"label"`
	Stages []Stage      `json:"stages" minItems:"3" maxItems:"30" doc:"in their order; last the one deals are won in, then the one they are lost in"`
}

// Stage is how far a deal has come. Its key is no other stage's of any pipeline.
type Stage struct {
	Key         string       `json:"key,omitempty" maxLength:"40"`
	Label       record.Label `json:"label"`
	Kind        Kind         `json:"kind" enum:"open,won,lost"`
	Probability int          `json:"probability" minimum:"0" maximum:"100" doc:"percent; of a stage deals are won in 100, lost in 0"`
	Forecast    Category     `json:"forecast,omitempty" enum:",omitted,pipeline,best_case,commit" doc:"the category deals have in it at first; empty: pipeline"`
	Required    []string     `json:"required,omitempty" maxItems:"30" doc:"keys of fields a deal has to have to come here or further"`
	Steps       []Step       `json:"steps,omitempty" maxItems:"20" doc:"what has to be done before a deal goes on from here"`
	// RottenAfter is after how many days here a deal is stale; 0: as the pipeline's own history says.
	RottenAfter int `json:"rotten_after,omitempty" minimum:"0" maximum:"3650" doc:"days; 0: as the pipeline's own history says"`
}

// Step is one thing on a stage's checklist. Its key is no other step's.
type Step struct {
	Key   string       `json:"key,omitempty" maxLength:"40"`
	Label record.Label `json:"label"`
}

// Reason is why deals are won, or lost.
type Reason struct {
	Key   string       `json:"key,omitempty" maxLength:"40"`
	Label record.Label `json:"label"`
	Kind  Kind         `json:"kind" enum:"won,lost"`
}

// Default is what a house begins with.
func Default() Setup {
	return Setup{
		Pipelines: []Pipeline{{Key: "sales", Label: record.Label{Vi: "Bán hàng", En: "Sales"}, Stages: []Stage{
			{Key: "new", Label: record.Label{Vi: "Mới", En: "New"}, Kind: Open, Probability: 10},
			{Key: "qualified", Label: record.Label{Vi: "Đúng nhu cầu", En: "Qualified"}, Kind: Open, Probability: 25},
			{Key: "proposal", Label: record.Label{Vi: "Đã báo giá", En: "Proposal"}, Kind: Open, Probability: 50, Required: []string{"value"}},
			{Key: "negotiation", Label: record.Label{Vi: "Thương lượng", En: "Negotiation"}, Kind: Open, Probability: 75, Forecast: BestCase},
			{Key: "won", Label: record.Label{Vi: "Thắng", En: "Won"}, Kind: Won, Probability: 100},
			{Key: "lost", Label: record.Label{Vi: "Thua", En: "Lost"}, Kind: Lost, Required: []string{"reason"}},
		}}},
		Reasons: []Reason{
			{"fit", record.Label{Vi: "Đúng nhu cầu", En: "It fits"}, Won}, {"price_won", record.Label{Vi: "Giá tốt", En: "Price"}, Won},
			{"trust", record.Label{Vi: "Tin tưởng", En: "Trust"}, Won},
			{"price", record.Label{Vi: "Giá cao", En: "Price"}, Lost}, {"competitor", record.Label{Vi: "Chọn bên khác", En: "Chose somebody else"}, Lost},
			{"no_need", record.Label{Vi: "Không còn nhu cầu", En: "No need any more"}, Lost}, {"no_answer", record.Label{Vi: "Không liên lạc được", En: "No answer"}, Lost},
			{"other", record.Label{Vi: "Lý do khác", En: "Something else"}, Lost},
		},
	}
}

// Find gives a stage by its key, its pipeline, and its place there; nil where no pipeline has it.
func (s *Setup) Find(key string) (p *Pipeline, at int) {
	for i := range s.Pipelines {
		if at := s.Pipelines[i].Index(key); at >= 0 {
			return &s.Pipelines[i], at
		}
	}
	return nil, -1
}

// Pipeline gives one by its key; nil for none.
func (s *Setup) Pipeline(key string) *Pipeline {
	for i := range s.Pipelines {
		if s.Pipelines[i].Key == key {
			return &s.Pipelines[i]
		}
	}
	return nil
}

// Reason gives one by its key; nil for none.
func (s *Setup) Reason(key string) *Reason {
	for i := range s.Reasons {
		if s.Reasons[i].Key == key {
			return &s.Reasons[i]
		}
	}
	return nil
}

// Index is a stage's place in the pipeline; −1 where it has none.
func (p *Pipeline) Index(stage string) int {
	return slices.IndexFunc(p.Stages, func(s Stage) bool { return s.Key == stage })
}

// First is the stage a deal begins in.
func (p *Pipeline) First() *Stage { return &p.Stages[0] }

// counterpart is the stage that is here what a stage is elsewhere: of the same name, else of the same end, else the first.
func (p *Pipeline) counterpart(of *Stage) *Stage {
	for _, same := range []func(*Stage) bool{
		func(s *Stage) bool { return s.Label == of.Label },
		func(s *Stage) bool { return s.Kind == of.Kind && of.Kind != Open },
	} {
		for i := range p.Stages {
			if same(&p.Stages[i]) {
				return &p.Stages[i]
			}
		}
	}
	return p.First()
}

// Options fill the choices of a deal's fields in.
func (s *Setup) Options(fields []record.Field) {
	options := map[string][]record.Option{}
	for _, p := range s.Pipelines {
		options["pipeline"] = append(options["pipeline"], record.Option{Key: p.Key, Label: p.Label})
		for _, stage := range p.Stages {
			options["deal_stage"] = append(options["deal_stage"], record.Option{Key: stage.Key, Label: stage.Label})
			for _, step := range stage.Steps {
				options["steps"] = append(options["steps"], record.Option{Key: step.Key, Label: step.Label})
			}
		}
	}
	for _, r := range s.Reasons {
		options["reason"] = append(options["reason"], record.Option{Key: r.Key, Label: r.Label})
	}
	for i := range fields {
		if list, ok := options[fields[i].Key]; ok && fields[i].Standard {
			fields[i].Options = list
		}
	}
}

// reckoned are fields of which no stage can require that somebody fills them in.
var reckoned = []string{"pipeline", "deal_stage", "state", "probability", "expected", "forecast", "pushes", "closed_on", "in_stage_since", "steps", "name", "currency", "opened_on"}

// Valid completes the keys of a setup and reports what is wrong with it. fields are those of deals.
func (s *Setup) Valid(fields []record.Field) error {
	if len(s.Pipelines) == 0 || len(s.Pipelines) > 20 {
		return phrase.Errorf("there is at least one pipeline, and at most 20")
	}
	k := keys{}
	for i := range s.Pipelines {
		p := &s.Pipelines[i]
		if err := k.take("pipeline", &p.Key, &p.Label); err != nil {
			return err
		}
		if err := p.valid(k, record.Index(fields)); err != nil {
			return err
		}
	}
	for i := range s.Reasons {
		r := &s.Reasons[i]
		if err := k.take("reason", &r.Key, &r.Label); err != nil {
			return err
		}
		if r.Kind != Won && r.Kind != Lost {
			return phrase.Errorf("%s: say whether deals are won or lost by it", r.Label.En)
		}
	}
	return nil
}

func (p *Pipeline) valid(k keys, fields map[string]*record.Field) error {
	for i := range p.Stages {
		s := &p.Stages[i]
		if err := k.take("stage", &s.Key, &s.Label); err != nil {
			return err
		}
		if s.Kind != p.kindAt(i) {
			return phrase.Errorf("%s: a pipeline has stages for open deals, then the one in which they are won, then the one in which they are lost", p.Label.En)
		}
		if err := s.valid(k, fields); err != nil {
			return err
		}
	}
	if len(p.Stages) < 3 {
		return phrase.Errorf("%s: give the pipeline at least one stage for open deals", p.Label.En)
	}
	return nil
}

// kindAt is of which kind the stage at a place has to be.
func (p *Pipeline) kindAt(i int) Kind {
	switch len(p.Stages) - i {
	case 1:
		return Lost
	case 2:
		return Won
	}
	return Open
}

func (s *Stage) valid(k keys, fields map[string]*record.Field) error {
	switch s.Kind {
	case Won:
		s.Probability, s.Forecast, s.Steps = 100, "", nil
	case Lost:
		s.Probability, s.Forecast, s.Steps = 0, "", nil
	}
	if s.Probability < 0 || s.Probability > 100 {
		return phrase.Errorf("%s: a probability lies between 0 and 100 percent", s.Label.En)
	}
	for _, key := range s.Required {
		if f := fields[key]; f == nil || f.Archived || slices.Contains(reckoned, key) {
			return phrase.Errorf("%s: %q is no field of deals that somebody fills in", s.Label.En, key)
		}
	}
	for i := range s.Steps {
		if err := k.take("step", &s.Steps[i].Key, &s.Steps[i].Label); err != nil {
			return err
		}
	}
	return nil
}

// keys are those that are taken, by what has them.
type keys map[string]map[string]bool

// take completes a key and a label, and keeps the key from others of its kind.
func (k keys) take(of string, key *string, label *record.Label) error {
	label.Vi, label.En = strings.TrimSpace(label.Vi), strings.TrimSpace(label.En)
	if label.Vi == "" && label.En == "" {
		return phrase.Errorf("give every pipeline, stage, step and reason a name")
	}
	if label.Vi == "" {
		label.Vi = label.En
	} else if label.En == "" {
		label.En = label.Vi
	}
	if k[of] == nil {
		k[of] = map[string]bool{}
	}
	if *key == "" {
		*key = record.FreeKey(*label, func(key string) bool { return k[of][key] })
	}
	if !record.IsKey(*key) || k[of][*key] {
		return phrase.Errorf("the key %s is taken, or written wrongly", *key)
	}
	k[of][*key] = true
	return nil
}
