package api

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"time"

	"banhda/auth"
	"banhda/drive/job"
	"banhda/engage/deal"
	"banhda/hub/record"
	"banhda/store"
)

// DealForecastAnswer is what a pipeline is expected to sell, in the currency of the house, what was expected before, and how
// good that was.
type DealForecastAnswer struct {
	Pipeline    string             `json:"pipeline"`
	Currency    string             `json:"currency"`
	Months      []MonthForecast    `json:"months" doc:"this one, and those after it"`
	Weeks       []WeekForecast     `json:"weeks" doc:"how the present month was forecast week by week, the first first"`
	Guesses     []GuessShown       `json:"guesses" doc:"months that are over: what was expected in their first week, and what came"`
	Score       *ForecastScore     `json:"score" doc:"null: not enough yet"`
	Needed      int                `json:"needed" doc:"months that have to be over before forecasts are scored"`
	Calibration []StageCalibration `json:"calibration" doc:"the probabilities of stages, against what became of the deals that were there"`
}

// MonthForecast is what is due in a month.
type MonthForecast struct {
	Month      string              `json:"month" doc:"2026-11"`
	Categories map[string]deal.Sum `json:"categories" doc:"closed, commit, best_case, pipeline"`
	Weighted   int64               `json:"weighted" doc:"closed, and the expected value of what is open; minor units"`
}

// WeekForecast is a forecast of the present month as it was frozen.
type WeekForecast struct {
	Week string `json:"week" doc:"its Monday"`
	MonthForecast
}

// GuessShown is a forecast of a month that is over, and what came of it. Amounts are minor units.
type GuessShown struct {
	Month    string `json:"month"`
	Week     string `json:"week" doc:"the Monday it was frozen"`
	Weighted int64  `json:"weighted"`
	Commit   int64  `json:"commit" doc:"closed and committed"`
	Actual   int64  `json:"actual" doc:"won in the month"`
}

// ForecastScore is how good forecasts were.
type ForecastScore struct {
	Months     int     `json:"months"`
	Bias       float64 `json:"bias" doc:"mean of (forecast − actual) ÷ actual: above 0 too much was expected"`
	MAPE       float64 `json:"mape" doc:"mean of |forecast − actual| ÷ actual"`
	CommitBias float64 `json:"commit_bias"`
	CommitMAPE float64 `json:"commit_mape"`
}

// StageCalibration is a stage's probability against what was seen.
type StageCalibration struct {
	Stage string   `json:"stage"`
	Said  int      `json:"said" doc:"percent"`
	Ended int      `json:"ended" doc:"deals that were there, and are won or lost"`
	Won   int      `json:"won"`
	Share *float64 `json:"share" doc:"null: not enough yet"`
	Low   float64  `json:"low" doc:"of its 95 % interval (Wilson)"`
	High  float64  `json:"high"`
	Wrong bool     `json:"wrong" doc:"what is said lies outside what was seen"`
}

// monthsAhead is how many months a forecast shows; pastMonths how many it is scored by at most.
const (
	monthsAhead = 3
	pastMonths  = 12
)

func (s *Server) dealForecast(ctx context.Context, in *DealPeriod, _ Tell) (a *DealForecastAnswer, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		r, err := s.reporting(ctx, v, in)
		if err != nil {
			return err
		}
		f := forecasting{r, monthOf(r.when.Today())}
		frozen, err := v.FrozenDeals(ctx, reach(ctx, record.Deal, auth.Read), r.pipeline.Key, r.currency, f.month(-pastMonths)+"-01")
		if err != nil {
			return err
		}
		if in.Owner != "" {
			owner, _ := ParseUserID(in.Owner) // read before
			frozen = slices.DeleteFunc(frozen, func(d store.Frozen) bool { return d.Owner != owner })
		}
		a = f.answer(frozen)
		return nil
	})
	return a, err
}

// forecasting is a forecast on its way.
type forecasting struct {
	*reporting
	now string // the present month
}

func monthOf(day string) string { return day[:min(len(day), len("2026-11"))] }

// month is one so many after the present.
func (f *forecasting) month(after int) string {
	at, _ := time.Parse("2006-01", f.now) // it was written by a clock
	return at.AddDate(0, after, 0).Format("2006-01")
}

func (f *forecasting) answer(frozen []store.Frozen) *DealForecastAnswer {
	a := &DealForecastAnswer{Pipeline: f.pipeline.Key, Currency: f.currency, Needed: deal.FewMonths, Weeks: f.weeks(frozen), Calibration: []StageCalibration{}, Guesses: []GuessShown{}}
	lines := f.lines()
	for n := range monthsAhead {
		a.Months = append(a.Months, showForecast(f.month(n), lines))
	}
	guesses := f.guesses(frozen, lines)
	for _, g := range guesses {
		a.Guesses = append(a.Guesses, GuessShown{g.Month, g.Frozen, g.Weighted, g.Commit, g.Actual})
	}
	weighted := deal.Scored(guesses, func(g deal.Guess) int64 { return g.Weighted })
	commit := deal.Scored(guesses, func(g deal.Guess) int64 { return g.Commit })
	if weighted.Months >= deal.FewMonths {
		a.Score = &ForecastScore{weighted.Months, weighted.Bias, weighted.MAPE, commit.Bias, commit.MAPE}
	}
	for _, c := range f.pipeline.Calibrated(f.moves) {
		shown := StageCalibration{Stage: c.Stage, Said: c.Said, Ended: c.Ended, Won: c.Won, Low: c.Low, High: c.High, Wrong: c.Wrong()}
		if c.Ended >= deal.FewEnded {
			shown.Share = pointer(float64(c.Won) / float64(c.Ended))
		}
		a.Calibration = append(a.Calibration, shown)
	}
	return a
}

// lines are the deals as they stand; what is overdue is due now.
func (f *forecasting) lines() (list []deal.Line) {
	for _, d := range f.rows {
		if d.Currency != f.currency || d.State == string(deal.Lost) {
			continue
		}
		due := d.CloseDate
		if today := f.when.Today(); due != "" && due < today {
			due = today
		}
		if d.State == string(deal.Won) {
			due = d.ClosedOn
		}
		list = append(list, deal.Line{Deal: d.ID, Stage: d.Stage, Owner: d.Owner, Category: deal.Category(d.Forecast), Value: d.Value, Expected: d.Expected, Due: due})
	}
	return list
}

// showForecast sums up a month.
func showForecast(month string, lines []deal.Line) MonthForecast {
	f := deal.Forecasted(lines, month+"-01", month+"-31")
	m := MonthForecast{Month: month, Categories: map[string]deal.Sum{}, Weighted: f.Weighted}
	for category, sum := range f.Categories {
		m.Categories[string(category)] = sum
	}
	return m
}

// byWeek are frozen deals week by week, the first first.
func byWeek(frozen []store.Frozen) (weeks []string, lines map[string][]deal.Line) {
	lines = map[string][]deal.Line{}
	for _, d := range frozen {
		if len(weeks) == 0 || weeks[len(weeks)-1] != d.Week {
			weeks = append(weeks, d.Week)
		}
		lines[d.Week] = append(lines[d.Week], d.Line)
	}
	return weeks, lines
}

// weeksShown is how many weeks back the forecast of the present month is followed.
const weeksShown = 12

func (f *forecasting) weeks(frozen []store.Frozen) []WeekForecast {
	weeks, lines := byWeek(frozen)
	list := []WeekForecast{}
	for _, week := range weeks[max(0, len(weeks)-weeksShown):] {
		list = append(list, WeekForecast{week, showForecast(f.now, lines[week])})
	}
	return list
}

// guesses are what was expected of the months that are over in the first week of each that was frozen, and what came.
func (f *forecasting) guesses(frozen []store.Frozen, now []deal.Line) (list []deal.Guess) {
	weeks, lines := byWeek(frozen)
	for n := -pastMonths; n < 0; n++ {
		month := f.month(n)
		at := slices.IndexFunc(weeks, func(week string) bool { return monthOf(week) == month })
		if at < 0 {
			continue
		}
		was := deal.Forecasted(lines[weeks[at]], month+"-01", month+"-31")
		actual := deal.Forecasted(now, month+"-01", month+"-31").Categories[deal.Closed].Value
		list = append(list, deal.Guess{Month: month, Frozen: weeks[at], Weighted: was.Weighted,
			Commit: was.Categories[deal.Closed].Value + was.Categories[deal.Commit].Value, Actual: actual})
	}
	return list
}

type forecastListQuestion struct {
	DealPeriod
	Month    string `query:"month" required:"true" doc:"2026-11"`
	Category string `query:"category" required:"true" enum:"closed,commit,best_case,pipeline"`
	Week     string `query:"week" doc:"As it was frozen on this Monday. Default: as it is."`
	Limit    int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor   string `query:"cursor"`
}

// forecastList is the deals behind a figure of the forecast.
func (s *Server) forecastList(ctx context.Context, in *forecastListQuestion, _ Tell) (*RecordsAnswer, error) {
	return s.dealsBehind(ctx, &in.DealPeriod, in.Cursor, in.Limit, func(v *store.View, r *reporting) (ids []int64, err error) {
		f := forecasting{r, monthOf(r.when.Today())}
		lines := f.lines()
		if in.Week != "" {
			frozen, err := v.FrozenDeals(ctx, reach(ctx, record.Deal, auth.Read), r.pipeline.Key, r.currency, in.Week)
			if err != nil {
				return nil, err
			}
			_, byWeek := byWeek(frozen)
			lines = byWeek[in.Week]
		}
		for _, l := range lines {
			if monthOf(l.Due) == in.Month && string(l.Category) == in.Category {
				ids = append(ids, l.Deal)
			}
		}
		return ids, nil
	})
}

// readOffset reads how many rows were seen.
func readOffset(cursor string) (int, error) {
	n, err := strconv.Atoi(cmp.Or(cursor, "0"))
	if err != nil || n < 0 {
		return 0, wrongCursor(cursor)
	}
	return n, nil
}

// pageOfIDs are some deals in the order given, behind so many.
func (a *RecordsAnswer) pageOfIDs(ctx context.Context, v *store.View, ids []int64, after, limit int) error {
	page := ids[min(after, len(ids)):min(after+limit, len(ids))]
	found, err := v.RecordsByID(ctx, reach(ctx, record.Deal, auth.Read), record.Deal, page)
	if err != nil {
		return err
	}
	var list []record.Record
	for _, id := range page {
		if r, ok := found[id]; ok {
			list = append(list, r)
		}
	}
	if after+limit < len(ids) {
		a.Cursor = pointer(strconv.Itoa(after + limit))
	}
	shown, err := showRecords(ctx, v, record.Deal, list)
	a.Rows = append(a.Rows, shown...)
	return err
}

// freezeJob keeps the forecast of every week as it stood at its beginning.
const freezeJob job.Kind = "deal-forecast"

// frozenDays is for how long a deal that was won stays in the forecasts that are frozen.
const frozenDays = 100

func (s *Server) freezeForecast(ctx context.Context, _ job.Job) error {
	return s.Records.Tx(ctx, func(t *store.Tx) error {
		when, err := s.dealWhen(ctx, &t.View)
		if err != nil {
			return err
		}
		now := time.UnixMicro(when.Now).In(when.Zone)
		monday := now.AddDate(0, 0, -(int(now.Weekday())+6)%7)
		_, err = t.FreezeDeals(ctx, monday.Format(time.DateOnly), when.Today(), now.AddDate(0, 0, -frozenDays).Format(time.DateOnly))
		return err
	})
}

// dealWorks are the jobs of deals.
func (s *Server) dealWorks() map[job.Kind]job.Work {
	return map[job.Kind]job.Work{
		freezeJob:  {Do: s.system(s.freezeForecast), Every: job.Each(time.Hour)},
		repriceJob: {Do: s.system(s.repriceDeals), Within: 10 * time.Minute},
	}
}
