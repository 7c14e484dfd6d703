package api

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"net/http"
	"slices"

	"banhda/delight/loyalty"
	"banhda/hub/person"
	"banhda/store"
)

// PointsWho says whom points are for: a person by id, or by what they are known by.
type PointsWho struct {
	Person string `json:"person,omitempty" doc:"an id, of who is within reach"`
	Email  string `json:"email,omitempty" maxLength:"254" doc:"or the address they are known by"`
	Phone  string `json:"phone,omitempty" maxLength:"40" doc:"or the number"`
}

// PointsChanged is what somebody has after points were given or taken. It says nothing else of them.
type PointsChanged struct {
	PointsBalance
	Code string `json:"code,omitempty" doc:"of the voucher that was given"`
}

func errUnknown() error {
	return missing("nobody is known by this e-mail address, phone number or id")
}

// pointsFor finds whom points are for.
func (s *Server) pointsFor(ctx context.Context, v *store.View, w *PointsWho) (int64, error) {
	return w.known(ctx, v, func() (int64, error) {
		who := person.Identity{Email: w.Email, Phone: w.Phone}
		keys, _ := who.Keys()
		found, err := s.Records.Profiles(ctx, keys)
		for _, k := range keys {
			if p, ok := found[k]; ok && err == nil {
				return p.Person, nil
			}
		}
		return 0, orElse(err, errUnknown())
	})
}

type pointsAward struct {
	Body struct {
		PointsWho
		Points int64  `json:"points" minimum:"1" maximum:"1000000000"`
		Cause  string `json:"cause" minLength:"1" maxLength:"200" doc:"For what, in words of who calls: the same again changes nothing."`
		Note   string `json:"note,omitempty" maxLength:"300" doc:"what members read"`
	}
}

// byHand is what a cause of who calls is here: nobody else's is the same.
func byHand(cause string) string { return "api:" + cause }

func (s *Server) givePoints(ctx context.Context, in *pointsAward, _ Tell) (a *PointsChanged, err error) {
	b := &in.Body
	return s.changePoints(ctx, mutation{verb: "points-give", reason: cleanNote(b.Note)}, &b.PointsWho, b.Cause, loyalty.Earn, func(ctx context.Context, t *store.Tx, who int64) error {
		h, err := readLoyalty(ctx, &t.View)
		if err != nil {
			return err
		}
		return earn(ctx, t, &h, earning{person: who, points: b.Points, cause: byHand(b.Cause), about: byHand(b.Cause), note: cleanNote(b.Note), at: t.Now(), opensAt: t.Now()})
	})
}

type pointsRedemption struct {
	Body struct {
		PointsWho
		Points int64  `json:"points,omitempty" minimum:"0" maximum:"1000000000" doc:"so many, for what is handed over at once"`
		Reward string `json:"reward,omitempty" doc:"or what a reward costs: its voucher is given"`
		Cause  string `json:"cause" minLength:"1" maxLength:"200" doc:"For what, in words of who calls: the same again changes nothing."`
		Note   string `json:"note,omitempty" maxLength:"300"`
	}
}

func (s *Server) redeemPoints(ctx context.Context, in *pointsRedemption, _ Tell) (a *PointsChanged, err error) {
	b := &in.Body
	code := ""
	a, err = s.changePoints(ctx, mutation{verb: "points-redeem", reason: cleanNote(b.Note)}, &b.PointsWho, b.Cause, loyalty.Redeem, func(ctx context.Context, t *store.Tx, who int64) error {
		if b.Reward == "" {
			_, err := spendPoints(ctx, t, who, b.Points, "redeem:"+byHand(b.Cause), cleanNote(b.Note))
			if errors.Is(err, store.ErrConflict) {
				return nil
			}
			return err
		}
		id, err := ParseRewardID(b.Reward)
		if err != nil {
			return err
		}
		o, err := s.redeem(ctx, t, who, id, byHand(b.Cause))
		code, _ = s.voucherCode(&o)
		return err
	})
	if a != nil {
		a.Code = code
	}
	return a, err
}

type pointsTaking struct {
	Body struct {
		PointsWho
		Cause string `json:"cause" minLength:"1" maxLength:"200" doc:"under which they were given"`
	}
}

func (s *Server) reversePoints(ctx context.Context, in *pointsTaking, _ Tell) (a *PointsChanged, err error) {
	return s.changePoints(ctx, mutation{verb: "points-take"}, &in.Body.PointsWho, in.Body.Cause, loyalty.Reverse, func(ctx context.Context, t *store.Tx, _ int64) error {
		return s.takeBackPoints(ctx, t, byHand(in.Body.Cause))
	})
}

// changePoints does something with somebody's points, and answers what they have then.
func (s *Server) changePoints(ctx context.Context, m mutation, w *PointsWho, cause string, kind loyalty.Kind, do func(context.Context, *store.Tx, int64) error) (a *PointsChanged, err error) {
	who := int64(0)
	err = s.Records.View(ctx, func(v *store.View) error {
		who, err = s.pointsFor(ctx, v, w)
		return err
	})
	if err != nil {
		return nil, err
	}
	m.target, m.entry = PersonID(who), map[string]string{"cause": cause}
	m.also = func(ctx context.Context, t *store.Tx) error {
		if err := samePerson(ctx, t, kind, cause, who); err != nil {
			return err
		}
		if err := do(ctx, t, who); err != nil {
			return pointsRefused(err)
		}
		b, err := t.PointsBook(ctx, who)
		a = &PointsChanged{PointsBalance: showBalance(b.Balance())}
		return err
	}
	_, err = s.change(ctx, m, nil)
	return a, err
}

// samePerson refuses a cause that was told before about somebody else.
func samePerson(ctx context.Context, t *store.Tx, kind loyalty.Kind, cause string, who int64) error {
	cause = byHand(cause)
	if kind == loyalty.Redeem {
		cause = "redeem:" + cause
	}
	was, err := t.PostingOf(ctx, cause)
	if err != nil {
		return absent(err)
	}
	person, err := accountOf(ctx, &t.View, was.Person)
	if err == nil && person == who {
		return nil
	}
	return orElse(absent(err), refused(http.StatusConflict, 0, "this was told before, about somebody else or as something else; choose another cause"))
}

// pointsRefused makes what speaks against it an answer.
func pointsRefused(err error) error {
	for _, told := range []error{loyalty.ErrShort, loyalty.ErrGone, loyalty.ErrEach, loyalty.ErrUnissued, errNoProgram, loyalty.ErrUsed, loyalty.ErrLapsed, loyalty.ErrOther, loyalty.ErrCode, loyalty.ErrByHand, loyalty.ErrNoGoods} {
		if errors.Is(err, told) {
			return refused(http.StatusConflict, 0, "%w", told)
		}
	}
	return err
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
