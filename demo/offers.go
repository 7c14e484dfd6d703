package demo

import (
	"time"

	"banhda/hub/person"
	"banhda/hub/timeline"
)

// Offer is the quote of a deal, as far as it came. Instants are microseconds; 0: that has not happened.
type Offer struct {
	Sent, Seen, Decided int64
	Yes                 bool
	Word                string // what the customer wrote; empty: nothing
	Until               string // the last day it holds
}

// offerOf is how far the quote of a hope came, by where it stands; nil: there is none yet, or none any more.
func (h *hope) offerOf(i, opened, closes int, today time.Time) *Offer {
	at := func(back int, hour int) int64 {
		y, m, d := today.AddDate(0, 0, -max(back, 1)).Date()
		return time.Date(y, m, d, hour, 10, 0, 0, today.Location()).UnixMicro()
	}
	o := &Offer{Until: today.AddDate(0, 0, 30).Format(time.DateOnly)}
	switch {
	case h.stage == "qualified":
	case h.stage == "proposal":
		if o.Sent = at(min(opened, 6), 9); i%2 == 0 {
			o.Seen = at(min(opened, 5), 20)
		}
	case h.stage == "negotiation":
		o.Sent, o.Seen, o.Word = at(min(opened, 9), 9), at(min(opened, 8), 11), "Nếu bên mình lấy theo quý thì giá có bớt thêm không?"
	case h.stage == "won":
		o.Sent, o.Seen, o.Decided, o.Yes = at(min(opened, closes+4), 9), at(min(opened, closes+3), 11), at(closes, 15), true
	case h.reason == "competitor":
		o.Sent, o.Seen, o.Decided, o.Word = at(closes+6, 9), at(closes+5, 11), at(closes, 15), "Bên mình đã chọn nơi khác gần hơn, hẹn dịp sau nhé."
	default:
		return nil
	}
	return o
}

// Pay is money for an order, or back from it, in parts of its whole price.
type Pay struct {
	At      int64
	Percent int64
	Back    bool
}

// paid is what was paid for an office's order under way: of one a part, of one all, of one all and a part of it back.
func paid(i int, c *calendar) []Pay {
	day := len(c.days) - 1
	in, back := Pay{c.instant(day, 10), 100, false}, Pay{c.instant(day, 16), 40, true}
	switch i {
	case 1:
		in.Percent = 50
		return []Pay{in}
	case 2:
		return []Pay{in}
	case 4:
		return []Pay{in, back}
	case 5:
		back.Percent = 100
		return []Pay{in, back}
	}
	return nil
}

// Meeting is an appointment at an office.
type Meeting struct {
	Who      person.Identity
	Made     int64 // when it was booked
	From, To int64
	State    string // booked, held, missed
	Outcome  string
	Fresh    bool // the story does not tell of it
}

// meetings are those the story tells of in the last two months, one that nobody came to, and those that are to come.
func meetings(events []timeline.Event, firms []Firm, today time.Time) (list []Meeting) {
	const length = int64(45 * time.Minute / time.Microsecond)
	since := today.AddDate(0, -2, 0).UnixMicro()
	for i := range events {
		if e := &events[i]; e.Name == "Meeting Held" && e.At > since {
			list = append(list, Meeting{Who: e.Person, Made: e.At - 3*24*time.Hour.Microseconds(), From: e.At - length, To: e.At, State: "held", Outcome: "Đã pha thử ba loại, khách hẹn nhận báo giá."})
		}
	}
	day := today
	for i, f := range firms[:min(len(firms), 4)] {
		m := Meeting{Who: person.Identity{Email: f.Email}, State: "booked", Fresh: true, Made: today.AddDate(0, 0, -2-i).Truncate(time.Hour).UnixMicro()}
		at := day.AddDate(0, 0, 1)
		if i == 3 {
			at, m.State, m.Outcome, m.Made = today.AddDate(0, 0, -4), "missed", "Khách bận đột xuất, gọi lại sau.", today.AddDate(0, 0, -7).UnixMicro()
		}
		for at.Weekday() == time.Saturday || at.Weekday() == time.Sunday {
			at = at.AddDate(0, 0, 1)
		}
		if i < 3 {
			day = at
		}
		y, mo, d := at.Date()
		m.From = time.Date(y, mo, d, []int{9, 14, 10, 15}[i], 0, 0, 0, today.Location()).UnixMicro()
		m.To = m.From + length
		list = append(list, m)
	}
	return list
}
