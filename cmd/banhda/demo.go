package main

import (
	"context"

	"banhda/api"
)

func demoCommand() *command {
	return &command{name: "demo", vi: "nạp công ty mẫu Cà phê Sương Mai", en: "load the sample company, Cà phê Sương Mai",
		moreVi: "Hai năm của một công ty cà phê không có thật, tính đến hết hôm qua, chỉ nạp vào thư mục chưa có sự kiện nào. Gọi lần nữa không đổi gì. Chuyện kể ở docs/sample.vi.md.",
		moreEn: "Two years of a coffee company that never was, up to the end of yesterday; only where there are no events yet. Called again it changes nothing. The story is in docs/sample.md.",
		setup: func(f *flags) action {
			remove := false
			f.toggle(&remove, "remove", "gỡ công ty mẫu", "take the sample company back")
			return func(ctx context.Context, c *call) error {
				method := "POST"
				if remove {
					method = "DELETE"
				}
				raw, err := c.ask(ctx, method, "/v1/sample", nil, nil)
				if err != nil {
					return err
				}
				return show(c, raw, printSample)
			}
		}}
}

func printSample(c *call, a *api.SampleAnswer) {
	switch {
	case a.Loaded && a.Changed:
		c.print(c.say("đã nạp %s: %s sự kiện của %s người trong %s giây; gỡ bằng banhda demo --remove", "loaded %s: %s events of %s people in %s s; take it back with banhda demo --remove"),
			a.Name, c.whole(a.Events), c.whole(a.People), c.decimal(a.Seconds, 1))
	case a.Loaded:
		c.print(c.say("%s đã có sẵn: %s sự kiện của %s người", "%s is there already: %s events of %s people"), a.Name, c.whole(a.Events), c.whole(a.People))
	case a.Changed:
		c.print(c.say("đã gỡ %s: %s sự kiện", "%s is taken back: %s events"), a.Name, c.whole(a.Events))
	default:
		c.print(c.say("không có %s ở đây", "%s is not here"), a.Name)
	}
}
