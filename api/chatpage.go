package api

import (
	"html/template"
	"net/http"

	"banhda/hub/block"
)

// chatPage is a page of the house with nothing but the chat on it, open: to be tried, and to be handed out by its address.
func (s *Server) chatPage(w http.ResponseWriter, r *http.Request, c *chatCall) error {
	language := r.URL.Query().Get("lang")
	if language != "vi" && language != "en" {
		language = speaks(r.Context())
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_ = chatSheet.Execute(w, map[string]string{"Language": language, "Who": c.who, "Title": orText(block.In(c.Title, language), c.who), "Greeting": block.In(c.Greeting, language)}) // who left reads nothing
	return nil
}

var chatSheet = template.Must(template.New("chat").Parse(`<!doctype html><html lang="{{.Language}}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>{{.Title}}</title>
<style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:0 auto;padding:2rem 1rem}</style></head>
<body><main><h1>{{.Title}}</h1><p>{{.Greeting}}</p></main><script src="/w/chat.js" data-lang="{{.Language}}" data-open async></script></body></html>`))
