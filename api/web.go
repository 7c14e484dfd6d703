package api

import (
	"context"
	"errors"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"banhda/auth"
	"banhda/store"
)

// Web is how the house is shown to the network.
type Web struct {
	Screens http.Handler   // everything the browser loads
	Proxies []netip.Prefix // whose word about whom they forward is taken
	// Certificate tells of certificates for names of the site's own; nil: the house takes no TLS itself.
	Certificate CertificateOf
}

// Web serves the network: the operations for who is signed in or brings an API key, the screens, and what Health
// serves.
func (s *Server) Web(o Web) http.Handler {
	if o.Certificate != nil {
		s.certificate.Store(&o.Certificate)
	}
	mux := http.NewServeMux()
	health := s.Health()
	mux.Handle("/", o.Screens)
	mux.Handle("GET /w/{script}", widget(o.Screens))
	mux.Handle("/v1/", s.guarded(s.mux))
	s.capture(mux)
	s.public(mux)
	mux.Handle("GET /openapi.json", s.mux)
	mux.Handle("GET /openapi.yaml", s.mux)
	mux.Handle("GET /healthz", health)
	mux.Handle("GET /readyz", health)
	mux.Handle("GET /metrics", s.guarded(s.metricsFor(health)))
	own, help := s.ownSite(o.Screens), s.ownHelp(o.Screens)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := newVisit(w, r, o.Proxies)
		site, articles := s.calledBy(r)
		v.own = site
		secureHeaders(w.Header(), v.secure)
		if r.ContentLength != 0 { // whoever may send for longer is given longer, once that is known
			_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(bodyWait))
		}
		r = speaking(r)
		r = r.WithContext(context.WithValue(r.Context(), visitKey{}, v))
		switch {
		case site:
			own.ServeHTTP(w, r)
		case articles:
			help.ServeHTTP(w, r)
		default:
			mux.ServeHTTP(w, r)
		}
	})
}

// widget serves what pages of other sites load, to any of them. What is not there is not found: such a page has no use for
// our screens.
func widget(screens http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasSuffix(r.PathValue("script"), ".js") {
			http.NotFound(w, r)
			return
		}
		h := w.Header()
		h.Set("Access-Control-Allow-Origin", "*")
		h.Set("Cross-Origin-Resource-Policy", "cross-origin")
		screens.ServeHTTP(w, r)
	})
}

// secureHeaders tell the browser what our pages never do, so that it does not let anybody make them do it.
func secureHeaders(h http.Header, secure bool) {
	h.Set("Content-Security-Policy", "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "+
		"object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
	if secure {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
}

var errCrossOrigin = refused(http.StatusForbidden, 0, "another site's page sent this; open Bánh Đà itself and do it there")

// guarded finds out on whose behalf a request comes. What a page of another site has a browser send does not come on
// behalf of who is signed in there.
func (s *Server) guarded(next http.Handler) http.Handler {
	origin := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		if err := origin.Check(r); err != nil {
			s.failPlain(w, r, errCrossOrigin)
			return
		}
		actor, err := s.identify(r)
		if err != nil {
			s.failPlain(w, r, err)
			return
		}
		next.ServeHTTP(w, r.WithContext(auth.With(auth.Coming(r.Context(), originOf(r, actor)), actor)))
	})
}

// longestDevice is how many bytes of a program's name for itself are kept.
const longestDevice = 256

// byThemselves is the context of a request of a customer, who is no user: what they do they do themselves, and the house writes it
// down.
func byThemselves(r *http.Request) context.Context {
	from := originOf(r, auth.Actor{})
	from.By = auth.ByCustomer
	return auth.With(auth.Coming(r.Context(), from), systemActor)
}

// originOf is from where a request comes: a program by its key, anybody else by the screens.
func originOf(r *http.Request, a auth.Actor) auth.Origin {
	o := auth.Origin{By: auth.ByScreen, Device: r.UserAgent()}
	if a.Kind == auth.Key {
		o.By = auth.ByAPI
	}
	if v := visitOf(r.Context()); v.address.IsValid() {
		o.Address = v.address.String()
	}
	o.Device = strings.ToValidUTF8(o.Device[:min(len(o.Device), longestDevice)], "")
	return o
}

// failPlain answers with a problem where no operation has been reached.
func (s *Server) failPlain(w http.ResponseWriter, r *http.Request, err error) {
	s.observe("identify", 0, err)
	s.fail(humago.NewContext(nil, r, w), err)
}

// identify finds the actor of a request: the API key it brings or the session of its cookie, else nobody.
func (s *Server) identify(r *http.Request) (auth.Actor, error) {
	if scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " "); strings.EqualFold(scheme, "Bearer") {
		return s.keyActor(r.Context(), strings.TrimSpace(token))
	}
	return s.sessionActor(r.Context(), visitOf(r.Context()).token)
}

// metricsFor shows metrics to who may read how the house stands, and to programs of this machine.
func (s *Server) metricsFor(health http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !visitOf(r.Context()).local && !auth.From(r.Context()).May("status:read") {
			s.failPlain(w, r, errSignIn)
			return
		}
		health.ServeHTTP(w, r)
	})
}

// absent turns what is not there into nothing at all.
func absent(err error) error {
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	return err
}
