package api

import (
	"context"

	"banhda/hub/article"
	"banhda/store"
)

// ArticleImport is articles of another system: each is kept under its id, and published. Sent again, they change nothing.
type ArticleImport struct {
	Articles   []ArticleBrought `json:"articles" minItems:"1" maxItems:"500"`
	Language   string           `json:"language,omitempty" enum:"vi,en" doc:"left out: it is found out of each"`
	Visibility string           `json:"visibility,omitempty" enum:"public,customers,team" doc:"of those that are new; left out: public"`
}

// ArticleBrought is one of them.
type ArticleBrought struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	Body     string `json:"body"`
	Language string `json:"language,omitempty" enum:"vi,en"`
}

// ArticleImportAnswer says what became of them.
type ArticleImportAnswer struct {
	Added     int              `json:"added"`
	Changed   int              `json:"changed"`
	Unchanged int              `json:"unchanged"`
	Refused   []ArticleRefused `json:"refused"`
}

// ArticleRefused is an article that was not taken, and why.
type ArticleRefused struct {
	At     int    `json:"at" doc:"which one of the call, from 0"`
	ID     string `json:"id"`
	Reason string `json:"reason"`
}

type articleImportOrder struct{ Body ArticleImport }

// importArticles takes articles in, all of a call in one transaction. What changes nothing leaves no act behind.
func (s *Server) importArticles(ctx context.Context, in *articleImportOrder, _ Tell) (*ArticleImportAnswer, error) {
	b := bringing{who: article.Visibility(in.Body.Visibility), answer: &ArticleImportAnswer{Refused: []ArticleRefused{}}}
	if b.who == "" {
		b.who = article.Public
	}
	if err := b.read(ctx, &in.Body); err != nil {
		return nil, err
	}
	if err := s.Records.View(ctx, func(v *store.View) error { return b.plan(ctx, v) }); err != nil || len(b.fresh)+len(b.other) == 0 {
		return b.answer, err
	}
	entry := map[string]int{"articles": len(b.fresh) + len(b.other)}
	_, err := s.change(ctx, mutation{verb: "article-import", entry: entry, also: func(ctx context.Context, t *store.Tx) error {
		if err := b.plan(ctx, &t.View); err != nil {
			return err
		}
		return b.keep(ctx, t)
	}}, nil)
	return b.answer, err
}

// bringing is articles on their way in.
type bringing struct {
	who    article.Visibility
	list   []article.Brought
	fresh  []article.Article // as they are to be
	other  []article.Article
	answer *ArticleImportAnswer
}

// read brings articles into their form, and lays those aside that cannot be taken.
func (b *bringing) read(ctx context.Context, in *ArticleImport) error {
	seen := map[string]bool{}
	for i, one := range in.Articles {
		brought := article.Brought{External: one.ID, Language: one.Language, Title: one.Title, Body: one.Body}
		if brought.Language == "" {
			brought.Language = in.Language
		}
		brought.Clean()
		if err := brought.Check(); err != nil {
			b.answer.Refused = append(b.answer.Refused, ArticleRefused{i, one.ID, inLanguage(ctx, err)})
			continue
		}
		if seen[brought.External] {
			return invalid("two articles of one call have the id %q", brought.External)
		}
		seen[brought.External] = true
		b.list = append(b.list, brought)
	}
	return nil
}

// plan finds out which are new and which say something else than before.
func (b *bringing) plan(ctx context.Context, v *store.View) error {
	ids := make([]string, len(b.list))
	for i := range b.list {
		ids[i] = b.list[i].External
	}
	known, err := v.ArticlesBrought(ctx, ids)
	b.fresh, b.other = nil, nil
	for i := range b.list {
		one := &b.list[i]
		is, there := known[one.External]
		if !there {
			b.fresh = append(b.fresh, article.Article{External: one.External, Visibility: b.who, Draft: one.In(article.Content{})})
			continue
		}
		if c := one.In(is.Draft); is.Published == 0 || is.Written || !c.Same(&is.Draft) {
			is.Draft = c
			b.other = append(b.other, is.Article)
		}
	}
	b.answer.Added, b.answer.Changed, b.answer.Unchanged = len(b.fresh), len(b.other), len(b.list)-len(b.fresh)-len(b.other)
	return err
}

func (b *bringing) keep(ctx context.Context, t *store.Tx) error {
	if len(b.fresh) > 0 { // first: what the act has changed so far is what was brought
		if err := t.BringArticles(ctx, b.fresh); err != nil {
			return err
		}
	}
	for _, a := range b.other {
		if err := t.SaveArticle(ctx, a, true); err != nil {
			return err
		}
		if _, err := t.PublishArticle(ctx, a); err != nil {
			return err
		}
	}
	return nil
}
