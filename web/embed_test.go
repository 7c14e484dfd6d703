package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

var built = fstest.MapFS{
	"index.html":            {Data: []byte("<page>")},
	"favicon.svg":           {Data: []byte("<svg>")},
	"favicon.ico":           {Data: []byte("icon")},
	"assets/app-1a2b.js":    {Data: []byte("plain")},
	"assets/app-1a2b.js.gz": {Data: []byte("packed")},
	"w/b.js":                {Data: []byte("widget")},
}

func get(h http.Handler, path, encoding string) *httptest.ResponseRecorder {
	r := httptest.NewRequest("GET", path, nil)
	r.Header.Set("Accept-Encoding", encoding)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestScreensAreServed(t *testing.T) {
	for _, c := range []struct {
		path, encoding string
		status         int
		body, caching  string
	}{
		{"/", "", 200, "<page>", "no-cache"},
		{"/people/per_1", "gzip", 200, "<page>", "no-cache"},
		{"/assets", "", 200, "<page>", "no-cache"},
		{"/favicon.svg", "", 200, "<svg>", "no-cache"},
		{"/favicon.ico", "", 200, "icon", "no-cache"},
		{"/assets/app-1a2b.js", "", 200, "plain", "public, max-age=31536000, immutable"},
		{"/assets/app-1a2b.js", "br, gzip", 200, "packed", "public, max-age=31536000, immutable"},
		{"/assets/app-gone.js", "", 404, "404 page not found\n", ""},
		{"/w/b.js", "", 200, "widget", "public, max-age=3600, stale-while-revalidate=86400"},
		{"/w/gone.js", "", 404, "404 page not found\n", ""},
		{"/../embed.go", "", 200, "<page>", "no-cache"},
	} {
		w := get(handler(built), c.path, c.encoding)
		if w.Code != c.status || w.Body.String() != c.body || w.Header().Get("Cache-Control") != c.caching {
			t.Errorf("%s (%s): %d %q %q", c.path, c.encoding, w.Code, w.Body, w.Header().Get("Cache-Control"))
		}
	}
}

func TestPackedFilesSayWhatTheyAre(t *testing.T) {
	w := get(handler(built), "/assets/app-1a2b.js", "gzip")
	if w.Header().Get("Content-Encoding") != "gzip" || !strings.Contains(w.Header().Get("Content-Type"), "javascript") {
		t.Errorf("headers: %v", w.Header())
	}
}

func TestScreensAreOnlyRead(t *testing.T) {
	w := httptest.NewRecorder()
	handler(built).ServeHTTP(w, httptest.NewRequest("POST", "/", nil))
	if w.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", w.Code)
	}
}

func TestTheBinaryAlwaysHasAPage(t *testing.T) {
	if w := get(Handler(), "/", ""); w.Code != 200 || !strings.Contains(w.Body.String(), "Bánh Đà") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}
