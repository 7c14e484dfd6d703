package api

import (
	"cmp"
	"context"
	"html/template"
	"net/http"
	"slices"
	"strings"
	"time"

	"banhda/attract/page"
	"banhda/hub/block"
	"banhda/store"
)

// siteWords are the words of the site's own pages.
var siteWords = map[string]map[string]string{
	"vi": {"blog": "Bài viết", "none": "Không có trang này", "gone": "Trang bạn tìm không còn ở đây, hoặc địa chỉ chưa đúng. Hãy bắt đầu lại từ trang đầu.", "home": "Về trang đầu", "day": "02/01/2006", "other": "English"},
	"en": {"blog": "Posts", "none": "There is no such page", "gone": "What you look for is not here any more, or the address is not right. Begin again at the first page.", "home": "To the first page", "day": "2 January 2006", "other": "Tiếng Việt"},
}

// frame is what all documents of the site share.
func (st *site) frame(base, language string) *page.Document {
	at := st.address()
	d := &page.Document{Language: language, Site: st.title(language), Color: st.Color, Home: base + at.path(page.Route{Language: language}), Foot: block.In(st.Foot, language), Key: st.token, Banner: st.Asks == "banner", Calls: st.calls}
	for _, key := range st.Menu {
		if l := st.keys[key]; l != nil && l.Content.Speaks(language) {
			d.Menu = append(d.Menu, page.Link{Title: block.In(l.Content.Title, language), URL: base + at.path(page.Route{Language: language, Key: key})})
		} else if key == page.Blog {
			d.Menu = append(d.Menu, page.Link{Title: siteWords[language]["blog"], URL: base + at.path(page.Route{Language: language, Blog: true})})
		}
	}
	return d
}

func markHere(menu []page.Link, url string) {
	for i := range menu {
		menu[i].Here = menu[i].URL == url
	}
}

// drawPage draws a page in a language.
func (s *Server) drawPage(ctx context.Context, st *site, base string, l *page.Live, language string) (*drawn, error) {
	at, c := st.address(), &l.Content
	d := st.frame(base, language)
	self := at.path(page.Route{Language: language, Key: l.Key})
	markHere(d.Menu, base+self)
	d.Title, d.Description, d.Hidden = block.In(c.Title, language), block.In(c.Description, language), c.Hidden
	d.Canonical = cmp.Or(c.Canonical, at.origin+at.base+self)
	d.Picture = whole(at.origin, cmp.Or(c.Picture, firstPicture(c.Blocks)))
	if c.Speaks(page.Other(language)) {
		d.Others = st.variants(at, l)
		d.Switch = &page.Link{Title: siteWords[language]["other"], Language: page.Other(language), URL: base + at.path(page.Route{Language: page.Other(language), Key: l.Key})}
	}
	if !slices.ContainsFunc(c.Blocks, func(b block.Block) bool { return b.Kind == block.Heading && b.Level <= 1 }) {
		d.Heading = d.Title
	}
	if l.Kind == page.Post {
		d.Date, d.Instant = st.day(l.FirstAt, language)
		for _, tag := range c.Tags {
			d.Tags = append(d.Tags, page.Link{Title: tag, URL: base + at.path(page.Route{Language: language, Blog: true, Tag: tag})})
		}
	}
	body, actions, data, err := s.drawBlocks(ctx, st, c.Blocks, language)
	if err != nil {
		return nil, err
	}
	d.Data = data
	d.Body, d.Forms = template.HTML(body), len(block.Forms(c.Blocks)) > 0 // drawn by hub/block, which escapes what people write
	return finish(d, actions, http.StatusOK, l.ID)
}

// drawDraft draws what is being written as it would be seen; nobody is counted for it.
func (s *Server) drawDraft(ctx context.Context, st *site, p *page.Page, language, base string) (*drawn, error) {
	of := *st
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		of.products, err = productsOf(ctx, v, p.Draft.Blocks)
		return err
	})
	if err != nil {
		return nil, err
	}
	of.token = ""
	content := p.Draft
	content.Hidden = true
	d, err := s.drawPage(ctx, &of, base, &page.Live{Page: *p, Version: page.Version{Content: content}}, language)
	if d != nil {
		d.page = 0
	}
	return d, err
}

// day is when a post was published, as people and as programs read it.
func (st *site) day(at int64, language string) (shown, instant string) {
	t := time.UnixMicro(at).In(st.zone)
	return t.Format(siteWords[language]["day"]), t.Format(time.DateOnly)
}

func firstPicture(blocks []block.Block) (source string) {
	_ = block.Walk(blocks, func(b *block.Block, _ int) error {
		if b.Kind == block.Image && source == "" {
			source = b.Source
		}
		return nil
	})
	return source
}

// whole is an address with where it is, as other sites need it.
func whole(origin, source string) string {
	if strings.HasPrefix(source, "/") && !strings.HasPrefix(source, "//") {
		return origin + source
	}
	return source
}

// drawBlocks draws what a page is made of, and gives the origins its forms lead to, and what programs are told of it.
func (s *Server) drawBlocks(ctx context.Context, st *site, blocks []block.Block, language string) (body string, actions []string, data []map[string]any, err error) {
	web := block.Web{Language: language, Products: st.products, Picture: sitePicture, More: map[block.Kind]func(*block.Block) string{
		block.Form: func(b *block.Block) string {
			drawn, action, failed := s.drawForm(ctx, b.Form, language)
			if failed != nil {
				err = failed
			}
			if action != "" {
				actions = append(actions, action)
			}
			return drawn
		},
		block.CTA: func(b *block.Block) string {
			drawn, failed := s.drawCTA(ctx, b.CTA, language)
			if failed != nil {
				err = failed
			}
			return drawn
		},
		block.Voices: func(b *block.Block) string {
			drawn, told, failed := s.drawVoices(ctx, st, b, language)
			if failed != nil {
				err = failed
			}
			data = append(data, told...)
			return drawn
		}}}
	body = web.HTML(blocks)
	return body, actions, data, err
}

// postsAPage is how many posts are listed at once.
const postsAPage = 10

// drawBlog lists posts, the newest first.
func (s *Server) drawBlog(st *site, base string, route page.Route) (*drawn, error) {
	at, w, now := st.address(), siteWords[route.Language], s.Now().UnixMicro()
	d := st.frame(base, route.Language)
	markHere(d.Menu, base+at.path(page.Route{Language: route.Language, Blog: true}))
	d.Title = w["blog"]
	if route.Tag != "" {
		d.Title = "#" + route.Tag
	}
	d.Heading, d.Canonical = d.Title, at.origin+at.base+at.path(route)
	for _, l := range st.posts {
		if !l.Visible(now) || !l.Content.Speaks(route.Language) || route.Tag != "" && !slices.Contains(l.Content.Tags, route.Tag) || route.Before > 0 && l.FirstAt >= route.Before {
			continue
		}
		if len(d.Posts) == postsAPage {
			d.Older = base + at.path(page.Route{Language: route.Language, Blog: true, Tag: route.Tag, Before: route.Before})
			break
		}
		date, instant := st.day(l.FirstAt, route.Language)
		d.Posts = append(d.Posts, page.Teaser{Title: block.In(l.Content.Title, route.Language), Description: block.In(l.Content.Description, route.Language), Date: date, Instant: instant,
			URL: base + at.path(page.Route{Language: route.Language, Key: l.Key})})
		if len(d.Posts) == postsAPage {
			route.Before = l.FirstAt
		}
	}
	if len(d.Posts) == 0 {
		if route.Tag != "" || route.Before > 0 {
			return s.drawNone(st, base, route.Language)
		}
		d.Body = template.HTML("<p>" + template.HTMLEscapeString(d.Words()["none"]) + "</p>")
	}
	return finish(d, nil, http.StatusOK, 0)
}

// drawNone says that there is no such page.
func (s *Server) drawNone(st *site, base, language string) (*drawn, error) {
	w := siteWords[language]
	d := st.frame(base, language)
	d.Title, d.Heading, d.Hidden = w["none"], w["none"], true
	d.Body = template.HTML("<p>" + template.HTMLEscapeString(w["gone"]) + `</p><p><a class="button" href="` + template.HTMLEscapeString(d.Home) + `">` + template.HTMLEscapeString(w["home"]) + "</a></p>")
	return finish(d, nil, http.StatusNotFound, 0)
}
