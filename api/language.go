package api

import (
	"cmp"
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"golang.org/x/text/language"

	"banhda/auth"
	"banhda/phrase"
)

type languageKey struct{}

// languages are those we speak, the one for who states none first.
var languages = language.NewMatcher([]language.Tag{language.English, language.Vietnamese})

// askedLanguage is the one a request names.
type askedLanguage struct {
	language string
	alone    bool // no other was named beside it
}

// speaking notes which language a request asks to be answered in.
func speaking(r *http.Request) *http.Request {
	header := r.Header.Get("Accept-Language")
	tag, _ := language.MatchStrings(languages, header)
	base, _ := tag.Base()
	return r.WithContext(context.WithValue(r.Context(), languageKey{}, askedLanguage{base.String(), header == base.String()}))
}

// speaks is the language to answer in, vi or en. Who names one alone means it, as our screens do, which name the one they are
// shown in; a list is a browser's habit, and what a signed-in person has chosen goes before it.
func speaks(ctx context.Context) string {
	asked, _ := ctx.Value(languageKey{}).(askedLanguage)
	if asked.alone {
		return asked.language
	}
	return cmp.Or(auth.From(ctx).Language, asked.language, "en")
}

// What huma says of requests that have not the right form is told in the caller's language, too.
func init() {
	huma.NewErrorWithContext = func(c huma.Context, status int, message string, errs ...error) huma.StatusError {
		language := speaks(c.Context())
		for i, err := range errs {
			if d, ok := err.(*huma.ErrorDetail); ok {
				told := *d
				told.Message = phrase.Text(language, d.Message)
				errs[i] = &told
			}
		}
		return huma.NewError(status, phrase.Text(language, message), errs...)
	}
}

// inLanguage tells an error in the language of who asks.
func inLanguage(ctx context.Context, err error) string { return phrase.In(speaks(ctx), err) }
