package api

import (
	"net/http"
	"strings"

	"banhda/hub/article"
)

// mostSuggested is how many articles are suggested at once.
const mostSuggested = 3

// chatArticle is an article that may answer what somebody writes.
type chatArticle struct {
	Title string `json:"title"`
	URL   string `json:"url"` // of this house
}

// chatArticles suggests articles everybody may read, while somebody writes.
func (s *Server) chatArticles(w http.ResponseWriter, r *http.Request, _ *chatCall) error {
	found := []chatArticle{}
	query, language := strings.TrimSpace(r.URL.Query().Get("q")), r.URL.Query().Get("lang")
	if language != "en" {
		language = "vi"
	}
	if query != "" && len(query) <= 2000 {
		shelf, err := s.articleShelf(r.Context())
		if err != nil {
			return err
		}
		for _, f := range shelf.Search(query, mostSuggested, article.Audience(article.Public)) {
			found = append(found, chatArticle{in(language, f.Title), articleBase + ArticleID(f.Article) + "?lang=" + language})
		}
	}
	return writeChat(w, found)
}
