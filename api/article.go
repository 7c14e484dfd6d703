package api

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"banhda/auth"
	"banhda/delight/help"
	"banhda/hub/article"
	"banhda/hub/person"
	"banhda/store"
)

const (
	articlePrefix = "art_"
	sectionPrefix = "sec_"
)

// ArticleID writes an article's id as it is shown outside.
func ArticleID(id int64) string {
	return articlePrefix + encodeID(scramble(uint64(id), articlePrefix))
}

// ParseArticleID reads what ArticleID wrote.
func ParseArticleID(s string) (int64, error) { return parseID(s, articlePrefix, "an article") }

// ArticlesAnswer is some of the articles, the last made first; without what they say.
type ArticlesAnswer struct {
	Articles []ArticleLine `json:"articles"`
	Cursor   *string       `json:"cursor"`
}

// ArticleLine is an article in a list.
type ArticleLine struct {
	ID         string        `json:"id"`
	External   string        `json:"external" doc:"its id where it was brought from; empty: it was written here"`
	Section    string        `json:"section" doc:"empty: none"`
	Visibility string        `json:"visibility" enum:"public,customers,team"`
	Title      article.Label `json:"title"`
	Tags       []string      `json:"tags"`
	Author     string        `json:"author" doc:"a user's name; empty: nobody's"`
	Published  int64         `json:"published" doc:"the number of the version that is read; 0: none"`
	Changed    bool          `json:"changed" doc:"the draft says something else than that version"`
	URL        string        `json:"url" doc:"where it is read; empty: colleagues alone do"`
	ReviewedAt *string       `json:"reviewed_at" doc:"when somebody last found it right"`
	Stale      bool          `json:"stale" doc:"it is read, and nobody changed it or found it right for half a year"`
	Helped     int64         `json:"helped" doc:"how many readers say that the version that is read helped them"`
	NotHelped  int64         `json:"not_helped" doc:"how many say that it did not"`
	UpdatedAt  string        `json:"updated_at"`
}

// ArticleDetail is one article with what is being written.
type ArticleDetail struct {
	ArticleLine
	Edition int64           `json:"edition" doc:"of the draft: who changes it names the one they saw"`
	Content article.Content `json:"content"`
}

// articleAddress is where an article is read; empty: colleagues alone do.
func articleAddress(a *article.Article) string {
	if a.Published == 0 || a.Visibility == article.Team {
		return ""
	}
	return articleBase + ArticleID(a.ID)
}

// readBy is what a list tells of articles beside themselves: who wrote them, what readers say, and as of when.
type readBy struct {
	authors map[int64]string
	votes   map[int64]help.Votes
	now     int64
}

func readersSay(ctx context.Context, v *store.View, list []store.ArticleLine) (by readBy, err error) {
	ids := make([]int64, len(list))
	for i := range list {
		ids[i] = list[i].ID
	}
	if by.votes, err = v.ArticleVotes(ctx, ids); err == nil {
		by.authors, err = authors(ctx, v)
	}
	by.now = v.Now()
	return by, err
}

func articleLine(a *store.ArticleLine, by *readBy) ArticleLine {
	return ArticleLine{ID: ArticleID(a.ID), External: a.External, Section: sectionShown(a.Section), Visibility: string(a.Visibility), Title: a.Draft.Title, Tags: a.Draft.Tags, Author: by.authors[a.Author],
		Published: a.Published, Changed: a.Written, URL: articleAddress(&a.Article), ReviewedAt: instantOrNone(a.ReviewedAt),
		Stale: a.Published > 0 && help.Stale(max(a.ReviewedAt, a.UpdatedAt), by.now), Helped: by.votes[a.ID].Helped, NotHelped: by.votes[a.ID].Not, UpdatedAt: showInstant(a.UpdatedAt)}
}

// authors are the names of the users.
func authors(ctx context.Context, v *store.View) (map[int64]string, error) {
	users, err := v.Users(ctx)
	names := make(map[int64]string, len(users))
	for _, u := range users {
		names[u.ID] = u.Name
	}
	return names, err
}

type articlesQuery struct {
	Section    string `query:"section" doc:"only what stands in it, or in a section within it"`
	State      string `query:"state" enum:"draft,published,written,stale" doc:"never or no more published; published; published and written on since; published, and nobody changed it or found it right for half a year"`
	Visibility string `query:"visibility" enum:"public,customers,team"`
	Q          string `query:"q" maxLength:"200" doc:"only articles with these words in titles or tags, marks or not"`
	Limit      int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor     string `query:"cursor" doc:"The cursor of the page before."`
}

func (in *articlesQuery) read() (q store.ArticlesQuestion, err error) {
	q = store.ArticlesQuestion{State: in.State, Visibility: in.Visibility, Words: strings.Fields(person.Fold(in.Q)), Limit: in.Limit + 1}
	if q.Before, err = readSerial(in.Cursor); err == nil && in.Section != "" {
		q.Section, err = ParseSectionID(in.Section)
	}
	return q, err
}

func (s *Server) listArticles(ctx context.Context, in *articlesQuery, _ Tell) (*ArticlesAnswer, error) {
	q, err := in.read()
	if err != nil {
		return nil, err
	}
	q.Since = s.Now().Add(-help.StaleAfter).UnixMicro()
	a := &ArticlesAnswer{Articles: []ArticleLine{}}
	err = s.Records.View(ctx, func(v *store.View) error {
		list, err := v.Articles(ctx, q)
		if err != nil {
			return err
		}
		if len(list) > in.Limit {
			list = list[:in.Limit]
			a.Cursor = text(writeSerial(list[in.Limit-1].ID))
		}
		by, err := readersSay(ctx, v, list)
		for i := range list {
			a.Articles = append(a.Articles, articleLine(&list[i], &by))
		}
		return err
	})
	return a, err
}

// ArticleNamed is an article in a path.
type ArticleNamed struct {
	ID string `path:"id"`
}

func (s *Server) showArticle(ctx context.Context, in *ArticleNamed, _ Tell) (a *ArticleDetail, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		a, err = articleShown(ctx, v, in.ID)
		return err
	})
	return a, err
}

func articleShown(ctx context.Context, v *store.View, id string) (*ArticleDetail, error) {
	a, err := articleOf(ctx, v, id)
	if err != nil {
		return nil, err
	}
	by, err := readersSay(ctx, v, []store.ArticleLine{a})
	return &ArticleDetail{articleLine(&a, &by), a.Edition, a.Draft}, err
}

func articleOf(ctx context.Context, v *store.View, id string) (a store.ArticleLine, err error) {
	number, err := ParseArticleID(id)
	if err != nil {
		return a, err
	}
	a, err = v.Article(ctx, number)
	return a, notFound(err, "there is no article %s", id)
}

// ArticleBody is what is said of an article.
type ArticleBody struct {
	Section    string          `json:"section,omitempty" maxLength:"40" doc:"left out: none"`
	Visibility string          `json:"visibility" enum:"public,customers,team"`
	Content    article.Content `json:"content"`
}

// into puts what was said into an article.
func (b *ArticleBody) into(ctx context.Context, v *store.View, a *article.Article) (err error) {
	a.Visibility, a.Draft, a.Section = article.Visibility(b.Visibility), b.Content, 0
	a.Draft.Clean()
	if b.Section != "" {
		if a.Section, err = sectionOf(ctx, v, b.Section); err != nil {
			return err
		}
	}
	if err := a.Check(); err != nil {
		return wrong(err)
	}
	return nil
}

type articleOrder struct{ Body ArticleBody }

func (s *Server) addArticle(ctx context.Context, in *articleOrder, _ Tell) (*ArticleDetail, error) {
	made := article.Article{Author: auth.From(ctx).User()}
	return s.changeArticle(ctx, "article-add", func(ctx context.Context, t *store.Tx) (id int64, err error) {
		if err := in.Body.into(ctx, &t.View, &made); err != nil {
			return 0, err
		}
		return t.AddArticle(ctx, made)
	})
}

type articleChange struct {
	ArticleNamed
	Body struct {
		ArticleBody
		Edition int64 `json:"edition"`
	}
}

func (s *Server) setArticle(ctx context.Context, in *articleChange, _ Tell) (*ArticleDetail, error) {
	return s.changeArticle(ctx, "article-set", func(ctx context.Context, t *store.Tx) (int64, error) {
		is, err := articleOf(ctx, &t.View, in.ID)
		if err != nil {
			return 0, err
		}
		if err := in.Body.into(ctx, &t.View, &is.Article); err != nil {
			return 0, err
		}
		is.Edition = in.Body.Edition
		read, err := t.ArticlesRead(ctx, []int64{is.ID})
		was, ok := read[is.ID]
		if err == nil {
			err = t.SaveArticle(ctx, is.Article, !ok || !was.Content.Same(&is.Draft))
		}
		if errors.Is(err, store.ErrConflict) {
			err = refused(http.StatusConflict, 0, "somebody else changed this article meanwhile; look at it again")
		}
		return is.ID, err
	})
}

// changeArticle does something to an article, under an act, and shows what it became. do gives which one it was.
func (s *Server) changeArticle(ctx context.Context, verb string, do func(context.Context, *store.Tx) (int64, error)) (a *ArticleDetail, err error) {
	var id int64
	m := mutation{verb: verb, made: func() string { return ArticleID(id) }, also: func(ctx context.Context, t *store.Tx) (err error) {
		if id, err = do(ctx, t); err == nil {
			a, err = articleShown(ctx, &t.View, ArticleID(id))
		}
		return err
	}}
	_, err = s.change(ctx, m, nil)
	return a, err
}

// changeNamed is changeArticle of one that is named.
func (s *Server) changeNamed(ctx context.Context, verb, id string, do func(context.Context, *store.Tx, *article.Article) error) (*ArticleDetail, error) {
	return s.changeArticle(ctx, verb, func(ctx context.Context, t *store.Tx) (int64, error) {
		is, err := articleOf(ctx, &t.View, id)
		if err == nil {
			err = do(ctx, t, &is.Article)
		}
		return is.ID, err
	})
}

// publishArticle makes the draft the version that is read.
func (s *Server) publishArticle(ctx context.Context, in *ArticleNamed, _ Tell) (*ArticleDetail, error) {
	return s.changeNamed(ctx, "article-publish", in.ID, func(ctx context.Context, t *store.Tx, a *article.Article) error {
		if err := a.Draft.Ready(); err != nil {
			return wrong(err)
		}
		_, err := t.PublishArticle(ctx, *a)
		return err
	})
}

// hideArticle takes an article from its readers.
func (s *Server) hideArticle(ctx context.Context, in *ArticleNamed, _ Tell) (*ArticleDetail, error) {
	return s.changeNamed(ctx, "article-hide", in.ID, func(ctx context.Context, t *store.Tx, a *article.Article) error {
		return t.HideArticle(ctx, a.ID)
	})
}

// reviewArticle notes that somebody found an article right.
func (s *Server) reviewArticle(ctx context.Context, in *ArticleNamed, _ Tell) (*ArticleDetail, error) {
	return s.changeNamed(ctx, "article-review", in.ID, func(ctx context.Context, t *store.Tx, a *article.Article) error {
		return t.ReviewArticle(ctx, a.ID)
	})
}

// ArticleRemoved says which article is gone.
type ArticleRemoved struct {
	ID string `json:"id"`
}

func (s *Server) removeArticle(ctx context.Context, in *ArticleNamed, _ Tell) (*ArticleRemoved, error) {
	_, err := s.change(ctx, mutation{verb: "article-remove", target: in.ID, also: func(ctx context.Context, t *store.Tx) error {
		a, err := articleOf(ctx, &t.View, in.ID)
		if err == nil {
			err = t.RemoveArticle(ctx, a.ID)
		}
		if errors.Is(err, store.ErrConflict) {
			err = refused(http.StatusConflict, 0, "this article was published before; take it from its readers instead")
		}
		return err
	}}, nil)
	return &ArticleRemoved{in.ID}, err
}
