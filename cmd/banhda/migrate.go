package main

import (
	"context"

	"banhda/api"
)

func migrateCommand() *command {
	return &command{name: "migrate",
		vi: "đưa thư mục dữ liệu lên phiên bản của chương trình này", en: "bring the data directory to this program's version",
		moreVi: "Mọi lệnh đều tự làm việc này khi mở thư mục; migrate chỉ làm riêng nó, trước khi chạy serve.",
		moreEn: "Every command does this when it opens the directory; migrate does nothing else, to be run before serve.",
		setup: func(*flags) action {
			return func(ctx context.Context, c *call) error {
				raw, err := c.ask(ctx, "GET", "/v1/status", nil, nil)
				if err != nil {
					return err
				}
				return show(c, raw, func(c *call, a *api.StatusAnswer) {
					c.print(c.say("thư mục dữ liệu ở phiên bản của banhda %s, %s bản ghi", "the data directory is at the version of banhda %s, %s entries"), a.Version, c.whole(a.Tail))
				})
			}
		}}
}
