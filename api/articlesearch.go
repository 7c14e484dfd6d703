package api

import (
	"cmp"
	"context"
	"sync"

	"banhda/hub/article"
	"banhda/hub/article/rank"
	"banhda/store"
)

// shelved are the articles that are read, as they were when they were last asked for, and up to which act that is.
type shelved struct {
	mu    sync.Mutex // held while it is brought up to date
	shelf *article.Shelf
	act   int64
}

// forget lets go of what it holds: what was erased must not be in it.
func (o *shelved) forget() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.shelf, o.act = nil, 0
}

// shelfPiece is how many articles are read at once.
const shelfPiece = 500

// articleShelf is the articles that are read, with every change that was committed before.
func (s *Server) articleShelf(ctx context.Context) (*article.Shelf, error) {
	o := &s.articles
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.shelf == nil {
		o.shelf = article.NewShelf()
	}
	err := s.Records.View(ctx, func(v *store.View) error {
		last, err := v.ArticlesAct(ctx)
		if err != nil || last == o.act {
			return err
		}
		act, id := o.act, int64(1<<62) // of that act everything is there
		for {
			list, err := v.ArticlesChanged(ctx, act, id, shelfPiece)
			if err != nil {
				return err
			}
			for i := range list {
				putOn(o.shelf, &list[i])
				act, id = list[i].Act, list[i].ID
			}
			if len(list) < shelfPiece {
				o.act = last
				return nil
			}
		}
	})
	return o.shelf, err
}

func putOn(shelf *article.Shelf, a *store.ArticleRead) {
	if a.Published == 0 {
		shelf.Remove(a.ID)
		return
	}
	shelf.Put(article.Leaf{Article: a.ID, External: a.External, Section: a.Section, Version: a.Published, Visibility: a.Visibility, Title: a.Content.Title}, &a.Content)
}

// passages are the parts of articles that answer a question best, of those that an audience may read. Below
// article.Doubtful the first is no answer.
func (s *Server) passages(ctx context.Context, question string, n int, who []article.Visibility) ([]article.Passage, error) {
	shelf, err := s.articleShelf(ctx)
	if err != nil {
		return nil, err
	}
	return shelf.Passages(question, n, who, func(ids []int64) (map[int64]article.Content, error) {
		says := map[int64]article.Content{}
		err := s.Records.View(ctx, func(v *store.View) error {
			read, err := v.ArticlesRead(ctx, ids)
			for id, a := range read {
				says[id] = a.Content
			}
			return err
		})
		return says, err
	})
}

type articleSearchOrder struct {
	Body struct {
		Queries []ArticleQuery `json:"queries" minItems:"1" maxItems:"200"`
		Limit   int            `json:"limit,omitempty" minimum:"0" maximum:"100" doc:"of each query; 0: ten"`
		Reader  string         `json:"reader,omitempty" enum:"public,customers,team" doc:"what such a reader finds; left out: all of it"`
	}
}

// ArticleQuery is something that is looked for.
type ArticleQuery struct {
	ID    string `json:"id,omitempty" maxLength:"200"`
	Query string `json:"query" maxLength:"2000"`
}

// ArticleSearchAnswer is what was found of each query, in their order.
type ArticleSearchAnswer struct {
	Results []ArticleResult `json:"results"`
}

// ArticleResult is what one query finds, the best first.
type ArticleResult struct {
	ID    string       `json:"id"`
	Query string       `json:"query"`
	Hits  []ArticleHit `json:"hits"`
}

// ArticleHit is an article that was found.
type ArticleHit struct {
	ID       string  `json:"id" doc:"the id it was brought under; else its own"`
	Score    float64 `json:"score"`
	Article  string  `json:"article"`
	Version  int64   `json:"version"`
	Language string  `json:"language" enum:"vi,en" doc:"in which it answers best"`
	Title    string  `json:"title"`
}

func hitOf(f *article.Found) ArticleHit {
	h := ArticleHit{ID: f.External, Score: f.Score, Article: ArticleID(f.Article), Version: f.Version, Language: f.Language, Title: in(f.Language, f.Title)}
	if h.ID == "" {
		h.ID = h.Article
	}
	return h
}

func readersOf(reader string) []article.Visibility {
	return article.Audience(article.Visibility(cmp.Or(reader, string(article.Team))))
}

func (s *Server) searchArticles(ctx context.Context, in *articleSearchOrder, _ Tell) (*ArticleSearchAnswer, error) {
	shelf, err := s.articleShelf(ctx)
	if err != nil {
		return nil, err
	}
	a := &ArticleSearchAnswer{Results: make([]ArticleResult, len(in.Body.Queries))}
	for i, q := range in.Body.Queries {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		a.Results[i] = ArticleResult{q.ID, q.Query, []ArticleHit{}}
		for _, f := range shelf.Search(q.Query, cmp.Or(in.Body.Limit, 10), readersOf(in.Body.Reader)) {
			a.Results[i].Hits = append(a.Results[i].Hits, hitOf(&f))
		}
	}
	return a, nil
}

type articleQuestion struct {
	Body struct {
		Question string `json:"question" minLength:"1" maxLength:"2000"`
		Limit    int    `json:"limit,omitempty" minimum:"0" maximum:"20" doc:"0: five"`
		Reader   string `json:"reader,omitempty" enum:"public,customers,team" doc:"left out: a colleague"`
	}
}

// ArticlePassagesAnswer is the parts of articles that may answer a question, the best first.
type ArticlePassagesAnswer struct {
	Doubtful float64          `json:"doubtful" doc:"what is less sure than this is no answer"`
	Passages []ArticlePassage `json:"passages"`
}

// ArticlePassage is one of them, and why it was found.
type ArticlePassage struct {
	ArticleHit
	Text string          `json:"text"`
	Sure float64         `json:"sure" doc:"how likely it is that the answer is in it, from 0 to 1"`
	Why  []ArticleReason `json:"why" doc:"by which words, those of the question in their order"`
}

// ArticleReason is a word of a question, and the words of a passage that answer it.
type ArticleReason struct {
	Word  string   `json:"word"`
	As    []string `json:"as" doc:"as they stand in the passage; none: it is not in it"`
	Tells float64  `json:"tells" doc:"how much the word tells: the rarer, the more"`
}

func (s *Server) askArticles(ctx context.Context, in *articleQuestion, _ Tell) (*ArticlePassagesAnswer, error) {
	list, err := s.passages(ctx, in.Body.Question, cmp.Or(in.Body.Limit, 5), readersOf(in.Body.Reader))
	if err != nil {
		return nil, err
	}
	shelf, err := s.articleShelf(ctx)
	if err != nil {
		return nil, err
	}
	a := &ArticlePassagesAnswer{article.Doubtful, []ArticlePassage{}}
	for i := range list {
		p := &list[i]
		hit := hitOf(&p.Found)
		a.Passages = append(a.Passages, ArticlePassage{hit, p.Text, p.Sure, reasons(shelf.Why(in.Body.Question, hit.Title+"\n"+p.Text))})
	}
	return a, nil
}

func reasons(list []rank.Reason) []ArticleReason {
	shown := make([]ArticleReason, len(list))
	for i, r := range list {
		shown[i] = ArticleReason{r.Word, r.As, r.Tells}
	}
	return shown
}

func wordsOf(text string) int { return len(rank.Words(text)) }
