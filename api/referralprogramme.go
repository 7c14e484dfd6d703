package api

import (
	"context"
	"errors"
	"net/http"

	"banhda/delight/referral"
	"banhda/hub/record"
	"banhda/store"
)

// ReferralProgrammeAnswer is the referral programme with what is being written.
type ReferralProgrammeAnswer struct {
	Edition   int64               `json:"edition" doc:"of the draft: who changes it names the one they saw"`
	Published int64               `json:"published" doc:"the number of the version that holds; 0: none yet"`
	Changed   bool                `json:"changed" doc:"the draft says something else than what holds"`
	Open      bool                `json:"open" doc:"new friends are taken in"`
	Draft     referral.Definition `json:"draft"`
	Link      string              `json:"link" doc:"what a code follows to be a link; empty: nobody said where this house is open"`
	Currency  string              `json:"currency"`
	Rewards   []ReferralVoucher   `json:"rewards" doc:"of the loyalty programme, a voucher can be made of"`
	Points    bool                `json:"points" doc:"points can be given"`
}

// ReferralVoucher is a reward a voucher can be made of.
type ReferralVoucher struct {
	ID   string       `json:"id"`
	Name record.Label `json:"name"`
}

func (s *Server) showReferralProgramme(ctx context.Context, _ *struct{}, _ Tell) (a *ReferralProgrammeAnswer, err error) {
	return a, s.Records.View(ctx, func(v *store.View) error {
		a, err = s.referralProgramme(ctx, v)
		return err
	})
}

func (s *Server) referralProgramme(ctx context.Context, v *store.View) (*ReferralProgrammeAnswer, error) {
	p, err := v.ReferralProgramme(ctx)
	if err != nil {
		return nil, err
	}
	a := &ReferralProgrammeAnswer{Edition: p.Edition, Published: p.Published, Changed: p.Published == 0, Open: p.Open, Draft: p.Draft}
	if p.Published > 0 {
		is, err := v.ReferralVersion(ctx, p.Published)
		if err != nil {
			return nil, err
		}
		a.Changed = !p.Draft.Same(&is.Content)
	}
	m, err := readMail(ctx, v)
	if err != nil {
		return nil, err
	}
	if m.URL != "" {
		a.Link = m.URL + referralPath
	}
	if a.Currency, err = currencyOf(ctx, v); err != nil {
		return nil, err
	}
	a.Points, a.Rewards, err = givenRewards(ctx, v)
	return a, err
}

// ReferralProgrammeBody is what is said of the programme.
type ReferralProgrammeBody struct {
	Draft   referral.Definition `json:"draft"`
	Open    bool                `json:"open"`
	Edition int64               `json:"edition"`
}

type referralProgrammeOrder struct{ Body ReferralProgrammeBody }

func (s *Server) setReferralProgramme(ctx context.Context, in *referralProgrammeOrder, _ Tell) (a *ReferralProgrammeAnswer, err error) {
	d := in.Body.Draft
	d.Clean()
	if err := d.Check(); err != nil {
		return nil, wrong(err)
	}
	_, err = s.change(ctx, mutation{verb: "referral-programme-set", target: "referral-programme", entry: in.Body, also: func(ctx context.Context, t *store.Tx) error {
		err := t.SaveReferralProgramme(ctx, referral.Programme{Draft: d, Open: in.Body.Open, Edition: in.Body.Edition})
		if errors.Is(err, store.ErrConflict) {
			return refused(http.StatusConflict, 0, "somebody else changed the referral programme meanwhile; look at it again")
		}
		if err == nil {
			a, err = s.referralProgramme(ctx, &t.View)
		}
		return err
	}}, nil)
	return a, err
}

// publishReferralProgramme makes the draft what holds for friends who accept from now on. Whoever accepted before keeps what they
// were promised.
func (s *Server) publishReferralProgramme(ctx context.Context, _ *struct{}, _ Tell) (a *ReferralProgrammeAnswer, err error) {
	_, err = s.change(ctx, mutation{verb: "referral-programme-publish", target: "referral-programme", also: func(ctx context.Context, t *store.Tx) error {
		p, err := t.ReferralProgramme(ctx)
		if err != nil {
			return err
		}
		if err := s.mayPromise(ctx, t, &p); err != nil {
			return err
		}
		if _, err := t.PublishReferralProgramme(ctx, p.Draft); err != nil {
			return err
		}
		a, err = s.referralProgramme(ctx, &t.View)
		return err
	}}, nil)
	return a, err
}

// mayPromise looks whether everything a programme needs is there.
func (s *Server) mayPromise(ctx context.Context, t *store.Tx, p *referral.Programme) error {
	if p.Edition == 0 {
		return invalid("write the referral programme and save it first")
	}
	if err := p.Draft.Ready(); err != nil {
		return wrong(err)
	}
	if _, err := s.condition(ctx, &t.View, record.Person, p.Draft.Whom); err != nil {
		return err
	}
	m, err := readMail(ctx, &t.View)
	if err != nil {
		return err
	}
	if m.URL == "" {
		return invalid("nobody said where this house is open, so no address can be sent; write it in Settings, E-mail")
	}
	if err := canGive(ctx, &t.View, &p.Draft); err != nil {
		return err
	}
	_, err = bringTemplate(ctx, t, referral.Letter())
	return err
}

// ReferralProgrammeVersion is the programme as it was published once.
type ReferralProgrammeVersion struct {
	Number  int64               `json:"number"`
	At      string              `json:"at"`
	Act     string              `json:"act" doc:"by which it was published"`
	Content referral.Definition `json:"content"`
}

// ReferralVersionsAnswer is what was published, the newest first.
type ReferralVersionsAnswer struct {
	Versions []ReferralProgrammeVersion `json:"versions"`
}

func (s *Server) referralVersions(ctx context.Context, _ *struct{}, _ Tell) (*ReferralVersionsAnswer, error) {
	a := &ReferralVersionsAnswer{Versions: []ReferralProgrammeVersion{}}
	return a, s.Records.View(ctx, func(v *store.View) error {
		list, err := v.ReferralVersions(ctx)
		for i := range list {
			a.Versions = append(a.Versions, ReferralProgrammeVersion{list[i].Number, showInstant(list[i].At), ActID(list[i].Act), list[i].Content})
		}
		return err
	})
}
