package main

import (
	"context"
	"strings"

	"banhda/api"
)

func rebuildCommand() *command {
	return &command{name: "rebuild", args: "[NAME]", most: 1,
		vi: "dựng lại các bảng dẫn xuất từ nhật ký", en: "build what is derived from the log anew",
		moreVi: "Không có NAME thì dựng lại tất cả. Kết quả giống hệt; nhật ký không bị đụng tới.",
		moreEn: "Without NAME everything is rebuilt. The result is identical; the log is not touched.",
		setup: func(f *flags) action {
			watch := false
			f.toggle(&watch, "progress", "báo tiến độ, cả khi có --quiet", "tell of progress, even with --quiet")
			return func(ctx context.Context, c *call) error {
				c.quiet = c.quiet && !watch
				raw, err := c.ask(ctx, "POST", "/v1/rebuild", nil, map[string][]string{"names": c.args})
				if err != nil {
					return err
				}
				return show(c, raw, func(c *call, a *api.RebuiltAnswer) {
					c.print(c.say("đã dựng lại %s đến bản ghi %s trong %s giây", "rebuilt %s up to entry %s in %s s"), strings.Join(a.Rebuilt, ", "), c.whole(a.Seq), c.decimal(a.Seconds, 1))
				})
			}
		}}
}
