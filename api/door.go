package api

import (
	"context"
	"encoding/json"
	"net/http"

	"banhda/auth"
	"banhda/store"
)

// Doors are the ways in.
type Doors struct {
	Password bool   `json:"password" doc:"with address and password"`
	Provider string `json:"provider,omitempty" doc:"with an account there, by what it is called"`
}

// entranceSetting is the setting that keeps how people sign in.
const entranceSetting = "doors"

// entrance is how people sign in, as it is kept.
type entrance struct {
	PasswordOff  bool   `json:"password_off,omitempty"`
	Name         string `json:"name,omitempty"` // what the provider is called
	Issuer       string `json:"issuer,omitempty"`
	ClientID     string `json:"client_id,omitempty"`
	ClientSecret string `json:"client_secret,omitempty"` // sealed
}

// provided reports whether there is a provider of identity.
func (d entrance) provided() bool { return d.Issuer != "" }

func readEntrance(ctx context.Context, v *store.View) (d entrance, err error) {
	kept, err := v.Setting(ctx, entranceSetting)
	if err != nil {
		return d, absent(err)
	}
	return d, json.Unmarshal([]byte(kept), &d)
}

func doors(ctx context.Context, v *store.View) (*Doors, error) {
	d, err := readEntrance(ctx, v)
	shown := &Doors{Password: !d.PasswordOff || !d.provided()}
	if d.provided() {
		shown.Provider = d.Name
	}
	return shown, err
}

var errPasswordsOff = refused(http.StatusForbidden, 0, "passwords open nothing here; sign in with your company's account. Where that is broken, an owner of the server runs banhda user passwords on")

// passwordsOpen refuses where passwords have been turned off.
func (s *Server) passwordsOpen(ctx context.Context) error {
	return s.Records.View(ctx, func(v *store.View) error {
		d, err := doors(ctx, v)
		if err == nil && !d.Password {
			err = errPasswordsOff
		}
		return err
	})
}

// entranceSealer seals a provider's secret.
func (s *Server) entranceSealer() auth.Sealer { return auth.NewSealer(s.Secret, "provider") }
