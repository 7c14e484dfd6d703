package api

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"banhda/hub/record"
	"banhda/warehouse"
	"banhda/wheel"
)

// Reading is what every readout may be asked beside its own question.
type Reading struct {
	AsOf     string `query:"as_of" doc:"Now, in event time: a day or an instant in RFC 3339. Default: this moment."`
	KnownAt  string `query:"known_at" doc:"Leave out what was received at or after this. Default: nothing."`
	Timezone string `query:"timezone" doc:"IANA zone that cuts days, weeks and months. Default: the workspace's."`
	Segment  string `query:"segment" doc:"Which people, as a condition. What it asks of events and stages is answered as of now, what it asks of records (owner, tags, saved segments) as they are. Default: everybody."`
}

// Period is the stretch of time a readout is about, [from, to).
type Period struct {
	From string `query:"from" doc:"A day (its local midnight) or an instant in RFC 3339. Default: the last whole month."`
	To   string `query:"to" doc:"As from. Default, where from is given: now."`
}

// Asked repeats a question beside its answer, with every default filled in, so that a figure says by itself what
// it is a figure of. Null: not part of the question, or left at its default where that is no instant.
type Asked struct {
	Command      string  `json:"command"`
	From         *string `json:"from"`
	To           *string `json:"to"`
	AsOf         string  `json:"as_of"`
	KnownAt      *string `json:"known_at"`
	Timezone     string  `json:"timezone"`
	Segment      *string `json:"segment"`
	RulesVersion int64   `json:"rules_version"`
	Seq          int64   `json:"seq"`

	// What a single readout was asked besides.
	Steps     []string `json:"steps,omitempty"`
	Window    string   `json:"window,omitempty"`
	Order     string   `json:"order,omitempty"`
	Breakdown string   `json:"breakdown,omitempty"`
	First     string   `json:"first,omitempty"`
	Return    string   `json:"return,omitempty"`
	Every     string   `json:"every,omitempty"`
	Periods   int      `json:"periods,omitempty"`
	Unbounded bool     `json:"unbounded,omitempty"`
	At        string   `json:"at,omitempty"`
	Horizon   string   `json:"horizon,omitempty"`
	Stage     string   `json:"stage,omitempty"`
	Q         string   `json:"q,omitempty"`
	Arm       string   `json:"arm,omitempty"`
	Control   string   `json:"control,omitempty"`
	Goal      string   `json:"goal,omitempty"`

	hidden []string // fields of people that who asks may not ask by
}

// mayAsk refuses a question by what is hidden from who asks it: the answer would tell.
func (a *Asked) mayAsk(fields ...string) error {
	for _, f := range fields {
		for _, key := range a.hidden {
			if foldKey(f) == foldKey(key) || foldKey(strings.TrimPrefix(f, "props.")) == foldKey(key) {
				return refused(http.StatusForbidden, 0, "your role does not show you %q, nor what would tell it; leave it out", f)
			}
		}
	}
	return nil
}

// stamp notes what the answer was made from.
func (a *Asked) stamp(s warehouse.Stamp) { a.Seq, a.RulesVersion = s.Seq, s.RulesVersion }

// cut reads what all readouts have in common. It waits until everything the house found at its start has been
// taken in, so that no readout is made from half a history.
func (s *Server) cut(ctx context.Context, command string, in Reading, tell Tell) (warehouse.Cut, *Asked, error) {
	c, err := s.readCut(ctx, in)
	if err != nil {
		return c, nil, err
	}
	c.Progress = func(done, total int64) { tell(Progress{Step: "refolding", Done: done, Total: total}) }
	a := &Asked{Command: command, AsOf: showInstant(c.AsOf), Timezone: c.Zone.String()}
	if in.KnownAt != "" {
		a.KnownAt = text(showInstant(c.KnownAt))
	}
	a.hidden = hidden(ctx, record.Person)
	if c.Segment != nil {
		a.Segment = text(c.Segment.String())
	}
	if c.Within, err = s.within(ctx); err != nil {
		return c, nil, err
	}
	return c, a, s.caughtUp(ctx, tell)
}

func (s *Server) readCut(ctx context.Context, in Reading) (c warehouse.Cut, err error) {
	w, err := s.workspace(ctx)
	if err != nil {
		return c, err
	}
	c = warehouse.Cut{AsOf: s.Now().UnixMicro(), KnownAt: wheel.Forever, Currency: w.Currency}
	if c.Zone, err = loadZone(in.Timezone, w.Timezone); err != nil {
		return c, err
	}
	if in.AsOf != "" {
		if c.AsOf, err = parseInstant("as-of", in.AsOf, c.Zone); err != nil {
			return c, err
		}
	}
	if in.KnownAt != "" {
		if c.KnownAt, err = parseInstant("known-at", in.KnownAt, c.Zone); err != nil {
			return c, err
		}
	}
	if strings.TrimSpace(in.Segment) != "" {
		return c, s.chooses(ctx, &c, in.Segment)
	}
	return c, nil
}

// instantIn is a cut's now, in its zone.
func instantIn(c *warehouse.Cut) time.Time { return time.UnixMicro(c.AsOf).In(c.Zone) }

// period reads from and to, and notes them as asked.
func (p Period) read(c warehouse.Cut, a *Asked) (from, to int64, err error) {
	from, to = lastMonth(c.AsOf, c.Zone)
	switch {
	case p.From != "":
		if from, err = parseInstant("from", p.From, c.Zone); err != nil {
			return 0, 0, err
		}
		to = c.AsOf
	case p.To != "":
		return 0, 0, invalid("--to is given without --from; give both")
	}
	if p.To != "" {
		if to, err = parseInstant("to", p.To, c.Zone); err != nil {
			return 0, 0, err
		}
	}
	if from >= to {
		return 0, 0, invalid("the period is empty: from %s is not before to %s", showInstant(from), showInstant(to))
	}
	a.From, a.To = text(showInstant(from)), text(showInstant(to))
	return from, to, nil
}

func loadZone(asked, workspace string) (*time.Location, error) {
	name := asked
	if name == "" {
		name = workspace
	}
	zone, err := time.LoadLocation(name)
	if err != nil || name == "" || name == "Local" {
		return nil, invalid("%q is not a time zone; write an IANA name such as Asia/Ho_Chi_Minh", name)
	}
	return zone, nil
}

// lastMonth is the last whole calendar month before an instant.
func lastMonth(at int64, zone *time.Location) (from, to int64) {
	i := wheel.Months.Index(at, zone)
	return wheel.Months.Start(i-1, zone), wheel.Months.Start(i, zone)
}

// midnight is the instant at which the local day of a date, given at any hour of it in UTC, begins.
func midnight(date time.Time, zone *time.Location) int64 {
	return wheel.Days.Start(wheel.Days.Index(date.UnixMicro(), time.UTC), zone)
}

// parseInstant reads a bare date, which is its local midnight, or an instant in RFC 3339.
func parseInstant(flag, s string, zone *time.Location) (int64, error) {
	if d, err := time.Parse(time.DateOnly, s); err == nil {
		return midnight(d, zone), nil
	}
	if t, err := time.Parse(time.RFC3339Nano, s); err == nil {
		return t.UnixMicro(), nil
	}
	return 0, invalid("--%s %q is neither a day such as 2026-10-01 nor an instant such as 2026-10-01T08:00:00+07:00", flag, s)
}

var units = map[string]int64{"s": wheel.Day / 86400, "m": wheel.Day / 1440, "h": wheel.Day / 24, "d": wheel.Day, "w": 7 * wheel.Day}

// parseDuration reads a length of time such as 14d, 12h, 30m or 1w, in microseconds.
func parseDuration(flag, s string) (int64, error) {
	if len(s) > 1 {
		n, err := strconv.ParseInt(s[:len(s)-1], 10, 32)
		if unit := units[s[len(s)-1:]]; err == nil && unit > 0 && n > 0 && n <= wheel.Forever/4/unit {
			return n * unit, nil
		}
	}
	return 0, invalid("--%s %q is not a length of time; write a number and s, m, h, d or w, such as 14d", flag, s)
}

// showInstant writes an instant as it is shown outside.
func showInstant(at int64) string { return time.UnixMicro(at).UTC().Format(time.RFC3339Nano) }

func text(s string) *string { return &s }
