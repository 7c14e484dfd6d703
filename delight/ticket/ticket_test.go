package ticket_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"banhda/delight/ticket"
	"banhda/hub/record"
)

// house changes one ticket as the store does, and keeps what happened.
type house struct {
	ticket.Setup
	now     record.Record
	moments []ticket.Moment
}

func open(values record.Values, at int64) *house {
	h := &house{Setup: ticket.Default(), now: record.Record{Type: record.Ticket, ID: 12}}
	h.set(values, at)
	return h
}

func (h *house) set(values record.Values, at int64) {
	is := h.now
	is.Values = h.now.Values.With(values)
	settled, err := h.Settle(&h.now, &is, at)
	if err != nil {
		panic(err)
	}
	is.Values = settled
	is.Version++
	h.moments = append(h.moments, ticket.Moments(&h.now, &is, at)...)
	h.now = is
}

func (h *house) kinds() (kinds []ticket.Happened) {
	for _, m := range h.moments {
		kinds = append(kinds, m.Kind)
	}
	return kinds
}

func (h *house) is(t *testing.T, status string, waiting int64) {
	t.Helper()
	if got := h.now.Values.Text("status"); got != status {
		t.Errorf("its status is %s, not %s", got, status)
	}
	if got := h.now.Values.Int("waiting_since"); got != waiting {
		t.Errorf("the customer waits since %d, not %d", got, waiting)
	}
}

// The life of a ticket: it is written, answered, waits, is solved, comes back, is closed; each step is one moment.
func TestLife(t *testing.T) {
	h := open(record.Values{"name": "Máy không chạy", "heard_at": int64(100), "opened_at": int64(100)}, 150)
	h.is(t, "new", 100)
	if h.now.Values.Text("number") != "12" || h.now.Values.Text("kind") != ticket.Question || h.now.Values.Text("priority") != ticket.Normal {
		t.Errorf("a new ticket has %v", h.now.Values)
	}
	h.set(record.Values{"heard_at": int64(200)}, 200)
	h.is(t, "new", 100) // they wait since the first they wrote
	h.set(record.Values{"replied_at": int64(300)}, 300)
	h.is(t, "open", 0)
	h.set(record.Values{"status": "customer"}, 310)
	h.set(record.Values{"heard_at": int64(400)}, 400)
	h.is(t, "open", 400)
	h.set(record.Values{"replied_at": int64(500), "status": "solved"}, 500)
	h.is(t, "solved", 0)
	if h.now.Values.Int("first_replied_at") != 300 || h.now.Values.Int("solved_at") != 500 {
		t.Errorf("a solved ticket has %v", h.now.Values)
	}
	h.set(record.Values{"heard_at": int64(600)}, 600)
	h.is(t, "open", 600)
	if n := h.now.Values["reopened"]; n != float64(1) || h.now.Values["solved_at"] != nil {
		t.Errorf("one that came back has %v", h.now.Values)
	}
	h.set(record.Values{"status": "closed"}, 700)
	if h.now.Values.Int("closed_at") != 700 || ticket.StateOf(&h.now) != ticket.Closed {
		t.Errorf("one that is over has %v", h.now.Values)
	}
	want := []ticket.Happened{ticket.Opened, ticket.Heard, ticket.Heard, ticket.Replied, ticket.Moved, ticket.Moved, ticket.Heard, ticket.Moved, ticket.Replied, ticket.WasSolved, ticket.Heard, ticket.WasReopened, ticket.WasClosed}
	if !slices.Equal(h.kinds(), want) {
		t.Errorf("what happened is %v, not %v", h.kinds(), want)
	}
}

// An answer that was taken back before it left was none: the customer waits on.
func TestTakenBack(t *testing.T) {
	h := open(record.Values{"name": "x", "heard_at": int64(100)}, 100)
	h.set(record.Values{"replied_at": int64(200)}, 200)
	h.set(record.Values{"replied_at": nil}, 205)
	h.is(t, "open", 100)
	if h.now.Values["first_replied_at"] != nil {
		t.Error("an answer that never left counts as the first")
	}
	if last := h.moments[len(h.moments)-1]; last.Kind != ticket.TakenBack || last.From != "200" {
		t.Errorf("the last moment is %+v", last)
	}
}

// One that comes from elsewhere as closed tells its whole life, when it was.
func TestImported(t *testing.T) {
	h := open(record.Values{"name": "cũ", "status": "closed", "opened_at": int64(10), "solved_at": int64(50)}, 1000)
	if h.now.Values.Int("closed_at") != 50 {
		t.Errorf("it was closed at %d", h.now.Values.Int("closed_at"))
	}
	if !slices.Equal(h.kinds(), []ticket.Happened{ticket.Opened, ticket.WasSolved, ticket.WasClosed}) || h.moments[0].At != 10 || h.moments[2].At != 50 {
		t.Errorf("what happened is %+v", h.moments)
	}
}

// To what is open belongs what its customer writes; to what was solved for some days.
func TestTakes(t *testing.T) {
	h := open(record.Values{"name": "x"}, 100)
	h.set(record.Values{"status": "solved"}, 200)
	week := 7 * ticket.Day
	if !h.Takes(&h.now, 200+week) || h.Takes(&h.now, 201+week) {
		t.Error("it takes what is written until seven days after it was solved, and no longer")
	}
}

// Whatever is done to a ticket: its state is that of its status, who waits has written and has not been answered, how
// often it came back is how often moments say so, and the status is that of the last moment.
func TestAlways(t *testing.T) {
	statuses := []string{"new", "open", "customer", "third", "solved", "closed"}
	rapid.Check(t, func(r *rapid.T) {
		h := open(record.Values{"name": "x"}, 1)
		for at := int64(2); at < int64(rapid.IntRange(3, 40).Draw(r, "steps")); at++ {
			switch rapid.IntRange(0, 3).Draw(r, "what") {
			case 0:
				h.set(record.Values{"heard_at": at}, at)
			case 1:
				h.set(record.Values{"replied_at": at}, at)
			case 2:
				h.set(record.Values{"status": rapid.SampledFrom(statuses).Draw(r, "status")}, at)
			case 3:
				h.set(record.Values{"replied_at": nil}, at)
			}
		}
		v := h.now.Values
		status := h.Status(v.Text("status"))
		if status.Kind.State() != ticket.StateOf(&h.now) {
			r.Fatalf("%s is %s", v.Text("status"), v.Text("state"))
		}
		if v.Int("waiting_since") != 0 && (v.Int("heard_at") <= v.Int("replied_at") || ticket.StateOf(&h.now) != ticket.Open) {
			r.Fatalf("nobody can wait with %v", v)
		}
		back := 0
		for _, m := range h.moments {
			if m.Kind == ticket.WasReopened {
				back++
			}
		}
		if n, _ := v["reopened"].(float64); int(n) != back {
			r.Fatalf("it came back %v times, and moments say %d", n, back)
		}
		if last := h.moments[len(h.moments)-1]; last.Status != v.Text("status") {
			r.Fatalf("its status is %s, and the last moment says %s", v.Text("status"), last.Status)
		}
	})
}

// The log hears of a ticket by its number, never by its words; a complaint is told once.
func TestEvents(t *testing.T) {
	s := ticket.Default()
	was := record.Record{Type: record.Ticket, ID: 3}
	is := record.Record{Type: record.Ticket, ID: 3, Version: 1, Values: record.Values{"name": "Lan giận", "kind": ticket.Complaint, "status": "new", "state": "open", "opened_at": int64(5), "owner": int64(7)}}
	names := func(was, is *record.Record) (list []string) {
		for _, e := range s.Events(was, is, ticket.Moments(was, is, 9)) {
			if e.Name == ticket.ComplaintEvent && e.At != 5 {
				t.Errorf("the complaint is of %d", e.At)
			}
			list = append(list, e.Name)
		}
		return list
	}
	if got := names(&was, &is); !slices.Equal(got, []string{ticket.OpenedEvent, ticket.ComplaintEvent}) {
		t.Errorf("the log hears %v", got)
	}
	given := is
	given.Version, given.Values = 2, is.Values.With(record.Values{"owner": int64(8), "replied_at": int64(9)})
	if got := names(&is, &given); !slices.Equal(got, []string{ticket.TransferredEvent}) {
		t.Errorf("of an answer by another, which may be taken back, the log hears %v", got)
	}
}

// What a survey asks about is found by the event it was asked by.
func TestOfEvent(t *testing.T) {
	for event, want := range map[string]int64{"ticket-12-7-0": 12, "ticket-overdue-12-first-5": 0, "order-12-7-0": 0, "12-7": 0, "": 0} {
		if got := ticket.OfEvent(event); got != want {
			t.Errorf("%q is of %d", event, got)
		}
	}
}

// A house may have statuses and types of its own, but needs one of each kind.
func TestSetup(t *testing.T) {
	s := ticket.Default()
	s.Statuses = append(s.Statuses, ticket.Status{Label: record.Label{Vi: "Chờ kho", En: "Waiting for stock"}, Kind: ticket.OnOthers})
	if err := s.Valid(); err != nil || s.Statuses[6].Key != "waiting_for_stock" {
		t.Errorf("%v, %q", err, s.Statuses[6].Key)
	}
	s.Statuses = slices.DeleteFunc(s.Statuses, func(one ticket.Status) bool { return one.Kind == ticket.Over })
	if s.Valid() == nil {
		t.Error("a house without a last status is refused")
	}
}
