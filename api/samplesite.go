package api

import (
	"context"
	"crypto/rand"
	"errors"
	"slices"

	"banhda/attract/cta"
	"banhda/attract/page"
	"banhda/demo"
	"banhda/drive/workflow"
	"banhda/drive/workflow/recipe"
	"banhda/hub/article"
	"banhda/hub/block"
	"banhda/hub/record"
	"banhda/hub/segment"
	"banhda/store"
)

// keepSite makes what the sample company has on the web, and what its marketing and its care look things up in. Its one workflow is a
// draft: nobody is written to by a company that does not exist.
func (m *sampling) keepSite(ctx context.Context, products []record.Record) error {
	return errors.Join(m.keepArticles(ctx), m.keepSegments(ctx), m.keepPage(ctx, products), m.keepCTA(ctx), m.keepWorkflow(ctx))
}

func (m *sampling) keepArticles(ctx context.Context) error {
	for i, name := range demo.Sections {
		id, err := m.t.SaveArticleSection(ctx, article.Section{Name: name, Place: int64(i + 1)})
		if err != nil {
			return err
		}
		m.made.Sections = append(m.made.Sections, id)
	}
	for _, g := range demo.Guides {
		a := article.Article{Section: m.made.Sections[g.Section], Visibility: article.Public, Author: m.user, Draft: article.Content{Title: g.Title, Tags: g.Tags, Blocks: []block.Block{{Kind: block.Text, Text: g.Text}}}}
		id, err := m.t.AddArticle(ctx, a)
		if err != nil {
			return err
		}
		a.ID, m.made.Articles = id, append(m.made.Articles, id)
		if _, err := m.t.PublishArticle(ctx, a); err != nil {
			return err
		}
	}
	return nil
}

func (m *sampling) keepSegments(ctx context.Context) error {
	for _, s := range demo.Segments {
		if _, err := m.keepSegment(ctx, segment.Saved{Kind: segment.Rule, Name: s.Name, Description: s.About, Condition: s.Where, Owner: m.user}); err != nil {
			return err
		}
	}
	return nil
}

// keepSegment makes a segment and gives its id; a house that has one of its name keeps its own.
func (m *sampling) keepSegment(ctx context.Context, s segment.Saved) (id int64, err error) {
	id, made, err := segmentNamed(ctx, m.t, s)
	if made {
		m.made.Segments = append(m.made.Segments, id)
	}
	return id, err
}

// keepPage makes the page advertising leads to. A house that has a page at its address keeps its own.
func (m *sampling) keepPage(ctx context.Context, products []record.Record) error {
	l := &demo.Landing
	p := page.Page{Key: demo.Trial, Kind: page.Plain, Name: l.Title.Vi, Draft: page.Content{Title: l.Title, Description: l.About, Tags: []string{}, Blocks: []block.Block{
		{Kind: block.Heading, Level: 1, Text: l.Title}, {Kind: block.Text, Text: l.Lead}}}}
	if i := slices.IndexFunc(products, func(r record.Record) bool { return r.Values.Text("sku") == demo.Blend }); i >= 0 {
		p.Draft.Blocks = append(p.Draft.Blocks, block.Block{Kind: block.Goods, Product: refID(record.Ref{Type: record.Product, ID: products[i].ID})})
	}
	p.Draft.Blocks = append(p.Draft.Blocks,
		block.Block{Kind: block.Heading, Level: 2, Text: l.Why}, block.Block{Kind: block.Voices, Voices: &block.Chosen{}},
		block.Block{Kind: block.Heading, Level: 2, Text: l.Ask}, block.Block{Kind: block.Form, Form: demo.Trial})
	id, err := m.t.AddPage(ctx, p)
	if errors.Is(err, store.ErrConflict) {
		return nil
	}
	if err != nil {
		return err
	}
	p.ID, m.made.Site = id, append(m.made.Site, id)
	_, err = m.t.PublishPage(ctx, p)
	return err
}

// keepCTA makes what leads strangers to it. A house that has one under its key keeps its own.
func (m *sampling) keepCTA(ctx context.Context) error {
	o := &demo.Offered
	c := cta.CTA{Key: o.Key, Name: o.Name, Draft: cta.Definition{Kind: cta.SlideIn, Contents: []cta.Content{{Title: o.Title, Text: o.Text, Button: o.Button, Form: demo.Trial}},
		Style: cta.Style{Place: "right"}, Audience: cta.Audience{Who: cta.Strangers}, Visits: cta.Visits{Pages: []string{}, Not: []string{}, Params: []cta.Parameter{}, Referrers: []string{}},
		Moment: cta.Moment{Kind: "seconds", Seconds: 20}, Frequency: cta.Frequency{Times: 2, Days: 30, Rest: 30}, Priority: 50, Goal: cta.Goal{Event: "Form Submitted", Days: 7}, Holdout: 10}}
	id, err := m.t.AddCTA(ctx, c)
	if errors.Is(err, store.ErrConflict) {
		return nil
	}
	if err != nil {
		return err
	}
	c.ID, m.made.CTAs = id, append(m.made.CTAs, id)
	_, err = m.t.PublishCTA(ctx, c)
	return err
}

// keepWorkflow makes the recipe of a welcome into a draft.
func (m *sampling) keepWorkflow(ctx context.Context) error {
	r, ok := recipe.Find("welcome")
	if !ok {
		return nil
	}
	d := r.Definition(func(vi, _ string) string { return vi })
	for _, one := range r.Segments {
		id, err := m.keepSegment(ctx, segment.Saved{Kind: segment.Rule, Name: one.Name.Vi, Description: one.About.Vi, Condition: one.Where, Owner: m.user})
		if err != nil {
			return err
		}
		nameInTriggers(&d, one.Key, SegmentID(id))
	}
	for _, one := range r.Templates {
		id, err := bringTemplate(ctx, m.t, one)
		if err != nil {
			return err
		}
		if id != 0 {
			m.made.Templates = append(m.made.Templates, id)
		}
	}
	w := workflow.Workflow{Name: r.Name.Vi, Recipe: r.Key, State: workflow.Drafted, Publisher: m.user, Hook: rand.Text()}
	var err error
	if w.Draft, err = writeDefinition(&d); err != nil {
		return err
	}
	if w, err = m.t.AddWorkflow(ctx, w); err == nil {
		m.made.Workflows = append(m.made.Workflows, w.ID)
	}
	return err
}
