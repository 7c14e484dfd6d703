package api

import (
	"context"
	"slices"
	"strconv"

	"banhda/auth"
	"banhda/delight/onboarding"
	"banhda/engage/quote"
	"banhda/hub/record"
	"banhda/store"
)

// DealPromiseAnswer is what was promised in a deal, what can be taken over into it, and what will become of it.
type DealPromiseAnswer struct {
	Promised    onboarding.Promise `json:"promised"`
	Offered     []string           `json:"offered" doc:"the deal's lines and notes, and the lines of its quotes that were accepted"`
	Plans       []Named            `json:"plans" doc:"the onboarding plans that begin when the deal is won"`
	Onboardings []OnboardingLine   `json:"onboardings" doc:"those of the deal, the last begun first"`
}

type dealPromiseQuestion struct {
	ID string `path:"id" doc:"The deal's id."`
}

func (s *Server) showDealPromise(ctx context.Context, in *dealPromiseQuestion, _ Tell) (a *DealPromiseAnswer, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		r, err := s.seen(ctx, v, RecordPath{Type: record.Deal.Plural(), ID: in.ID})
		if err != nil {
			return err
		}
		a, err = dealPromise(ctx, v, &r)
		return err
	})
	return a, err
}

func dealPromise(ctx context.Context, v *store.View, r *record.Record) (a *DealPromiseAnswer, err error) {
	a = &DealPromiseAnswer{Plans: []Named{}}
	if a.Promised, err = v.OnboardingPromise(ctx, r.ID); err != nil {
		return nil, err
	}
	if a.Promised.Items == nil {
		a.Promised.Items = []string{}
	}
	if a.Offered, err = promiseOffered(ctx, v, r); err != nil {
		return nil, err
	}
	live, err := v.LiveOnboardingPlans(ctx)
	for i := range live {
		if d := &live[i].Content; d.For == onboarding.ForPipeline && d.Pipeline == r.Values.Text("pipeline") || d.For == onboarding.ForProduct && hasProduct(r, d.Product) {
			a.Plans = append(a.Plans, Named{OnboardingPlanID(live[i].Plan), live[i].Name})
		}
	}
	if err != nil {
		return nil, err
	}
	list, err := v.Onboardings(ctx, seesPeople(ctx), store.OnboardingFilter{Deal: r.ID, Limit: mostOffered})
	if err != nil {
		return nil, err
	}
	a.Onboardings, err = showOnboardings(ctx, v, list)
	return a, err
}

const (
	mostOffered  = 20
	longestOffer = 300 // runes
)

// promiseOffered is what a seller may take over: lines of the deal and of what was accepted, and notes.
func promiseOffered(ctx context.Context, v *store.View, r *record.Record) ([]string, error) {
	offered := []string{}
	offer := func(text string) {
		if text = cleanName(text); text != "" && !slices.Contains(offered, text) {
			offered = append(offered, string([]rune(text)[:min(len([]rune(text)), longestOffer)]))
		}
	}
	lines, _ := r.Values["lines"].([]record.Line)
	if !slices.Contains(hidden(ctx, record.Deal), "lines") {
		offerLines(lines, offer)
	}
	if auth.From(ctx).May("quotes:read") {
		quotes, err := v.Quotes(ctx, reach(ctx, record.Order, auth.Read), store.QuoteFilter{State: quote.Accepted, Deal: r.ID, Limit: mostOffered})
		if err != nil {
			return nil, err
		}
		for i := range quotes {
			offerLines(quotes[i].Draft.Lines, offer)
		}
	}
	notes, err := v.Notes(ctx, record.Ref{Type: record.Deal, ID: r.ID}, store.Page{Limit: mostOffered})
	for _, n := range notes {
		offer(n.Text)
	}
	return offered, err
}

func offerLines(lines []record.Line, offer func(string)) {
	for _, l := range lines {
		offer(l.Name + " × " + strconv.FormatFloat(float64(l.Quantity)/1000, 'f', -1, 64))
	}
}

type dealPromiseOrder struct {
	ID   string `path:"id" doc:"The deal's id."`
	Body onboarding.Promise
}

// setDealPromise says what was promised in a deal. Whoever onboards the customer already sees it at once.
func (s *Server) setDealPromise(ctx context.Context, in *dealPromiseOrder, _ Tell) (a *DealPromiseAnswer, err error) {
	said := cleanPromise(&in.Body)
	_, err = s.change(ctx, mutation{verb: "onboarding-promise", target: in.ID, entry: said, also: func(ctx context.Context, t *store.Tx) error {
		ref, err := parseRef(in.ID)
		if err != nil || ref.Type != record.Deal {
			return orElse(err, missing("there is no deal %s", in.ID))
		}
		r, err := t.Record(ctx, reach(ctx, record.Deal, auth.Update), record.Deal, ref.ID)
		if err != nil {
			return notFound(err, "there is no deal %s, or it is not among those you may change", in.ID)
		}
		if err := t.SetOnboardingPromise(ctx, r.ID, auth.From(ctx).User(), *said); err != nil {
			return err
		}
		under, err := t.Onboardings(ctx, auth.Everything, store.OnboardingFilter{Deal: r.ID, State: onboarding.Running, Limit: mostOffered})
		for i := range under {
			if under[i].Promised = *said; err == nil {
				err = t.SaveOnboarding(ctx, under[i])
			}
		}
		if err != nil {
			return err
		}
		a, err = dealPromise(ctx, &t.View, &r)
		return err
	}}, nil)
	return a, err
}
