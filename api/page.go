package api

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"banhda/attract/page"
	"banhda/phrase"
	"banhda/store"
)

const pagePrefix = "page_"

// PageID writes a page's id as it is shown outside.
func PageID(id int64) string { return pagePrefix + encodeID(scramble(uint64(id), pagePrefix)) }

// ParsePageID reads what PageID wrote.
func ParsePageID(s string) (int64, error) { return parseID(s, pagePrefix, "a page") }

// PagesAnswer is some of the pages, the last made first; without their contents.
type PagesAnswer struct {
	Pages  []PageLine `json:"pages"`
	Cursor *string    `json:"cursor"`
}

// PageLine is a page in a list, with how it did in the last 30 days.
type PageLine struct {
	ID        string     `json:"id"`
	Key       string     `json:"key" doc:"its address ends with it"`
	Kind      string     `json:"kind" enum:"page,post"`
	Name      string     `json:"name"`
	Title     page.Label `json:"title"`
	URL       string     `json:"url" doc:"where visitors see it; empty: they do not"`
	Published int64      `json:"published" doc:"the number of the version visitors see; 0: none"`
	FirstAt   *string    `json:"first_at" doc:"when it was first published"`
	PublishAt *string    `json:"publish_at" doc:"when what is written is published by itself"`
	Unready   string     `json:"unready" doc:"why it was not published at publish_at: it is, as soon as that is mended; empty: its time has not come"`
	HideAt    *string    `json:"hide_at" doc:"when visitors see it no more"`
	Archived  bool       `json:"archived"`
	UpdatedAt string     `json:"updated_at"`
	Views     int64      `json:"views" doc:"how often it was shown in the last 30 days, whoever it was to"`
	Leads     int64      `json:"leads" doc:"how many filled in a form there in the last 30 days"`
}

// PageDetail is one page with what is being written.
type PageDetail struct {
	PageLine
	Edition int64        `json:"edition" doc:"of the draft: who changes it names the one they saw"`
	Changed bool         `json:"changed" doc:"the draft says something else than what visitors see"`
	Draft   page.Content `json:"draft"`
}

func pageLine(p *page.Page, url string, c store.PageCount) PageLine {
	return PageLine{ID: PageID(p.ID), Key: p.Key, Kind: string(p.Kind), Name: p.Name, Title: p.Draft.Title, URL: url, Published: p.Published,
		FirstAt: instantOrNone(p.FirstAt), PublishAt: instantOrNone(p.PublishAt), HideAt: instantOrNone(p.HideAt), Archived: p.Archived, UpdatedAt: showInstant(p.UpdatedAt), Views: c.Views, Leads: c.Leads}
}

func instantOrNone(at int64) *string {
	if at == 0 {
		return nil
	}
	return text(showInstant(at))
}

type pagesQuery struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor string `query:"cursor" doc:"The cursor of the page before."`
}

func (s *Server) listPages(ctx context.Context, in *pagesQuery, _ Tell) (*PagesAnswer, error) {
	before, err := readSerial(in.Cursor)
	if err != nil {
		return nil, err
	}
	a := &PagesAnswer{Pages: []PageLine{}}
	err = s.Records.View(ctx, func(v *store.View) error {
		list, err := v.Pages(ctx, before, in.Limit+1)
		if err != nil {
			return err
		}
		if len(list) > in.Limit {
			list = list[:in.Limit]
			a.Cursor = text(writeSerial(list[in.Limit-1].ID))
		}
		lines, err := s.pageLines(ctx, v, list)
		a.Pages = append(a.Pages, lines...)
		return err
	})
	return a, err
}

// pageLines shows pages with where they are and how they did in the last 30 days.
func (s *Server) pageLines(ctx context.Context, v *store.View, list []page.Page) (lines []PageLine, err error) {
	w, err := readWorkspace(ctx, v)
	if err != nil {
		return nil, err
	}
	zone, err := loadZone("", w.Timezone)
	if err != nil {
		return nil, err
	}
	var ids []int64
	for i := range list {
		ids = append(ids, list[i].ID)
	}
	counts, err := v.PageCounts(ctx, ids, (formDay(zone, v.Now()) - 29).String())
	if err != nil {
		return nil, err
	}
	at, err := s.siteAddress(ctx, v)
	for i := range list {
		url := ""
		if list[i].Visible(v.Now()) {
			url = at.page(&list[i])
		}
		c, more := counts[list[i].ID], s.sites.pending(list[i].ID)
		line := pageLine(&list[i], url, store.PageCount{Views: c.Views + more.Views, Leads: c.Leads + more.Leads})
		if err == nil && list[i].PublishAt != 0 && list[i].PublishAt <= v.Now() {
			var why error
			if why, err = whyUnready(ctx, v, &list[i]); why != nil {
				line.Unready = phrase.In(speaks(ctx), why)
			}
		}
		lines = append(lines, line)
	}
	return lines, err
}

// PageNamed is a page in a path.
type PageNamed struct {
	ID string `path:"id"`
}

func (s *Server) showPage(ctx context.Context, in *PageNamed, _ Tell) (a *PageDetail, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		a, err = s.pageShown(ctx, v, in.ID)
		return err
	})
	return a, err
}

func (s *Server) pageShown(ctx context.Context, v *store.View, id string) (*PageDetail, error) {
	p, err := pageOf(ctx, v, id)
	if err != nil {
		return nil, err
	}
	lines, err := s.pageLines(ctx, v, []page.Page{p})
	if err != nil {
		return nil, err
	}
	a := &PageDetail{PageLine: lines[0], Edition: p.Edition, Draft: p.Draft, Changed: true}
	if p.Published > 0 {
		is, err := v.PageVersion(ctx, p.ID, p.Published)
		if err != nil {
			return nil, err
		}
		a.Changed = !p.Draft.Same(&is.Content)
	}
	return a, nil
}

func pageOf(ctx context.Context, v *store.View, id string) (p page.Page, err error) {
	number, err := ParsePageID(id)
	if err != nil {
		return p, err
	}
	p, err = v.Page(ctx, number)
	return p, notFound(err, "there is no page %s", id)
}

// PageBody is what is said of a page.
type PageBody struct {
	Key       string       `json:"key" maxLength:"80"`
	Kind      string       `json:"kind" enum:"page,post"`
	Name      string       `json:"name" maxLength:"100"`
	Draft     page.Content `json:"draft"`
	PublishAt *string      `json:"publish_at,omitempty" doc:"when the draft, as it is then, is published by itself"`
	HideAt    *string      `json:"hide_at,omitempty" doc:"when visitors see it no more"`
	Archived  bool         `json:"archived,omitempty"`
}

type pageOrder struct{ Body PageBody }

func (s *Server) addPage(ctx context.Context, in *pageOrder, _ Tell) (*PageDetail, error) {
	var made page.Page
	return s.keepPage(ctx, "page-add", &made, &in.Body, func(ctx context.Context, t *store.Tx) (err error) {
		made.ID, err = t.AddPage(ctx, made)
		return err
	})
}

type pageChange struct {
	PageNamed
	Body struct {
		PageBody
		Edition int64 `json:"edition"`
	}
}

func (s *Server) setPage(ctx context.Context, in *pageChange, _ Tell) (*PageDetail, error) {
	var was page.Page
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		was, err = pageOf(ctx, v, in.ID)
		return err
	})
	if err != nil {
		return nil, err
	}
	was.Edition, was.Archived = in.Body.Edition, in.Body.Archived
	return s.keepPage(ctx, "page-set", &was, &in.Body.PageBody, func(ctx context.Context, t *store.Tx) error { return t.SavePage(ctx, was) })
}

// keepPage puts what was said into a page and keeps it.
func (s *Server) keepPage(ctx context.Context, verb string, p *page.Page, b *PageBody, keep func(context.Context, *store.Tx) error) (a *PageDetail, err error) {
	p.Key, p.Kind, p.Name, p.Draft = strings.TrimSpace(b.Key), page.Kind(b.Kind), cleanName(b.Name), b.Draft
	if p.PublishAt, err = timed(b.PublishAt, "publish_at"); err != nil {
		return nil, err
	}
	if p.HideAt, err = timed(b.HideAt, "hide_at"); err != nil {
		return nil, err
	}
	p.Draft.Clean()
	if err := p.Check(); err != nil {
		return nil, wrong(err)
	}
	_, err = s.change(ctx, mutation{verb: verb, entry: map[string]any{"key": p.Key, "name": p.Name}, made: func() string { return PageID(p.ID) }, also: func(ctx context.Context, t *store.Tx) error {
		if err := keep(ctx, t); err != nil {
			return pageTaken(err, p)
		}
		a, err = s.pageShown(ctx, &t.View, PageID(p.ID))
		return err
	}}, nil)
	s.sites.forget()
	return a, err
}

// timed reads an instant somebody may have said.
func timed(said *string, name string) (int64, error) {
	if said == nil || *said == "" {
		return 0, nil
	}
	return parseInstant(name, *said, time.UTC)
}

// pageTaken says what a conflict is about.
func pageTaken(err error, p *page.Page) error {
	switch {
	case !errors.Is(err, store.ErrConflict):
		return err
	case p.ID == 0:
		return refused(http.StatusConflict, 0, "there is a page at %q already; choose another address", p.Key)
	}
	return refused(http.StatusConflict, 0, "somebody else changed this page meanwhile, or another is at %q; look at it again", p.Key)
}

// PageRemoved says which page is gone.
type PageRemoved struct {
	ID string `json:"id"`
}

func (s *Server) removePage(ctx context.Context, in *PageNamed, _ Tell) (*PageRemoved, error) {
	_, err := s.change(ctx, mutation{verb: "page-remove", target: in.ID, also: func(ctx context.Context, t *store.Tx) error {
		p, err := pageOf(ctx, &t.View, in.ID)
		if err == nil {
			err = t.RemovePage(ctx, p.ID)
		}
		if errors.Is(err, store.ErrConflict) {
			err = refused(http.StatusConflict, 0, "people have seen this page, and others link to it; put it away instead")
		}
		return err
	}}, nil)
	return &PageRemoved{in.ID}, err
}
