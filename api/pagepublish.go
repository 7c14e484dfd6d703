package api

import (
	"bytes"
	"context"
	"net/http"
	"slices"
	"strconv"
	"time"

	"banhda/attract/cta"
	"banhda/attract/page"
	"banhda/auth"
	"banhda/drive/job"
	"banhda/hub/block"
	"banhda/hub/notice"
	"banhda/hub/record"
	"banhda/hub/token"
	"banhda/phrase"
	"banhda/store"
)

// publishPage makes the draft what visitors see.
func (s *Server) publishPage(ctx context.Context, in *PageNamed, _ Tell) (*PageDetail, error) {
	return s.pageActed(ctx, "page-publish", in.ID, func(ctx context.Context, t *store.Tx, p page.Page) error {
		if err := pageReady(ctx, &t.View, &p); err != nil {
			return err
		}
		_, err := t.PublishPage(ctx, p)
		return err
	})
}

// hidePage takes a page from visitors.
func (s *Server) hidePage(ctx context.Context, in *PageNamed, _ Tell) (*PageDetail, error) {
	return s.pageActed(ctx, "page-hide", in.ID, func(ctx context.Context, t *store.Tx, p page.Page) error { return t.HidePage(ctx, p.ID) })
}

// pageActed does something with a page and shows what became of it.
func (s *Server) pageActed(ctx context.Context, verb, id string, do func(context.Context, *store.Tx, page.Page) error) (a *PageDetail, err error) {
	_, err = s.change(ctx, mutation{verb: verb, target: id, also: func(ctx context.Context, t *store.Tx) error {
		p, err := pageOf(ctx, &t.View, id)
		if err == nil {
			err = do(ctx, t, p)
		}
		if err != nil {
			return err
		}
		a, err = s.pageShown(ctx, &t.View, id)
		return err
	}}, nil)
	s.sites.forget()
	return a, err
}

// pageReady looks whether everything a page shows is there.
func pageReady(ctx context.Context, v *store.View, p *page.Page) error {
	if err := p.Draft.Ready(); err != nil {
		return wrong(err)
	}
	for _, key := range block.Forms(p.Draft.Blocks) {
		f, err := v.FormByKey(ctx, key)
		if err == nil && (f.Published == 0 || f.Archived) {
			err = store.ErrNotFound
		}
		if err != nil {
			return notFound(err, "there is no published form %q; publish it first", key)
		}
	}
	return nil
}

// PageVersion is one version as it was published.
type PageVersion struct {
	Number  int64        `json:"number"`
	At      string       `json:"at"`
	Act     string       `json:"act" doc:"by which it was published"`
	Content page.Content `json:"content"`
}

// PageVersionsAnswer is what was published of a page, the newest first.
type PageVersionsAnswer struct {
	Versions []PageVersion `json:"versions"`
}

func (s *Server) pageVersions(ctx context.Context, in *PageNamed, _ Tell) (*PageVersionsAnswer, error) {
	a := &PageVersionsAnswer{Versions: []PageVersion{}}
	err := s.Records.View(ctx, func(v *store.View) error {
		p, err := pageOf(ctx, v, in.ID)
		if err != nil {
			return err
		}
		list, err := v.PageVersions(ctx, p.ID)
		for i := range list {
			a.Versions = append(a.Versions, PageVersion{list[i].Number, showInstant(list[i].At), ActID(list[i].Act), list[i].Content})
		}
		return err
	})
	return a, err
}

// PagePreview is a page as visitors would see it, and what could be better.
type PagePreview struct {
	HTML     string        `json:"html"`
	Address  string        `json:"address" doc:"where it would be, as search engines show it"`
	Problems []PageProblem `json:"problems"`
}

// PageProblem is something that could be better about a page.
type PageProblem struct {
	Language string `json:"language"`
	Block    int    `json:"block" doc:"which one, from 1; 0: the page as a whole"`
	Weight   string `json:"weight" enum:"note,warning,refused" doc:"warning: who publishes is told before; refused: it is not published so"`
	Text     string `json:"text"`
}

type pagePreviewOrder struct {
	Body struct {
		Key      string       `json:"key"`
		Kind     string       `json:"kind" enum:"page,post"`
		Draft    page.Content `json:"draft"`
		Language string       `json:"language" enum:"vi,en"`
	}
}

// previewPage draws what is being written.
func (s *Server) previewPage(ctx context.Context, in *pagePreviewOrder, _ Tell) (*PagePreview, error) {
	b := &in.Body
	b.Draft.Clean()
	if err := b.Draft.Check(); err != nil {
		return nil, wrong(err)
	}
	st, err := s.site(ctx)
	if err != nil {
		return nil, err
	}
	p := page.Page{Key: b.Key, Kind: page.Kind(b.Kind), Draft: b.Draft, FirstAt: s.Now().UnixMicro()}
	d, err := s.drawDraft(ctx, st, &p, b.Language, houseBase)
	if err != nil {
		return nil, err
	}
	a := &PagePreview{HTML: string(bytes.Join(d.parts, nil)), Address: st.address().page(&p), Problems: []PageProblem{}}
	around, err := s.pageAround(ctx, st, p.Key)
	if err != nil {
		return nil, err
	}
	for _, one := range p.Draft.Lint(around) {
		a.Problems = append(a.Problems, PageProblem{one.Language, one.Block, string(one.Weight), one.Told.In(speaks(ctx))})
	}
	return a, nil
}

// pageAround is what the page at a key leads to. It is taken to be there itself: it is about to be published.
func (s *Server) pageAround(ctx context.Context, st *site, self string) (around page.Around, err error) {
	calls, err := s.liveCTAs(ctx)
	around.Form = func(key string) bool {
		_, err := s.openForm(ctx, key)
		return err == nil
	}
	around.CTA = func(key string) bool {
		return slices.ContainsFunc(calls, func(l cta.Live) bool { return l.Key == key && !l.Content.Over() })
	}
	around.Dead = func(address string) bool {
		key, ours := st.keyAt(address)
		return ours && key != self && st.left[key] == 0 && !st.shows(key, s.Now().UnixMicro())
	}
	return around, err
}

// PageLink is an address by which whoever has it sees what is being written, without signing in.
type PageLink struct {
	URL   string `json:"url"`
	Until string `json:"until" doc:"it opens nothing after that"`
}

// linkLasts is how long such an address opens a draft.
const linkLasts = 7 * 24 * time.Hour

func (s *Server) linkPage(ctx context.Context, in *PageNamed, _ Tell) (a *PageLink, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		p, err := pageOf(ctx, v, in.ID)
		if err != nil {
			return err
		}
		until := s.Now().Add(linkLasts).UnixMicro()
		origin := visitOf(ctx).origin()
		if m, err := readMail(ctx, v); err == nil && m.URL != "" {
			origin = m.URL
		}
		signed := s.tokens.Sign(token.Token{Kind: token.Draft, Message: p.ID, Text: strconv.FormatInt(until, 10)})
		a = &PageLink{origin + houseBase + "/preview/" + signed, showInstant(until)}
		return nil
	})
	return a, err
}

// pagesJob publishes what is due, and writes down how often pages were seen.
const pagesJob job.Kind = "pages"

// duePagesAtOnce is how many pages are published in one transaction.
const duePagesAtOnce = 20

// keepPages is the job: what was counted since the last time is lost where the house breaks down before.
func (s *Server) keepPages(ctx context.Context, _ job.Job) error {
	if err := s.countPages(ctx); err != nil {
		return err
	}
	for after := int64(0); ; {
		var due []page.Page
		err := s.Records.View(ctx, func(v *store.View) (err error) {
			due, err = v.DuePages(ctx, v.Now(), after, duePagesAtOnce)
			return err
		})
		for i := range due {
			if err == nil {
				after, err = due[i].ID, s.publishDue(ctx, &due[i])
			}
		}
		if err != nil || len(due) < duePagesAtOnce {
			return err
		}
	}
}

// publishDue publishes a page whose time has come. One that cannot be published yet keeps its time, so that it is published
// as soon as it can be; who wrote it is told why it was not.
func (s *Server) publishDue(ctx context.Context, due *page.Page) error {
	why, err := s.unready(ctx, due)
	if err != nil {
		return err
	}
	if why != nil {
		return s.Records.Tx(ctx, func(t *store.Tx) error { return tellUnready(ctx, t, due, why) })
	}
	_, err = s.pageActed(ctx, "page-publish", PageID(due.ID), func(ctx context.Context, t *store.Tx, p page.Page) error {
		if p.PublishAt == 0 || p.PublishAt > t.Now() {
			return nil
		}
		if err := pageReady(ctx, &t.View, &p); err != nil {
			return err
		}
		_, err := t.PublishPage(ctx, p)
		return err
	})
	return err
}

// unready is why a page cannot be published; nil: it can.
func (s *Server) unready(ctx context.Context, p *page.Page) (why, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		why, err = whyUnready(ctx, v, p)
		return err
	})
	return why, err
}

func whyUnready(ctx context.Context, v *store.View, p *page.Page) (why, err error) {
	if err = pageReady(ctx, v, p); err != nil && statusOf(err) < http.StatusInternalServerError {
		return err, nil
	}
	return nil, err
}

// tellUnready tells who wrote a page last, or else the owners, that it was not published at its time; once for each time.
func tellUnready(ctx context.Context, t *store.Tx, p *page.Page, why error) error {
	key := PageID(p.ID) + " " + strconv.FormatInt(p.PublishAt, 10)
	title := func(language string) string {
		return phrase.Sentencef("the page %s was not published at its time: %s", p.Name, phrase.In(language, why)).In(language)
	}
	acts, err := t.Acts(ctx, store.ActsQuestion{Target: PageID(p.ID), Limit: 20})
	for _, a := range acts {
		id, wrong := ParseUserID(a.Actor)
		if wrong != nil || err != nil {
			continue
		}
		u, err := t.User(ctx, id)
		if err != nil {
			return orElse(absent(err), tellOwners(ctx, t, notice.Unpublished, key, title))
		}
		return t.Notify(ctx, id, notice.Unpublished, key, record.Ref{}, map[string]string{"title": title(orText(u.Language, "vi")), "page": PageID(p.ID)})
	}
	return orElse(err, tellOwners(ctx, t, notice.Unpublished, key, title))
}

func (s *Server) countPages(ctx context.Context) error {
	counts := s.sites.counted()
	if len(counts) == 0 {
		return nil
	}
	return s.Records.Tx(auth.With(ctx, auth.Actor{Kind: auth.System}), func(t *store.Tx) error {
		w, err := readWorkspace(ctx, &t.View)
		if err != nil {
			return err
		}
		zone, err := loadZone("", w.Timezone)
		for id, c := range counts {
			if err == nil {
				err = t.CountPage(ctx, id, formDay(zone, t.Now()).String(), *c)
			}
		}
		return err
	})
}

var errNoDraft = phrase.Sentencef("this address shows nothing any more; ask for a new one")
