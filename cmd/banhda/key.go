package main

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"banhda/api"
)

func keyCommand() *command {
	return &command{name: "key", args: "add|remove|list [NAME or ID]", least: 1, most: 2,
		vi: "khoá cho chương trình: gửi sự kiện hoặc gọi API", en: "keys for programs: to send events or to ask the API",
		moreVi: `Khoá ghi (wk_…) gửi sự kiện; khoá API (ak_…) làm những gì --scopes cho phép và chỉ được in ra một lần.
Khoá ghi hạng browser nằm trong trang web, ai cũng đọc được: nó chỉ điền chỗ trống, không ghi đè và không gộp người.`,
		moreEn: `A write key (wk_…) sends events; an API key (ak_…) does what --scopes allow, and is printed this once.
A write key of rank browser stands in web pages for all to read: it fills blanks, overwrites nothing and merges nobody.`,
		setup: func(f *flags) action {
			o := newKey{Kind: "write", Rank: "browser"}
			f.text(&o.Kind, "kind", "KIND", "với add: write hoặc api (mặc định: write)", "with add: write or api (default: write)")
			f.text(&o.Rank, "rank", "RANK", "với add, khoá ghi: browser hoặc server (mặc định: browser)", "with add, a write key: browser or server (default: browser)")
			f.text(&o.Source, "source", "NAME", "với add, khoá ghi: tên nguồn ghi vào sự kiện (mặc định: NAME)", "with add, a write key: what its events say they come from (default: NAME)")
			f.text(&o.scopes, "scopes", "LIST", "với add, khoá API: các quyền, cách nhau bằng dấu phẩy, ví dụ wheel:read,people:read", "with add, an API key: permissions divided by commas, such as wheel:read,people:read")
			f.text(&o.origins, "origins", "LIST", "với add, khoá ghi: các trang được dùng khoá, ví dụ https://example.com (mặc định: mọi trang)", "with add, a write key: the sites that may use it, such as https://example.com (default: any)")
			return func(ctx context.Context, c *call) error { return c.key(ctx, o) }
		}}
}

type newKey struct {
	Name    string   `json:"name"`
	Kind    string   `json:"kind"`
	Rank    string   `json:"rank,omitempty"`
	Source  string   `json:"source,omitempty"`
	Scopes  []string `json:"scopes,omitempty"`
	Origins []string `json:"origins,omitempty"`

	scopes, origins string
}

func (c *call) key(ctx context.Context, o newKey) error {
	verb := c.args[0]
	if (verb == "list") != (len(c.args) == 1) {
		return &usageError{keyCommand(), c.say("viết list, add NAME, hoặc remove ID", "write list, add NAME, or remove ID")}
	}
	switch verb {
	case "list":
		return c.listKeys(ctx)
	case "add":
		o.Name, o.Scopes, o.Origins = c.args[1], listed(o.scopes), listed(o.origins)
		return c.addKey(ctx, o)
	case "remove":
		return c.removeKey(ctx, c.args[1])
	}
	return &usageError{keyCommand(), fmt.Sprintf(c.say("key không biết làm %q", "key cannot %q"), verb)}
}

// listed divides a list by its commas.
func listed(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' })
}

func (c *call) listKeys(ctx context.Context) error {
	raw, err := c.ask(ctx, "GET", "/v1/keys", nil, nil)
	if err != nil {
		return err
	}
	return show(c, raw, func(c *call, a *api.KeysAnswer) {
		t := newTable("ID", c.say("Tên", "Name"), c.say("Loại", "Kind"), c.say("Hạng", "Rank"), c.say("Quyền", "Scopes"), c.say("Khoá", "Key"))
		for _, k := range a.Keys {
			t.row(k.ID, k.Name, k.Kind, k.Rank, strings.Join(k.Scopes, ","), k.Token)
		}
		t.write(c.stdout)
	})
}

func (c *call) addKey(ctx context.Context, o newKey) error {
	raw, err := c.ask(ctx, "POST", "/v1/keys", nil, o)
	if err != nil {
		return err
	}
	return show(c, raw, func(c *call, k *api.AccessKey) {
		t := newTable("", "")
		t.row(c.say("Khoá", "Key"), k.Token)
		t.row("ID", k.ID)
		t.write(c.stdout)
	})
}

func (c *call) removeKey(ctx context.Context, id string) error {
	raw, err := c.ask(ctx, "DELETE", "/v1/keys/"+url.PathEscape(id), nil, nil)
	if err != nil {
		return err
	}
	return show(c, raw, func(c *call, a *api.RemovedAnswer) {
		c.print(c.say("khoá %s không mở được gì nữa", "key %s opens nothing any more"), a.ID)
	})
}
