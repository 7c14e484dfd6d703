package api

import (
	"context"

	"banhda/hub/article"
	"banhda/hub/block"
	"banhda/store"
)

// ArticleVersion is one version as it was published.
type ArticleVersion struct {
	Number  int64           `json:"number"`
	At      string          `json:"at"`
	Act     string          `json:"act" doc:"by which it was published"`
	Content article.Content `json:"content"`
	Plain   article.Label   `json:"plain" doc:"what it says without markup, to be compared"`
}

// ArticleVersionsAnswer is what was published of an article, the newest first.
type ArticleVersionsAnswer struct {
	Versions []ArticleVersion `json:"versions"`
}

func (s *Server) articleVersions(ctx context.Context, in *ArticleNamed, _ Tell) (*ArticleVersionsAnswer, error) {
	a := &ArticleVersionsAnswer{Versions: []ArticleVersion{}}
	err := s.Records.View(ctx, func(v *store.View) error {
		is, err := articleOf(ctx, v, in.ID)
		if err != nil {
			return err
		}
		list, err := v.ArticleVersions(ctx, is.ID)
		for i := range list {
			c := &list[i].Content
			a.Versions = append(a.Versions, ArticleVersion{list[i].Number, showInstant(list[i].At), ActID(list[i].Act), *c, article.Label{Vi: c.Plain("vi"), En: c.Plain("en")}})
		}
		return err
	})
	return a, err
}

type articleDraft struct {
	Body struct {
		Content  article.Content `json:"content"`
		Language string          `json:"language" enum:"vi,en"`
	}
}

// ArticlePreview is what is being written as its readers would have it.
type ArticlePreview struct {
	Title string `json:"title"`
	HTML  string `json:"html" doc:"nothing in it runs"`
	Words int    `json:"words"`
}

func (s *Server) previewArticle(_ context.Context, in *articleDraft, _ Tell) (*ArticlePreview, error) {
	c := in.Body.Content
	c.Clean()
	if err := c.Check(); err != nil {
		return nil, wrong(err)
	}
	return &ArticlePreview{block.In(c.Title, in.Body.Language), articleHTML(&c, in.Body.Language), wordsOf(c.Plain(in.Body.Language))}, nil
}

func articleHTML(c *article.Content, language string) string {
	w := block.Web{Language: language}
	return w.HTML(c.Blocks)
}
