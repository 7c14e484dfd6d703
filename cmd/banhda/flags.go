package main

import (
	"flag"
	"io"
	"net/url"
	"strconv"
)

// flags are those of one command, with what its help says of each, in both languages.
type flags struct {
	set  *flag.FlagSet
	call *call
	docs []flagDoc
}

type flagDoc struct {
	name, value, vi, en string
	common              bool
}

func newFlags(cmd *command, c *call) *flags {
	f := &flags{set: flag.NewFlagSet(cmd.name, flag.ContinueOnError), call: c}
	f.set.SetOutput(io.Discard)
	f.text(&c.data, "data", "DIR", "thư mục dữ liệu (mặc định: $BANHDA_DATA, nếu không thì ./banhda-data)", "the data directory (default: $BANHDA_DATA, else ./banhda-data)")
	f.text(&c.database, "database", "URL", "cơ sở dữ liệu PostgreSQL cho hồ sơ và nhật ký (mặc định: $BANHDA_DATABASE, nếu không thì SQLite trong thư mục dữ liệu)", "a PostgreSQL database for records and log (default: $BANHDA_DATABASE, else SQLite in the data directory)")
	f.toggle(&c.json, "json", "in kết quả dạng JSON", "print the result as JSON")
	f.toggle(&c.quiet, "quiet", "không báo tiến độ", "say nothing of progress")
	for i := range f.docs {
		f.docs[i].common = true
	}
	return f
}

func (f *flags) text(to *string, name, value, vi, en string) {
	f.set.StringVar(to, name, *to, en)
	f.docs = append(f.docs, flagDoc{name: name, value: value, vi: vi, en: en})
}

func (f *flags) number(to *int, name, value, vi, en string) {
	f.set.IntVar(to, name, *to, en)
	f.docs = append(f.docs, flagDoc{name: name, value: value, vi: vi, en: en})
}

func (f *flags) toggle(to *bool, name, vi, en string) {
	f.set.BoolVar(to, name, *to, en)
	f.docs = append(f.docs, flagDoc{name: name, vi: vi, en: en})
}

// parse reads flags and arguments in any order.
func (f *flags) parse(args []string) error {
	for len(args) > 0 {
		if err := f.set.Parse(args); err != nil {
			return err
		}
		rest := f.set.Args()
		if len(rest) == 0 {
			return nil
		}
		f.call.args = append(f.call.args, rest[0])
		args = rest[1:]
	}
	return nil
}

// reading are the flags every readout has.
type reading struct{ asOf, knownAt, timezone, segment string }

func (f *flags) reading() *reading {
	r := &reading{}
	f.text(&r.asOf, "as-of", "T", "thời điểm được coi là bây giờ, theo lúc sự việc xảy ra (mặc định: lúc này)", "now, by when things happened (default: this moment)")
	f.text(&r.knownAt, "known-at", "T", "chỉ dùng những gì đã nhận trước thời điểm này (mặc định: tất cả)", "use only what was received before this (default: everything)")
	f.text(&r.timezone, "timezone", "ZONE", "múi giờ chia ngày, tuần, tháng (mặc định: của không gian làm việc)", "the zone that cuts days, weeks and months (default: the workspace's)")
	f.text(&r.segment, "segment", "EXPR", `chỉ những người này, ví dụ 'stage = customer and channel in (email, referral)'`, `only these people, such as 'stage = customer and channel in (email, referral)'`)
	return r
}

func (r *reading) query() url.Values {
	q := url.Values{}
	add(q, "as_of", r.asOf)
	add(q, "known_at", r.knownAt)
	add(q, "timezone", r.timezone)
	add(q, "segment", r.segment)
	return q
}

// period are the flags of readouts over a stretch of time.
type period struct{ from, to string }

func (f *flags) period() *period {
	p := &period{}
	f.text(&p.from, "from", "D", "từ ngày này (0 giờ địa phương) hoặc thời điểm RFC 3339 (mặc định: tháng trọn vẹn gần nhất)", "from this day (its local midnight) or RFC 3339 instant (default: the last whole month)")
	f.text(&p.to, "to", "D", "đến trước ngày hoặc thời điểm này (mặc định khi có --from: bây giờ)", "up to, not including, this day or instant (default where --from is given: now)")
	return p
}

// anyPeriod takes the flags of a period for readouts that look at everything before now: scripts may give all
// readouts the same flags.
func (f *flags) anyPeriod() {
	var p period
	f.text(&p.from, "from", "D", "nhận cho đủ bộ; số đo này xét mọi việc trước bây giờ", "taken for uniformity: this readout looks at everything before now")
	f.text(&p.to, "to", "D", "như --from", "as --from")
}

func (p *period) add(q url.Values) {
	add(q, "from", p.from)
	add(q, "to", p.to)
}

// add puts a flag into a query unless it was left at its default.
func add(q url.Values, name, value string) {
	if value != "" {
		q.Set(name, value)
	}
}

func addNumber(q url.Values, name string, value int) {
	if value != 0 {
		q.Set(name, strconv.Itoa(value))
	}
}
