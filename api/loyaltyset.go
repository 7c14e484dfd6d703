package api

import (
	"context"
	"errors"
	"net/http"
	"reflect"
	"slices"

	"banhda/delight/loyalty"
	"banhda/hub/record"
	"banhda/store"
)

// LoyaltyAnswer is the loyalty programme: what is being written, and what holds.
type LoyaltyAnswer struct {
	Draft     loyalty.Program  `json:"draft"`
	Edition   int64            `json:"edition" doc:"of the draft: who changes it names the one they saw; 0: nothing was written yet"`
	Published int64            `json:"published" doc:"the number of the version that holds; 0: none"`
	Changed   bool             `json:"changed" doc:"the draft says something else than what holds"`
	Since     string           `json:"since,omitempty" doc:"when what holds was published"`
	Currency  string           `json:"currency"`
	Members   map[string]int64 `json:"members" doc:"how many there are, by the key of their tier; under nothing those without one"`
}

func (s *Server) showLoyalty(ctx context.Context, _ *struct{}, _ Tell) (a *LoyaltyAnswer, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		a, err = loyaltyShown(ctx, v)
		return err
	})
	return a, err
}

func loyaltyShown(ctx context.Context, v *store.View) (a *LoyaltyAnswer, err error) {
	a = &LoyaltyAnswer{Changed: true}
	if a.Draft, a.Edition, a.Published, err = v.LoyaltyProgram(ctx); err != nil {
		return a, err
	}
	versions, err := v.LoyaltyVersions(ctx)
	if err != nil {
		return a, err
	}
	if n := len(versions); n > 0 {
		a.Changed, a.Since = !reflect.DeepEqual(a.Draft, versions[n-1].Content), showInstant(versions[n-1].At)
	}
	if a.Currency, err = currencyOf(ctx, v); err != nil {
		return a, err
	}
	a.Members, err = v.CountLoyaltyMembers(ctx)
	return a, err
}

// LoyaltyVersion is the programme as it was published.
type LoyaltyVersion struct {
	Number  int64           `json:"number"`
	At      string          `json:"at" doc:"from when on it holds"`
	Until   string          `json:"until,omitempty" doc:"until when it held; left out: it holds"`
	By      *ActActor       `json:"by" doc:"who published it; null: it is not known any more"`
	Content loyalty.Program `json:"content"`
}

// LoyaltyVersions are all programmes there were, the newest first.
type LoyaltyVersions struct {
	Versions []LoyaltyVersion `json:"versions"`
}

func (s *Server) loyaltyVersions(ctx context.Context, _ *struct{}, _ Tell) (*LoyaltyVersions, error) {
	a := &LoyaltyVersions{Versions: []LoyaltyVersion{}}
	return a, s.Records.View(ctx, func(v *store.View) error {
		list, err := v.LoyaltyVersions(ctx)
		if err != nil {
			return err
		}
		var ids []int64
		for i := range list {
			ids = append(ids, list[i].Act)
		}
		acts, err := v.ActsByID(ctx, ids)
		if err != nil {
			return err
		}
		names, err := actorNames(ctx, v)
		until := ""
		for _, is := range slices.Backward(list) {
			one := LoyaltyVersion{Number: is.Number, At: showInstant(is.At), Until: until, Content: is.Content}
			if act, ok := acts[is.Act]; ok {
				one.By = &ActActor{act.Actor, names[act.Actor]}
			}
			until, a.Versions = one.At, append(a.Versions, one)
		}
		return err
	})
}

type loyaltyOrder struct {
	Body struct {
		Draft   loyalty.Program `json:"draft"`
		Edition int64           `json:"edition"`
	}
}

func (s *Server) setLoyalty(ctx context.Context, in *loyaltyOrder, _ Tell) (a *LoyaltyAnswer, err error) {
	draft := &in.Body.Draft
	draft.Clean()
	if err := draft.Check(); err != nil {
		return nil, wrong(err)
	}
	_, err = s.change(ctx, mutation{verb: "loyalty-set", target: loyaltySource, also: func(ctx context.Context, t *store.Tx) error {
		if err := s.asksRightly(ctx, &t.View, draft); err != nil {
			return err
		}
		err := t.SaveLoyaltyProgram(ctx, *draft, in.Body.Edition)
		if errors.Is(err, store.ErrConflict) {
			err = refused(http.StatusConflict, 0, "somebody else changed the loyalty programme meanwhile; look at it again")
		}
		if err == nil {
			a, err = loyaltyShown(ctx, &t.View)
		}
		return err
	}}, nil)
	return a, err
}

// asksRightly looks whether the conditions of a programme can be asked.
func (s *Server) asksRightly(ctx context.Context, v *store.View, p *loyalty.Program) error {
	for _, where := range p.Conditions() {
		if _, err := s.condition(ctx, v, record.Person, where); err != nil {
			return err
		}
	}
	return nil
}

// publishLoyalty makes the draft what holds from now on. What happened before is reckoned by what held then.
func (s *Server) publishLoyalty(ctx context.Context, _ *struct{}, _ Tell) (a *LoyaltyAnswer, err error) {
	_, err = s.change(ctx, mutation{verb: "loyalty-publish", target: loyaltySource, also: func(ctx context.Context, t *store.Tx) error {
		draft, edition, _, err := t.LoyaltyProgram(ctx)
		if err != nil {
			return err
		}
		draft.Clean()
		if err := draft.Check(); err != nil {
			return wrong(err)
		}
		if err := s.asksRightly(ctx, &t.View, &draft); err != nil {
			return err
		}
		if edition == 0 { // as it is proposed
			if err := t.SaveLoyaltyProgram(ctx, draft, 0); err != nil {
				return err
			}
		}
		if err := t.PublishLoyaltyProgram(ctx, draft); err != nil {
			return err
		}
		a, err = loyaltyShown(ctx, &t.View)
		return err
	}}, nil)
	return a, err
}
