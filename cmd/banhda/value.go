package main

import (
	"context"

	"banhda/api"
	"banhda/wheel/value"
)

func valueCommand() *command {
	return &command{name: "value",
		vi: "người đã mua được kỳ vọng sẽ mua gì: quán tính và đường trôi", en: "what those who bought are expected to buy: momentum and coasting",
		moreVi: "Hai mô hình BG/NBD (số lần mua) và Gamma–Gamma (giá trị), ước lượng hợp lý cực đại.",
		moreEn: "Two models, BG/NBD for purchases and Gamma–Gamma for value, by maximum likelihood.",
		setup: func(f *flags) action {
			r, at, horizon := f.reading(), "", ""
			f.anyPeriod()
			f.text(&at, "at", "D", "trọn ngày này được tính (mặc định: ngày trọn vẹn gần nhất)", "the whole of this day counts (default: the last whole day)")
			f.text(&horizon, "horizon", "90d", "nhìn trước bao xa (mặc định: 90d)", "how far ahead (default: 90d)")
			return func(ctx context.Context, c *call) error {
				q := r.query()
				add(q, "at", at)
				add(q, "horizon", horizon)
				raw, err := c.ask(ctx, "GET", "/v1/value", q, nil)
				if err != nil {
					return err
				}
				return show(c, raw, printValue)
			}
		}}
}

func printValue(c *call, a *api.ValueAnswer) {
	c.heading(&a.Asked)
	c.title(c.say("Người đã mua", "People who bought"))
	t := newTable("", ">")
	t.row(c.say("Đến hết ngày", "Up to the end of"), a.Asked.At)
	t.row(c.say("Người mua", "Buyers"), c.whole(int64(a.People)))
	t.row(c.say("Mua từ hai ngày trở lên", "On more than one day"), c.whole(int64(a.Repeaters)))
	t.write(c.stdout)
	c.printModels(a)
	c.printExpected(a)
	c.printCoasting(a)
}

func (c *call) printExpected(a *api.ValueAnswer) {
	c.title(c.say("Kỳ vọng", "Expected"))
	t := newTable("", ">", ">"+c.say("Khoảng 95 %", "95% interval"))
	t.row(c.say("Lần mua trong ", "Purchases in ")+c.decimal(a.Next.Days, 0)+c.say(" ngày tới", " days"), c.maybe(a.Next.Purchases, 1), c.interval(a.Next.PurchasesInterval, 1))
	t.row(c.say("Doanh thu cùng kỳ", "Revenue in the same"), c.maybeMoney(a.Next.Revenue, a.Currency), c.moneyInterval(a.Next.RevenueInterval, a.Currency))
	if h := a.Next.Happened; h != nil {
		t.row(c.say("Đã xảy ra: lần mua", "Happened: purchases"), c.whole(int64(h.Purchases)), "")
		t.row(c.say("Đã xảy ra: doanh thu", "Happened: revenue"), c.money(h.Revenue, a.Currency), "")
	}
	var momentum *value.MoneyInterval
	if a.Momentum.Low != nil && a.Momentum.High != nil {
		momentum = &value.MoneyInterval{Low: *a.Momentum.Low, High: *a.Momentum.High}
	}
	t.row(c.say("Quán tính (90 ngày)", "Momentum (90 days)"), c.maybeMoney(a.Momentum.Revenue, a.Currency), c.moneyInterval(momentum, a.Currency))
	t.row(c.say("Chu kỳ bán rã (ngày)", "Half-life (days)"), c.maybe(a.HalfLife, 0), c.interval(a.HalfLifeInterval, 0))
	t.write(c.stdout)
}

func (c *call) interval(i *value.Interval, places int) string {
	if i == nil {
		return c.unknown()
	}
	return c.decimal(i.Low, places) + " – " + c.decimal(i.High, places)
}

func (c *call) moneyInterval(i *value.MoneyInterval, currency string) string {
	if i == nil {
		return c.unknown()
	}
	return c.money(i.Low, currency) + " – " + c.money(i.High, currency)
}

func (c *call) printModels(a *api.ValueAnswer) {
	c.title(c.say("Mô hình", "Models"))
	if m := a.BGNBD; m != nil {
		c.print("BG/NBD        r %s  α %s  a %s  b %s  LL %s", c.decimal(m.R, 3), c.decimal(m.Alpha, 3), c.decimal(m.A, 3), c.decimal(m.B, 3), c.decimal(m.LogLikelihood, 1))
	} else {
		c.print("BG/NBD        %s", c.unknown())
	}
	if m := a.GammaGamma; m != nil {
		c.print("Gamma–Gamma   p %s  q %s  γ %s  LL %s  %s %s", c.decimal(m.P, 2), c.decimal(m.Q, 2), c.decimal(m.Gamma, 2), c.decimal(m.LogLikelihood, 1), c.say("trung bình", "mean"), c.money(m.Mean, a.Currency))
	} else {
		c.print("Gamma–Gamma   %s", c.unknown())
	}
}

// coastingRows is how many blocks of the curve people are shown; JSON has them all.
const coastingRows = 12

func (c *call) printCoasting(a *api.ValueAnswer) {
	if len(a.Coasting) == 0 {
		return
	}
	c.title(c.say("Đường trôi, theo khối 30 ngày", "Coasting, by blocks of 30 days"))
	t := newTable(">"+c.say("Khối", "Block"), ">"+c.say("Lần mua", "Purchases"), ">"+c.say("Doanh thu", "Revenue"))
	for _, b := range a.Coasting[:min(len(a.Coasting), coastingRows)] {
		t.row(c.whole(int64(b.Block)), c.decimal(b.Purchases, 1), c.maybeMoney(b.Revenue, a.Currency))
	}
	t.write(c.stdout)
}
