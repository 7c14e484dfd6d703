package api

import (
	"cmp"
	"context"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"banhda/attract/cta"
	"banhda/attract/page"
	"banhda/hub/block"
	"banhda/hub/delivery"
	"banhda/store"
)

// sites are the pages as visitors see them, held until something of them changes, and what is counted of them until it is
// written down.
type sites struct {
	mu      sync.Mutex
	held    *site
	edition int64    // one more with each change
	own     ownNames // as they were read last
	until   time.Time
	counts  map[int64]*store.PageCount
}

// heldSite is how long pages are shown as they were, where another program, a form or a price changes them.
const heldSite = 10 * time.Second

// mostDrawn bounds how many addresses are held drawn.
const mostDrawn = 1_000

func (o *sites) forget() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.held, o.until = nil, time.Time{}
	o.edition++
}

func (o *sites) names(ctx context.Context, s *Server) (ownNames, error) {
	now := time.Now()
	o.mu.Lock()
	names, fresh := o.own, now.Before(o.until)
	o.mu.Unlock()
	if fresh {
		return names, nil
	}
	var is page.Site
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		is, err = readSite(ctx, v)
		return err
	})
	if err != nil {
		return ownNames{}, err
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.own, o.until = ownNames{is.Domain, is.Help}, now.Add(heldSite)
	return o.own, nil
}

// site is everything visitors see at one time, and what was drawn of it.
type site struct {
	page.Site
	who, house string // the company's name; where people open the house
	zone       *time.Location
	visit      *visit // in whose name it is asked for
	keys       map[string]*page.Live
	posts      []*page.Live // the newest first
	left       map[string]int64
	ids        map[int64]*page.Live
	products   map[string]block.Product
	token      string // of the write key by which visits are told
	calls      bool   // calls to action may come over pages
	until      time.Time

	mu    *sync.Mutex
	drawn map[string]*drawn
}

// site is the site as visitors see it, for who asks.
func (s *Server) site(ctx context.Context) (*site, error) {
	s.sites.mu.Lock()
	held, edition := s.sites.held, s.sites.edition
	s.sites.mu.Unlock()
	if held == nil || time.Now().After(held.until) {
		fresh := &site{until: time.Now().Add(heldSite), mu: &sync.Mutex{}, drawn: map[string]*drawn{}}
		if err := s.Records.View(ctx, func(v *store.View) error { return fresh.read(ctx, v) }); err != nil {
			return nil, err
		}
		s.sites.mu.Lock()
		if held = fresh; edition == s.sites.edition { // else it may be from before a change
			s.sites.held = fresh
		}
		s.sites.mu.Unlock()
	}
	of := *held
	of.visit = visitOf(ctx)
	return &of, nil
}

func (st *site) read(ctx context.Context, v *store.View) (err error) {
	if st.Site, err = readSite(ctx, v); err != nil {
		return err
	}
	w, err := readWorkspace(ctx, v)
	if err != nil {
		return err
	}
	m, err := readMail(ctx, v)
	if err != nil {
		return err
	}
	if st.zone, err = loadZone("", w.Timezone); err != nil {
		return err
	}
	st.who, st.house = w.Name, m.URL
	if st.left, err = v.PageAddresses(ctx); err != nil {
		return err
	}
	if st.Track != "" {
		if st.token, err = siteKey(ctx, v, st.Track); err != nil {
			return err
		}
	}
	calls, err := v.LiveCTAs(ctx)
	if err != nil {
		return err
	}
	st.calls = slices.ContainsFunc(calls, func(l cta.Live) bool { return l.Content.Over() })
	return st.readPages(ctx, v)
}

func (st *site) readPages(ctx context.Context, v *store.View) error {
	list, err := v.LivePages(ctx)
	if err != nil {
		return err
	}
	st.keys, st.ids = map[string]*page.Live{}, map[int64]*page.Live{}
	var blocks []block.Block
	for i := range list {
		l := &list[i]
		st.keys[l.Key], st.ids[l.ID] = l, l
		if l.Kind == page.Post {
			st.posts = append(st.posts, l)
		}
		blocks = append(blocks, l.Content.Blocks...)
	}
	st.products, err = productsOf(ctx, v, blocks)
	return err
}

// at is the page an address leads to; nil: none of this site.
func (st *site) at(address string) *page.Live {
	u, err := url.Parse(address)
	if err != nil {
		return nil
	}
	path, house := strings.CutPrefix(u.Path, houseBase+"/")
	if !house && (st.Domain == "" || !strings.EqualFold(u.Hostname(), st.Domain)) {
		return nil
	}
	route, ok := page.ParseRoute(path, "")
	if !ok || route.Blog {
		return nil
	}
	return st.keys[cmp.Or(route.Key, st.Home)]
}

// keyAt is the key of the page an address leads to from a page of this site, whether there is one or not; ours is false for addresses
// elsewhere, and for what is no page.
func (st *site) keyAt(address string) (key string, ours bool) {
	u, err := url.Parse(address)
	if err != nil || u.Opaque != "" || u.Path == "" {
		return "", false
	}
	host := strings.ToLower(u.Hostname())
	path, house := strings.CutPrefix(u.Path, houseBase+"/")
	switch {
	case host == "" && (house || st.Domain != ""):
	case house && (host == hostOf(st.house) || host == hostName(st.visit.host)):
	case host == "" || host != st.Domain:
		return "", false
	}
	route, ok := page.ParseRoute(path, "")
	return route.Key, ok && !route.Blog && route.Key != "" && !page.Reserved(route.Key)
}

// shows reports whether visitors see the page at a key.
func (st *site) shows(key string, now int64) bool {
	l := st.keys[key]
	return l != nil && l.Visible(now)
}

// address is where the site is for the world.
func (st *site) address() siteAddress { return addressOf(&st.Site, st.visit, st.house) }

// title is what the site is called.
func (st *site) title(language string) string { return cmp.Or(block.In(st.Title, language), st.who) }

// found is what was drawn of an address before.
func (st *site) found(at string) *drawn {
	st.mu.Lock()
	defer st.mu.Unlock()
	return st.drawn[at]
}

func (st *site) keep(at string, d *drawn) {
	st.mu.Lock()
	defer st.mu.Unlock()
	if len(st.drawn) >= mostDrawn {
		clear(st.drawn)
	}
	st.drawn[at] = d
}

// count adds to what is counted of a page.
func (o *sites) count(id int64, add func(*store.PageCount)) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.counts == nil {
		o.counts = map[int64]*store.PageCount{}
	}
	if o.counts[id] == nil {
		o.counts[id] = &store.PageCount{}
	}
	add(o.counts[id])
}

// pending is what was counted of a page and is not written down yet.
func (o *sites) pending(id int64) store.PageCount {
	o.mu.Lock()
	defer o.mu.Unlock()
	if c := o.counts[id]; c != nil {
		return *c
	}
	return store.PageCount{}
}

// counted takes what was counted.
func (o *sites) counted() map[int64]*store.PageCount {
	o.mu.Lock()
	defer o.mu.Unlock()
	counts := o.counts
	o.counts = nil
	return counts
}

// sawPage counts that a page was shown to somebody who is no program.
func (s *Server) sawPage(r *http.Request, id int64) {
	if id != 0 && delivery.Agent(r.UserAgent()) != delivery.Bot {
		s.sites.count(id, func(c *store.PageCount) { c.Views++ })
	}
}

// ledPage counts that somebody left their name on a page of the site, by the address the answer says it came from.
func (s *Server) ledPage(ctx context.Context, address string) {
	st, err := s.site(ctx)
	if err != nil {
		s.Logger.Warn("an answer is not counted for its page", "error", err)
		return
	}
	if l := st.at(address); l != nil {
		s.sites.count(l.ID, func(c *store.PageCount) { c.Leads++ })
	}
}

// robots asks search engines to leave out what is no page.
func (s *Server) robots(w http.ResponseWriter, r *http.Request) {
	st, err := s.site(r.Context())
	if err != nil {
		s.siteFails(w, r, err)
		return
	}
	at := st.address()
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write([]byte("User-agent: *\nDisallow: /v1/\nSitemap: " + at.origin + at.base + "/sitemap.xml\n")) // who stopped listening has nobody to tell
}

// sitemap lists what visitors see and search engines may: pages, posts, and what the shop sells.
func (s *Server) sitemap(w http.ResponseWriter, r *http.Request, st *site) {
	at, now := st.address(), s.Now().UnixMicro()
	var entries []page.Entry
	for _, key := range slices.Sorted(maps.Keys(st.keys)) {
		l := st.keys[key]
		if l.Content.Hidden || l.Content.Canonical != "" || !l.Visible(now) {
			continue
		}
		others := st.variants(at, l)
		for _, o := range others {
			entries = append(entries, page.Entry{URL: o.URL, ChangedAt: l.At, Others: others})
		}
	}
	shop, err := s.openShop(r.Context())
	if err != nil {
		s.siteFails(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/xml; charset=utf-8")
	_, _ = w.Write([]byte(page.Sitemap(append(entries, shop.entries(now)...))))
}

// variants are where a page is in each language it stands in.
func (st *site) variants(at siteAddress, l *page.Live) (list []page.Variant) {
	for _, language := range l.Content.Languages() {
		list = append(list, page.Variant{Language: language, URL: at.origin + at.base + at.path(page.Route{Language: language, Key: l.Key})})
	}
	return list
}
