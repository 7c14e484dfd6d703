package api

import (
	"context"
	"net/http"
	"slices"

	"banhda/delight/portal"
	"banhda/hub/record"
	"banhda/phrase"
	"banhda/store"
)

// ordersPanel shows a customer's orders: how they stand, where they are paid, their paper, and buying the same again.
func (s *Server) ordersPanel() panel {
	return panel{
		Panel: portal.Panel{ID: "orders", Name: portal.Label{Vi: "Đơn hàng", En: "Orders"}},
		card:  s.ordersCard,
		pages: []panelPage{{"GET", "", s.myOrders}, {"POST", "/again", s.myOrderAgain}},
	}
}

func (s *Server) ordersCard(ctx context.Context, v *store.View, who portal.Customer) (card portal.Card, err error) {
	due, err := v.DueOf(ctx, who.Person, mostOrders)
	if err != nil {
		return card, err
	}
	list, err := ordersOf(ctx, v, who.Person)
	if len(list) > 0 {
		card.Text = phrase.Sentencef("Last: %s", list[0].Values.Text("number")).In(who.Language)
	}
	card.Waits = int64(len(due))
	return card, err
}

// myOrdersPage is what the panel shows.
type myOrdersPage struct {
	Orders []myOrder
	Next   string
	Shop   bool // something can be bought
}

type myOrder struct {
	shopOrder
	Paper string // the order as a PDF
}

func (s *Server) myOrders(w http.ResponseWriter, r *http.Request, c *myCall) error {
	p := &myOrdersPage{}
	err := s.Records.View(r.Context(), func(v *store.View) error {
		set, err := readShop(r.Context(), v)
		if err != nil {
			return err
		}
		p.Shop = set.On
		list, err := ordersOf(r.Context(), v, c.Person)
		at := slices.IndexFunc(list, func(o record.Record) bool {
			return refID(record.Ref{Type: record.Order, ID: o.ID}) == r.URL.Query().Get("after")
		})
		list = list[at+1:]
		for i := range list[:min(len(list), mostOrders)] {
			p.Orders = append(p.Orders, myOrder{s.showShopOrder(&list[i], c.language), s.payPath(list[i].ID) + "/pdf?lang=" + c.language})
		}
		if len(list) > mostOrders {
			p.Next = "/my/orders?after=" + p.Orders[mostOrders-1].ID
		}
		return err
	})
	if err != nil {
		return err
	}
	return c.show(w, r, ordersPages, "orders", saidIn(c.language, c.here.Name), p)
}

// myOrderAgain does what the shop does, for who is signed in here.
func (s *Server) myOrderAgain(w http.ResponseWriter, r *http.Request, c *myCall) error {
	call, err := s.shopCalled(r)
	if err != nil {
		return err
	}
	return s.orderAgain(w, r, call)
}

var ordersPages = panelPages(shopWords, `{{define "orders"}}{{template "myhead" .}}{{$l := .Language}}{{$p := .About}}{{range $p.Orders}}<section class="card" aria-labelledby="{{.ID}}"><h2 id="{{.ID}}">{{.Number}}{{with .Day}} · {{.}}{{end}}</h2><p>{{.State}} · <strong>{{.Total}}</strong></p>{{range .Lines}}<p class="soft">{{.Name}} × {{.Quantity}}</p>{{end}}
<div class="row"><a class="button" href="{{.URL}}" aria-label="{{word $l "show"}}: {{.Number}}">{{word $l "show"}}</a>{{if $p.Shop}}<form method="post" action="/my/orders/again"><button class="second" name="order" value="{{.ID}}" aria-label="{{word $l "againof"}} {{.Number}}">{{word $l "again"}}</button></form>{{end}}<a href="{{.Paper}}" aria-label="PDF: {{.Number}}">PDF</a></div></section>{{else}}<p role="status">{{word $l "noorders"}}</p>{{end}}
{{with $p.Next}}<p><a href="{{.}}">{{word $l "next"}} →</a></p>{{end}}{{if $p.Shop}}<p><a href="/shop/?lang={{$l}}">{{word $l "goon"}}</a></p>{{end}}{{template "myfoot" .}}{{end}}`)
