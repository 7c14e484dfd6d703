package api

import (
	"context"
	"time"

	"banhda/engage/appointment"
	"banhda/engage/bot"
	"banhda/hub/article"
	"banhda/hub/calendar"
	"banhda/hub/product"
	"banhda/hub/record"
	"banhda/store"
)

// botHouse is what the bot may look up for one visitor.
type botHouse struct {
	ctx      context.Context
	server   *Server
	call     *chatCall
	person   int64
	language string
	talk     int64     // the conversation
	heard    int64     // the entry that is answered
	tried    *bot.Flow // of who tries a flow that is being written; nil: nobody does

	filled  map[string]bool // fields they answered
	pending []botDoes       // what steps of flows do, to be done with what is said
	ways    []bot.Came      // how far the talk came in flows
}

// mostPassages is how many passages are looked at for an answer.
const mostPassages = 3

// Passages are of articles that everybody may read; for whom the site vouches, of those for customers too.
func (h *botHouse) Passages(question string) (found []bot.Found, err error) {
	reader := article.Public
	if h.call.User != "" {
		reader = article.Customers
	}
	list, err := h.server.passages(h.ctx, question, mostPassages, article.Audience(reader))
	for i := range list {
		p := &list[i]
		from := bot.Source{Title: in(p.Language, p.Title), Article: p.Article, Version: p.Version}
		if p.Visibility == article.Public {
			from.URL = articleBase + ArticleID(p.Article) + "?lang=" + p.Language
		}
		found = append(found, bot.Found{Source: from, Text: p.Text, Sure: p.Sure})
	}
	return found, err
}

// mostGoods is how many products are looked through.
const mostGoods = 5000

// Goods are the products with their own prices of today; what is sold in the shop, with its page and price there.
func (h *botHouse) Goods() (goods []bot.Good, err error) {
	shop, err := h.server.openShop(h.ctx)
	if err != nil {
		return nil, err
	}
	sold := map[int64]shopGoods{}
	for _, g := range shop.list {
		sold[g.ID] = g
	}
	var w Workspace
	var today time.Time
	err = h.server.Records.View(h.ctx, func(v *store.View) (err error) {
		if w, err = readWorkspace(h.ctx, v); err == nil {
			today, err = h.server.todayOf(h.ctx, v)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	err = h.server.matching(h.ctx, record.Product, "", func(page []record.Record) (bool, error) {
		for i := range page {
			g := h.good(page[i].Values, w.Currency, today.Format(time.DateOnly))
			if there, ok := sold[page[i].ID]; ok {
				g.URL, g.Price = goodsPage(there.ID, h.language), saidIn(h.language, record.WriteAmount(there.price, shop.Currency))
			}
			goods = append(goods, g)
		}
		return len(goods) < mostGoods, nil
	})
	return goods, err
}

func (h *botHouse) good(values record.Values, currency, day string) bot.Good {
	active, said := values["active"].(bool)
	g := bot.Good{Name: values.Text("name"), SKU: values.Text("sku"), Category: values.Text("category"), Unit: values.Text("unit"), Text: values.Text("description"), OnSale: active || !said}
	if values.Text("currency") == "" {
		values = values.With(record.Values{"currency": currency})
	}
	if amount, ok := product.PriceAt(values, "", day, currency, 1000); ok {
		g.Price = saidIn(h.language, record.WriteAmount(amount, currency))
	}
	return g
}

// mostPlaced is how many orders are told of.
const mostPlaced = 3

// Placed are the last orders of whom the site vouches for.
func (h *botHouse) Placed() (list []bot.Order, signed bool, err error) {
	if h.call.User == "" || h.person == 0 {
		return nil, false, nil
	}
	var last []record.Record
	err = h.server.matching(h.ctx, record.Order, "person = "+PersonID(h.person), func(page []record.Record) (bool, error) {
		for _, r := range page {
			if r.Values.Text("status") != "draft" {
				last = append(last, r)
			}
		}
		last = last[max(0, len(last)-mostPlaced):]
		return true, nil
	})
	for i := len(last) - 1; i >= 0; i-- {
		v := last[i].Values
		o := bot.Order{Number: v.Text("number"), State: v.Text("status"), Total: saidIn(h.language, record.WriteAmount(v.Int("total"), v.Text("currency")))}
		if day, err := time.Parse(time.DateOnly, v.Text("placed_on")); err == nil {
			o.Day = day.Format("02/01/2006")
		}
		list = append(list, o)
	}
	return list, true, err
}

// Of the times that are offered: how many, and on one day.
const (
	mostTimes = 6
	mostOfDay = 2
)

// Times are free times of the booking page that is set. What asks more than who somebody is is booked on the page itself.
func (h *botHouse) Times() (list []bot.Time, page string, err error) {
	err = h.server.Records.View(h.ctx, func(v *store.View) error {
		p, err := bookable(h.ctx, v, h.call.bot.Page)
		if err != nil {
			return absent(err)
		}
		if page = "/b/" + p.Key + "?lang=" + h.language; !inTalk(&p) {
			return nil
		}
		list, err = h.times(v, &p)
		return err
	})
	return list, page, err
}

func (h *botHouse) times(v *store.View, p *appointment.Page) (list []bot.Time, err error) {
	today, err := h.server.todayOf(h.ctx, v)
	if err != nil {
		return nil, err
	}
	first := calendar.DayOf(today)
	days, err := h.server.freeDays(h.ctx, v, p, &appointment.Appointment{}, first, first+lookedDays, today.Location())
	for _, d := range days {
		for i := range d.slots[:min(len(d.slots), mostOfDay)] {
			at := d.slots[i*(len(d.slots)-1)/max(1, mostOfDay-1)].From // the first and the last of the day
			if len(list) < mostTimes && (len(list) == 0 || list[len(list)-1].At != at) {
				list = append(list, bot.Time{At: at, Said: h.instant(at, today.Location())})
			}
		}
	}
	return list, err
}

// inTalk reports whether a page asks nothing but who somebody is.
func inTalk(p *appointment.Page) bool {
	for _, q := range p.Questions {
		if q.Required {
			return false
		}
	}
	return !p.Phone
}

func (h *botHouse) instant(at int64, zone *time.Location) string {
	t := time.UnixMicro(at).In(zone)
	return t.Format("15:04") + " " + weekdayNames[h.language][t.Weekday()] + " " + t.Format("02/01/2006")
}

// Hours are the company's working hours in words.
func (h *botHouse) Hours() (hours string, err error) {
	err = h.server.Records.View(h.ctx, func(v *store.View) error {
		set, err := v.CalendarSettings(h.ctx)
		hours = bot.InWords(set.Hours, h.language)
		return err
	})
	return hours, err
}
