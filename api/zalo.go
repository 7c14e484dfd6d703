package api

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"math"
	"net/http"
	"strings"
	"time"

	"banhda/auth"
	way "banhda/channel/zalo"
	"banhda/hub/zalo"
	"banhda/store"
)

// The settings of Zalo, as JSON; what is secret in them is sealed.
const (
	zaloSetting = "zalo"        // the application and the account
	zaloTokens  = "zalo.tokens" // what the account let the house in with
	zaloRound   = "zalo.round"  // somebody who is about to connect the account
	zaloHeard   = "zalo.heard"  // when Zalo told something last, microseconds
	zaloQuota   = "zalo.quota"  // of messages by template
)

// zaloSettings are the way to Zalo, as they are kept.
type zaloSettings struct {
	App    string      `json:"app"` // the application's id; empty: Zalo is not set up
	Sealed string      `json:"sealed"`
	OA     string      `json:"oa"` // the account's id; empty: not connected yet
	Window zalo.Window `json:"window"`
	Trial  bool        `json:"trial"`
}

// zaloSecrets are the application's secret, and the account's, by which what Zalo tells is known.
type zaloSecrets struct {
	App string `json:"app"`
	OA  string `json:"oa"`
}

func readZalo(ctx context.Context, v *store.View) (zaloSettings, error) {
	z := zaloSettings{Window: zalo.Standard}
	err := readJSON(ctx, v, zaloSetting, &z)
	return z, err
}

func (s *Server) zaloSealer() auth.Sealer { return auth.NewSealer(s.Secret, zaloSetting) }

// secrets opens what is sealed; none where another house sealed it.
func (s *Server) zaloSecrets(z *zaloSettings) (secrets zaloSecrets, err error) {
	if z.Sealed == "" {
		return secrets, nil
	}
	body, err := s.zaloSealer().Open(z.Sealed, z.App)
	if errors.Is(err, auth.ErrSealed) {
		return secrets, nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(body), &secrets)
	}
	return secrets, err
}

func (s *Server) sealZalo(z *zaloSettings, secrets zaloSecrets) error {
	body, err := json.Marshal(secrets)
	z.Sealed = s.zaloSealer().Seal(string(body), z.App)
	return err
}

// Zalo is the way to Zalo.
type Zalo struct {
	App    string      `json:"app" maxLength:"40" doc:"the id of the application at Zalo; empty: Zalo is not used"`
	Window zalo.Window `json:"window"`
	Trial  bool        `json:"trial" doc:"messages by template go to administrators of the account only"`
}

// ZaloAnswer is the way to Zalo, and how it is. The secrets are not among it.
type ZaloAnswer struct {
	Zalo
	SecretSet   bool       `json:"secret_set"`
	OASecretSet bool       `json:"oa_secret_set"`
	Account     string     `json:"account" doc:"the id of the account; empty: none is connected"`
	Connected   bool       `json:"connected"`
	Lost        string     `json:"lost" doc:"why the account has to be connected again; empty: it has not"`
	Expires     int        `json:"expires" doc:"in how many days the account has to be connected again, from 14 on; 999: not soon"`
	Callback    string     `json:"callback" doc:"where Zalo sends the browser back to; to be written down at Zalo"`
	Webhook     string     `json:"webhook" doc:"where Zalo tells what happens; to be written down at Zalo"`
	HeardAt     *string    `json:"heard_at" doc:"when Zalo told something last; null: never"`
	Silent      bool       `json:"silent" doc:"Zalo should have told something by now, and did not"`
	Quota       zalo.Quota `json:"quota"`
}

func (s *Server) showZalo(ctx context.Context, _ *struct{}, _ Tell) (a *ZaloAnswer, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		a, err = s.showsZalo(ctx, v)
		return err
	})
	return a, err
}

func (s *Server) showsZalo(ctx context.Context, v *store.View) (*ZaloAnswer, error) {
	z, err := readZalo(ctx, v)
	if err != nil {
		return nil, err
	}
	secrets, err := s.zaloSecrets(&z)
	if err != nil {
		return nil, err
	}
	t, err := s.readZaloTokens(ctx, v)
	if err != nil {
		return nil, err
	}
	origin, err := zaloOrigin(ctx, v)
	if err != nil {
		return nil, err
	}
	a := &ZaloAnswer{Zalo: Zalo{z.App, z.Window, z.Trial}, SecretSet: secrets.App != "", OASecretSet: secrets.OA != "", Account: z.OA, Connected: t.Refresh != "" && t.Lost == "", Lost: t.Lost, Expires: 999,
		Callback: origin + zaloCallback, Webhook: origin + zaloPath + s.zaloMark()}
	if left, soon := t.Dying(v.Now()); soon {
		a.Expires = int(math.Floor(left.Hours() / 24))
	}
	if err := readJSON(ctx, v, zaloQuota, &a.Quota); err != nil {
		return nil, err
	}
	heard, err := readZaloHeard(ctx, v)
	if err != nil {
		return nil, err
	}
	a.HeardAt = instantOrNull(heard)
	a.Silent, err = zaloSilent(ctx, v, &t, heard)
	return a, err
}

// zaloOrigin is how this house is called from outside.
func zaloOrigin(ctx context.Context, v *store.View) (string, error) {
	mail, err := readMail(ctx, v)
	if visit := visitOf(ctx); err == nil && mail.URL == "" && visit.host != "" {
		return visit.origin(), nil
	}
	return mail.URL, err
}

func readZaloHeard(ctx context.Context, v *store.View) (at int64, err error) {
	err = readJSON(ctx, v, zaloHeard, &at)
	return at, err
}

// zaloSilent reports whether Zalo should have told something by now.
func zaloSilent(ctx context.Context, v *store.View, t *way.Tokens, heard int64) (bool, error) {
	if t.Refresh == "" {
		return false, nil
	}
	sent, err := v.LastZalo(ctx)
	return zalo.Silent(heard, sent, v.Now()), err
}

type zaloOrder struct {
	Body struct {
		Zalo
		Secret   *string `json:"secret,omitempty" maxLength:"200" doc:"The application's secret key. Left out: as it is. It cannot be read again."`
		OASecret *string `json:"oa_secret,omitempty" maxLength:"200" doc:"The secret key of the account's webhook. Left out: as it is. It cannot be read again."`
	}
}

// setZalo keeps the application. Another application's tokens are worth nothing to this one.
func (s *Server) setZalo(ctx context.Context, in *zaloOrder, _ Tell) (a *ZaloAnswer, err error) {
	z := zaloSettings{App: strings.TrimSpace(in.Body.App), Window: in.Body.Window, Trial: in.Body.Trial}
	if strings.Trim(z.App, "0123456789") != "" {
		return nil, invalid("%q is not the id of an application at Zalo; it is of digits", z.App)
	}
	if err := z.Window.Check(); err != nil {
		return nil, wrong(err)
	}
	_, err = s.change(ctx, mutation{verb: "zalo-set", target: zaloSetting, entry: in.Body.Zalo, also: func(ctx context.Context, t *store.Tx) error {
		if err := s.keepZalo(ctx, t, &z, in); err != nil {
			return err
		}
		a, err = s.showsZalo(ctx, &t.View)
		return err
	}}, nil)
	return a, err
}

func (s *Server) keepZalo(ctx context.Context, t *store.Tx, z *zaloSettings, in *zaloOrder) error {
	was, err := readZalo(ctx, &t.View)
	if err != nil {
		return err
	}
	var secrets zaloSecrets
	if was.App == z.App {
		z.OA = was.OA
		if secrets, err = s.zaloSecrets(&was); err != nil {
			return err
		}
	} else if err := s.keepZaloTokens(ctx, t, way.Tokens{}); err != nil {
		return err
	}
	for to, given := range map[*string]*string{&secrets.App: in.Body.Secret, &secrets.OA: in.Body.OASecret} {
		if given != nil && strings.TrimSpace(*given) != "" {
			*to = strings.TrimSpace(*given)
		}
	}
	if err := s.sealZalo(z, secrets); err != nil {
		return err
	}
	return setJSON(ctx, t, zaloSetting, z)
}

// removeZalo lets the account go: nothing is written by it any more. What was said stays.
func (s *Server) removeZalo(ctx context.Context, _ *struct{}, _ Tell) (a *ZaloAnswer, err error) {
	_, err = s.change(ctx, mutation{verb: "zalo-remove", target: zaloSetting, also: func(ctx context.Context, t *store.Tx) error {
		z, err := readZalo(ctx, &t.View)
		if err != nil {
			return err
		}
		z.OA = ""
		if err := setJSON(ctx, t, zaloSetting, z); err != nil {
			return err
		}
		if err := s.keepZaloTokens(ctx, t, way.Tokens{}); err != nil {
			return err
		}
		a, err = s.showsZalo(ctx, &t.View)
		return err
	}}, nil)
	return a, err
}

// zaloPath is where Zalo tells what happens.
const zaloPath = "/zalo/"

// zaloMark is known to Zalo and to us alone.
func (s *Server) zaloMark() string {
	mac := hmac.New(sha256.New, s.Secret)
	mac.Write([]byte("zalo webhook"))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:18])
}

var errNoZalo = refused(http.StatusConflict, 0, "Zalo is not set up; an owner does that in Settings, Zalo")

// zaloApp is the application that is set up; errNoZalo where none is.
func (s *Server) zaloApp(ctx context.Context, v *store.View) (app *way.App, z zaloSettings, err error) {
	if z, err = readZalo(ctx, v); err != nil {
		return nil, z, err
	}
	secrets, err := s.zaloSecrets(&z)
	if err == nil && (z.App == "" || secrets.App == "") {
		err = errNoZalo
	}
	return &way.App{ID: z.App, Secret: secrets.App, Hosts: s.Zalo, HTTP: &http.Client{Timeout: 20 * time.Second}}, z, err
}

// zaloClient speaks for the account that is connected.
func (s *Server) zaloClient(ctx context.Context) (c *way.Client, z zaloSettings, err error) {
	var app *way.App
	err = s.Records.View(ctx, func(v *store.View) error {
		app, z, err = s.zaloApp(ctx, v)
		return err
	})
	if err != nil {
		return nil, z, err
	}
	return &way.Client{Hosts: s.Zalo, Grants: &way.Source{App: app, Keep: &zaloKeeper{s}, Now: s.Now}, HTTP: app.HTTP}, z, nil
}
