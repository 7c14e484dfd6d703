package main

import (
	"context"
	"fmt"

	"banhda/api"
	"banhda/wheel"
)

func wheelCommand() *command {
	return &command{name: "wheel",
		vi: "bánh đà của một giai đoạn: tồn, dòng, tốc độ, doanh thu, tăng trưởng",
		en: "the flywheel of a period: stock, flow, speed, revenue, growth",
		setup: func(f *flags) action {
			r, p := f.reading(), f.period()
			return func(ctx context.Context, c *call) error {
				q := r.query()
				p.add(q)
				raw, err := c.ask(ctx, "GET", "/v1/wheel", q, nil)
				if err != nil {
					return err
				}
				return show(c, raw, printWheel)
			}
		}}
}

func printWheel(c *call, a *api.WheelAnswer) {
	c.heading(&a.Asked)
	c.printStock(a)
	c.printFlows(a)
	c.printSpeed(a)
	c.printTurning(a)
	c.printRevenue(&a.Revenue)
	c.printGrowth(a)
	c.printGain(&a.Gain)
	c.title(fmt.Sprintf(c.say("Phễu của bánh đà (đến trong kỳ): %s → tiềm năng %s → khách hàng %s → quảng bá %s", "Funnel of the wheel (arrived in the period): %s → prospect %s → customer %s → promoter %s"),
		c.whole(a.Cohort.Arrived), c.whole(a.Cohort.Prospect), c.whole(a.Cohort.Customer), c.whole(a.Cohort.Promoter)))
}

// heading says what the figures below were asked about.
func (c *call) heading(a *api.Asked) {
	switch {
	case a.From != nil && a.To != nil:
		c.print(c.say("Kỳ: %s đến trước %s", "Period: %s up to %s"), c.moment(*a.From, a.Timezone), c.moment(*a.To, a.Timezone))
	case a.From != nil:
		c.print(c.say("Kỳ: từ %s", "Period: from %s"), c.moment(*a.From, a.Timezone))
	case a.To != nil:
		c.print(c.say("Kỳ: đến trước %s", "Period: up to %s"), c.moment(*a.To, a.Timezone))
	}
	c.print(c.say("Tính đến: %s (%s), bản ghi %s, quy tắc bản %s", "As of: %s (%s), entry %s, rules version %s"),
		c.moment(a.AsOf, a.Timezone), a.Timezone, c.whole(a.Seq), c.whole(a.RulesVersion))
	if a.KnownAt != nil {
		c.print(c.say("Như đã biết lúc: %s", "As known at: %s"), c.moment(*a.KnownAt, a.Timezone))
	}
	if a.Segment != nil {
		c.print(c.say("Chỉ những người: %s", "Only people with: %s"), *a.Segment)
	}
}

func (c *call) printStock(a *api.WheelAnswer) {
	c.title(c.say("Số người", "People"))
	t := newTable(c.say("Giai đoạn", "Stage"), ">"+c.say("Đầu kỳ", "Start"), ">"+c.say("Cuối kỳ", "End"))
	from, to := a.Stock.From, a.Stock.To
	for _, r := range []struct {
		stage      wheel.Stage
		start, end int64
	}{
		{wheel.Stranger, from.Stranger, to.Stranger}, {wheel.Prospect, from.Prospect, to.Prospect},
		{wheel.Customer, from.Customer, to.Customer}, {wheel.Promoter, from.Promoter, to.Promoter},
		{wheel.Dormant, from.Dormant, to.Dormant},
	} {
		t.row(c.stage(r.stage.String()), c.whole(r.start), c.whole(r.end))
	}
	t.write(c.stdout)
	c.print(c.say("Mới đến: %s   Khối lượng: %s", "Arrivals: %s   Mass: %s"), c.whole(a.Arrivals), c.whole(a.Mass))
}

func (c *call) arrow(from, to wheel.Stage) string {
	return c.stage(from.String()) + " → " + c.stage(to.String())
}

func (c *call) printFlows(a *api.WheelAnswer) {
	c.title(c.say("Dòng chuyển", "Flow"))
	t := newTable(c.say("Mũi tên", "Arrow"), ">"+c.say("Lượt", "Moves"), ">"+c.say("Người", "People"))
	for _, f := range a.Flows {
		t.row(c.arrow(f.From, f.To), c.whole(f.Transitions), c.whole(f.People))
	}
	t.write(c.stdout)
}

func (c *call) printSpeed(a *api.WheelAnswer) {
	c.title(c.say("Tốc độ chuyển", "Speed"))
	t := newTable(c.say("Mũi tên", "Arrow"), ">n", ">"+c.say("7 ngày", "7 d"), ">"+c.say("30 ngày", "30 d"), ">"+c.say("90 ngày", "90 d"), ">"+c.say("Trung vị (ngày)", "Median (d)"))
	for _, s := range a.Speed {
		median := c.say("chưa tới một nửa", "not reached")
		if s.MedianDays != nil {
			median = c.decimal(*s.MedianDays, 1)
		} else if s.Within.Week == nil {
			median = c.unknown()
		}
		t.row(c.arrow(s.From, s.To), c.whole(s.Spells), c.maybePercent(s.Within.Week, 2), c.maybePercent(s.Within.Month, 2), c.maybePercent(s.Within.Quarter, 2), median)
	}
	t.write(c.stdout)
}

func (c *call) printTurning(a *api.WheelAnswer) {
	c.title(c.say("Vòng quay", "Turning"))
	t := newTable("", ">")
	t.row(c.say("Vòng quay trong kỳ", "Rotations"), c.whole(a.Rotations))
	t.row(c.say("Vòng / 100 khách / 30 ngày", "Rotations per 100 active customers per 30 days"), c.maybe(a.RotationSpeed, 2))
	t.row(c.say("Hệ số tự duy trì", "Self-sustaining ratio"), c.maybe(a.SelfSustaining, 2))
	t.row(c.say("Tỷ trọng bánh đà trong doanh thu", "Wheel's share of revenue"), c.maybePercent(a.WheelShare, 1))
	t.write(c.stdout)
}

func (c *call) printRevenue(r *wheel.Revenue) {
	c.title(c.say("Doanh thu", "Revenue"))
	t := newTable("", ">")
	for _, line := range []struct {
		vi, en string
		amount *int64
	}{{"Tổng", "Total", r.Total}, {"Mới", "New", r.New}, {"Mua lại", "Repeat", r.Repeat}, {"Được giới thiệu", "Referred", r.Referred}, {"Hoàn tiền (đứng riêng)", "Refunds (beside it)", &r.Refunds}} {
		t.row(c.say(line.vi, line.en), c.maybeMoney(line.amount, r.Currency))
	}
	for _, o := range r.Others {
		t.row(c.say("Tiền khác", "Other currency"), c.money(o.Total, o.Currency))
	}
	t.write(c.stdout)
}

func (c *call) maybeMoney(minor *int64, currency string) string {
	if minor == nil {
		return c.unknown()
	}
	return c.money(*minor, currency)
}

func (c *call) printGrowth(a *api.WheelAnswer) {
	c.title(c.say("Tăng trưởng", "Growth"))
	p := a.Growth.People
	c.print(c.say("Khách đang hoạt động: %s + mới %s + đánh thức %s − ngủ quên %s = %s", "Active customers: %s + new %s + awakened %s − dormant %s = %s"),
		c.whole(p.Start), c.whole(p.New), c.whole(p.Awakened), c.whole(p.Dormant), c.whole(p.End))
	r := a.Growth.Revenue
	if r == nil {
		c.print("%s: %s", c.say("Doanh thu so với kỳ trước", "Revenue against the period before"), c.unknown())
		return
	}
	c.print(c.say("Doanh thu: trước %s + mới %s + quay lại %s + mở rộng %s − thu hẹp %s − mất %s = %s", "Revenue: before %s + new %s + reactivated %s + expansion %s − contraction %s − lost %s = %s"),
		c.money(r.Before, a.Revenue.Currency), c.money(r.New, a.Revenue.Currency), c.money(r.Reactivated, a.Revenue.Currency), c.money(r.Expansion, a.Revenue.Currency),
		c.money(r.Contraction, a.Revenue.Currency), c.money(r.Lost, a.Revenue.Currency), c.money(r.After, a.Revenue.Currency))
}
