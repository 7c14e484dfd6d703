package api

import (
	"net/http"

	"banhda/hub/article"
)

// mostSuggested is how many articles are suggested at once.
const mostSuggested = 3

// chatArticles suggests articles everybody may read, while somebody writes.
func (s *Server) chatArticles(w http.ResponseWriter, r *http.Request, _ *chatCall) error {
	language := r.URL.Query().Get("lang")
	if language != "en" {
		language = "vi"
	}
	found, err := s.helpFor(r.Context(), r.URL.Query().Get("q"), language, article.Public, mostSuggested)
	if err != nil {
		return err
	}
	return writeChat(w, append([]articleLink{}, found...))
}
