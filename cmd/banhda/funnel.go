package main

import (
	"context"
	"strings"

	"banhda/api"
	"banhda/wheel"
)

func funnelCommand() *command {
	return &command{name: "funnel",
		vi: "bao nhiêu người đi qua các bước, bước này sau bước kia", en: "how many people went through steps, one after the other",
		moreVi: `Các bước cách nhau bằng dấu phẩy: tên sự kiện, có thể kèm điều kiện trong ngoặc vuông, hoặc → và một giai đoạn.
Ví dụ: banhda funnel --steps 'Product Viewed, Order Completed[total >= 100], →promoter' --window 14d`,
		moreEn: `Steps are divided by commas: event names, with conditions in brackets where wanted, or → and a stage.
Example: banhda funnel --steps 'Product Viewed, Order Completed[total >= 100], →promoter' --window 14d`,
		setup: func(f *flags) action {
			r, p := f.reading(), f.period()
			var steps, window, order, breakdown string
			f.text(&steps, "steps", "STEPS", "các bước (bắt buộc)", "the steps (required)")
			f.text(&window, "window", "14d", "trong bao lâu kể từ bước đầu (mặc định: không giới hạn)", "within how long of the first step (default: no limit)")
			f.text(&order, "order", "ordered|strict|any", "các bước nối nhau thế nào (mặc định: ordered)", "how steps follow one another (default: ordered)")
			f.text(&breakdown, "breakdown", "PROP", "chia theo một thuộc tính của sự kiện ở bước đầu", "divide by a property of the first step's event")
			return func(ctx context.Context, c *call) error {
				if steps == "" {
					return &usageError{funnelCommand(), c.say("thiếu --steps", "--steps is missing")}
				}
				q := r.query()
				p.add(q)
				add(q, "steps", steps)
				add(q, "window", window)
				add(q, "order", order)
				add(q, "breakdown", breakdown)
				raw, err := c.ask(ctx, "GET", "/v1/funnel", q, nil)
				if err != nil {
					return err
				}
				return show(c, raw, printFunnel)
			}
		}}
}

func printFunnel(c *call, a *api.FunnelAnswer) {
	c.heading(&a.Asked)
	window := a.Asked.Window
	if window == "" {
		window = c.say("không giới hạn", "no limit")
	}
	c.title(c.say("Phễu", "Funnel") + ": " + strings.Join(a.Asked.Steps, ", ") + "  (" + a.Asked.Order + ", " + window + ")")
	c.printSteps(a.Steps)
	for _, v := range a.Breakdown {
		name := c.say("(không có)", "(missing)")
		if v.Value != nil {
			name = *v.Value
		}
		c.title(a.Asked.Breakdown + " = " + name)
		c.printSteps(v.Steps)
	}
}

func (c *call) printSteps(steps []wheel.FunnelStep) {
	t := newTable(c.say("Bước", "Step"), ">"+c.say("Người", "People"), ">"+c.say("So với đầu", "Of first"), ">"+c.say("So với trước", "Of previous"), ">"+c.say("Trung vị chờ", "Median wait"))
	for i, s := range steps {
		previous, wait := c.maybePercent(s.OfPrevious, 2), c.seconds(s.MedianSeconds)
		if i == 0 {
			previous, wait = "", ""
		}
		t.row(s.Name, c.whole(int64(s.People)), c.maybePercent(s.OfFirst, 2), previous, wait)
	}
	t.write(c.stdout)
}
