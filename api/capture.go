package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2/adapters/humago"
	"golang.org/x/sync/semaphore"

	"banhda/attract/capture"
	"banhda/drive/flow"
	"banhda/hub/person"
	"banhda/store"
)

// door is where sites, apps and servers bring what happened, each with its write key. A request is answered as soon as
// it is on disk; everything else happens behind, where the log is read. Clients send again what is answered by 429 or
// 5xx, and drop for ever what is answered by any other error: so nothing else is an error that can be avoided.
type door struct {
	s     *Server
	keys  writeKeys
	seats *semaphore.Weighted // bytes of bodies being worked on
}

// How long a request waits for the disk, and how far the readouts may be behind.
const (
	diskWait = 10 * time.Second
	mayLag   = 2_000_000 // entries
)

// capture adds the door's routes.
func (s *Server) capture(mux *http.ServeMux) {
	d := &door{s: s, seats: semaphore.NewWeighted(openBytes)}
	for _, route := range capture.Routes {
		take := d.crossOrigin(d.take(route))
		mux.Handle("/v1/"+string(route), take)
		mux.Handle("/v1/"+route.Short(), take)
	}
	mux.Handle("/v1/m", d.crossOrigin(d.ignore))
	mux.Handle("/v1/projects/{key}/settings", d.crossOrigin(d.settings))
}

// handler is a http.HandlerFunc that leaves telling of errors to others.
type handler func(http.ResponseWriter, *http.Request) error

// crossOrigin lets pages of other sites call, and answers what their browsers ask first. Which sites may use a key is
// looked at once the key is known.
func (d *door) crossOrigin(next handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Access-Control-Allow-Origin", "*")
		if r.Method == http.MethodOptions {
			h.Set("Access-Control-Allow-Methods", "GET, POST, OPTIONS")
			h.Set("Access-Control-Allow-Headers", "Authorization, Content-Type, Content-Encoding, X-Retry-Count")
			h.Set("Access-Control-Max-Age", "86400")
			w.WriteHeader(http.StatusNoContent)
			return
		}
		h.Set("Access-Control-Expose-Headers", "Retry-After, X-RateLimit-Reset")
		h.Set("Cache-Control", "no-store")
		start := time.Now()
		err := next(w, r)
		d.s.metrics.add("capture", time.Since(start), err != nil)
		if err != nil {
			d.refuse(w, r, err)
		}
	}
}

// refuse tells a client why, and when to send again.
func (d *door) refuse(w http.ResponseWriter, r *http.Request, err error) {
	var told *Refused
	if statusOf(err) >= http.StatusInternalServerError && !errors.As(err, &told) {
		d.s.Logger.Error("a request of a source cannot be kept", "error", err)
		err = errBusy // so that it is sent again
	}
	if statusOf(err) == http.StatusTooManyRequests {
		w.Header().Set("X-RateLimit-Reset", "1")
	}
	d.s.fail(humago.NewContext(nil, r, w), err)
}

var (
	errBusy    = refused(http.StatusServiceUnavailable, 5*time.Second, "the server is catching up; send it again in a few seconds")
	errWrite   = refused(http.StatusUnauthorized, 0, "this write key is not known; copy it from Settings, Keys")
	errTwoKeys = refused(http.StatusUnauthorized, 0, "the write keys in the Authorization header and in the body differ")
	errOrigin  = refused(http.StatusForbidden, 0, "this write key is not for pages of that site; add the site to the key's origins")
	errRate    = refused(http.StatusTooManyRequests, time.Second, "this write key sends too many requests at once; send it again in a second")
	errMethod  = refused(http.StatusMethodNotAllowed, 0, "send it by POST")
	errNotJSON = refused(http.StatusBadRequest, 0, "the body is not JSON")
)

// take keeps the requests of one route.
func (d *door) take(route capture.Route) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if r.Method != http.MethodPost {
			return errMethod
		}
		defer d.s.Flow.Answering()()
		if err := d.ready(r.Context()); err != nil {
			return err
		}
		b, err := d.read(w, r)
		if err != nil {
			return err
		}
		defer b.done()
		if err := d.keep(r, route, b.Bytes()); err != nil {
			return err
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(success) // whoever does not hear of it sends it again, which changes nothing
		return nil
	}
}

var success = []byte(`{"success":true}` + "\n")

// ready says whether more can be taken in at all: the readouts must not fall behind without end.
func (d *door) ready(ctx context.Context) error {
	tail, err := d.s.Log.Tail(ctx)
	if err == nil && tail-d.s.Flow.Known() > mayLag {
		return errBusy
	}
	return err
}

// keep checks who sends, and puts the body as it is into the log.
func (d *door) keep(r *http.Request, route capture.Route, body []byte) error {
	head, err := capture.Look(route, body)
	switch {
	case errors.Is(err, capture.ErrNotJSON):
		return errNotJSON
	case err != nil:
		return refused(http.StatusRequestEntityTooLarge, 0, "%v", err)
	}
	key, err := d.admit(r, head.WriteKey)
	if err != nil || head.Calls == 0 {
		return err
	}
	rank, _ := person.ParseRank(key.Rank)
	if rank == person.BrowserRank {
		if body, head.Calls, err = d.s.recognised(r.Context(), route, body); err != nil || head.Calls == 0 {
			return err
		}
	}
	row := flow.Row{Kind: capturedKind(route), Source: key.Source, Rank: rank, Count: head.Calls, Body: body}
	ctx, cancel := context.WithTimeout(r.Context(), diskWait)
	defer cancel()
	err = d.s.Log.Append(ctx, []flow.Row{row})
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, store.ErrClosed) {
		return errBusy
	}
	return err
}

// admit finds the source of a request by its key, which stands in the Authorization header or in the body.
func (d *door) admit(r *http.Request, stated string) (store.Key, error) {
	token, _, ok := r.BasicAuth()
	switch {
	case !ok || token == "":
		token = stated
	case stated != "" && stated != token:
		return store.Key{}, errTwoKeys
	}
	key, limit, err := d.keys.find(r.Context(), d.s, token)
	if err != nil {
		return key, err
	}
	if origin := r.Header.Get("Origin"); origin != "" && len(key.Origins) > 0 && !slices.Contains(key.Origins, origin) {
		return key, errOrigin
	}
	if !limit.Allow() {
		return key, errRate
	}
	return key, nil
}

// ignore takes what clients tell of their own work, and forgets it.
func (d *door) ignore(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(success)
	return nil
}

// settings is what a page asks before it sends: where to send, and that nothing else is to be loaded.
func (d *door) settings(w http.ResponseWriter, r *http.Request) error {
	key, _, err := d.keys.find(r.Context(), d.s, r.PathValue("key"))
	if err != nil {
		return err
	}
	segment := map[string]any{"apiKey": key.Token, "apiHost": r.Host + "/v1"}
	if !visitOf(r.Context()).secure {
		segment["protocol"] = "http"
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{
		"integrations": map[string]any{"Segment.io": segment},
		"plan":         map[string]any{"track": map[string]any{"__default": map[string]any{"enabled": true}}},
		"edgeFunction": map[string]any{}, "metrics": map[string]any{"sampleRate": 0}, "enabledMiddleware": map[string]any{},
		"legacyVideoPluginsEnabled": false, "remotePlugins": []any{},
	})
	return nil
}
