package api

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"time"

	"banhda/auth"
	way "banhda/channel/zalo"
	"banhda/store"
)

// zaloCallback is where Zalo sends the browser of whoever connects the account back to.
const zaloCallback = "/v1/zalo/callback"

// zaloConnecting is somebody who is about to connect the account.
type zaloConnecting struct {
	State    string `json:"state"`
	Verifier string `json:"verifier"`
	Redirect string `json:"redirect"`
	Until    int64  `json:"until"`
}

// zaloPatience is how long somebody may take at Zalo.
const zaloPatience = 10 * time.Minute

// ZaloConnect is where the account is connected.
type ZaloConnect struct {
	Address string `json:"address" doc:"the page of Zalo to open; it is good for ten minutes, and once"`
}

// connectZalo begins to connect the account.
func (s *Server) connectZalo(ctx context.Context, _ *struct{}, _ Tell) (a *ZaloConnect, err error) {
	_, err = s.change(ctx, mutation{verb: "zalo-connect", target: zaloSetting, also: func(ctx context.Context, t *store.Tx) error {
		app, _, err := s.zaloApp(ctx, &t.View)
		if err != nil {
			return err
		}
		origin, err := zaloOrigin(ctx, &t.View)
		if err != nil {
			return err
		}
		r := zaloConnecting{State: rand.Text(), Verifier: way.NewVerifier(), Redirect: origin + zaloCallback, Until: t.Now() + zaloPatience.Microseconds()}
		body, err := json.Marshal(r)
		if err != nil {
			return err
		}
		a = &ZaloConnect{app.Permission(r.Redirect, r.State, r.Verifier)}
		return setJSON(ctx, t, zaloRound, s.zaloSealer().Seal(string(body), zaloRound))
	}}, nil)
	return a, err
}

type zaloBack struct {
	Code  string `query:"code" maxLength:"4000"`
	State string `query:"state" maxLength:"200"`
	OA    string `query:"oa_id" maxLength:"40" doc:"The account."`
	Error string `query:"error" maxLength:"200" doc:"Why Zalo lets the house not in."`
	// Others are what Zalo adds.
	Name      string `query:"error_name" maxLength:"500"`
	Reason    string `query:"error_reason" maxLength:"2000"`
	About     string `query:"error_description" maxLength:"2000"`
	Challenge string `query:"code_challenge" maxLength:"200"`
}

// zaloReturned takes in whom Zalo sends back, and shows them the settings with what came of it.
func (s *Server) zaloReturned(ctx context.Context, in *zaloBack) (string, error) {
	err := s.endConnecting(ctx, in)
	switch {
	case err == nil:
		return "/settings/zalo?connected=yes", nil
	case errors.Is(err, errZaloRound):
		return "/settings/zalo?connected=round", nil
	case errors.Is(err, way.ErrRefused):
		return "/settings/zalo?connected=refused", nil
	}
	s.Logger.Error("connecting Zalo", "error", err)
	return "/settings/zalo?connected=failed", nil
}

// errZaloRound: nobody here began this, or too long ago.
var errZaloRound = errors.New("nobody is about to connect Zalo")

func (s *Server) endConnecting(ctx context.Context, in *zaloBack) error {
	r, err := s.takeRound(ctx, in.State)
	if err != nil {
		return err
	}
	if in.Code == "" {
		return way.ErrRefused
	}
	var app *way.App
	err = s.Records.View(ctx, func(v *store.View) error {
		app, _, err = s.zaloApp(ctx, v)
		return err
	})
	if err != nil {
		return err
	}
	g, err := app.Exchange(ctx, in.Code, r.Verifier)
	if err != nil {
		return err
	}
	ctx = context.WithoutCancel(ctx)
	_, err = s.change(ctx, mutation{verb: "zalo-connected", target: zaloSetting, entry: map[string]string{"account": in.OA}, also: func(ctx context.Context, t *store.Tx) error {
		z, err := readZalo(ctx, &t.View)
		if err != nil {
			return err
		}
		z.OA = in.OA
		if err := setJSON(ctx, t, zaloSetting, z); err != nil {
			return err
		}
		return s.keepZaloTokens(ctx, t, way.Given(g, s.Now()))
	}}, nil)
	return err
}

// takeRound takes up what connectZalo began, once.
func (s *Server) takeRound(ctx context.Context, state string) (r zaloConnecting, err error) {
	err = s.Records.Tx(ctx, func(t *store.Tx) error {
		sealed := ""
		if err := readJSON(ctx, &t.View, zaloRound, &sealed); err != nil || sealed == "" {
			return orElse(err, errZaloRound)
		}
		body, err := s.zaloSealer().Open(sealed, zaloRound)
		if err != nil {
			return errZaloRound
		}
		if err := json.Unmarshal([]byte(body), &r); err != nil {
			return err
		}
		if subtle.ConstantTimeCompare([]byte(r.State), []byte(state)) != 1 || t.Now() > r.Until {
			return errZaloRound
		}
		return setJSON(ctx, t, zaloRound, "")
	})
	return r, err
}

// zaloKeeper keeps tokens in the records, sealed: every process of the house sees them there.
type zaloKeeper struct{ s *Server }

// Tokens implements zalo.Keeper.
func (k *zaloKeeper) Tokens(ctx context.Context) (t way.Tokens, err error) {
	err = k.s.Records.View(ctx, func(v *store.View) error {
		t, err = k.s.readZaloTokens(ctx, v)
		return err
	})
	return t, err
}

// Swap implements zalo.Keeper.
func (k *zaloKeeper) Swap(ctx context.Context, was, is way.Tokens) (kept bool, err error) {
	err = k.s.Records.Tx(ctx, func(t *store.Tx) error {
		now, err := k.s.readZaloTokens(ctx, &t.View)
		if kept = now == was; err != nil || !kept {
			return err
		}
		return k.s.keepZaloTokens(ctx, t, is)
	})
	return kept && err == nil, err
}

func (s *Server) readZaloTokens(ctx context.Context, v *store.View) (t way.Tokens, err error) {
	sealed := ""
	if err := readJSON(ctx, v, zaloTokens, &sealed); err != nil || sealed == "" {
		return t, err
	}
	body, err := s.zaloSealer().Open(sealed, zaloTokens)
	if errors.Is(err, auth.ErrSealed) { // another house's
		return t, nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(body), &t)
	}
	return t, err
}

func (s *Server) keepZaloTokens(ctx context.Context, t *store.Tx, tokens way.Tokens) error {
	if tokens == (way.Tokens{}) {
		return setJSON(ctx, t, zaloTokens, "")
	}
	body, err := json.Marshal(tokens)
	if err != nil {
		return err
	}
	return setJSON(ctx, t, zaloTokens, s.zaloSealer().Seal(string(body), zaloTokens))
}
