package main

import (
	"context"
	"math"
	"net/url"
	"slices"

	"banhda/api"
	"banhda/wheel"
	"banhda/wheel/lift"
)

func liftCommand() *command {
	return &command{name: "lift",
		vi: "một thử nghiệm ngẫu nhiên nâng mục tiêu lên bao nhiêu, so với nhóm đối chứng", en: "by how much a randomised experiment lifts a goal, against its control",
		moreVi: "Khoảng tin cậy 95 %: tỉ lệ theo Wilson, chênh lệch theo Newcombe, giá trị theo Welch. Tỉ lệ mẫu được kiểm bằng khi bình phương.",
		moreEn: "Intervals of 95 %: of rates Wilson's, of their difference Newcombe's, of values Welch's. The sizes of the arms are checked by chi-square.",
		setup: func(f *flags) action {
			r := f.reading()
			var from, to, arm, control, goal, window string
			var value bool
			f.text(&from, "from", "D", "chỉ tính mục tiêu từ ngày này (mặc định: từ đầu)", "only goals from this day on (default: from the beginning)")
			f.text(&to, "to", "D", "chỉ tính mục tiêu trước ngày này (mặc định: bây giờ)", "only goals before this day (default: now)")
			f.text(&arm, "arm", "PROP", "trường của người, hoặc thuộc tính của sự kiện, cho biết ai thuộc nhóm nào (bắt buộc)", "the field of people, or property of events, that says which arm somebody is in (required)")
			f.text(&control, "control", "VALUE", "nhóm đối chứng (bắt buộc)", "the arm to compare with (required)")
			f.text(&goal, "goal", "EVENT", "sự kiện được tính là đạt mục tiêu, ví dụ 'Order Completed' hoặc →customer (bắt buộc)", "the event that counts as reached, such as 'Order Completed' or →customer (required)")
			f.text(&window, "window", "14d", "trong vòng bao lâu kể từ khi tham gia (mặc định: không giới hạn)", "within how long of taking part (default: no limit)")
			f.toggle(&value, "value", "so cả giá trị trên đầu người", "compare values per head, too")
			return func(ctx context.Context, c *call) error {
				if arm == "" || control == "" || goal == "" {
					return &usageError{liftCommand(), c.say("cần cả --arm, --control và --goal", "--arm, --control and --goal are needed")}
				}
				q := r.query()
				for name, text := range map[string]string{"from": from, "to": to, "arm": arm, "control": control, "goal": goal, "window": window} {
					add(q, name, text)
				}
				return c.lift(ctx, q, value)
			}
		}}
}

func (c *call) lift(ctx context.Context, q url.Values, value bool) error {
	if value {
		q.Set("value", "true")
	}
	raw, err := c.ask(ctx, "GET", "/v1/lift", q, nil)
	if err != nil {
		return err
	}
	return show(c, raw, printLift)
}

func printLift(c *call, a *api.LiftAnswer) {
	c.heading(&a.Asked)
	c.title(c.say("Nhóm", "Arms"))
	t := newTable("", ">"+c.say("Người", "People"), ">"+c.say("Đạt", "Reached"), ">"+c.say("Tỉ lệ", "Rate"), ">"+c.say("Khoảng 95 %", "95% interval"))
	for _, r := range a.Arms {
		t.row(r.Arm, c.whole(r.People), c.whole(r.Converted), c.maybePercent(r.Rate, 2), c.percents(r.Interval))
	}
	t.write(c.stdout)
	c.title(c.say("So với ", "Against ") + a.Control)
	t = newTable("", ">"+c.say("Chênh lệch", "Difference"), ">"+c.say("Khoảng 95 %", "95% interval"), ">"+c.say("Tương đối", "Relative"), c.say("Kết luận", "Verdict"), ">"+c.say("Phát hiện được từ", "Detectable from"))
	for _, r := range a.Arms[1:] {
		if l := r.Lift; l != nil {
			t.row(r.Arm, c.percentPoints(l.Difference), c.percentPoints(l.Interval.Low)+" – "+c.percentPoints(l.Interval.High), c.maybePercent(l.Relative, 1), c.verdict(l.Known, l.Difference), c.detectable(l.Detectable))
		}
	}
	t.write(c.stdout)
	c.printLiftedValue(a)
	sizes := c.say("Cỡ các nhóm khớp với phép chia ngẫu nhiên: p = %s", "The arms' sizes are what chance makes: p = %s")
	if !a.SampleRatio.OK {
		sizes = c.say("Cỡ các nhóm không do ngẫu nhiên (p = %s): thử nghiệm hỏng ở đâu đó, đừng đọc kết quả.", "Chance did not make these arms (p = %s): the experiment is broken somewhere; do not read its result.")
	}
	c.print(sizes, c.decimal(a.SampleRatio.P, 4))
	if !slices.ContainsFunc(a.Arms, func(r lift.ArmRead) bool { return r.Converted > 0 }) {
		c.print("%s", c.say("Không ai đạt mục tiêu: hãy xem lại tên sự kiện và thời gian.", "Nobody reached the goal: look again at the name of the event, and at the time."))
	}
}

func (c *call) printLiftedValue(a *api.LiftAnswer) {
	if a.Arms[0].Value == nil {
		return
	}
	c.title(c.say("Giá trị trên đầu người", "Value per head"))
	t := newTable("", ">"+c.say("Trung bình", "Mean"), ">"+c.say("Chênh lệch", "Difference"), ">"+c.say("Khoảng 95 %", "95% interval"), c.say("Kết luận", "Verdict"))
	for _, r := range a.Arms {
		t.row(append([]string{r.Arm, c.maybeMean(r.Value.PerHead, a.Currency)}, c.valueLift(r.Value.Lift, a.Currency)...)...)
	}
	t.write(c.stdout)
}

func (c *call) valueLift(l *lift.ValueLift, currency string) []string {
	if l == nil {
		return []string{"", "", ""}
	}
	return []string{c.mean(l.Difference, currency), c.mean(l.Interval.Low, currency) + " – " + c.mean(l.Interval.High, currency), c.verdict(l.Known, l.Difference)}
}

// verdict says in words whether chance explains a difference.
func (c *call) verdict(known bool, difference float64) string {
	switch {
	case !known:
		return c.say("chưa biết được", "cannot know yet")
	case difference > 0:
		return c.say("nhiều hơn", "more")
	default:
		return c.say("ít hơn", "less")
	}
}

// percents writes an interval of fractions.
func (c *call) percents(i *lift.Range) string {
	if i == nil {
		return c.unknown()
	}
	return c.percent(i.Low, 2) + " – " + c.percent(i.High, 2)
}

// percentPoints writes a difference of fractions, with its sign.
func (c *call) percentPoints(f float64) string {
	sign := ""
	if f > 0 {
		sign = "+"
	}
	return sign + c.decimal(100*f, 2) + c.say(" điểm", " pt")
}

// mean writes a mean of minor units: it has two digits more than the currency.
func (c *call) mean(f float64, currency string) string {
	digits := wheel.MinorDigits(currency)
	return c.decimal(f/math.Pow10(digits), digits+2) + " " + currency
}

func (c *call) maybeMean(f *float64, currency string) string {
	if f == nil {
		return c.unknown()
	}
	return c.mean(*f, currency)
}

func (c *call) detectable(f *float64) string {
	if f == nil {
		return c.unknown()
	}
	return c.percentPoints(*f)
}
