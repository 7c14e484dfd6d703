package api

import (
	"context"
	"strings"

	"golang.org/x/text/unicode/norm"

	counter "banhda/engage/shop"
	"banhda/store"
)

// ShopAnswer is how the house sells by itself, and where.
type ShopAnswer struct {
	counter.Settings
	Currency string `json:"currency"`
	URL      string `json:"url" doc:"where customers find it; empty: nobody said where this house is open"`
	Shown    int    `json:"shown" doc:"how many products are in it"`
	Payable  bool   `json:"payable" doc:"there is an account to which customers can transfer"`
}

type shopOrderSet struct{ Body counter.Settings }

func (s *Server) showShop(ctx context.Context, _ *struct{}, _ Tell) (a *ShopAnswer, err error) {
	a = &ShopAnswer{}
	return a, s.Records.View(ctx, func(v *store.View) error { return s.fillShop(ctx, v, a) })
}

func (s *Server) fillShop(ctx context.Context, v *store.View, a *ShopAnswer) error {
	o := &openShop{}
	if err := s.readOpenShop(ctx, v, o); err != nil {
		return err
	}
	set, err := readPayments(ctx, v)
	if err != nil {
		return err
	}
	m, err := readMail(ctx, v)
	a.Settings, a.Currency, a.Shown, a.Payable = o.Settings, o.Currency, len(o.list), len(set.Accounts) > 0
	if m.URL != "" {
		a.URL = m.URL + "/shop/"
	}
	return err
}

func (s *Server) setShop(ctx context.Context, in *shopOrderSet, _ Tell) (a *ShopAnswer, err error) {
	set := &in.Body
	for _, text := range []*string{&set.Tag, &set.Book, &set.Terms.Vi, &set.Terms.En} {
		*text = strings.TrimSpace(norm.NFC.String(*text))
	}
	if err := set.Check(); err != nil {
		return nil, wrong(err)
	}
	a = &ShopAnswer{}
	_, err = s.change(ctx, mutation{verb: "shop-set", target: shopSetting, entry: *set, also: func(ctx context.Context, t *store.Tx) error {
		if err := setJSON(ctx, t, shopSetting, *set); err != nil {
			return err
		}
		return s.fillShop(ctx, &t.View, a)
	}}, nil)
	s.shops.forget()
	return a, err
}
