package api

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"banhda/auth"
	counter "banhda/engage/shop"
	"banhda/hub/address"
	"banhda/hub/consent"
	"banhda/hub/conversation"
	"banhda/hub/message"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/phrase"
	"banhda/store"
)

// shopContact is what a form to order holds.
type shopContact struct {
	counter.Contact
	Provinces []string
	SignIn    string // where to sign in first; empty: they are, or nobody can
}

// orderForm asks who orders, and where it goes.
func (s *Server) orderForm(w http.ResponseWriter, r *http.Request, c *shopCall) error {
	var b counter.Bill
	contact := counter.Contact{}
	ctx := auth.With(r.Context(), systemActor)
	err := s.Records.Tx(ctx, func(t *store.Tx) (err error) {
		if b, err = s.bill(ctx, &t.View, c); err != nil {
			return err
		}
		if contact, err = c.known(ctx, &t.View); err != nil || len(b.Goods) == 0 {
			return err
		}
		id, _ := c.identity()
		return tellBehaviour(ctx, t, id, "Checkout Started", c.told(&b))
	})
	if err != nil {
		return err
	}
	if shown := c.showBill(&b); !shown.Ready {
		http.Redirect(w, r, "/shop/cart?lang="+c.language, http.StatusSeeOther)
		return nil
	}
	return s.showOrderForm(w, r, c, &b, contact, http.StatusOK, "")
}

// known is what we know of who is signed in.
func (c *shopCall) known(ctx context.Context, v *store.View) (k counter.Contact, err error) {
	if !c.signed {
		return k, nil
	}
	r, err := personRecord(ctx, v, c.Person)
	at, _ := r.Values["address"].(map[string]any)
	part := func(key string) string { text, _ := at[key].(string); return text }
	k = counter.Contact{Name: r.Values.Text("name"), Email: r.Values.Text("email"), Phone: r.Values.Text("phone"), Street: part("line"), Ward: part("ward"), Province: part("province")}
	if k.Email == "" && c.Key.Kind == person.Email {
		k.Email = c.Key.Value
	}
	return k, absent(err)
}

func (s *Server) showOrderForm(w http.ResponseWriter, r *http.Request, c *shopCall, b *counter.Bill, contact counter.Contact, status int, problem string) error {
	p := c.sheet(r, shopWords["order"][c.language])
	p.Hidden, p.Problem, p.Bill, p.Terms = true, problem, c.showBill(b), saidIn(c.language, c.Settings.Terms)
	p.Contact = &shopContact{Contact: contact}
	for _, m := range address.FindProvinces("") {
		p.Contact.Provinces = append(p.Contact.Provinces, m.Province.Name)
	}
	if !c.signed {
		p.Contact.SignIn = "/in/?to=%2Fshop%2Forder&lang=" + c.language
	}
	return writeShop(w, status, "order", p)
}

func contactOf(r *http.Request) counter.Contact {
	c := counter.Contact{Name: r.PostFormValue("name"), Email: r.PostFormValue("email"), Phone: r.PostFormValue("phone"), Street: r.PostFormValue("street"), Ward: r.PostFormValue("ward"),
		Province: r.PostFormValue("province"), Note: r.PostFormValue("note"), Agreed: r.PostFormValue("agree") != "", Keep: r.PostFormValue("keep") != ""}
	c.Clean()
	return c
}

// orderNow places the order, if the sum is still what the visitor saw. Pressed twice it is placed once.
func (s *Server) orderNow(w http.ResponseWriter, r *http.Request, c *shopCall) error {
	contact := contactOf(r)
	err := contact.Check()
	if err == nil && r.PostFormValue("website") != "" { // the field nobody sees
		err = phrase.Sentencef("too much was asked from here; wait a minute and try again")
	}
	var order int64
	if err == nil {
		order, err = s.placeShopOrder(r, c, &contact)
	}
	var told *phrase.Sentence
	switch {
	case errors.Is(err, counter.ErrEmpty):
		http.Redirect(w, r, "/shop/cart?lang="+c.language, http.StatusSeeOther)
		return nil
	case errors.As(err, &told):
		return s.orderRefused(w, r, c, contact, told.In(c.language))
	case err != nil:
		return err
	}
	http.Redirect(w, r, s.payPath(order)+"?lang="+c.language, http.StatusSeeOther)
	return nil
}

func (s *Server) orderRefused(w http.ResponseWriter, r *http.Request, c *shopCall, contact counter.Contact, problem string) error {
	var b counter.Bill
	err := s.Records.View(r.Context(), func(v *store.View) (err error) {
		if c.cart, err = v.Cart(r.Context(), c.visitor, c.Person); err == nil {
			b, err = s.bill(r.Context(), v, c)
		}
		return absent(err)
	})
	if err != nil {
		return err
	}
	return s.showOrderForm(w, r, c, &b, contact, http.StatusUnprocessableEntity, problem)
}

// placeShopOrder makes an order of the cart, and gives its id.
func (s *Server) placeShopOrder(r *http.Request, c *shopCall, contact *counter.Contact) (order int64, err error) {
	ctx := byThemselves(r)
	who := c.Person
	if !c.signed && len(c.cart.Items) > 0 {
		if who, err = s.buyer(ctx, c, contact); err != nil {
			return 0, err
		}
	}
	m := mutation{verb: "shop-order", made: func() string { return refID(record.Ref{Type: record.Order, ID: order}) }, also: func(ctx context.Context, t *store.Tx) error {
		if c.cart, err = t.Cart(ctx, c.visitor, c.Person); absent(err) != nil {
			return err
		}
		if len(c.cart.Items) == 0 && c.cart.Order != 0 { // pressed twice
			order = c.cart.Order
			return nil
		}
		b, err := s.bill(ctx, &t.View, c)
		if err != nil {
			return err
		}
		if short, err := c.Ready(&b); err != nil || short > 0 {
			return orElse(err, counter.ErrChanged)
		}
		if seen, _ := strconv.ParseInt(r.PostFormValue("sum"), 10, 64); seen != b.Sum.Total {
			return counter.ErrChanged
		}
		order, err = s.orderCart(ctx, t, c, &b, contact, who)
		return err
	}}
	_, err = s.change(ctx, m, nil)
	return order, err
}

// buyer is who orders without being signed in: the log is told who they say they are, as of who fills in a form.
func (s *Server) buyer(ctx context.Context, c *shopCall, contact *counter.Contact) (int64, error) {
	in := conversation.Incoming{Channel: "shop", Who: contact.Identity(), At: s.Now().UnixMicro(), Data: map[string]string{}}
	in.Who.AnonymousID, in.Who.Fields = c.visitor, map[string]any{"language": c.language}
	keys, _ := in.Who.Keys()
	err := s.getToKnow(ctx, &in, keys)
	if errors.Is(err, errNobody) {
		return 0, errCodeGone
	}
	return in.Person, err
}

func (s *Server) orderCart(ctx context.Context, t *store.Tx, c *shopCall, b *counter.Bill, contact *counter.Contact, who int64) (int64, error) {
	is, err := personRecord(ctx, &t.View, who)
	if absent(err) != nil {
		return 0, err
	}
	made, err := s.placeOrder(ctx, t, placement{Person: who, Owner: is.Values.Int("owner"), Team: is.Values.Int("team"), Lines: b.Lines, Discount: b.Discount, Currency: c.Currency, Note: deliveryNote(c.language, contact), Tags: []string{"shop"}})
	if err != nil {
		return 0, err
	}
	if made, err = useVoucherOn(ctx, t, c, b, made); err != nil {
		return 0, err
	}
	if c.signed && contact.Keep && is.ID != 0 {
		if err := keepAddress(ctx, t, who, contact); err != nil {
			return 0, err
		}
	}
	told := c.told(b)
	told["order_id"] = made.Values.Text("number")
	c.cart.Items, c.cart.Order, c.cart.Voucher, c.cart.Language = []counter.Item{}, made.ID, 0, c.language
	if c.cart, err = t.SaveCart(ctx, c.cart); err != nil {
		return 0, err
	}
	id, _ := c.identity()
	id.Name = contact.Name
	if err := tellShop(ctx, t, id, "Order Placed", told); err != nil {
		return 0, err
	}
	return made.ID, s.mailOrder(ctx, t, &made, c, contact, who)
}

// keepAddress keeps where an order goes with who placed it, as they wished: the next one is filled in by it.
func keepAddress(ctx context.Context, t *store.Tx, who int64, c *counter.Contact) error {
	set, err := onlyThere(ctx, &t.View, map[string]any{"address": map[string]any{"line": c.Street, "ward": c.Ward, "province": c.Province}})
	if err != nil {
		return err
	}
	values, err := readValues(ctx, &t.View, record.Person, set)
	if err == nil {
		_, err = t.Update(ctx, auth.Everything, record.Person, who, values, 0)
	}
	return err
}

// deliveryNote is what colleagues read on the order: who it goes to and where.
func deliveryNote(language string, c *counter.Contact) string {
	note := shopWords["goesto"]["vi"] + ": " + c.Name
	for _, part := range []string{c.Phone, c.Email, c.Address()} {
		if part != "" {
			note += "\n" + part
		}
	}
	if c.Note != "" {
		note += "\n\n" + c.Note
	}
	return note
}

// mailOrder tells who ordered by mail, where they gave an address and mail is set up.
func (s *Server) mailOrder(ctx context.Context, t *store.Tx, r *record.Record, c *shopCall, contact *counter.Contact, who int64) error {
	m, err := readMail(ctx, &t.View)
	if err != nil || contact.Email == "" || !m.ready() || m.URL == "" {
		return err
	}
	if _, err := bringTemplate(ctx, t, counter.Letter()); err != nil {
		return err
	}
	is, err := t.TemplateByKey(ctx, counter.LetterKey)
	if err != nil {
		return err
	}
	id := refID(record.Ref{Type: record.Order, ID: r.ID})
	_, err = t.Send(ctx, message.Draft{Person: who, Channel: consent.Email, Class: consent.Transactional, Purpose: consent.Contract, Template: is.ID, Key: counter.LetterKey + "-" + id,
		Data: map[string]any{"number": r.Values.Text("number"), "total": c.money(r.Values.Int("total")), "link": m.URL + s.payPath(r.ID)}})
	return err
}
