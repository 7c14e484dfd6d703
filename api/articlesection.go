package api

import (
	"context"
	"slices"

	"banhda/hub/article"
	"banhda/store"
)

// SectionID writes a section's id as it is shown outside.
func SectionID(id int64) string {
	return sectionPrefix + encodeID(scramble(uint64(id), sectionPrefix))
}

// ParseSectionID reads what SectionID wrote.
func ParseSectionID(s string) (int64, error) { return parseID(s, sectionPrefix, "a section") }

func sectionShown(id int64) string {
	if id == 0 {
		return ""
	}
	return SectionID(id)
}

// sectionOf is the section an id names, where it is there.
func sectionOf(ctx context.Context, v *store.View, id string) (int64, error) {
	number, err := ParseSectionID(id)
	if err != nil {
		return 0, err
	}
	all, err := v.ArticleSections(ctx)
	if err == nil && !slices.ContainsFunc(all, func(s article.Section) bool { return s.ID == number }) {
		err = missing("there is no section %s", id)
	}
	return number, err
}

// ArticleSections are the sections in their order, two levels of them.
type ArticleSections struct {
	Sections []ArticleSection `json:"sections" maxItems:"200"`
}

// ArticleSection is one, with those within it.
type ArticleSection struct {
	ID       string          `json:"id,omitempty" doc:"left out: a new one"`
	Name     article.Label   `json:"name"`
	Sections []ArticleWithin `json:"sections,omitempty" maxItems:"200"`
}

// ArticleWithin is a section within another.
type ArticleWithin struct {
	ID   string        `json:"id,omitempty" doc:"left out: a new one"`
	Name article.Label `json:"name"`
}

func (s *Server) listSections(ctx context.Context, _ *struct{}, _ Tell) (a *ArticleSections, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		a, err = sectionsShown(ctx, v)
		return err
	})
	return a, err
}

func sectionsShown(ctx context.Context, v *store.View) (*ArticleSections, error) {
	all, err := v.ArticleSections(ctx)
	a := &ArticleSections{Sections: []ArticleSection{}}
	at := map[int64]int{}
	for _, is := range all {
		if is.Parent == 0 {
			at[is.ID] = len(a.Sections)
			a.Sections = append(a.Sections, ArticleSection{SectionID(is.ID), is.Name, []ArticleWithin{}})
			continue
		}
		top := &a.Sections[at[is.Parent]]
		top.Sections = append(top.Sections, ArticleWithin{SectionID(is.ID), is.Name})
	}
	return a, err
}

type sectionsOrder struct{ Body ArticleSections }

// setSections puts the whole tree in the place of the one there was. Articles of sections that are left out stand in none.
func (s *Server) setSections(ctx context.Context, in *sectionsOrder, _ Tell) (a *ArticleSections, err error) {
	_, err = s.change(ctx, mutation{verb: "article-sections", entry: in.Body, also: func(ctx context.Context, t *store.Tx) error {
		was, err := t.ArticleSections(ctx)
		if err != nil {
			return err
		}
		keep := &sectionKeeper{t: t, left: map[int64]bool{}}
		for _, is := range was {
			keep.left[is.ID] = true
		}
		if err := keep.all(ctx, in.Body.Sections); err != nil {
			return err
		}
		a, err = sectionsShown(ctx, &t.View)
		return err
	}}, nil)
	return a, err
}

// sectionKeeper puts sections in their places, and removes those that were left out.
type sectionKeeper struct {
	t    *store.Tx
	left map[int64]bool
	kept []article.Section
}

func (k *sectionKeeper) all(ctx context.Context, list []ArticleSection) error {
	for i, top := range list {
		parent, err := k.one(ctx, 0, i, top.ID, top.Name)
		if err != nil {
			return err
		}
		for n, within := range top.Sections {
			if _, err := k.one(ctx, parent, n, within.ID, within.Name); err != nil {
				return err
			}
		}
	}
	if err := article.CheckSections(k.kept); err != nil {
		return wrong(err)
	}
	for id, gone := range k.left {
		if gone {
			if err := k.t.RemoveArticleSection(ctx, id); err != nil {
				return err
			}
		}
	}
	return nil
}

func (k *sectionKeeper) one(ctx context.Context, parent int64, place int, id string, name article.Label) (number int64, err error) {
	if id != "" {
		if number, err = ParseSectionID(id); err != nil {
			return 0, err
		}
		if !k.left[number] {
			return 0, missing("there is no section %s", id)
		}
		k.left[number] = false
	}
	is := article.Section{ID: number, Parent: parent, Name: article.CleanName(name), Place: int64(place + 1)}
	if err := article.CheckSections([]article.Section{{Name: is.Name}}); err != nil {
		return 0, wrong(err)
	}
	is.ID, err = k.t.SaveArticleSection(ctx, is)
	k.kept = append(k.kept, is)
	return is.ID, notFound(err, "there is no section %s", id)
}
