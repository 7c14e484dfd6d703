package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"

	"banhda/api"
)

func recordsCommand() *command {
	return &command{name: "records", args: "people|companies|products|orders|deals", least: 1, most: 1,
		vi: "danh sách bản ghi thoả một điều kiện, theo trang", en: "a list of records that fulfil a condition, by page",
		setup: func(f *flags) action {
			var where, search, view, sort, columns, cursor string
			var limit int
			f.text(&where, "where", "EXPR", "chỉ những bản ghi thoả điều kiện này", "only records that fulfil this condition")
			f.text(&search, "search", "TEXT", "chỉ những bản ghi tìm được bằng chữ này", "only what is found by this text")
			f.text(&view, "view", "ID", "theo bộ xem này", "as this view shows them")
			f.text(&sort, "sort", "LIST", "xếp theo các trường này, - đứng trước là giảm dần: owner,-created_at", "in order of these fields, those with - before them descending: owner,-created_at")
			f.text(&columns, "columns", "LIST", "các cột (mặc định: name,email,phone)", "columns (default: name,email,phone)")
			f.number(&limit, "limit", "N", "số bản ghi một trang (mặc định: 50)", "records on a page (default: 50)")
			f.text(&cursor, "cursor", "C", "con trỏ của trang trước", "the cursor of the page before")
			return func(ctx context.Context, c *call) error {
				if columns == "" {
					columns = "name,email,phone"
				}
				q := url.Values{}
				for name, value := range map[string]string{"where": where, "q": search, "view": view, "sort": sort, "columns": columns, "cursor": cursor} {
					add(q, name, value)
				}
				addNumber(q, "limit", limit)
				raw, err := c.ask(ctx, "GET", "/v1/records/"+url.PathEscape(c.args[0]), q, nil)
				if err != nil {
					return err
				}
				return show(c, raw, func(c *call, a *api.RecordsAnswer) { printRecords(c, a, strings.Split(columns, ",")) })
			}
		}}
}

func printRecords(c *call, a *api.RecordsAnswer, columns []string) {
	t := newTable(append([]string{"ID"}, columns...)...)
	for _, r := range a.Rows {
		cells := []string{r.ID}
		for _, key := range columns {
			cells = append(cells, plain(r.Values[key], r.Links[key]))
		}
		t.row(cells...)
	}
	t.write(c.stdout)
	if a.Cursor != nil {
		fmt.Fprintf(c.stderr, c.say("còn nữa: --cursor %s\n", "there are more: --cursor %s\n"), *a.Cursor)
	}
}

// plain is a value as a line of text: of what it links to the name, of lists and the like their JSON.
func plain(value, link any) string {
	if one, ok := link.(map[string]any); ok {
		if name, _ := one["name"].(string); name != "" {
			return name
		}
	}
	switch value := value.(type) {
	case nil:
		return ""
	case string:
		return value
	}
	text, err := json.Marshal(value)
	if err != nil {
		return ""
	}
	return string(text)
}
