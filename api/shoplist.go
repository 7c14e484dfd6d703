package api

import (
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"banhda/attract/page"
	"banhda/auth"
	"banhda/hub/block"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/store"
	"banhda/wheel"
)

// shopPage is how many products stand on a page, mostCompared how many beside one another.
const (
	shopPage     = 24
	mostCompared = 4
)

// shopSheet is what the pages of the shop show.
type shopSheet struct {
	Language, Title, Who, Problem, Path string
	About                               string // for who lists pages
	Canonical                           string
	Picture                             string // where others find the one that stands for the page
	Hidden, Chat                        bool   // from who lists pages; there is one
	Other                               string // the page in the other language
	Count                               int64
	Signed                              string

	Categories        []shopLink
	Category, Q, Next string
	Goods             []shopShown
	One               *shopShown
	Data              any // of schema.org
	Rows              []shopRow
	Bill              *shopBill
	Contact           *shopContact
	Orders            []shopOrder
	Terms, Again      string
	Reviews           *shownReviews // of One
	Portal            bool          // there is one to see one's own
}

type shopLink struct {
	Name, URL string
	Here      bool
}

// shopShown is a product as it is shown.
type shopShown struct {
	ID, Name, URL, Price, Category, Text, SKU, Unit string
	Pictures                                        []shopPicture
}

// shopPicture is one of a product, in several widths where it is one of the house's.
type shopPicture struct {
	block.Picture
	Alt string
}

// Image is the picture a product is shown by where there is room for one; nil: it has none.
func (s *shopShown) Image() *shopPicture {
	if len(s.Pictures) == 0 {
		return nil
	}
	return &s.Pictures[0]
}

// Others are the pictures beside it.
func (s *shopShown) Others() []shopPicture { return s.Pictures[min(1, len(s.Pictures)):] }

// picturesOf are the pictures a product is shown by: those that were sent in; where there are none, the one its own field names.
func picturesOf(v record.Values) (list []shopPicture) {
	kept, _ := v["pictures"].([]record.Picture)
	for _, p := range kept {
		list = append(list, shopPicture{sitePicture(houseBase + "/i/" + p.File), p.Alt})
	}
	if image := v.Text("image"); len(list) == 0 && strings.HasPrefix(image, "/") && !strings.HasPrefix(image, "//") {
		list = append(list, shopPicture{Picture: sitePicture(image)})
	}
	return list
}

type shopRow struct {
	Name  string
	Cells []string
}

func (c *shopCall) money(amount int64) string {
	return saidIn(c.language, record.WriteAmount(amount, c.Currency))
}

// goodsPage is where the shop shows a product.
func goodsPage(id int64, language string) string {
	return "/shop/p/" + refID(record.Ref{Type: record.Product, ID: id}) + "?lang=" + language
}

// entries are the shop's pages for search engines: its list, and each product, by the addresses they are known by. None where
// the shop is closed, or nobody said where this house is open.
func (o *openShop) entries(now int64) (list []page.Entry) {
	if !o.On || o.url == "" {
		return nil
	}
	add := func(path string, changed int64) {
		e := page.Entry{URL: o.url + path, ChangedAt: changed}
		for _, language := range []string{"vi", "en"} {
			e.Others = append(e.Others, page.Variant{Language: language, URL: e.URL + "?lang=" + language})
		}
		list = append(list, e)
	}
	add("/shop/", now)
	for i := range o.list {
		add("/shop/p/"+refID(record.Ref{Type: record.Product, ID: o.list[i].ID}), o.list[i].UpdatedAt)
	}
	return list
}

func (c *shopCall) show(g *shopGoods) shopShown {
	id := refID(record.Ref{Type: record.Product, ID: g.ID})
	v := g.Values
	return shopShown{ID: id, Name: g.Name(), URL: goodsPage(g.ID, c.language), Price: c.money(g.price), Category: v.Text("category"), Text: v.Text("description"), SKU: v.Text("sku"), Unit: v.Text("unit"), Pictures: picturesOf(v)}
}

func (c *shopCall) sheet(r *http.Request, title string) *shopSheet {
	p := &shopSheet{Language: c.language, Title: title, Who: c.who, Path: r.URL.Path, Count: c.cart.Count(), Chat: c.chat, Portal: c.portal}
	q := r.URL.Query()
	q.Set("lang", shopWords["otherkey"][c.language])
	if p.Other = "?" + q.Encode(); c.url != "" {
		p.Canonical = c.url + r.URL.Path
	}
	if c.signed {
		p.Signed = orText(c.Name, c.Key.Value)
	}
	return p
}

func writeShop(w http.ResponseWriter, status int, name string, p *shopSheet) error {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_ = shopPages.ExecuteTemplate(w, name, p) // nobody listens any more, or it is written
	return nil
}

// shopList lists what is sold: a category of it, or what fits the words somebody typed, with or without marks.
func (s *Server) shopList(w http.ResponseWriter, r *http.Request, c *shopCall) error {
	q := r.URL.Query()
	p := c.sheet(r, shopWords["title"][c.language])
	p.Q, p.Category, p.About = clipped(q.Get("q"), 100), q.Get("category"), shopWords["about"][c.language]+" "+c.who
	all := url.Values{"lang": {c.language}}
	p.Categories = []shopLink{{shopWords["all"][c.language], "/shop/?" + all.Encode(), p.Category == ""}}
	for _, name := range c.categories {
		p.Categories = append(p.Categories, shopLink{name, "/shop/?" + url.Values{"lang": {c.language}, "category": {name}}.Encode(), name == p.Category})
	}
	found := c.find(p.Q, p.Category)
	if at := slices.IndexFunc(found, func(g *shopGoods) bool { return refID(record.Ref{Type: record.Product, ID: g.ID}) == q.Get("after") }); at >= 0 {
		found = found[at+1:]
	}
	for _, g := range found[:min(len(found), shopPage)] {
		p.Goods = append(p.Goods, c.show(g))
	}
	if len(found) > shopPage {
		p.Next = "/shop/?" + url.Values{"lang": {c.language}, "q": {p.Q}, "category": {p.Category}, "after": {p.Goods[shopPage-1].ID}}.Encode()
	}
	p.Hidden = p.Q != "" || q.Get("after") != ""
	return writeShop(w, http.StatusOK, "list", p)
}

// find gives the products of a category in which each word stands, in order of their names; those first whose name has the
// words.
func (o *openShop) find(words, category string) (found []*shopGoods) {
	wanted := strings.Fields(person.Fold(words))
	holds := func(text string) bool {
		return !slices.ContainsFunc(wanted, func(w string) bool { return !strings.Contains(text, w) })
	}
	var further []*shopGoods
	for i := range o.list {
		g := &o.list[i]
		switch {
		case category != "" && g.Values.Text("category") != category || !holds(g.words):
		case holds(person.Fold(g.Name())):
			found = append(found, g)
		default:
			further = append(further, g)
		}
	}
	return append(found, further...)
}

// goods is a product of the shop by its id as it is shown; nil: it is not sold.
func (o *openShop) goods(id string) *shopGoods {
	ref, err := parseRef(id)
	at := slices.IndexFunc(o.list, func(g shopGoods) bool { return g.ID == ref.ID })
	if err != nil || ref.Type != record.Product || at < 0 {
		return nil
	}
	return &o.list[at]
}

// shopProduct shows one product.
func (s *Server) shopProduct(w http.ResponseWriter, r *http.Request, c *shopCall) error {
	g := c.goods(r.PathValue("product"))
	if g == nil {
		return store.ErrNotFound
	}
	one := c.show(g)
	p := c.sheet(r, one.Name)
	p.One, p.About = &one, clipped(strings.Join(strings.Fields(one.Text), " "), 160)
	offer := map[string]any{"@type": "Offer", "price": decimal(g.price, c.Currency), "priceCurrency": c.Currency, "availability": "https://schema.org/InStock"}
	data := map[string]any{"@context": "https://schema.org", "@type": "Product", "name": one.Name, "offers": offer}
	for key, text := range map[string]string{"description": one.Text, "sku": one.SKU, "category": one.Category, "url": p.Canonical} {
		if text != "" {
			data[key] = text
		}
	}
	if len(one.Pictures) > 0 && c.url != "" {
		p.Picture = c.url + one.Pictures[0].URL
		var all []string
		for _, is := range one.Pictures {
			all = append(all, c.url+is.URL)
		}
		data["image"] = all
	}
	err := s.Records.View(r.Context(), func(v *store.View) (err error) {
		p.Reviews, err = reviewsShown(r.Context(), v, g.ID, c.language)
		return err
	})
	if err != nil {
		return err
	}
	if p.Data = data; p.Reviews != nil {
		data["aggregateRating"] = p.Reviews.rated()
	}
	if id, ok := c.identity(); ok {
		ctx := auth.With(r.Context(), systemActor)
		if err := s.Records.Tx(ctx, func(t *store.Tx) error { return tellBehaviour(ctx, t, id, "Product Viewed", c.about(g, 1)) }); err != nil {
			return err
		}
	}
	return writeShop(w, http.StatusOK, "product", p)
}

// decimal is an amount of minor units as programs read it: 1200000 or 12.50.
func decimal(amount int64, currency string) string {
	digits := wheel.MinorDigits(currency)
	return strconv.FormatFloat(float64(amount)/math.Pow10(digits), 'f', digits, 64)
}

// shopCompare shows up to four products beside one another.
func (s *Server) shopCompare(w http.ResponseWriter, r *http.Request, c *shopCall) error {
	p := c.sheet(r, shopWords["compare"][c.language])
	p.Hidden = true
	for _, id := range r.URL.Query()["p"] {
		if g := c.goods(id); g != nil && len(p.Goods) < mostCompared && !slices.ContainsFunc(p.Goods, func(s shopShown) bool { return s.ID == id }) {
			p.Goods = append(p.Goods, c.show(g))
		}
	}
	for _, of := range compared {
		row := shopRow{Name: shopWords[of.word][c.language]}
		for i := range p.Goods {
			row.Cells = append(row.Cells, of.of(&p.Goods[i]))
		}
		if slices.ContainsFunc(row.Cells, func(cell string) bool { return cell != "" }) {
			p.Rows = append(p.Rows, row)
		}
	}
	return writeShop(w, http.StatusOK, "compare", p)
}

// compared is what products are compared by.
var compared = []struct {
	word string
	of   func(*shopShown) string
}{
	{"price", func(s *shopShown) string { return s.Price }},
	{"unit", func(s *shopShown) string { return s.Unit }},
	{"category", func(s *shopShown) string { return s.Category }},
	{"sku", func(s *shopShown) string { return s.SKU }},
	{"text", func(s *shopShown) string { return s.Text }},
}
