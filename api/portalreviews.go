package api

import (
	"context"
	"net/http"
	"slices"

	"banhda/delight/portal"
	"banhda/delight/review"
	"banhda/hub/record"
	"banhda/store"
)

// reviewsPanel shows a customer what they bought, and what they said of it.
func (s *Server) reviewsPanel() panel {
	return panel{
		Panel: portal.Panel{ID: "reviews", Name: portal.Label{Vi: "Đánh giá", En: "Reviews"}},
		card:  func(context.Context, *store.View, portal.Customer) (portal.Card, error) { return portal.Card{}, nil },
		pages: []panelPage{{"GET", "", s.myReviews}, {"POST", "", s.writeMyReview}},
	}
}

type myReview struct{ ID, Name, State, URL, Stars, Shown string }

func (s *Server) myReviews(w http.ResponseWriter, r *http.Request, c *myCall) error {
	var list []myReview
	err := s.Records.View(r.Context(), func(v *store.View) error {
		bought, err := boughtBy(r.Context(), v, c.Person)
		if err != nil {
			return err
		}
		written, err := v.ReviewsOf(r.Context(), c.Person, mostReviews)
		for _, b := range bought {
			one := myReview{ID: productOrHouse(b.Product), Name: b.Name, State: string(review.Asked)}
			if at := slices.IndexFunc(written, func(r review.Review) bool { return r.Product == b.Product }); at >= 0 && written[at].Times > 0 {
				one.State, one.Stars, one.URL = string(written[at].State), starsShown(written[at].Rating), s.reviewPath(written[at].ID)+"?lang="+c.language
				if written[at].Naming != "" {
					one.Shown = namedAs(&written[at], c.language)
				}
			}
			list = append(list, one)
		}
		return err
	})
	if err != nil {
		return err
	}
	return c.show(w, r, reviewPanelPages, "reviews", saidIn(c.language, c.here.Name), list)
}

// productOrHouse names a product, or the house itself.
func productOrHouse(product int64) string {
	if product == 0 {
		return "house"
	}
	return refID(record.Ref{Type: record.Product, ID: product})
}

// writeMyReview leads to where a customer writes of something they bought.
func (s *Server) writeMyReview(w http.ResponseWriter, r *http.Request, c *myCall) error {
	var id int64
	err := s.Records.Tx(r.Context(), func(t *store.Tx) error {
		list, err := boughtBy(r.Context(), &t.View, c.Person)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(list, func(b bought) bool { return productOrHouse(b.Product) == r.PostFormValue("of") })
		if at < 0 {
			return store.ErrNotFound
		}
		is, _, err := beginReview(r.Context(), t, c.Person, list[at], c.language)
		id = is.ID
		return err
	})
	if err != nil {
		return err
	}
	http.Redirect(w, r, s.reviewPath(id)+"?lang="+c.language, http.StatusSeeOther)
	return nil
}

var reviewPanelPages = panelPages(reviewWords, `{{define "reviews"}}{{template "myhead" .}}{{$l := .Language}}{{range .About}}<section class="card"><h2>{{.Name}}</h2><p>{{with .Stars}}{{.}} · {{end}}<span class="soft">{{word $l .State}}</span>{{with .Shown}}<br><span class="soft">{{word $l "as"}}:</span> {{.}}{{end}}</p>{{if .URL}}<p><a class="button" href="{{.URL}}" aria-label="{{word $l "change"}}: {{.Name}}">{{word $l "change"}}</a></p>{{else}}<form method="post" action="/my/reviews"><p><button name="of" value="{{.ID}}" aria-label="{{word $l "write"}}: {{.Name}}">{{word $l "write"}}</button></p></form>{{end}}</section>{{else}}<p role="status">{{word $l "nothing"}}</p>{{end}}{{template "myfoot" .}}{{end}}`)
