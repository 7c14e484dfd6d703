package api

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"banhda/auth"
	"banhda/delight/loyalty"
	counter "banhda/engage/shop"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/phrase"
	"banhda/store"
)

// shopRoutes are the pages on which customers buy. None needs a script.
func (s *Server) shopRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /shop/{$}", s.shopping(s.shopList))
	mux.HandleFunc("GET /shop/p/{product}", s.shopping(s.shopProduct))
	mux.HandleFunc("GET /shop/compare", s.shopping(s.shopCompare))
	mux.HandleFunc("GET /shop/cart", s.shopping(s.shopCart))
	mux.HandleFunc("POST /shop/cart", s.shopping(s.changeCart))
	mux.HandleFunc("GET /shop/order", s.shopping(s.orderForm))
	mux.HandleFunc("POST /shop/order", s.shopping(s.orderNow))
	mux.HandleFunc("GET /shop/orders", s.shopping(s.shopOrders))
	mux.HandleFunc("POST /shop/again", s.shopping(s.orderAgain))
}

// shops hold what is sold for a moment, since everybody who looks sees the same.
type shops struct {
	mu   sync.Mutex
	held *openShop
}

// heldShop is how long the shop is shown as it was, where a product or another program changes it.
const heldShop = 10 * time.Second

// mostSold bounds how many products a shop shows.
const mostSold = 5_000

// openShop is what is sold, as everybody sees it.
type openShop struct {
	counter.Settings
	counter.Day
	who, url   string
	chat       bool        // somebody, or a bot, can be written to
	portal     bool        // customers can see what is theirs
	list       []shopGoods // by name
	categories []string
	until      time.Time
}

// shopGoods is a product with what it costs, and the words it is found by.
type shopGoods struct {
	record.Record
	price int64 // of one, with tax
	words string
}

func (o *shops) forget() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.held = nil
}

const shopSetting = "shop"

func readShop(ctx context.Context, v *store.View) (set counter.Settings, err error) {
	set = counter.Usual
	return set, readJSON(ctx, v, shopSetting, &set)
}

// openShop is the shop as it stands now.
func (s *Server) openShop(ctx context.Context) (o *openShop, err error) {
	s.shops.mu.Lock()
	o = s.shops.held
	s.shops.mu.Unlock()
	if o != nil && time.Now().Before(o.until) {
		return o, nil
	}
	o = &openShop{until: time.Now().Add(heldShop)}
	if err = s.Records.View(ctx, func(v *store.View) error { return s.readOpenShop(ctx, v, o) }); err != nil {
		return nil, err
	}
	s.shops.mu.Lock()
	defer s.shops.mu.Unlock()
	s.shops.held = o
	return o, nil
}

func (s *Server) readOpenShop(ctx context.Context, v *store.View, o *openShop) (err error) {
	if o.Settings, o.Day, err = s.shopDay(ctx, v); err != nil || !o.On {
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
	talk, err := readChat(ctx, v)
	if err != nil {
		return err
	}
	mine, err := readPortal(ctx, v)
	if err != nil {
		return err
	}
	o.who, o.url, o.chat, o.portal = w.Name, m.URL, talk.On, mine.On
	q := store.Finding{Type: record.Product, Reach: auth.Everything, Limit: 500}
	for len(o.list) < mostSold {
		rows, next, err := v.Find(ctx, q)
		if err != nil {
			return err
		}
		o.take(rows)
		if q.After = next; next == nil {
			break
		}
	}
	slices.SortStableFunc(o.list, func(a, b shopGoods) int { return strings.Compare(person.Fold(a.Name()), person.Fold(b.Name())) })
	slices.Sort(o.categories)
	o.categories = slices.Compact(o.categories)
	return nil
}

// take takes in those of some products that are sold.
func (o *openShop) take(rows []record.Record) {
	for _, r := range rows {
		price, ok := o.Price(&r, 1, o.Day)
		if !ok || !o.Shows(&r) || len(o.list) >= mostSold {
			continue
		}
		category := r.Values.Text("category")
		if category != "" {
			o.categories = append(o.categories, category)
		}
		o.list = append(o.list, shopGoods{r, price, person.Fold(strings.Join([]string{r.Name(), category, r.Values.Text("sku"), r.Values.Text("description")}, " "))})
	}
}

// shopDay is how the house sells today.
func (s *Server) shopDay(ctx context.Context, v *store.View) (set counter.Settings, d counter.Day, err error) {
	if set, err = readShop(ctx, v); err != nil {
		return set, d, err
	}
	q, err := readQuoteSettings(ctx, v)
	if err != nil {
		return set, d, err
	}
	if d.Currency, err = currencyOf(ctx, v); err != nil {
		return set, d, err
	}
	today, err := s.todayOf(ctx, v)
	d.Day, d.Rates = today.Format(time.DateOnly), q.Rates
	return set, d, err
}

// shopper is who shops: somebody who is signed in, or a visitor.
type shopper struct {
	signedCustomer
	signed  bool
	visitor string // the anonymous id of who is not signed in; empty: they began nothing yet
}

func (s *Server) shopperOf(r *http.Request) (who shopper) {
	if who.signedCustomer, who.signed = s.customer(r); !who.signed {
		who.visitor = unsigned(r)
	}
	return who
}

// identity is by what the log knows them; ok is false for who began nothing.
func (w *shopper) identity() (id person.Identity, ok bool) {
	if w.signed {
		return w.Key.Identity(), true
	}
	return person.Identity{AnonymousID: w.visitor}, w.visitor != ""
}

// shopCall is what is known of a request to the shop.
type shopCall struct {
	*openShop
	shopper
	cart     counter.Cart
	voucher  *loyalty.Voucher // that is to be used; nil: none
	refusal  *phrase.Sentence // why a voucher cannot be used; nil: nothing speaks against it
	language string
}

// shopping answers who shops within bounds; what another site's page sends does not count as theirs.
func (s *Server) shopping(do func(http.ResponseWriter, *http.Request, *shopCall) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		if !s.heeds(w, r) {
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
		keepRef(w, r)
		c, err := s.shopCalled(r)
		if err == nil {
			err = do(w, r, c)
		}
		s.shopFailed(w, r, err)
	}
}

func (s *Server) shopCalled(r *http.Request) (c *shopCall, err error) {
	c = &shopCall{shopper: s.shopperOf(r)}
	c.language = pageLanguage(r, c.Language)
	if c.openShop, err = s.openShop(r.Context()); err != nil {
		return c, err
	}
	if !c.On {
		return c, errShut
	}
	return c, s.Records.View(r.Context(), func(v *store.View) error {
		c.cart, err = v.Cart(r.Context(), c.visitor, c.Person)
		return absent(err)
	})
}

// errShut says that a shop is not open.
var errShut = phrase.Sentencef("the shop is closed; please come again later")

// shopFailed says what kept a page from being shown.
func (s *Server) shopFailed(w http.ResponseWriter, r *http.Request, err error) {
	if err == nil {
		return
	}
	if errors.Is(err, errShut) {
		s.letterSays(w, r, http.StatusNotFound, errShut)
		return
	}
	if errors.Is(err, store.ErrNotFound) {
		s.letterSays(w, r, http.StatusNotFound, phrase.Sentencef("nothing is sold at this address; look at the shop's first page"))
		return
	}
	s.Logger.Error("showing the shop", "error", err)
	s.letterSays(w, r, http.StatusInternalServerError, phrase.Sentencef("something went wrong here; please try again later"))
}

// refCookie keeps the code of who sent a visitor until they order. It says nothing of the visitor.
const refCookie = "banhda-ref"

const refKept = 30 * 24 * time.Hour

func keepRef(w http.ResponseWriter, r *http.Request) {
	if code := clipped(r.URL.Query().Get("ref"), 60); code != "" && !strings.ContainsFunc(code, func(c rune) bool { return c <= ' ' || c == ';' || c == '"' || c == ',' || c > '~' }) {
		keepCookie(w, r, refCookie, code, refKept)
	}
}
