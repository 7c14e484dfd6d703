package api

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"banhda/auth"
	"banhda/drive/job"
	counter "banhda/engage/shop"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/hub/timeline"
	"banhda/store"
)

// shopOrder is an order as who placed it sees it.
type shopOrder struct {
	ID, Number, Day, State, Total, URL string
	Lines                              []payLine
}

// mostOrders is how many orders stand on a page.
const mostOrders = 20

// shopOrders lists the orders of who is signed in, the last first.
func (s *Server) shopOrders(w http.ResponseWriter, r *http.Request, c *shopCall) error {
	if !c.signed {
		http.Redirect(w, r, "/in/?to=%2Fshop%2Forders&lang="+c.language, http.StatusSeeOther)
		return nil
	}
	p := c.sheet(r, shopWords["orders"][c.language])
	p.Hidden = true
	return orElse(s.Records.View(r.Context(), func(v *store.View) error {
		list, err := ordersOf(r.Context(), v, c.Person)
		at := slices.IndexFunc(list, func(o record.Record) bool {
			return refID(record.Ref{Type: record.Order, ID: o.ID}) == r.URL.Query().Get("after")
		})
		list = list[at+1:]
		for i := range list[:min(len(list), mostOrders)] {
			p.Orders = append(p.Orders, s.showShopOrder(&list[i], c.language))
		}
		if len(list) > mostOrders {
			p.Next = "/shop/orders?lang=" + c.language + "&after=" + p.Orders[mostOrders-1].ID
		}
		return err
	}), writeShop(w, http.StatusOK, "orders", p))
}

// ordersOf are somebody's orders, under whatever they were known by, the last first.
func ordersOf(ctx context.Context, v *store.View, who int64) (list []record.Record, err error) {
	profiles, err := v.ProfilesOf(ctx, []int64{who})
	if err != nil {
		return nil, err
	}
	ids := []int64{who}
	for _, p := range profiles {
		ids = append(ids, p.ID)
	}
	orders, err := v.BoughtBy(ctx, record.Order, ids)
	if err != nil {
		return nil, err
	}
	found, err := v.RecordsByID(ctx, auth.Everything, record.Order, orders)
	for _, r := range found {
		if r.DeletedAt == 0 && r.Values.Text("status") != "draft" {
			list = append(list, r)
		}
	}
	slices.SortFunc(list, func(a, b record.Record) int { return int(b.ID - a.ID) })
	return list, err
}

func (s *Server) showShopOrder(r *record.Record, language string) shopOrder {
	state := r.Values.Text("status")
	if state == "confirmed" && r.Values.Int("paid") == 0 {
		state = "unpaid"
	}
	return shopOrder{ID: refID(record.Ref{Type: record.Order, ID: r.ID}), Number: r.Values.Text("number"), Day: writtenDay(r.Values.Text("placed_on")), State: shopWords["state-"+state][language],
		Total: saidIn(language, record.WriteAmount(r.Values.Int("total"), r.Values.Text("currency"))), URL: s.payPath(r.ID) + "?lang=" + language, Lines: payLines(r, language)}
}

// orderAgain puts what was ordered once into the cart, as far as it is still sold, and leads to the order, filled in.
func (s *Server) orderAgain(w http.ResponseWriter, r *http.Request, c *shopCall) error {
	ref, err := parseRef(r.PostFormValue("order"))
	if err != nil || !c.signed {
		return store.ErrNotFound
	}
	ctx := auth.With(r.Context(), systemActor)
	err = s.Records.Tx(ctx, func(t *store.Tx) error {
		list, err := ordersOf(ctx, &t.View, c.Person)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(list, func(o record.Record) bool { return o.ID == ref.ID })
		if at < 0 {
			return store.ErrNotFound
		}
		if c.cart, err = t.Cart(ctx, "", c.Person); absent(err) != nil {
			return err
		}
		before := c.cart
		before.Items = slices.Clone(c.cart.Items)
		c.cart.Join(cartOf(&list[at]))
		if err := s.keepCart(ctx, t, c, r); err != nil {
			return err
		}
		return s.tellMoved(ctx, t, c, &before)
	})
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/shop/order?lang="+c.language, http.StatusSeeOther)
	return nil
}

// cartOf is what was ordered, as a cart: parts of one, as by weight, become a whole one.
func cartOf(r *record.Record) *counter.Cart {
	c := &counter.Cart{}
	lines, _ := r.Values["lines"].([]record.Line)
	for _, l := range lines {
		if l.Product != 0 {
			c.Set(l.Product, max((l.Quantity+999)/1000, 1))
		}
	}
	return c
}

// cartsJob tells of carts that nobody touches any more, and forgets old ones.
const cartsJob job.Kind = "shop-carts"

const (
	cartsAtOnce = 100
	cartsKept   = 90 * day24
)

func (s *Server) keepCarts(ctx context.Context, _ job.Job) error {
	for more := cartsAtOnce; more == cartsAtOnce; {
		err := s.Records.Tx(ctx, func(t *store.Tx) error {
			set, err := readShop(ctx, &t.View)
			if more = 0; err == nil && set.On {
				more, err = tellAbandoned(ctx, t, t.Now()-int64(set.Wait)*day24/24)
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return s.Records.Tx(ctx, func(t *store.Tx) error { return t.ForgetCarts(ctx, t.Now()-cartsKept) })
}

// tellAbandoned tells of some carts that nobody has touched since an instant, once for each time they were touched.
func tellAbandoned(ctx context.Context, t *store.Tx, since int64) (n int, err error) {
	list, err := t.QuietCarts(ctx, since, cartsAtOnce)
	for i := range list {
		if err == nil {
			err = tellOfCart(ctx, t, &list[i])
		}
	}
	return len(list), err
}

func tellOfCart(ctx context.Context, t *store.Tx, c *counter.Cart) error {
	who := person.Identity{AnonymousID: c.Visitor}
	if c.Person != 0 {
		key, err := t.KeyOf(ctx, c.Person)
		if err != nil {
			return orElse(absent(err), t.ToldCart(ctx, c.ID))
		}
		who = key.Identity()
	}
	if withdrawn, err := behaviourWithdrawn(ctx, &t.View, who); err != nil || withdrawn {
		return orElse(err, t.ToldCart(ctx, c.ID))
	}
	var list []map[string]any
	for _, i := range c.Items {
		list = append(list, map[string]any{"product_id": refID(record.Ref{Type: record.Product, ID: i.Product}), "quantity": i.Quantity})
	}
	id := "shop-cart-" + strconv.FormatInt(c.ID, 10) + "-" + strconv.FormatInt(c.Edition, 10)
	err := postShop(ctx, t, timeline.Event{ID: id, Name: "Cart Abandoned", At: t.Now(), Person: who, Properties: marshalled(map[string]any{"products": list})})
	return orElse(err, t.ToldCart(ctx, c.ID))
}
