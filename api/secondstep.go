package api

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"rsc.io/qr"

	"banhda/auth"
	"banhda/store"
)

var errWrongStep = refused(http.StatusUnauthorized, 0, "the code is wrong or was used already; wait for the next one, or take a recovery code")

// checkSecondStep uses up a code of the app, or a recovery code. Attempts are counted by themselves: they are those of
// somebody who knows the password.
func (s *Server) checkSecondStep(ctx context.Context, u *store.User, code string) error {
	if u.Totp == "" {
		return nil
	}
	account := "second step of " + u.Email
	if wait := s.attempts.TakeCode(account, visitOf(ctx).address, time.Now()); wait > 0 {
		return tooMany(wait)
	}
	err := s.Records.Tx(ctx, func(t *store.Tx) error {
		now, err := t.User(ctx, u.ID)
		if err != nil {
			return err
		}
		*u = now
		return s.useCode(ctx, t, u, code)
	})
	if err == nil {
		s.attempts.Succeeded(account)
	}
	return err
}

// useCode notes that a code was used, in the transaction that reads whether it was: two at once do not both pass.
func (s *Server) useCode(ctx context.Context, t *store.Tx, u *store.User, code string) error {
	secret, err := s.totpSealer().Open(u.Totp, UserID(u.ID))
	if err != nil {
		return err
	}
	if step, ok := auth.CheckTotp(secret, code, s.Now(), u.TotpStep); ok {
		u.TotpStep = step
		return t.SaveUser(ctx, *u)
	}
	err = t.UseRecoveryCode(ctx, u.ID, auth.HashRecoveryCode(code))
	if errors.Is(err, store.ErrNotFound) {
		return errWrongStep
	}
	return err
}

func (s *Server) totpSealer() auth.Sealer { return auth.NewSealer(s.Secret, "totp") }

// SecondStep is how somebody's second step at sign-in stands.
type SecondStep struct {
	On       bool `json:"on"`
	Recovery int  `json:"recovery" doc:"recovery codes left"`
	Required bool `json:"required" doc:"their role needs it"`
}

// SecondStepAnswer is what setting one up gives; everything in it is shown this once.
type SecondStepAnswer struct {
	SecondStep
	Secret string   `json:"secret,omitempty" doc:"for an app that cannot scan"`
	URI    string   `json:"uri,omitempty" doc:"what the picture says"`
	Sealed string   `json:"sealed,omitempty" doc:"to be sent back with the first code"`
	QR     []string `json:"qr,omitempty" doc:"the picture, row by row: 1 is dark"`
	Codes  []string `json:"codes,omitempty" doc:"recovery codes: each lets in once, without the app"`
}

func (s *Server) showSecondStep(ctx context.Context, _ *struct{}, _ Tell) (*SecondStep, error) {
	shown := &SecondStep{}
	err := s.Records.View(ctx, func(v *store.View) error {
		u, err := v.User(ctx, auth.From(ctx).ID)
		if err != nil {
			return err
		}
		*shown, err = secondStep(ctx, v, u)
		return err
	})
	return shown, err
}

func secondStep(ctx context.Context, v *store.View, u store.User) (shown SecondStep, err error) {
	need, err := requiring(ctx, v)
	if err != nil {
		return shown, err
	}
	shown.On, shown.Required = u.Totp != "", need[u.Role]
	shown.Recovery, err = v.RecoveryCodes(ctx, u.ID)
	return shown, err
}

type beginStepOrder struct {
	Body struct {
		Password string `json:"password" maxLength:"1000" doc:"One's own: who finds a screen left open must not take the account over."`
	}
}

// beginSecondStep makes up a secret. Nothing is kept before a code has shown that an app has it: it travels, sealed,
// to the screen and back.
func (s *Server) beginSecondStep(ctx context.Context, in *beginStepOrder, _ Tell) (*SecondStepAnswer, error) {
	u, err := s.confirmed(ctx, in.Body.Password)
	if err != nil {
		return nil, err
	}
	w, err := s.workspace(ctx)
	if err != nil {
		return nil, err
	}
	secret := auth.NewTotpSecret()
	a := &SecondStepAnswer{Secret: secret, URI: auth.TotpURI(secret, orText(w.Name, "Bánh Đà"), u.Email), Sealed: s.totpSealer().Seal(secret, "new "+UserID(u.ID))}
	a.QR, err = picture(a.URI)
	return a, err
}

// picture draws a text as a QR code with its quiet margin.
func picture(text string) (rows []string, err error) {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return nil, err
	}
	const margin = 4
	for y := -margin; y < code.Size+margin; y++ {
		row := make([]byte, 0, code.Size+2*margin)
		for x := -margin; x < code.Size+margin; x++ {
			c := byte('0')
			if code.Black(x, y) { // outside nothing is
				c = '1'
			}
			row = append(row, c)
		}
		rows = append(rows, string(row))
	}
	return rows, nil
}

type setStepOrder struct {
	Body struct {
		Sealed string `json:"sealed" maxLength:"500" doc:"As it was given with the picture."`
		Code   string `json:"code" maxLength:"20" doc:"What the app shows."`
	}
}

// setSecondStep turns the second step on, gives recovery codes, and signs out everywhere else.
func (s *Server) setSecondStep(ctx context.Context, in *setStepOrder, _ Tell) (*SecondStepAnswer, error) {
	actor := auth.From(ctx)
	secret, err := s.totpSealer().Open(in.Body.Sealed, "new "+UserID(actor.ID))
	if err != nil {
		return nil, invalid("this picture is not yours, or too old; begin again")
	}
	if wait := s.attempts.TakeCode("first code of "+UserID(actor.ID), visitOf(ctx).address, time.Now()); wait > 0 {
		return nil, tooMany(wait)
	}
	step, ok := auth.CheckTotp(secret, in.Body.Code, s.Now(), 0)
	if !ok {
		return nil, invalid("the code does not fit; check that the clock of your phone is right, and take the code that is shown now")
	}
	codes, hashes := auth.NewRecoveryCodes()
	a := &SecondStepAnswer{Codes: codes}
	_, err = s.withMe(ctx, "second-step-set", func(ctx context.Context, t *store.Tx, u *store.User) error {
		u.Totp, u.TotpStep = s.totpSealer().Seal(secret, UserID(u.ID)), step
		return errors.Join(t.SaveUser(ctx, *u), t.SetRecoveryCodes(ctx, u.ID, hashes), t.EndOtherSessions(ctx, u.ID, actor.Session))
	})
	if err != nil {
		return nil, err
	}
	shown, err := s.showSecondStep(ctx, nil, nil)
	if err == nil {
		a.SecondStep = *shown
	}
	return a, err
}

// newRecoveryCodes replaces all recovery codes.
func (s *Server) newRecoveryCodes(ctx context.Context, in *beginStepOrder, _ Tell) (*SecondStepAnswer, error) {
	u, err := s.confirmed(ctx, in.Body.Password)
	if err != nil {
		return nil, err
	}
	if u.Totp == "" {
		return nil, invalid("there is no second step to recover from; set it up first")
	}
	codes, hashes := auth.NewRecoveryCodes()
	_, err = s.withMe(ctx, "recovery-codes-set", func(ctx context.Context, t *store.Tx, u *store.User) error {
		return t.SetRecoveryCodes(ctx, u.ID, hashes)
	})
	if err != nil {
		return nil, err
	}
	shown, err := s.showSecondStep(ctx, nil, nil)
	if err != nil {
		return nil, err
	}
	return &SecondStepAnswer{SecondStep: *shown, Codes: codes}, nil
}

// removeSecondStep turns one's second step off.
func (s *Server) removeSecondStep(ctx context.Context, in *beginStepOrder, _ Tell) (*SecondStep, error) {
	if _, err := s.confirmed(ctx, in.Body.Password); err != nil {
		return nil, err
	}
	if _, err := s.withMe(ctx, "second-step-remove", dropSecondStep); err != nil {
		return nil, err
	}
	return s.showSecondStep(ctx, nil, nil)
}

func dropSecondStep(ctx context.Context, t *store.Tx, u *store.User) error {
	u.Totp, u.TotpStep = "", 0
	return orElse(t.SaveUser(ctx, *u), t.SetRecoveryCodes(ctx, u.ID, nil))
}

// confirmed is who is signed in, once they have shown that they know their password.
func (s *Server) confirmed(ctx context.Context, password string) (u store.User, err error) {
	actor := auth.From(ctx)
	if actor.Kind != auth.User {
		return u, errNoOne
	}
	err = s.Records.View(ctx, func(v *store.View) error {
		u, err = v.User(ctx, actor.ID)
		return err
	})
	if err != nil {
		return u, err
	}
	return u, s.checkOld(ctx, u, password)
}

// withMe changes who is signed in. What they may do is asked anew afterwards.
func (s *Server) withMe(ctx context.Context, verb string, do func(context.Context, *store.Tx, *store.User) error) (u store.User, err error) {
	actor := auth.From(ctx)
	if actor.Kind != auth.User {
		return u, errNoOne
	}
	_, err = s.change(ctx, mutation{verb: verb, target: UserID(actor.ID), rights: true, also: func(ctx context.Context, t *store.Tx) error {
		if u, err = t.User(ctx, actor.ID); err != nil {
			return err
		}
		return do(ctx, t, &u)
	}}, nil)
	return u, err
}

var errNoOne = invalid("only somebody who is signed in has this; over the socket use banhda user")

// secondFactor is the setting that names the roles which need a second step, divided by spaces.
const secondFactor = "second_factor"

// requiring are the roles that need a second step.
func requiring(ctx context.Context, v *store.View) (map[string]bool, error) {
	need, err := v.Setting(ctx, secondFactor)
	roles := map[string]bool{}
	for _, r := range strings.Fields(need) {
		roles[r] = true
	}
	return roles, absent(err)
}
