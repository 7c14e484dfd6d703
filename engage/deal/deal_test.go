package deal_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"banhda/engage/deal"
	"banhda/hub/record"
	"banhda/wheel/lift"
)

var zone = time.FixedZone("+07", 7*3600)

func at(day string) deal.When {
	on, err := time.ParseInLocation(time.DateOnly, day, zone)
	if err != nil {
		panic(err)
	}
	return deal.When{Now: on.Add(9 * time.Hour).UnixMicro(), Zone: zone}
}

// house changes one deal as the store does.
type house struct {
	t testing.TB
	deal.Setup
	now record.Record
}

func (h *house) set(day string, values record.Values) error {
	is := h.now
	is.Values = h.now.Values.With(values)
	v, err := h.Settle(&h.now, &is, "VND", at(day))
	if err == nil {
		is.Values = v
		is.Version++
		h.now = is
	}
	return err
}

func (h *house) must(day string, values record.Values) {
	h.t.Helper()
	if err := h.set(day, values); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) has(key string, want any) {
	h.t.Helper()
	if got := h.now.Values[key]; got != want {
		h.t.Errorf("%s is %v, want %v", key, got, want)
	}
}

func TestADealGoesItsWay(t *testing.T) {
	h := &house{t: t, Setup: deal.Default()}
	h.must("2026-11-02", record.Values{"name": "Máy xay", "lines": []record.Line{{Name: "Máy xay", Quantity: 2000, Price: 1_000_001, TaxRate: 8}}, "close_date": "2026-11-30"})
	h.has("value", int64(2_160_002))
	h.has("expected", int64(216_000))
	h.has("opened_on", "2026-11-02")
	h.must("2026-11-20", record.Values{"close_date": "2026-12-15"})
	h.must("2026-11-21", record.Values{"close_date": "2026-12-10"})
	h.has("pushes", 1.0)
	h.must("2026-12-01", record.Values{"deal_stage": "negotiation"})
	h.has("forecast", "best_case")
	h.must("2026-12-01", record.Values{"forecast": "commit"})
	h.has("forecast", "commit")
	if h.set("2026-12-02", record.Values{"deal_stage": "lost"}) == nil {
		t.Error("lost for no reason")
	}
	if h.set("2026-12-02", record.Values{"deal_stage": "lost", "reason": "fit"}) == nil {
		t.Error("lost for a reason to be won by")
	}
	h.must("2026-12-02", record.Values{"deal_stage": "lost", "reason": "price"})
	h.has("closed_on", "2026-12-02")
	h.has("expected", int64(0))
	h.has("forecast", "omitted")
	h.must("2026-12-05", record.Values{"deal_stage": "proposal"})
	h.has("closed_on", nil)
	h.has("reason", nil)
	h.has("state", "open")
	h.must("2026-12-09", record.Values{"deal_stage": "won"})
	h.has("forecast", "closed")
	h.has("expected", int64(2_160_002))
	h.has("pushes", 1.0)
}

func TestMovingAsksForWhatStagesRequire(t *testing.T) {
	setup := deal.Default()
	setup.Pipelines[0].Stages[1].Steps = []deal.Step{{Key: "need", Label: record.Label{Vi: "Hỏi nhu cầu"}}}
	h := &house{t: t, Setup: setup}
	h.must("2026-11-02", record.Values{"name": "Máy xay"})
	p := &setup.Pipelines[0]
	if m := p.Missing(h.now.Values, "new", "negotiation"); len(m.Fields) != 1 || m.Fields[0] != "value" || len(m.Steps) != 1 || m.Steps[0] != "need" {
		t.Errorf("to negotiate a deal lacks %+v", m)
	}
	for stage, begins := range map[string]bool{"new": true, "qualified": true, "negotiation": false, "lost": false} {
		if err := setup.Begun(record.Values{"deal_stage": stage}); (err == nil) != begins {
			t.Errorf("made in %s: %v", stage, err)
		}
	}
	if err := setup.Begun(record.Values{"deal_stage": "negotiation", "value": int64(5)}); err != nil {
		t.Errorf("made with what its stage asks for: %v", err)
	}
	listed := deal.Default()
	listed.Pipelines[0].Stages[1].Required = []string{"lines"}
	if err := listed.Begun(record.Values{"deal_stage": "qualified"}); err != nil {
		t.Errorf("what is to be sold is asked for before there is a deal: %v", err)
	}
	if h.set("2026-11-03", record.Values{"deal_stage": "proposal", "value": int64(5)}) == nil {
		t.Error("a checklist was passed by")
	}
	h.must("2026-11-03", record.Values{"deal_stage": "proposal", "value": int64(5), "steps": []string{"need"}})
	h.must("2026-11-04", record.Values{"deal_stage": "new", "value": nil, "steps": nil})
	h.has("expected", nil)
}

// Whatever deals do, none is counted twice in a stage and none gets lost: entered = on + lost + still + left, and who goes on
// from one stage is who entered the next.
func TestFunnelConserves(t *testing.T) {
	setup := deal.Default()
	setup.Pipelines = append(setup.Pipelines, deal.Pipeline{Key: "other", Stages: []deal.Stage{{Key: "o1", Kind: deal.Open}, {Key: "ow", Kind: deal.Won}, {Key: "ol", Kind: deal.Lost}}})
	stages := []string{"new", "qualified", "proposal", "negotiation", "won", "lost", "o1", "ow", "ol"}
	rapid.Check(t, func(t *rapid.T) {
		p := &setup.Pipelines[0]
		var moves []deal.Move
		began := map[int64]bool{}
		deals := rapid.IntRange(0, 30).Draw(t, "deals")
		for d := int64(1); d <= int64(deals); d++ {
			from, now := "", int64(0)
			for range rapid.IntRange(1, 8).Draw(t, "moves") {
				to := rapid.SampledFrom(stages).Draw(t, "to")
				now += rapid.Int64Range(0, 1e12).Draw(t, "later")
				in, _ := setup.Find(to)
				moves = append(moves, deal.Move{Deal: d, At: now, From: from, To: to, ToPipeline: in.Key})
				began[d] = began[d] || in.Key == "sales"
				from = to
			}
		}
		rows := p.Funnel(moves, 0, 1<<62, 1<<62)
		if len(rows[0].Entered) != len(began)-countFalse(began) {
			t.Fatalf("%d deals came in, %d are counted", len(began)-countFalse(began), len(rows[0].Entered))
		}
		for i, r := range rows {
			if len(r.Entered) != len(r.On)+len(r.Lost)+len(r.Still)+len(r.Left) {
				t.Fatalf("%s: %d entered, %d went on, %d lost, %d still there, %d left", r.Stage, len(r.Entered), len(r.On), len(r.Lost), len(r.Still), len(r.Left))
			}
			if i > 0 && len(rows[i-1].On) != len(r.Entered) {
				t.Fatalf("%d went on to %s, %d entered it", len(rows[i-1].On), r.Stage, len(r.Entered))
			}
			seen := map[int64]bool{}
			for _, d := range r.Entered {
				if seen[d] {
					t.Fatalf("deal %d is counted twice in %s", d, r.Stage)
				}
				seen[d] = true
			}
		}
	})
}

func countFalse(of map[int64]bool) (n int) {
	for _, is := range of {
		if !is {
			n++
		}
	}
	return n
}

// A deal that bounces is one deal; its days in a stage are those of all its visits.
func TestFunnelOfABouncingDeal(t *testing.T) {
	p := deal.Default().Pipelines[0]
	const day = 24 * 3600 * 1e6
	move := func(days int64, from, to string) deal.Move {
		return deal.Move{Deal: 1, At: days * day, From: from, To: to, ToPipeline: "sales"}
	}
	rows := p.Funnel([]deal.Move{move(0, "", "new"), move(2, "new", "proposal"), move(5, "proposal", "new"), move(9, "new", "proposal"), move(10, "proposal", "lost")}, 0, 1<<62, 1<<62)
	if len(rows) != 5 || len(rows[0].On) != 1 || rows[0].Days[0] != 6 || len(rows[1].On) != 1 || len(rows[1].Days) != 0 || len(rows[2].Lost) != 1 || len(rows[3].Entered) != 0 {
		t.Errorf("a deal that went to and fro and was lost: %+v", rows)
	}
}

func TestStaleByTheirOwnHistory(t *testing.T) {
	p := deal.Default().Pipelines[0]
	const day = 24 * 3600 * 1e6
	var moves []deal.Move
	for d := int64(1); d <= 11; d++ { // in new for 1 … 11 days, then won: the ninth tenth is 10 days
		moves = append(moves, deal.Move{Deal: d, To: "new", ToPipeline: "sales"}, deal.Move{Deal: d, At: d * day, From: "new", To: "won", ToPipeline: "sales"})
	}
	pace := p.Pace(moves)
	if q := pace.Stages["new"]; pace.Won != 11 || q.Median != 6 || q.P90 != 10 {
		t.Errorf("won deals were in new for %+v", pace)
	}
	w := at("2026-11-22")
	signs := func(l deal.Looked) (list []deal.Sign) {
		for _, s := range p.Stale(l, pace, w) {
			list = append(list, s.Sign)
		}
		return list
	}
	if got := signs(deal.Looked{Stage: "new", Since: w.Now - 9*day, Touched: w.Now, CloseDate: "2026-11-22"}); len(got) != 0 {
		t.Errorf("a deal like others shows %v", got)
	}
	if got := signs(deal.Looked{Stage: "new", Since: w.Now - 11*day, Touched: w.Now - 15*day, CloseDate: "2026-11-21", Pushes: 2}); len(got) != 4 {
		t.Errorf("a stale deal shows %v", got)
	}
	if got := signs(deal.Looked{Stage: "qualified", Since: w.Now - 400*day}); len(got) != 0 {
		t.Errorf("of a stage without history it is said: %v", got)
	}
}

func TestForecastAndItsScore(t *testing.T) {
	f := deal.Forecasted([]deal.Line{{Category: deal.Closed, Value: 10, Expected: 10, Due: "2026-11-03"}, {Category: deal.Commit, Value: 100, Expected: 75, Due: "2026-11-30"},
		{Category: deal.Omitted, Value: 7, Expected: 1, Due: "2026-11-30"}, {Category: deal.Pending, Value: 50, Expected: 5, Due: "2026-12-01"}}, "2026-11-01", "2026-11-30")
	if f.Weighted != 85 || f.Categories[deal.Commit].Value != 100 || len(f.Categories) != 2 {
		t.Errorf("forecast %+v", f)
	}
	s := deal.Scored([]deal.Guess{{Weighted: 120, Actual: 100}, {Weighted: 90, Actual: 100}, {Weighted: 5}}, func(g deal.Guess) int64 { return g.Weighted })
	if s.Months != 2 || s.Bias < 0.0499 || s.Bias > 0.0501 || s.MAPE < 0.1499 || s.MAPE > 0.1501 {
		t.Errorf("scored %+v", s)
	}
	// Wilson (1927) for 10 of 50, as R's prop.test(10, 50, correct = FALSE) gives it.
	if in := lift.Wilson(10, 50); in.Low < 0.11243 || in.Low > 0.11245 || in.High < 0.33036 || in.High > 0.33038 {
		t.Errorf("interval %v to %v", in.Low, in.High)
	}
}

func TestCreditIsWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.Int64Range(0, 1e12).Draw(t, "value")
		first := rapid.Int64Range(1, 9998).Draw(t, "first")
		second := rapid.Int64Range(1, 9999-first).Draw(t, "second")
		var sum int64
		for _, p := range deal.Credit(value, 9, []record.Share{{User: 1, Part: first}, {User: 2, Part: second}, {User: 3, Part: 10_000 - first - second}}) {
			sum += p.Value
		}
		if sum != value {
			t.Fatalf("%d of %d are given", sum, value)
		}
	})
	if got := deal.Credit(7, 9, nil); len(got) != 1 || got[0] != (deal.Part{User: 9, Value: 7}) {
		t.Errorf("without a split %v", got)
	}
}

func TestSetupsAreChecked(t *testing.T) {
	fields := record.Standard(record.Deal)
	good := deal.Default()
	if err := good.Valid(fields); err != nil {
		t.Error(err)
	}
	for what, spoil := range map[string]func(*deal.Setup){
		"no pipeline":        func(s *deal.Setup) { s.Pipelines = nil },
		"a key twice":        func(s *deal.Setup) { s.Pipelines = append(s.Pipelines, s.Pipelines[0]) },
		"no way to win":      func(s *deal.Setup) { s.Pipelines[0].Stages[4].Kind = deal.Open },
		"an unknown field":   func(s *deal.Setup) { s.Pipelines[0].Stages[2].Required = []string{"expected"} },
		"a stage of no name": func(s *deal.Setup) { s.Pipelines[0].Stages[0].Label = record.Label{} },
		"a reason for none":  func(s *deal.Setup) { s.Reasons[0].Kind = deal.Open },
	} {
		s := deal.Default()
		spoil(&s)
		if s.Valid(fields) == nil {
			t.Errorf("%s is let through", what)
		}
	}
}
