package api

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"banhda/auth"
	"banhda/store"
)

// AccessKey is what a program shows to be let in: a write key sends events, an API key asks operations.
type AccessKey struct {
	ID         string   `json:"id"`
	Name       string   `json:"name"`
	Kind       string   `json:"kind" enum:"write,api"`
	Source     string   `json:"source" doc:"a write key's: what its events say they come from"`
	Rank       string   `json:"rank" enum:"browser,server" doc:"a write key's: how much its word counts"`
	Scopes     []string `json:"scopes" doc:"an API key's permissions"`
	Origins    []string `json:"origins" doc:"a write key's: the sites that may use it; none: any"`
	Maker      string   `json:"maker,omitempty" doc:"the user whose rights bound an API key; left out: the house made it"`
	CreatedAt  string   `json:"created_at"`
	LastUsedAt *string  `json:"last_used_at"`
	Token      string   `json:"token,omitempty" doc:"an API key's only in the answer that made it"`
}

// KeysAnswer is the keys there are, and the permissions an API key can be given.
type KeysAnswer struct {
	Keys   []AccessKey `json:"keys"`
	Scopes []string    `json:"scopes"`
}

// showKey shows a key. What a browser's page carries everybody may read; a server's write key only who may make one.
func showKey(k store.Key, actor auth.Actor) AccessKey {
	shown := AccessKey{ID: KeyID(k.ID), Name: k.Name, Kind: k.Kind, Source: k.Source, Rank: k.Rank, Scopes: k.Scopes, Origins: k.Origins, CreatedAt: showInstant(k.CreatedAt)}
	if k.Maker != 0 {
		shown.Maker = UserID(k.Maker)
	}
	if k.UsedAt != 0 {
		shown.LastUsedAt = text(showInstant(k.UsedAt))
	}
	if k.Rank == browserRank || actor.May("keys:write") && actor.May("events:write") {
		shown.Token = k.Token
	}
	return shown
}

const (
	writeKind   = "write"
	apiKind     = "api"
	browserRank = "browser"
	serverRank  = "server"
)

func (s *Server) listKeys(ctx context.Context, _ *struct{}, _ Tell) (*KeysAnswer, error) {
	actor := auth.From(ctx)
	a := &KeysAnswer{Keys: []AccessKey{}, Scopes: s.scopes(actor)}
	err := s.Records.View(ctx, func(v *store.View) error {
		list, err := v.Keys(ctx)
		for _, k := range list {
			a.Keys = append(a.Keys, showKey(k, actor))
		}
		return err
	})
	return a, err
}

// scopes are the permissions an actor may hand on to a key: their own, but for what only people do.
func (s *Server) scopes(a auth.Actor) []string {
	return slices.DeleteFunc(s.permissions(a), func(p string) bool { return p == auth.Myself })
}

type addKeyOrder struct {
	Body struct {
		Name    string   `json:"name" minLength:"1" maxLength:"200"`
		Kind    string   `json:"kind" enum:"write,api"`
		Source  string   `json:"source,omitempty" maxLength:"100" doc:"Default: the name."`
		Rank    string   `json:"rank,omitempty" enum:"browser,server" default:"browser"`
		Scopes  []string `json:"scopes,omitempty" maxItems:"500"`
		Origins []string `json:"origins,omitempty" maxItems:"100" doc:"Such as https://example.com."`
	}
}

func (s *Server) addKey(ctx context.Context, in *addKeyOrder, _ Tell) (*AccessKey, error) {
	actor := auth.From(ctx)
	k := store.Key{Name: cleanName(in.Body.Name), Kind: in.Body.Kind, Maker: actor.User(), Rank: serverRank, Scopes: []string{}, Origins: []string{}}
	token, err := auth.NewAPIKey(), error(nil)
	if k.Kind == apiKind {
		k.Scopes, err = s.checkScopes(actor, in.Body.Scopes)
	} else {
		token = auth.NewWriteKey()
		k.Token, k.Rank, k.Source = token, in.Body.Rank, orText(cleanName(in.Body.Source), k.Name)
		k.Origins, err = checkOrigins(in.Body.Origins)
	}
	if k.Kind == writeKind && k.Rank == serverRank && !actor.May("events:write") {
		err = errNoServer
	}
	if err != nil {
		return nil, err
	}
	k.Hash = auth.Hash(token)
	_, err = s.change(ctx, mutation{verb: "key-add", entry: map[string]any{"name": k.Name, "kind": k.Kind, "scopes": k.Scopes}, made: func() string { return KeyID(k.ID) },
		also: func(ctx context.Context, t *store.Tx) error {
			k.CreatedAt = t.Now()
			k.ID, err = t.AddKey(ctx, k)
			return err
		}}, nil)
	shown := showKey(k, actor)
	shown.Token = token
	return &shown, err
}

var errNoServer = refused(http.StatusForbidden, 0, "a server's write key sends events that are believed; who makes one needs the permission events:write")

func orText(s, otherwise string) string {
	if s != "" {
		return s
	}
	return otherwise
}

// checkScopes refuses what the maker of a key may not do themselves.
func (s *Server) checkScopes(a auth.Actor, scopes []string) ([]string, error) {
	if len(scopes) == 0 {
		return nil, invalid("an API key needs scopes: what it may do, such as wheel:read")
	}
	for _, scope := range scopes {
		if !slices.Contains(s.scopes(a), scope) {
			return nil, invalid("%q is no scope you can give; there are %s", scope, strings.Join(s.scopes(a), ", "))
		}
	}
	return slices.Compact(slices.Sorted(slices.Values(scopes))), nil
}

// checkOrigins reads web origins: scheme, host and port, nothing behind them.
func checkOrigins(given []string) ([]string, error) {
	origins := []string{}
	for _, o := range given {
		u, err := url.Parse(strings.ToLower(strings.TrimSuffix(strings.TrimSpace(o), "/")))
		if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.String() != u.Scheme+"://"+u.Host {
			return nil, invalid("%q is not the origin of a site; write one such as https://example.com", o)
		}
		origins = append(origins, u.String())
	}
	return origins, nil
}

type keyOrder struct {
	ID string `path:"id"`
}

// RemovedAnswer names what is gone.
type RemovedAnswer struct {
	ID string `json:"id"`
}

func (s *Server) removeKey(ctx context.Context, in *keyOrder, _ Tell) (*RemovedAnswer, error) {
	id, err := ParseKeyID(in.ID)
	if err != nil {
		return nil, err
	}
	_, err = s.change(ctx, mutation{verb: "key-remove", target: KeyID(id),
		also: func(ctx context.Context, t *store.Tx) error { return t.RemoveKey(ctx, id) }}, nil)
	return &RemovedAnswer{KeyID(id)}, notFound(err, "there is no key %s", in.ID)
}

var errUnknownKey = refused(http.StatusUnauthorized, 0, "this API key is not known here; it may have been removed")

// keyActor is the program an API key was made for.
func (s *Server) keyActor(ctx context.Context, token string) (auth.Actor, error) {
	k, err := s.findKey(ctx, token)
	if absent(err) != nil {
		return auth.Actor{}, err
	}
	if err != nil || k.Kind != apiKind {
		return auth.Actor{}, errUnknownKey
	}
	return s.boundKey(ctx, k)
}

var errMakerGone = refused(http.StatusUnauthorized, 0, "whoever made this API key may sign in no more, and so the key opens nothing; have somebody else make a new one")

// boundKey is a key with the rights that whoever made it has at this moment.
func (s *Server) boundKey(ctx context.Context, k store.Key) (a auth.Actor, err error) {
	a = auth.Actor{ID: k.ID, Kind: auth.Key, Name: k.Name, Scopes: k.Scopes, Maker: k.Maker}
	if k.Maker == 0 {
		return a, nil
	}
	err = s.Records.View(ctx, func(v *store.View) error {
		u, err := v.User(ctx, k.Maker)
		if err != nil {
			return notFoundAs(err, errMakerGone)
		}
		maker, err := userActor(ctx, v, u)
		a.Role, a.Rights, a.Teams = maker.Role, maker.Rights, maker.Teams
		return err
	})
	return a, err
}

// notFoundAs gives an error that says something is not there the meaning that has.
func notFoundAs(err, meaning error) error {
	if errors.Is(err, store.ErrNotFound) {
		return meaning
	}
	return err
}

// WriteKey is the write key with a token; store.ErrNotFound where there is none.
func (s *Server) WriteKey(ctx context.Context, token string) (store.Key, error) {
	k, err := s.findKey(ctx, token)
	if err == nil && k.Kind != writeKind {
		err = store.ErrNotFound
	}
	return k, err
}

// findKey finds a key by its token and notes that it was used.
func (s *Server) findKey(ctx context.Context, token string) (k store.Key, err error) {
	var now int64
	err = s.Records.View(ctx, func(v *store.View) error {
		now = v.Now()
		k, err = v.KeyByHash(ctx, auth.Hash(token))
		return err
	})
	if err == nil && auth.WorthNoting(k.UsedAt, now) {
		err = s.Records.Tx(ctx, func(t *store.Tx) error { return t.UseKey(ctx, k.ID) })
	}
	return k, err
}
