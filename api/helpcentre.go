package api

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"slices"

	"banhda/delight/help"
	"banhda/hub/article"
	"banhda/hub/delivery"
	"banhda/store"
)

// articleShelf is a section of articles as visitors see it.
type articleShelf struct {
	Name  string
	Links []articleLink
	More  int // that are not shown
}

// shownOfShelf is how many articles of a section the first page shows.
const shownOfShelf = 12

// fillShelves puts what a visitor may read in its sections, each by its title; those within others follow these.
func (s *Server) fillShelves(ctx context.Context, p *articleSheet, leaves []article.Leaf) error {
	var sections []article.Section
	err := s.Records.View(ctx, func(v *store.View) (err error) { sections, err = v.ArticleSections(ctx); return err })
	if err != nil {
		return err
	}
	slices.SortFunc(leaves, func(a, b article.Leaf) int {
		return cmp.Or(cmp.Compare(in(p.Language, a.Title), in(p.Language, b.Title)), cmp.Compare(a.Article, b.Article))
	})
	of := map[int64][]article.Leaf{}
	for _, l := range leaves {
		if !slices.ContainsFunc(sections, func(s article.Section) bool { return s.ID == l.Section }) {
			l.Section = 0
		}
		of[l.Section] = append(of[l.Section], l)
	}
	for _, top := range sections {
		if top.Parent != 0 {
			continue
		}
		p.addShelf(in(p.Language, top.Name), of[top.ID])
		for _, within := range sections {
			if within.Parent == top.ID {
				p.addShelf(in(p.Language, top.Name)+" · "+in(p.Language, within.Name), of[within.ID])
			}
		}
	}
	others := p.Words["others"]
	if len(p.Shelves) == 0 { // there is nothing they are beside
		others = ""
	}
	p.addShelf(others, of[0])
	return nil
}

func (p *articleSheet) addShelf(name string, leaves []article.Leaf) {
	if len(leaves) == 0 {
		return
	}
	shown := articleShelf{Name: name, More: max(len(leaves)-shownOfShelf, 0)}
	for _, l := range leaves[:min(len(leaves), shownOfShelf)] {
		shown.Links = append(shown.Links, p.link(l.Article, l.Title))
	}
	p.Shelves = append(p.Shelves, shown)
}

// moreBehind is where a visitor signs in if customers may read more than they; else it is empty.
func (p *articleSheet) moreBehind(shelf *article.Shelf) string {
	if slices.Contains(p.readers, article.Customers) || len(shelf.All([]article.Visibility{article.Customers})) == 0 {
		return ""
	}
	return signInAt(articleBase)
}

// signInAt is where customers sign in who want to see a page.
func signInAt(path string) string { return "/in/?to=" + url.QueryEscape(path) }

// noteMiss notes that a visitor did not find what they looked for: no article is sure enough to hold the answer.
func (s *Server) noteMiss(r *http.Request, query string) error {
	said, known := help.Said(query)
	if known == "" || delivery.Agent(r.UserAgent()) == delivery.Bot {
		return nil
	}
	return s.Records.Tx(r.Context(), func(t *store.Tx) error { return t.MissArticle(r.Context(), said, known) })
}

// voteArticle keeps whether an article helped a visitor, and leads back to it.
func (s *Server) voteArticle(w http.ResponseWriter, r *http.Request) {
	if !s.heeds(w, r) {
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, 1<<10)
	helped := r.PostFormValue("helped")
	if id, err := ParseArticleID(r.PathValue("id")); err == nil && (helped == "0" || helped == "1") && delivery.Agent(r.UserAgent()) != delivery.Bot {
		if err := s.keepVote(r, id, helped == "1"); err != nil {
			s.Logger.Error("keeping what a reader says of an article", "error", err)
		}
	}
	http.Redirect(w, r, articleBase+url.PathEscape(r.PathValue("id"))+"?said&lang="+pageLanguage(r, ""), http.StatusSeeOther)
}

func (s *Server) keepVote(r *http.Request, id int64, helped bool) error {
	return s.Records.Tx(r.Context(), func(t *store.Tx) error {
		a, err := t.Article(r.Context(), id)
		if err != nil || a.Published == 0 {
			return absent(err)
		}
		voter := help.Voter(s.Secret, id, visitAddress(r), r.UserAgent())
		return t.VoteArticle(r.Context(), help.Vote{Article: id, Version: a.Published, Voter: voter, Helped: helped})
	})
}
