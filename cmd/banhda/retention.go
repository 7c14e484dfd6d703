package main

import (
	"context"
	"strconv"

	"banhda/api"
	"banhda/wheel"
)

func retentionCommand() *command {
	return &command{name: "retention",
		vi: "ai quay lại, theo ngày, tuần hoặc tháng của lần đầu", en: "who came back, by the day, week or month of their first time",
		moreVi: "Ví dụ: banhda retention --first 'Order Completed' --return 'Order Completed' --every month --periods 6 --from 2026-01-01 --to 2026-07-01\nDấu ~ đánh dấu kỳ chưa hết; ô trống là kỳ chưa bắt đầu.",
		moreEn: "Example: banhda retention --first 'Order Completed' --return 'Order Completed' --every month --periods 6 --from 2026-01-01 --to 2026-07-01\nA ~ marks the period that is not over; an empty cell one that has not begun.",
		setup: func(f *flags) action {
			r, p := f.reading(), f.period()
			var first, again, every string
			var periods int
			var unbounded bool
			f.text(&first, "first", "X", "sự kiện (hoặc →giai đoạn) mở đầu, tính lần đầu tiên từ trước tới nay (bắt buộc)", "the event (or →stage) that begins it, by its first time ever (required)")
			f.text(&again, "return", "Y", "sự kiện (hoặc →giai đoạn) được coi là quay lại (bắt buộc)", "the event (or →stage) that counts as coming back (required)")
			f.text(&every, "every", "day|week|month", "kỳ theo lịch (mặc định: month)", "the calendar period (default: month)")
			f.number(&periods, "periods", "N", "theo dõi bao nhiêu kỳ, kể cả kỳ đầu (mặc định: 12)", "how many periods to follow, the first included (default: 12)")
			f.toggle(&unbounded, "unbounded", "đếm cả những ai quay lại muộn hơn", "count who came back in a period or later")
			return func(ctx context.Context, c *call) error {
				if first == "" || again == "" {
					return &usageError{retentionCommand(), c.say("thiếu --first hoặc --return", "--first or --return is missing")}
				}
				q := r.query()
				p.add(q)
				add(q, "first", first)
				add(q, "return", again)
				add(q, "every", every)
				addNumber(q, "periods", periods)
				if unbounded {
					add(q, "unbounded", "true")
				}
				raw, err := c.ask(ctx, "GET", "/v1/retention", q, nil)
				if err != nil {
					return err
				}
				return show(c, raw, printRetention)
			}
		}}
}

func printRetention(c *call, a *api.RetentionAnswer) {
	c.heading(&a.Asked)
	c.title(c.say("Quay lại", "Retention") + ": " + a.Asked.First + " → " + a.Asked.Return)
	head := []string{c.say("Nhóm", "Cohort"), ">n"}
	for k := range a.Asked.Periods {
		head = append(head, ">"+strconv.Itoa(k))
	}
	t := newTable(head...)
	for _, h := range a.Cohorts {
		cells := []string{h.Start, c.whole(int64(h.Size))}
		for _, cell := range h.Returned {
			cells = append(cells, c.cell(cell))
		}
		t.row(cells...)
	}
	t.write(c.stdout)
}

func (c *call) cell(cell *wheel.RetentionCell) string {
	switch {
	case cell == nil:
		return ""
	case cell.Rate == nil:
		return "–"
	}
	s := c.percent(*cell.Rate, 1)
	if cell.Partial {
		s = "~" + s
	}
	return s
}
