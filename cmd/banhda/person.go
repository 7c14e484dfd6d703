package main

import (
	"context"
	"fmt"
	"net/url"

	"banhda/api"
)

func personCommand() *command {
	return &command{name: "person", args: "ID", least: 1, most: 1,
		vi: "một người: định danh, giai đoạn, sự kiện", en: "one person: profiles, stages, events",
		setup: func(f *flags) action {
			r := f.reading()
			f.anyPeriod()
			var limit int
			var cursor string
			f.number(&limit, "limit", "N", "số sự kiện một trang (mặc định: 100)", "events on a page (default: 100)")
			f.text(&cursor, "cursor", "C", "con trỏ của trang trước", "the cursor of the page before")
			return func(ctx context.Context, c *call) error {
				q := r.query()
				addNumber(q, "limit", limit)
				add(q, "cursor", cursor)
				raw, err := c.ask(ctx, "GET", "/v1/people/"+url.PathEscape(c.args[0]), q, nil)
				if err != nil {
					return err
				}
				return show(c, raw, printPerson)
			}
		}}
}

func printPerson(c *call, a *api.PersonAnswer) {
	zone := a.Asked.Timezone
	c.print("%s  %s", a.ID, deref(a.Name))
	c.print(c.say("%s từ %s; %s lần mua, %s", "%s since %s; %s purchases, %s"), c.stage(a.Stage), c.moment(a.Since, zone), c.whole(int64(a.Purchases)), c.money(a.Revenue, a.Currency))
	c.title(c.say("Định danh", "Profiles"))
	t := &table{}
	for _, p := range a.Profiles {
		t.row(p.Kind, p.Value)
	}
	t.write(c.stdout)
	c.title(c.say("Các giai đoạn", "Stages"))
	t = &table{}
	for _, m := range a.Stages {
		t.row(c.moment(m.At, zone), c.stage(m.From)+" → "+c.stage(m.To))
	}
	t.write(c.stdout)
	c.printEvents(a)
}

func (c *call) printEvents(a *api.PersonAnswer) {
	c.title(c.say("Sự kiện, mới nhất trước", "Events, newest first"))
	t := newTable(c.say("Lúc", "At"), c.say("Sự kiện", "Event"), c.say("Ý nghĩa", "Meaning"), ">"+c.say("Giá trị", "Value"))
	for _, e := range a.Events {
		value := ""
		if e.Value != nil {
			value = c.money(*e.Value, e.Currency)
		}
		t.row(c.moment(e.At, a.Asked.Timezone), e.Name, deref(e.Meaning), value)
	}
	t.write(c.stdout)
	if a.Cursor != nil {
		fmt.Fprintf(c.stderr, c.say("còn nữa: --cursor %s\n", "there are more: --cursor %s\n"), *a.Cursor)
	}
}

// deref is a text that may be missing.
func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
