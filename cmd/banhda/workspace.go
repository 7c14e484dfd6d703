package main

import (
	"context"

	"banhda/api"
)

func workspaceCommand() *command {
	return &command{name: "workspace", args: "show|set", least: 1, most: 1,
		vi: "tên, múi giờ và đồng tiền của công ty", en: "the company's name, time zone and currency",
		setup: func(f *flags) action {
			var w api.Workspace
			f.text(&w.Name, "name", "NAME", "với set: tên công ty", "with set: the company's name")
			f.text(&w.Timezone, "timezone", "ZONE", "với set: múi giờ IANA, ví dụ Asia/Ho_Chi_Minh", "with set: an IANA zone such as Asia/Ho_Chi_Minh")
			f.text(&w.Currency, "currency", "CODE", "với set: mã ISO 4217, ví dụ VND; chỉ đổi được khi chưa có sự kiện nào", "with set: an ISO 4217 code such as VND; only while there are no events")
			return func(ctx context.Context, c *call) error {
				method, body := "GET", any(nil)
				switch c.args[0] {
				case "show":
				case "set":
					method, body = "PUT", given(w)
				default:
					return &usageError{workspaceCommand(), c.say("viết show hoặc set", "write show or set")}
				}
				raw, err := c.ask(ctx, method, "/v1/workspace", nil, body)
				if err != nil {
					return err
				}
				return show(c, raw, func(c *call, w *api.Workspace) {
					t := &table{}
					t.row(c.say("Tên", "Name"), w.Name)
					t.row(c.say("Múi giờ", "Time zone"), w.Timezone)
					t.row(c.say("Đồng tiền", "Currency"), w.Currency)
					t.write(c.stdout)
				})
			}
		}}
}

// given leaves out what was not stated.
func given(w api.Workspace) map[string]string {
	body := map[string]string{}
	for key, value := range map[string]string{"name": w.Name, "timezone": w.Timezone, "currency": w.Currency} {
		if value != "" {
			body[key] = value
		}
	}
	return body
}
