package api

import (
	"context"
	"encoding/base64"
	"net/http"
	"slices"
	"strings"

	"banhda/auth"
	"banhda/channel/email"
	"banhda/store"
)

// keysSetting keeps the keys that sign mail, as JSON; the private ones are sealed.
const keysSetting = "mail.keys"

// mailKey is a key that signs mail, as it is kept.
type mailKey struct {
	Domain    string `json:"domain"`
	Selector  string `json:"selector"`
	Algorithm string `json:"algorithm"`
	Sealed    string `json:"sealed"`
	Record    string `json:"record"`
	Since     int64  `json:"since"`
}

// MailKey is a key that signs mail, and what DNS has to say of it.
type MailKey struct {
	Domain    string `json:"domain"`
	Selector  string `json:"selector"`
	Algorithm string `json:"algorithm" enum:"rsa,ed25519"`
	Name      string `json:"name" doc:"where the record stands"`
	Record    string `json:"record" doc:"of the type TXT"`
	Since     string `json:"since"`
}

// MailKeysAnswer is the keys that sign mail.
type MailKeysAnswer struct {
	Keys []MailKey `json:"keys"`
}

func showMailKeys(keys []mailKey) *MailKeysAnswer {
	a := &MailKeysAnswer{Keys: []MailKey{}}
	for _, k := range keys {
		a.Keys = append(a.Keys, MailKey{k.Domain, k.Selector, k.Algorithm, k.Selector + "._domainkey." + k.Domain, k.Record, showInstant(k.Since)})
	}
	return a
}

func readMailKeys(ctx context.Context, v *store.View) (keys []mailKey, err error) {
	err = readJSON(ctx, v, keysSetting, &keys)
	return keys, err
}

func (s *Server) keySealer() auth.Sealer { return auth.NewSealer(s.Secret, keysSetting) }

// dkimKeys are the keys that sign mail from a domain: its own, else those of the domain above it.
func (s *Server) dkimKeys(ctx context.Context, v *store.View, domain string) (keys []email.Key, err error) {
	all, err := readMailKeys(ctx, v)
	for _, k := range all {
		if k.Domain != domain && !strings.HasSuffix(domain, "."+k.Domain) {
			continue
		}
		sealed, err := s.keySealer().Open(k.Sealed, k.Domain+k.Selector)
		if err != nil {
			return nil, err
		}
		pkcs8, err := base64.StdEncoding.DecodeString(sealed)
		if err != nil {
			return nil, err
		}
		signer, err := email.ParseKey(pkcs8)
		if err != nil {
			return nil, err
		}
		keys = append(keys, email.Key{Domain: k.Domain, Selector: k.Selector, Signer: signer})
	}
	return keys, err
}

func (s *Server) listMailKeys(ctx context.Context, _ *struct{}, _ Tell) (a *MailKeysAnswer, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		keys, err := readMailKeys(ctx, v)
		a = showMailKeys(keys)
		return err
	})
	return a, err
}

type mailKeyOrder struct {
	Body struct {
		Domain string `json:"domain" minLength:"3" maxLength:"253"`
	}
}

// addMailKeys makes one key of each algorithm for a domain. Those it had go on signing until they are removed, so that DNS
// has time to learn the new ones.
func (s *Server) addMailKeys(ctx context.Context, in *mailKeyOrder, _ Tell) (*MailKeysAnswer, error) {
	domain := strings.ToLower(strings.Trim(strings.TrimSpace(in.Body.Domain), "."))
	if !strings.Contains(domain, ".") || strings.ContainsAny(domain, "/@: ") {
		return nil, invalid("%q is no domain; write one such as example.com", in.Body.Domain)
	}
	now := s.Now().UTC()
	var made []mailKey
	for _, algorithm := range []string{email.RSA, email.Ed25519} {
		k, err := s.makeMailKey(domain, "bd"+now.Format("20060102150405")+algorithm[:1], algorithm, now.UnixMicro())
		if err != nil {
			return nil, err
		}
		made = append(made, k)
	}
	return s.changeMailKeys(ctx, "mail-keys-add", domain, func(keys []mailKey) ([]mailKey, error) {
		if len(keys) > 40 {
			return nil, refused(http.StatusConflict, 0, "there are many keys already; remove those that are not needed")
		}
		return append(keys, made...), nil
	})
}

func (s *Server) makeMailKey(domain, selector, algorithm string, now int64) (k mailKey, err error) {
	pkcs8, err := email.NewKey(algorithm)
	if err != nil {
		return k, err
	}
	signer, err := email.ParseKey(pkcs8)
	if err != nil {
		return k, err
	}
	k = mailKey{Domain: domain, Selector: selector, Algorithm: algorithm, Since: now}
	k.Sealed = s.keySealer().Seal(base64.StdEncoding.EncodeToString(pkcs8), domain+selector)
	k.Record, err = email.Record(signer)
	return k, err
}

type mailKeyNamed struct {
	Domain   string `path:"domain"`
	Selector string `path:"selector"`
}

func (s *Server) removeMailKey(ctx context.Context, in *mailKeyNamed, _ Tell) (*MailKeysAnswer, error) {
	return s.changeMailKeys(ctx, "mail-key-remove", in.Domain, func(keys []mailKey) ([]mailKey, error) {
		left := slices.DeleteFunc(slices.Clone(keys), func(k mailKey) bool { return k.Domain == in.Domain && k.Selector == in.Selector })
		if len(left) == len(keys) {
			return nil, missing("there is no key %s for %s", in.Selector, in.Domain)
		}
		return left, nil
	})
}

func (s *Server) changeMailKeys(ctx context.Context, verb, domain string, change func([]mailKey) ([]mailKey, error)) (a *MailKeysAnswer, err error) {
	_, err = s.change(ctx, mutation{verb: verb, target: domain, also: func(ctx context.Context, t *store.Tx) error {
		keys, err := readMailKeys(ctx, &t.View)
		if err == nil {
			keys, err = change(keys)
		}
		if err != nil {
			return err
		}
		a = showMailKeys(keys)
		return setJSON(ctx, t, keysSetting, keys)
	}}, nil)
	s.mailing.forget()
	return a, err
}
