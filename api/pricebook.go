package api

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"time"

	"banhda/auth"
	"banhda/hub/product"
	"banhda/hub/record"
	"banhda/store"
)

// PriceBook is a list of prices products may have beside their own; the prices stand with the products.
type PriceBook struct {
	Key      string `json:"key" pattern:"^[a-z][a-z0-9_]{0,39}$" doc:"never changes"`
	Name     string `json:"name" minLength:"1" maxLength:"200"`
	Currency string `json:"currency" pattern:"^[A-Z]{3}$"`
	Archived bool   `json:"archived,omitempty"`
}

// PriceBooksAnswer are all price books.
type PriceBooksAnswer struct {
	Books []PriceBook `json:"books"`
}

func (s *Server) listPriceBooks(ctx context.Context, _ *struct{}, _ Tell) (*PriceBooksAnswer, error) {
	a := &PriceBooksAnswer{Books: []PriceBook{}}
	return a, s.Records.View(ctx, func(v *store.View) error {
		books, err := v.PriceBooks(ctx)
		for _, b := range books {
			a.Books = append(a.Books, PriceBook(b))
		}
		return err
	})
}

type priceBookOrder struct{ Body PriceBook }

func (s *Server) addPriceBook(ctx context.Context, in *priceBookOrder, tell Tell) (PriceBook, error) {
	_, err := s.change(ctx, mutation{verb: "price-book-add", target: in.Body.Key, entry: in.Body, also: func(ctx context.Context, t *store.Tx) error {
		return t.AddPriceBook(ctx, store.PriceBook(in.Body))
	}}, tell)
	return in.Body, err
}

type priceBookChange struct {
	Key  string `path:"key"`
	Body struct {
		Name     *string `json:"name,omitempty" minLength:"1" maxLength:"200"`
		Archived *bool   `json:"archived,omitempty"`
	}
}

func (s *Server) changePriceBook(ctx context.Context, in *priceBookChange, tell Tell) (b PriceBook, err error) {
	_, err = s.change(ctx, mutation{verb: "price-book-set", target: in.Key, entry: in.Body, also: func(ctx context.Context, t *store.Tx) error {
		books, err := t.PriceBooks(ctx)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(books, func(b store.PriceBook) bool { return b.Key == in.Key })
		if i < 0 {
			return missing("there is no price book %q", in.Key)
		}
		b = PriceBook(books[i])
		give(&b.Name, in.Body.Name)
		give(&b.Archived, in.Body.Archived)
		return t.SetPriceBook(ctx, store.PriceBook(b))
	}}, tell)
	return b, err
}

// PriceAnswer is what one of a product costs, in minor units; null where there is no price in that currency.
type PriceAnswer struct {
	Amount   *int64 `json:"amount"`
	Currency string `json:"currency"`
}

type priceQuestion struct {
	ID       string `path:"id" doc:"The product's id."`
	Book     string `query:"book" doc:"A price book's key; left out: the product's own price."`
	On       string `query:"on" doc:"A day, 2026-11-22; default: today."`
	Currency string `query:"currency" doc:"Default: the workspace's."`
	Quantity int64  `query:"quantity" minimum:"0" default:"1000" doc:"Thousandths."`
}

func (s *Server) price(ctx context.Context, in *priceQuestion, _ Tell) (a PriceAnswer, err error) {
	return a, s.Records.View(ctx, func(v *store.View) error {
		r, err := s.seen(ctx, v, RecordPath{Type: record.Product.Plural(), ID: in.ID})
		if err != nil {
			return err
		}
		if hide := hidden(ctx, record.Product); slices.Contains(hide, "price") || slices.Contains(hide, "prices") {
			return refused(http.StatusForbidden, 0, "your role does not show prices")
		}
		w, err := readWorkspace(ctx, v)
		if err != nil {
			return err
		}
		zone, err := time.LoadLocation(w.Timezone)
		if err != nil {
			return err
		}
		a.Currency = cmp.Or(in.Currency, w.Currency)
		day := cmp.Or(in.On, s.Now().In(zone).Format(time.DateOnly))
		if r.Values.Text("currency") == "" {
			r.Values = r.Values.With(record.Values{"currency": w.Currency})
		}
		if amount, ok := product.PriceAt(r.Values, in.Book, day, a.Currency, in.Quantity); ok {
			a.Amount = &amount
		}
		return nil
	})
}

// FirmsAnswer are the companies a person is at.
type FirmsAnswer struct {
	Companies []FirmShown `json:"companies"`
	Act       string      `json:"act,omitempty"`
}

// FirmShown is one company of a person, with its name.
type FirmShown struct {
	MembershipShown
	Name string `json:"name" doc:"empty: not to be seen"`
}

type firmsQuestion struct {
	ID string `path:"id" doc:"The person's id."`
}

func (s *Server) firms(ctx context.Context, in *firmsQuestion, _ Tell) (a *FirmsAnswer, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		r, err := s.seen(ctx, v, RecordPath{Type: record.Person.Plural(), ID: in.ID})
		if err == nil {
			a, err = showFirms(ctx, v, r)
		}
		return err
	})
	return a, err
}

func showFirms(ctx context.Context, v *store.View, r record.Record) (*FirmsAnswer, error) {
	a := &FirmsAnswer{Companies: []FirmShown{}}
	list, _ := r.Values["companies"].([]record.Membership)
	if len(list) == 0 || slices.Contains(hidden(ctx, record.Person), "companies") {
		return a, nil
	}
	f := &record.Field{Kind: record.Firms}
	names, err := namesOf(ctx, v, refsIn(f, list))
	for i, m := range showValue(f, list).([]MembershipShown) {
		a.Companies = append(a.Companies, FirmShown{m, names.records[record.Ref{Type: record.Company, ID: list[i].Company}]})
	}
	return a, err
}

type firmsOrder struct {
	ID   string `path:"id" doc:"The person's id."`
	Body struct {
		Companies []MembershipShown `json:"companies" maxItems:"200"`
	}
}

// setFirms replaces the companies a person is at.
func (s *Server) setFirms(ctx context.Context, in *firmsOrder, tell Tell) (a *FirmsAnswer, err error) {
	var act int64
	_, err = s.change(ctx, mutation{verb: "update", target: in.ID, also: func(ctx context.Context, t *store.Tx) error {
		act = t.Act
		r, err := s.seen(ctx, &t.View, RecordPath{Type: record.Person.Plural(), ID: in.ID})
		if err != nil {
			return err
		}
		raw := make([]any, len(in.Body.Companies))
		for i, m := range in.Body.Companies {
			raw[i] = map[string]any{"company": m.Company, "role": m.Role, "primary": m.Primary, "since": m.Since, "until": m.Until}
		}
		values, err := readValues(ctx, &t.View, record.Person, map[string]any{"companies": raw})
		if err != nil {
			return err
		}
		if r, err = t.Update(ctx, reach(ctx, record.Person, auth.Update), record.Person, r.ID, values, 0); err != nil {
			return notFound(err, "%s is not among what you may change", in.ID)
		}
		a, err = showFirms(ctx, &t.View, r)
		return err
	}}, tell)
	if err != nil {
		return nil, err
	}
	a.Act = ActID(act)
	return a, nil
}
