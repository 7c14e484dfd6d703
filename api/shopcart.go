package api

import (
	"context"
	"crypto/rand"
	"net/http"
	"strconv"
	"strings"

	"banhda/auth"
	"banhda/delight/loyalty"
	"banhda/drive/flow"
	counter "banhda/engage/shop"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/hub/timeline"
	"banhda/store"
)

// shopBill is a cart as it is shown.
type shopBill struct {
	Goods                       []shopItem
	Worth, Delivery, Tax, Total string
	Sum                         int64
	Edition                     int64
	Free, Gone                  bool
	Off                         string // what a voucher takes off; empty: nothing
	Voucher                     string // the last letters of its code
	Refusal                     string // why a voucher cannot be used
	Short                       string // how much is missing to the least order; empty: nothing
	Ready                       bool
}

type shopItem struct {
	ID, Name, URL, Each, Total string
	Quantity                   int64
	Image                      *shopPicture // nil: it has none
}

// bill reckons what the cart comes to now.
func (s *Server) bill(ctx context.Context, v *store.View, c *shopCall) (b counter.Bill, err error) {
	var ids []int64
	for _, i := range c.cart.Items {
		ids = append(ids, i.Product)
	}
	set, day, err := s.shopDay(ctx, v)
	if err != nil {
		return b, err
	}
	products, err := v.RecordsByID(ctx, auth.Everything, record.Product, ids)
	if err != nil {
		return b, err
	}
	if b, err = set.Bill(&c.cart, products, day, shopWords["delivery"][c.language]); err != nil || c.cart.Voucher == 0 {
		return b, err
	}
	return b, c.takeVoucher(ctx, v, &b)
}

func (c *shopCall) showBill(b *counter.Bill) *shopBill {
	shown := &shopBill{Worth: c.money(b.Worth), Delivery: c.money(b.Delivery), Tax: c.money(b.Sum.Tax), Total: c.money(b.Sum.Total), Sum: b.Sum.Total, Edition: c.cart.Edition,
		Free: b.Delivery == 0, Gone: len(b.Gone) > 0}
	for _, g := range b.Goods {
		id := refID(record.Ref{Type: record.Product, ID: g.Product})
		item := shopItem{ID: id, Name: g.Name, URL: goodsPage(g.Product, c.language), Each: c.money(g.Each), Total: c.money(g.Total), Quantity: g.Quantity}
		if sold := c.goods(id); sold != nil {
			is := c.show(sold)
			item.Image = is.Image()
		}
		shown.Goods = append(shown.Goods, item)
	}
	if c.voucher != nil {
		shown.Voucher = c.voucher.Tail
	}
	if b.Off > 0 {
		shown.Off = "−" + c.money(b.Off)
	}
	if c.refusal != nil {
		shown.Refusal = c.refusal.In(c.language)
	}
	short, err := c.Ready(b)
	if short > 0 {
		shown.Short = c.money(short)
	}
	shown.Ready = short == 0 && err == nil
	return shown
}

func (s *Server) shopCart(w http.ResponseWriter, r *http.Request, c *shopCall) error {
	ctx := auth.With(r.Context(), systemActor)
	p := c.sheet(r, shopWords["cart"][c.language])
	p.Hidden = true
	return orElse(s.Records.Tx(ctx, func(t *store.Tx) error {
		b, err := s.bill(ctx, &t.View, c)
		if err != nil {
			return err
		}
		if r.URL.Query().Get("code") == "unknown" {
			c.refusal = loyalty.ErrCode
		}
		if p.Bill = c.showBill(&b); len(b.Goods) == 0 {
			return nil
		}
		id, _ := c.identity()
		return tellBehaviour(ctx, t, id, "Cart Viewed", c.told(&b))
	}), writeShop(w, http.StatusOK, "cart", p))
}

// changeCart puts something in, takes it out, or changes how many there are.
func (s *Server) changeCart(w http.ResponseWriter, r *http.Request, c *shopCall) error {
	if !c.signed {
		c.visitor = recognised(w, r)
	}
	ctx := auth.With(r.Context(), systemActor)
	err := s.Records.Tx(ctx, func(t *store.Tx) (err error) {
		if c.cart, err = t.Cart(ctx, c.visitor, c.Person); absent(err) != nil {
			return err
		}
		before := c.cart
		before.Items = append([]counter.Item{}, c.cart.Items...)
		c.fill(r)
		if err := c.bringVoucher(ctx, &t.View, r); err != nil {
			return err
		}
		if err := s.keepCart(ctx, t, c, r); err != nil {
			return err
		}
		return s.tellMoved(ctx, t, c, &before)
	})
	if err != nil {
		return err
	}
	to := "/shop/cart?lang=" + c.language
	if c.refusal != nil {
		to += "&code=unknown"
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// fill does with the cart what the form says.
func (c *shopCall) fill(r *http.Request) {
	if g := c.goods(r.PostFormValue("add")); g != nil {
		n, err := strconv.ParseInt(r.PostFormValue("quantity"), 10, 64)
		if err != nil || n < 1 {
			n = 1
		}
		c.cart.Set(g.ID, c.cart.Of(g.ID)+n)
		return
	}
	remove, _ := parseRef(r.PostFormValue("remove"))
	for _, i := range append([]counter.Item{}, c.cart.Items...) {
		id := refID(record.Ref{Type: record.Product, ID: i.Product})
		if n, err := strconv.ParseInt(r.PostFormValue("n."+id), 10, 64); err == nil {
			c.cart.Set(i.Product, n)
		}
		if i.Product == remove.ID {
			c.cart.Set(i.Product, 0)
		}
	}
}

// keepCart writes the cart of who shops down.
func (s *Server) keepCart(ctx context.Context, t *store.Tx, c *shopCall, r *http.Request) (err error) {
	c.cart.Visitor, c.cart.Language = c.visitor, c.language
	if c.signed {
		c.cart.Visitor, c.cart.Person = "", c.Person
	}
	if c.cart.Ref == "" {
		c.cart.Ref = cookieOf(r, refCookie)
	}
	c.cart, err = t.SaveCart(ctx, c.cart)
	return err
}

// tellMoved tells what went into the cart, and what came out.
func (s *Server) tellMoved(ctx context.Context, t *store.Tx, c *shopCall, before *counter.Cart) error {
	id, _ := c.identity()
	for _, i := range append(append([]counter.Item{}, c.cart.Items...), before.Items...) {
		was, is, name := before.Of(i.Product), c.cart.Of(i.Product), "Product Added"
		if is < was {
			name = "Product Removed"
		}
		g := c.goods(refID(record.Ref{Type: record.Product, ID: i.Product}))
		if is == was || g == nil {
			continue
		}
		if err := tellBehaviour(ctx, t, id, name, c.about(g, max(is-was, was-is))); err != nil {
			return err
		}
		before.Set(i.Product, is) // told
	}
	return nil
}

// about is what is told of so many of a product, as Segment's specification has it.
func (c *shopCall) about(g *shopGoods, quantity int64) map[string]any {
	told := map[string]any{"product_id": refID(record.Ref{Type: record.Product, ID: g.ID}), "name": g.Name(), "price": g.price, "quantity": quantity, "currency": c.Currency}
	for key, text := range map[string]string{"category": g.Values.Text("category"), "sku": g.Values.Text("sku")} {
		if text != "" {
			told[key] = text
		}
	}
	return told
}

// told is what is told of a cart.
func (c *shopCall) told(b *counter.Bill) map[string]any {
	var list []map[string]any
	for _, g := range b.Goods {
		list = append(list, map[string]any{"product_id": refID(record.Ref{Type: record.Product, ID: g.Product}), "name": g.Name, "quantity": g.Quantity, "price": g.Each})
	}
	told := map[string]any{"products": list, "total": b.Sum.Total, "currency": c.Currency}
	if c.cart.Ref != "" {
		told["ref"] = c.cart.Ref
	}
	return told
}

// shopSource is the source of events about the shop.
const shopSource = "shop"

// tellBehaviour tells the log what somebody looked at in the shop or moved in their cart, unless they have withdrawn that their
// behaviour is looked at. What they order is told in any case: that is what they asked for.
func tellBehaviour(ctx context.Context, t *store.Tx, who person.Identity, name string, told map[string]any) error {
	if withdrawn, err := behaviourWithdrawn(ctx, &t.View, who); err != nil || withdrawn {
		return err
	}
	return tellShop(ctx, t, who, name, told)
}

// behaviourWithdrawn reports whether whoever is known by an identity has withdrawn that their behaviour is looked at.
func behaviourWithdrawn(ctx context.Context, v *store.View, who person.Identity) (bool, error) {
	keys, _ := who.Keys()
	for _, k := range keys {
		if _, unrecognised, err := unrecognisedBy(ctx, v, k); err != nil || unrecognised {
			return unrecognised, err
		}
	}
	return false, nil
}

// tellShop tells the log what somebody did in the shop. Who they say they are vouches for nothing.
func tellShop(ctx context.Context, t *store.Tx, who person.Identity, name string, told map[string]any) error {
	return postShop(ctx, t, timeline.Event{ID: "shop-" + strings.ToLower(rand.Text()), Name: name, At: t.Now(), Person: who, Properties: marshalled(told)})
}

func postShop(ctx context.Context, t *store.Tx, e timeline.Event) error {
	e.Clean()
	if err := e.Check(); err != nil {
		return err
	}
	return t.Post(ctx, flow.Row{Kind: flow.Events, Source: shopSource, Rank: person.BrowserRank, Count: 1, Body: timeline.AppendRow(nil, []timeline.Event{e})})
}

// bringCart gives a visitor's cart to who they turned out to be.
func bringCart(ctx context.Context, t *store.Tx, visitor string, who int64) error {
	theirs, err := t.Cart(ctx, visitor, 0)
	if err != nil {
		return absent(err)
	}
	mine, err := t.Cart(ctx, "", who)
	if absent(err) != nil {
		return err
	}
	if mine.ID == 0 {
		theirs.Visitor, theirs.Person = "", who
		_, err = t.SaveCart(ctx, theirs)
		return err
	}
	mine.Join(&theirs)
	if _, err := t.SaveCart(ctx, mine); err != nil {
		return err
	}
	return t.RemoveCart(ctx, theirs.ID)
}
