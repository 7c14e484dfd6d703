package main

import (
	"context"
	"fmt"

	"banhda/api"
)

func peopleCommand() *command {
	return &command{name: "people",
		vi: "danh sách người, theo trang", en: "a list of people, by page",
		setup: func(f *flags) action {
			r := f.reading()
			f.anyPeriod()
			var search, stage, cursor string
			var limit int
			f.text(&search, "search", "TEXT", "tìm theo tên (không cần dấu), email, số điện thoại hoặc một phần, hay mã", "look for a name (marks aside), an e-mail address, a phone number or a part of one, or an id")
			f.text(&stage, "stage", "S", "chỉ những ai đang ở giai đoạn này: stranger, prospect, customer, promoter, dormant", "only who stands there: stranger, prospect, customer, promoter, dormant")
			f.number(&limit, "limit", "N", "số người một trang (mặc định: 50)", "people on a page (default: 50)")
			f.text(&cursor, "cursor", "C", "con trỏ của trang trước", "the cursor of the page before")
			return func(ctx context.Context, c *call) error {
				q := r.query()
				add(q, "q", search)
				add(q, "stage", stage)
				addNumber(q, "limit", limit)
				add(q, "cursor", cursor)
				raw, err := c.ask(ctx, "GET", "/v1/people", q, nil)
				if err != nil {
					return err
				}
				return show(c, raw, printPeople)
			}
		}}
}

func printPeople(c *call, a *api.PeopleAnswer) {
	t := newTable("ID", c.say("Tên", "Name"), c.say("Giai đoạn", "Stage"), c.say("Từ", "Since"), c.say("Thấy lần cuối", "Last seen"), ">"+c.say("Lần mua", "Purchases"), ">"+c.say("Doanh thu", "Revenue"))
	for _, p := range a.People {
		t.row(p.ID, deref(p.Name), c.stage(p.Stage), c.day(p.Since, a.Asked.Timezone), c.day(p.LastSeen, a.Asked.Timezone), c.whole(int64(p.Purchases)), c.money(p.Revenue, a.Currency))
	}
	t.write(c.stdout)
	if a.Cursor != nil {
		fmt.Fprintf(c.stderr, c.say("còn nữa: --cursor %s\n", "there are more: --cursor %s\n"), *a.Cursor)
	}
}
