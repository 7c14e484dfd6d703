package api

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"banhda/attract/page"
	"banhda/hub/block"
)

// BenchmarkPage answers a page that was drawn before, and beside it a file of the same bytes as the standard library serves one:
// what a web server does at least.
func BenchmarkPage(b *testing.B) {
	s := newServer(House{Now: time.Now})
	c := page.Content{Title: page.Label{Vi: "Bảng giá"}, Blocks: []block.Block{{Kind: block.Text, Text: page.Label{Vi: strings.Repeat("Cà phê rang mộc, giao trong ngày. ", 300)}}}}
	l := &page.Live{Page: page.Page{ID: 1, Key: "gia", Kind: page.Plain, Published: 1, Draft: c}, Version: page.Version{Page: 1, Number: 1, Content: c}}
	st := &site{Site: page.DefaultSite, who: "Quán", zone: time.UTC, visit: &visit{host: "quan.example"}, keys: map[string]*page.Live{"gia": l}, ids: map[int64]*page.Live{1: l}, until: time.Now().Add(time.Hour), drawn: map[string]*drawn{}, mu: &sync.Mutex{}}
	s.sites.held = st
	d, err := s.drawPage(context.Background(), st, houseBase, l, "vi")
	if err != nil {
		b.Fatal(err)
	}
	body := d.parts[0]
	for name, handle := range map[string]http.HandlerFunc{
		"held": s.housePage,
		"file": func(w http.ResponseWriter, r *http.Request) {
			http.ServeContent(w, r, "gia.html", time.Unix(1, 0), bytes.NewReader(body))
		},
	} {
		b.Run(name, func(b *testing.B) {
			r := httptest.NewRequest("GET", "http://quan.example/s/gia", nil)
			r.Header.Set("User-Agent", aBrowser)
			b.ReportAllocs()
			b.SetBytes(int64(len(body)))
			for b.Loop() {
				w := httptest.NewRecorder()
				if handle(w, r); w.Code != http.StatusOK || w.Body.Len() != len(body) {
					b.Fatal(w.Code, w.Body.Len())
				}
			}
		})
	}
}
