package api

import (
	"context"

	"banhda/attract/cta"
	"banhda/store"
	"banhda/warehouse"
	"banhda/wheel"
)

// CTAResult is how a version of a call to action did.
type CTAResult struct {
	CTA      CTALine  `json:"cta"`
	Version  int64    `json:"version"`
	At       string   `json:"at" doc:"when it was published"`
	Goal     cta.Goal `json:"goal"`
	Arms     []CTAArm `json:"arms"`
	Currency string   `json:"currency"`
	Versions []int64  `json:"versions" doc:"those there are, the newest first"`
	ArmsRead
}

// CTAArm is what the people of an arm did.
type CTAArm struct {
	Arm      string `json:"arm" doc:"control, or the letter of what was said"`
	People   int64  `json:"people"`
	Views    int64  `json:"views"`
	Clickers int64  `json:"clickers" doc:"people who clicked"`
	Clicks   int64  `json:"clicks"`
}

type ctaResultQuery struct {
	CTANamed
	Version int64 `query:"version" minimum:"0" doc:"Of which version; 0: of the one visitors see."`
}

// ctaRead is a version as its result is read.
type ctaRead struct {
	cta.CTA
	is      cta.Version
	over    int64 // when visitors saw it last; 0: they do still
	drawn   []warehouse.Drawn
	clicked map[int64]bool // who of them clicked
}

func (s *Server) ctaResult(ctx context.Context, in *ctaResultQuery, tell Tell) (*CTAResult, error) {
	a := &CTAResult{Arms: []CTAArm{}, Versions: []int64{}, ArmsRead: ArmsRead{SoFar: []SoFar{}}}
	var r ctaRead
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		if r, err = readCTAVersion(ctx, v, in); err != nil {
			return err
		}
		return a.count(ctx, v, &r)
	})
	if err != nil {
		return nil, err
	}
	cut, _, err := s.cut(ctx, "cta", Reading{}, tell)
	if err != nil {
		return nil, err
	}
	goal := &r.is.Content.Goal
	q, err := goalQuestion(goal.Event, goal.Days)
	if err != nil {
		return nil, err
	}
	q.Drawn = r.drawn
	cut.Within = nil // who asks sees no people here, only how many
	found, _, err := s.Warehouse.Lift(ctx, cut, q)
	if err != nil {
		return nil, err
	}
	a.Currency = cut.Currency
	a.ends(&r, cut.AsOf)
	names, shares := r.is.Content.Arms()
	a.compare(found, names, shares, goal.Value && q.Goal.Stage == nil) // to enter a stage has no price
	return a, nil
}

func readCTAVersion(ctx context.Context, v *store.View, in *ctaResultQuery) (r ctaRead, err error) {
	if r.CTA, err = ctaOf(ctx, v, in.ID); err != nil {
		return r, err
	}
	number := in.Version
	if number == 0 {
		number = r.Published
	}
	if number == 0 {
		return r, missing("this call to action was not published yet; publish it, and put it where visitors see it")
	}
	if r.is, err = v.CTAVersion(ctx, r.ID, number); err != nil {
		return r, notFound(err, "there is no version %d of this call to action", number)
	}
	if err := r.lasted(ctx, v); err != nil {
		return r, err
	}
	r.clicked = map[int64]bool{}
	const atOnce = 10_000
	for after := int64(0); ; {
		page, err := v.SeenBy(ctx, r.ID, number, after, atOnce)
		for _, p := range page {
			after = p.Person
			r.drawn = append(r.drawn, warehouse.Drawn{Person: p.Person, Arm: p.Arm, At: p.At})
			if p.Clicks > 0 {
				r.clicked[p.Person] = true
			}
		}
		if err != nil || len(page) < atOnce {
			return r, err
		}
	}
}

// lasted finds out when visitors saw a version last: until the next one, until it was put away, or until its time was over.
func (r *ctaRead) lasted(ctx context.Context, v *store.View) error {
	ended := r.is.Content.Ended()
	switch {
	case r.is.Number < r.Published:
		next, err := v.CTAVersion(ctx, r.ID, r.is.Number+1)
		r.over = next.At
		return err
	case r.Archived:
		r.over = r.UpdatedAt
	}
	if ended != 0 && ended <= v.Now() && (r.over == 0 || ended < r.over) {
		r.over = ended
	}
	return nil
}

// count puts together what people did with a version.
func (a *CTAResult) count(ctx context.Context, v *store.View, r *ctaRead) error {
	lines, err := ctaLines(ctx, v, []cta.CTA{r.CTA})
	if err != nil {
		return err
	}
	a.CTA, a.Version, a.At, a.Goal = lines[0], r.is.Number, showInstant(r.is.At), r.is.Content.Goal
	for n := r.Published; n > 0; n-- {
		a.Versions = append(a.Versions, n)
	}
	counts, err := v.CTACounts(ctx, []int64{r.ID})
	for _, c := range counts {
		if c.Version == a.Version {
			a.Arms = append(a.Arms, CTAArm{c.Arm, c.People, c.Views, c.Clickers, c.Clicks})
		}
	}
	return err
}

// ends says when everybody's time for the goal is over: only then a lift is read.
func (a *CTAResult) ends(r *ctaRead, now int64) {
	at := r.over
	if at == 0 {
		at = r.is.Content.Ended()
	}
	if at == 0 {
		return
	}
	end := at + int64(r.is.Content.Goal.Days)*wheel.Day
	a.FinalAt, a.Final = text(showInstant(end)), r.over != 0 && now >= end
}
