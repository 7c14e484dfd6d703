package main

import (
	"context"
	"fmt"

	"banhda/api"
	"banhda/wheel"
)

func gainCommand() *command {
	return &command{name: "gain",
		vi: "mỗi khách hàng mang thêm bao nhiêu lần mua và bạn bè", en: "how many purchases and friends each customer brings",
		setup: func(f *flags) action {
			r, horizon := f.reading(), ""
			f.anyPeriod()
			f.text(&horizon, "horizon", "180d", "trong bao lâu sau lần mua đầu (mặc định: 180d)", "how long after the first purchase (default: 180d)")
			return func(ctx context.Context, c *call) error {
				q := r.query()
				add(q, "horizon", horizon)
				raw, err := c.ask(ctx, "GET", "/v1/gain", q, nil)
				if err != nil {
					return err
				}
				return show(c, raw, func(c *call, a *api.GainAnswer) {
					c.heading(&a.Asked)
					c.printGain(&a.Gain)
				})
			}
		}}
}

func (c *call) printGain(g *wheel.Gain) {
	c.title(fmt.Sprintf(c.say("Hệ số mua lại và giới thiệu (%s ngày sau lần mua đầu)", "Gain (%s days after the first purchase)"), c.decimal(g.HorizonDays, 0)))
	t := newTable("", ">"+c.say("Trung bình", "Mean"), ">"+c.say("Khoảng 95 %", "95% interval"), ">n")
	for _, line := range []struct {
		vi, en string
		wheel.Estimate
	}{{"Mua thêm mỗi khách", "Further purchases per customer", g.Rep}, {"Bạn mua mỗi khách", "Friends who bought per customer", g.Ref}} {
		interval := c.unknown()
		if line.Low != nil && line.High != nil {
			interval = c.decimal(*line.Low, 3) + " – " + c.decimal(*line.High, 3)
		}
		t.row(c.say(line.vi, line.en), c.maybe(line.Mean, 3), interval, c.whole(line.Customers))
	}
	t.write(c.stdout)
}
