package main

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"banhda/api"
	"banhda/wheel"
)

// listParameters are the flags that a list shares with the readout its figure stands in, by readout.
var listParameters = []struct{ name, value, readout string }{
	{"steps", "STEPS", "funnel"}, {"window", "14d", "funnel"}, {"order", "ordered|strict|any", "funnel"}, {"breakdown", "PROP", "funnel"},
	{"first", "X", "retention"}, {"return", "Y", "retention"}, {"every", "day|week|month", "retention"}, {"periods", "N", "retention"},
	{"at", "D", "value"}, {"horizon", "90d", "value, gain"},
}

func listCommand() *command {
	return &command{name: "list", args: "FIGURE", least: 1, most: 1,
		vi: "những dòng đứng sau một số đo: đúng bằng ấy dòng", en: "the rows behind a figure: as many as it counts",
		moreVi: `FIGURE là đường dẫn của số đo trong JSON của lệnh tương ứng. Ví dụ:
  banhda list wheel.stock.to.customer
  banhda list wheel.flows.prospect.customer.transitions --from 2026-01-01 --to 2026-04-01
  banhda list funnel.steps.1 --steps 'Product Viewed, Order Completed' --window 14d
  banhda list retention.2026-01-01.3 --first 'Order Completed' --return 'Order Completed' --from 2026-01-01
  banhda list value.repeaters
Một giá trị của phép chia: funnel.breakdown.GIÁ_TRỊ.0; funnel.breakdown.0 là chỗ thiếu giá trị.`,
		moreEn: `FIGURE is the figure's path in the JSON of its readout. Examples:
  banhda list wheel.stock.to.customer
  banhda list wheel.flows.prospect.customer.transitions --from 2026-01-01 --to 2026-04-01
  banhda list funnel.steps.1 --steps 'Product Viewed, Order Completed' --window 14d
  banhda list retention.2026-01-01.3 --first 'Order Completed' --return 'Order Completed' --from 2026-01-01
  banhda list value.repeaters
One value of a breakdown: funnel.breakdown.VALUE.0; funnel.breakdown.0 is where it is missing.`,
		setup: func(f *flags) action {
			r, p := f.reading(), f.period()
			given := make([]string, len(listParameters))
			for i, l := range listParameters {
				f.text(&given[i], l.name, l.value, "như ở lệnh "+l.readout, "as with "+l.readout)
			}
			unbounded, cursor, limit := false, "", 0
			f.toggle(&unbounded, "unbounded", "như ở lệnh retention", "as with retention")
			f.number(&limit, "limit", "N", "số dòng một trang (mặc định: 50)", "rows on a page (default: 50)")
			f.text(&cursor, "cursor", "C", "con trỏ của trang trước", "the cursor of the page before")
			return func(ctx context.Context, c *call) error {
				q := r.query()
				p.add(q)
				for i, l := range listParameters {
					add(q, l.name, given[i])
				}
				if unbounded {
					add(q, "unbounded", "true")
				}
				addNumber(q, "limit", limit)
				add(q, "cursor", cursor)
				return c.list(ctx, q)
			}
		}}
}

func (c *call) list(ctx context.Context, q url.Values) error {
	q.Set("of", c.args[0])
	raw, err := c.ask(ctx, "GET", "/v1/list", q, nil)
	if err != nil {
		return err
	}
	return show(c, raw, printList)
}

func printList(c *call, a *api.ListAnswer) {
	c.heading(&a.Asked)
	title := fmt.Sprintf(c.say("%s: %s dòng", "%s: %s rows"), a.Of, c.whole(a.Count))
	if a.Sum != nil {
		title += " = " + c.money(*a.Sum, a.Currency)
	}
	c.title(title)
	t := newTable("ID", c.say("Tên", "Name"), c.say("Giai đoạn", "Stage"), c.say("Lúc", "At"), c.say("Việc", "What"), ">"+c.say("Giá trị", "Value"))
	for i := range a.Rows {
		r := &a.Rows[i]
		t.row(r.Person.ID, deref(r.Person.Name), c.stage(r.Stage), c.whenListed(r, a.Asked.Timezone), c.whatListed(r, a.Kind), c.valueListed(r))
	}
	t.write(c.stdout)
	if a.Cursor != nil {
		fmt.Fprintf(c.stderr, c.say("còn nữa: --cursor %s\n", "there are more: --cursor %s\n"), *a.Cursor)
	}
}

func (c *call) whenListed(r *api.ListRow, zone string) string {
	if r.At == "" {
		return ""
	}
	return c.moment(r.At, zone)
}

// whatListed says what the row is besides a person.
func (c *call) whatListed(r *api.ListRow, kind string) string {
	switch {
	case r.Repeats != nil:
		return fmt.Sprintf(c.say("mua lại %d, bạn mua %d", "%d repeats, %d friends"), *r.Repeats, *r.Friends)
	case kind == string(wheel.ListsSpells) && r.To == "":
		return c.stage(r.From) + c.say(", đang tiếp diễn", ", going on")
	case r.From != "":
		return strings.TrimSuffix(c.stage(r.From)+" → "+c.stage(r.To)+", "+c.class(r), ", ")
	}
	return c.class(r)
}

func (c *call) class(r *api.ListRow) string { return c.say(classWords[r.Class], r.Class) }

var classWords = map[string]string{
	"new": "mua lần đầu", "repeat": "mua lại", "referred": "được giới thiệu", "refund": "hoàn tiền", "friend": "bạn được giới thiệu mua",
}

func (c *call) valueListed(r *api.ListRow) string {
	if r.Value == nil {
		return ""
	}
	return c.money(*r.Value, r.Currency)
}
