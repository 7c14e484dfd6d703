package api

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"banhda/attract/page"
	"banhda/hub/token"
	"banhda/phrase"
	"banhda/store"
)

// siteRoutes are those by which visitors see pages: below /s of the house, and from the beginning where the site has a name of
// its own.
func (s *Server) siteRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET "+houseBase+"/", s.housePage)
	mux.HandleFunc("GET "+houseBase+"/i/{file}", s.picture)
	mux.HandleFunc("GET "+houseBase+"/preview/{token}", s.draftPage)
	mux.HandleFunc("GET /robots.txt", s.robots)
}

// ownSite serves the site's own name: its pages, what they load, and what visitors do there. Nobody signs in there.
func (s *Server) ownSite(screens http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /w/{script}", widget(screens))
	mux.Handle("GET /favicon.ico", screens)
	s.capture(mux)
	s.public(mux)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
			return
		}
		s.sitePage(w, r, "")
	})
	return mux
}

// housePage shows the site below the house. Where it has a name of its own, who comes by that is led to the address without /s.
func (s *Server) housePage(w http.ResponseWriter, r *http.Request) {
	if visitOf(r.Context()).own {
		http.Redirect(w, r, withQuery(strings.TrimPrefix(r.URL.EscapedPath(), houseBase), r), http.StatusMovedPermanently)
		return
	}
	s.sitePage(w, r, houseBase)
}

func withQuery(path string, r *http.Request) string {
	if r.URL.RawQuery == "" {
		return path
	}
	return path + "?" + r.URL.RawQuery
}

// drawn is an address as it is answered. Where parts are filled in for each visitor, slots say with what, one between each two.
type drawn struct {
	page   int64 // whose views are counted; 0: none's
	status int
	to     string // where it leads instead; empty: nowhere
	parts  [][]byte
	slots  []string
	packed []byte // gzip of the only part
	tag    string
	policy string
}

// sitePage answers an address of the site: as it was drawn before, else drawn now.
func (s *Server) sitePage(w http.ResponseWriter, r *http.Request, base string) {
	st, err := s.site(r.Context())
	if err != nil {
		s.siteFails(w, r, err)
		return
	}
	path := strings.TrimPrefix(r.URL.Path, base)
	if path == "/sitemap.xml" {
		s.sitemap(w, r, st)
		return
	}
	before := r.URL.Query().Get("before")
	at := st.address()
	key := strings.Join([]string{at.origin, base, path, before}, "\n")
	d := st.found(key)
	if d == nil || d.page != 0 && !st.ids[d.page].Visible(s.Now().UnixMicro()) {
		if d, err = s.draw(r.Context(), st, base, path, before); err != nil {
			s.siteFails(w, r, err)
			return
		}
		if d.status != http.StatusNotFound { // of what is not there, there is no end
			st.keep(key, d)
		}
	}
	s.answerDrawn(w, r, d)
}

func (s *Server) answerDrawn(w http.ResponseWriter, r *http.Request, d *drawn) {
	h := w.Header()
	h.Set("Cache-Control", "no-cache") // asked for anew each time, answered by whether it has changed
	if d.to != "" {
		http.Redirect(w, r, withQuery(d.to, r), d.status)
		return
	}
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", d.policy)
	h.Set("Referrer-Policy", "strict-origin-when-cross-origin")
	if d.status == http.StatusOK {
		s.sawPage(r, d.page)
	}
	if len(d.slots) > 0 {
		h.Set("Cache-Control", "no-store")
		w.WriteHeader(d.status)
		s.fill(w, r, d)
		return
	}
	h.Set("Vary", "Accept-Encoding")
	body := d.parts[0]
	if d.status == http.StatusOK {
		h.Set("ETag", d.tag)
		if r.Header.Get("If-None-Match") == d.tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		body = d.packed
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(d.status)
	_, _ = w.Write(body) // who stopped listening has nobody to tell
}

// finish makes an answer of a document.
func finish(doc *page.Document, actions []string, status int, of int64) (*drawn, error) {
	var body bytes.Buffer
	if err := doc.Write(&body); err != nil {
		return nil, err
	}
	d := &drawn{page: of, status: status, policy: doc.Policy(actions)}
	d.parts, d.slots = slotted(body.Bytes())
	if len(d.slots) > 0 {
		return d, nil
	}
	var packed bytes.Buffer
	z, _ := gzip.NewWriterLevel(&packed, gzip.BestCompression) // the level is one there is
	_, _ = z.Write(body.Bytes())
	_ = z.Close() // memory takes everything
	sum := sha256.Sum256(body.Bytes())
	d.packed, d.tag = packed.Bytes(), `W/"`+hex.EncodeToString(sum[:12])+`"`
	return d, nil
}

// draw makes the answer to an address.
func (s *Server) draw(ctx context.Context, st *site, base, path, before string) (*drawn, error) {
	route, ok := page.ParseRoute(path, before)
	asked := route
	if route.Language == "" {
		route.Language = st.Language
	}
	if !ok {
		return s.drawNone(st, base, route.Language)
	}
	at := st.address()
	if want, _ := url.PathUnescape(at.path(asked)); before == "" && want != path && path != "" {
		return &drawn{to: base + at.path(asked), status: http.StatusMovedPermanently}, nil
	}
	if !route.Blog && route.Key == "" {
		if route.Key = st.Home; st.keys[st.Home] == nil || !st.keys[st.Home].Visible(s.Now().UnixMicro()) {
			route = page.Route{Language: route.Language, Blog: true}
		}
	}
	if route.Blog {
		return s.drawBlog(st, base, route)
	}
	return s.drawRoute(ctx, st, base, route)
}

func (s *Server) drawRoute(ctx context.Context, st *site, base string, route page.Route) (*drawn, error) {
	now, at := s.Now().UnixMicro(), st.address()
	l := st.keys[route.Key]
	if l == nil || !l.Visible(now) {
		if moved := st.ids[st.left[route.Key]]; moved != nil && moved.Visible(now) {
			return &drawn{to: base + at.path(page.Route{Language: route.Language, Key: moved.Key}), status: http.StatusMovedPermanently}, nil
		}
		return s.drawNone(st, base, route.Language)
	}
	if !l.Content.Speaks(route.Language) {
		return &drawn{to: base + at.path(page.Route{Language: page.Other(route.Language), Key: l.Key}), status: http.StatusFound}, nil
	}
	return s.drawPage(ctx, st, base, l, route.Language)
}

// siteFails tells a visitor that something went wrong.
func (s *Server) siteFails(w http.ResponseWriter, r *http.Request, err error) {
	s.Logger.Error("a page cannot be shown", "error", err)
	w.Header().Set("Retry-After", "5")
	s.letterSays(w, r, http.StatusServiceUnavailable, phrase.Sentencef("something went wrong here; please try again later"))
}

// draftPage shows what is being written to whoever has its address, until that is over.
func (s *Server) draftPage(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("X-Robots-Tag", "noindex")
	t, ok := s.tokens.Read(token.Draft, r.PathValue("token"))
	until, err := strconv.ParseInt(t.Text, 10, 64)
	if !ok || err != nil || s.Now().UnixMicro() > until || !s.visitors.allow(r) {
		s.letterSays(w, r, http.StatusNotFound, errNoDraft)
		return
	}
	d, err := s.drawShared(r, t.Message)
	if err != nil {
		if absent(err) == nil {
			s.letterSays(w, r, http.StatusNotFound, errNoDraft)
			return
		}
		s.siteFails(w, r, err)
		return
	}
	s.answerDrawn(w, r, d)
}

func (s *Server) drawShared(r *http.Request, id int64) (*drawn, error) {
	var p page.Page
	err := s.Records.View(r.Context(), func(v *store.View) (err error) {
		p, err = v.Page(r.Context(), id)
		return err
	})
	if err != nil {
		return nil, err
	}
	st, err := s.site(r.Context())
	if err != nil {
		return nil, err
	}
	language := pageLanguageOf(r, st.Language)
	if !p.Draft.Speaks(language) {
		language = page.Other(language)
	}
	p.FirstAt = max(p.FirstAt, s.Now().UnixMicro())
	return s.drawDraft(r.Context(), st, &p, language, houseBase)
}
