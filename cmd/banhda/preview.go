package main

import (
	"maps"
	"slices"
	"strings"

	"banhda/api"
	"banhda/hub/person"
)

func (c *call) printPreview(p *api.Preview) {
	for _, f := range p.Files {
		c.title(f.Path)
		c.print(c.say("Cột: %s", "Columns: %s"), strings.Join(f.Columns, ", "))
		rows := c.whole(f.Rows)
		if !f.Complete {
			rows = c.say("đầu tiên ", "first ") + rows
		}
		c.print(c.say("Dòng: %s → sự kiện %s, bỏ qua %s, từ chối %s", "Rows: %s → events %s, left out %s, refused %s"), rows, c.whole(f.Events), c.whole(f.LeftOut), c.whole(f.Refused))
		c.printNames(f.Names)
		c.printFirst(f.First)
		for _, r := range f.Refusals {
			c.print(c.say("✗ dòng %d, %s: %s", "✗ line %d, %s: %s"), r.Line, r.Column, r.Reason)
		}
		for _, w := range f.Warnings {
			c.print("! %s", w)
		}
	}
	c.title(c.say("Chỉ xem trước: chưa ghi gì.", "Only a preview: nothing was written."))
}

func (c *call) printNames(names []api.NameCount) {
	t := newTable(c.say("Sự kiện", "Event"), ">"+c.say("Số lượng", "Count"))
	for _, n := range names {
		t.row(n.Name, c.whole(n.Count))
	}
	t.write(c.stdout)
}

func (c *call) printFirst(events []api.PreviewEvent) {
	t := newTable(c.say("Lúc (UTC)", "At (UTC)"), c.say("Sự kiện", "Event"), c.say("Người", "Person"), ">"+c.say("Giá trị", "Value"))
	for _, e := range events {
		value := ""
		if e.Value != nil {
			value = c.money(*e.Value, e.Currency)
		}
		t.row(c.moment(e.At, "UTC"), e.Name, identifiers(&e.Person), value)
	}
	t.write(c.stdout)
}

// identifiers are those an event names its person by.
func identifiers(p *person.Identity) string {
	var list []string
	for _, s := range []string{p.UserID, p.Email, p.Phone, p.AnonymousID} {
		if s != "" {
			list = append(list, s)
		}
	}
	for _, system := range slices.Sorted(maps.Keys(p.External)) {
		list = append(list, system+":"+p.External[system])
	}
	return strings.Join(list, " ")
}
