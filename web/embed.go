// Package web holds the screens, built by Vite into dist/app, and serves them from the binary.
package web

import (
	"embed"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
)

// A clean clone has only the page that says how to build the screens.
//
//go:embed all:dist
var dist embed.FS

// Handler serves the screens, or the page that says how to build them.
func Handler() http.Handler {
	root := "dist/app"
	if _, err := fs.Stat(dist, root+"/index.html"); err != nil {
		root = "dist"
	}
	files, err := fs.Sub(dist, root)
	if err != nil {
		panic(err) // the path is a constant
	}
	return handler(files)
}

// handler serves built files. A path that names none is a route of the screens and gets their page; only under
// /assets/ must a file exist, so that an outdated page learns that its parts are gone.
func handler(files fs.FS) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
			return
		}
		name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
		asset := strings.HasPrefix(name, "assets/")
		if info, err := fs.Stat(files, name); err != nil || info.IsDir() {
			if asset || strings.HasPrefix(name, scripts) {
				http.NotFound(w, r)
				return
			}
			name = "index.html"
		}
		w.Header().Set("Cache-Control", caching(name))
		serve(w, r, files, name)
	})
}

// scripts are those that pages of other sites load.
const scripts = "w/"

// caching: names of assets carry a hash of what is in them, so they never change; everything else may at any upgrade, and
// what other sites load is asked for anew after an hour.
func caching(name string) string {
	switch {
	case strings.HasPrefix(name, "assets/"):
		return "public, max-age=31536000, immutable"
	case strings.HasPrefix(name, scripts):
		return "public, max-age=3600, stale-while-revalidate=86400"
	}
	return "no-cache"
}

// serve sends a file, as it was compressed when built where the client can read that.
func serve(w http.ResponseWriter, r *http.Request, files fs.FS, name string) {
	if kind := mime.TypeByExtension(path.Ext(name)); kind != "" {
		w.Header().Set("Content-Type", kind)
	}
	w.Header().Add("Vary", "Accept-Encoding")
	if _, err := fs.Stat(files, name+".gz"); err == nil && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		w.Header().Set("Content-Encoding", "gzip")
		name += ".gz"
	}
	body, err := fs.ReadFile(files, name)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	_, _ = w.Write(body) // HEAD is cut by the server; where nobody listens any more there is nothing to do
}
