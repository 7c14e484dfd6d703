package api

import (
	"context"
	"html/template"
	"slices"
	"strings"

	"banhda/attract/cta"
)

// drawnCTA is a call to action as a page of the house holds it: whole where it is the same for everybody, so that it needs
// no script; else its place, which the script fills.
type drawnCTA struct {
	Key, Title, Text, Button, Href string
	Version                        int64 // 0: its place alone
}

var ctaPlace = template.Must(template.New("cta").Parse(`{{if .Version}}<div class="card" data-bd-cta="{{.Key}}" data-bd-drawn="{{.Version}}">{{with .Title}}<h2>{{.}}</h2>{{end}}{{with .Text}}<p>{{.}}</p>{{end}}<p><a class="button" href="{{.Href}}">{{.Button}}</a></p></div>{{else}}<div data-bd-cta="{{.Key}}"></div>{{end}}`))

// drawCTA draws one where it stands in a page. One that visitors do not see, or that stands over pages, is left out.
func (s *Server) drawCTA(ctx context.Context, key, language string) (string, error) {
	list, err := s.liveCTAs(ctx)
	at := slices.IndexFunc(list, func(l cta.Live) bool { return l.Key == key && !l.Content.Over() })
	if err != nil || at < 0 {
		return "", err
	}
	d := &list[at].Content
	p := drawnCTA{Key: key}
	if says := &d.Contents[0]; d.Plain() {
		p = drawnCTA{key, in(language, says.Title), in(language, says.Text), in(language, says.Button), says.URL, list[at].Number}
		if says.Form != "" {
			p.Href = "/f/" + says.Form + "?lang=" + language
		}
	}
	var out strings.Builder
	err = ctaPlace.Execute(&out, p)
	return out.String(), err
}
