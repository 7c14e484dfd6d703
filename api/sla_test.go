package api

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"banhda/delight/sla"
	"banhda/drive/flow"
	"banhda/hub/notice"
	"banhda/hub/record"
)

// promises is one policy for every ticket: an hour to the first answer, two to the next, a working day to the end; a quarter of
// an hour before one runs out who has the ticket is told, once it did who leads, and it becomes more urgent.
const promises = `{"policies":[{"name":"Tất cả","when":{"priorities":[],"kinds":[],"channels":[],"products":[],"segments":[]},"hours":"working","pauses":["customer"],
"targets":{"urgent":{"first":10,"next":10,"resolution":10},"high":{"first":10,"next":10,"resolution":10},"normal":{"first":%d,"next":120,"resolution":480},"low":{"first":60,"next":120,"resolution":480}},
"steps":[{"before":15,"owner":true,"lead":false,"raise":false},{"before":0,"owner":false,"lead":true,"raise":true}]}],"running":%v}`

func (s *shop) promises(first int, running bool) {
	s.t.Helper()
	gets[SLAAnswer](s.visitor, 200, "PUT", "/v1/sla", fmt.Sprintf(promises, first, running))
}

func (s *shop) clocks(id string) TicketClocksAnswer {
	s.t.Helper()
	return gets[TicketClocksAnswer](s.visitor, 200, "GET", "/v1/records/tickets/"+id+"/clocks", "")
}

// ticking lets the clocks be looked at, twice, as the house does every minute.
func (s *shop) ticking() {
	for range 2 {
		s.leave(slaJob)
		s.work()
	}
}

func (s *shop) toldOfClocks() (list []string) {
	for _, n := range gets[NoticesAnswer](s.visitor, 200, "GET", "/v1/notices", "").Notices {
		if n.Kind == notice.Clock {
			list = append(list, n.Text)
		}
	}
	return list
}

// overdues counts what the log says of clocks that ran out.
func (s *shop) overdues() (n int) {
	s.t.Helper()
	if err := s.Relay(s.t.Context()); err != nil {
		s.t.Fatal(err)
	}
	err := s.Log.Read(s.t.Context(), 0, 1<<20, func(r flow.Row) error {
		n += strings.Count(string(r.Body), sla.OverdueEvent)
		return nil
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return n
}

// TestAClockRunsOut: before a clock runs out and once it did it is told whom it concerns, once, also over a restart; what was
// promised stands when policies change, unless asked; figures have as many rows as they say.
func TestAClockRunsOut(t *testing.T) {
	s := newShop(t)
	s.person(1, record.Values{"name": "Nguyễn Thị Lan"})
	s.promises(60, false)
	made := gets[RecordAnswer](s.visitor, 200, "POST", "/v1/tickets", fmt.Sprintf(`{"values":{"name":"Máy không chạy","person":%q,"owner":%q}}`, PersonID(1), s.me()))
	first := s.clocks(made.ID).Clocks[0]
	if made.Values["due_at"] != "2026-11-23T03:00:00Z" || first.State != sla.Running || first.Left != 60 {
		t.Fatalf("opened: due %v, %+v", made.Values["due_at"], first)
	}
	s.promises(30, false)
	if got := s.clocks(made.ID).Clocks[0]; got.Left != 60 {
		t.Errorf("what was promised became %+v", got)
	}
	s.pass(50 * time.Minute)
	s.ticking()
	if told := s.toldOfClocks(); len(told) != 1 || !strings.Contains(told[0], "15") || s.overdues() != 0 {
		t.Errorf("ten minutes before: %q, %d", told, s.overdues())
	}
	s.pass(20 * time.Minute)
	s.leave(slaJob)
	s.work()
	s.open() // as after a process that died
	s.ticking()
	if told := s.toldOfClocks(); len(told) != 2 || s.overdues() != 1 {
		t.Errorf("once it ran out: %q, %d", told, s.overdues())
	}
	is := s.shows("tickets", made.ID)
	late := s.clocks(made.ID)
	if is.Values["priority"] != "high" || late.Clocks[0].State != sla.Broken || late.Clocks[0].Breaches[0].Over != 10 || late.Clocks[2].State != sla.Running {
		t.Errorf("raised to %v, %+v", is.Values["priority"], late)
	}
	s.figures(made.ID)
	s.promises(100, true)
	if got := s.clocks(made.ID).Clocks[0]; got.State != sla.Broken || len(got.Breaches) != 1 {
		t.Errorf("a breach was wiped: %+v", got)
	}
	if got := gets[SLATrial](s.visitor, 200, "POST", "/v1/sla/try", `{"priority":"normal"}`); got.Policy == nil || got.Policy.Name != "Tất cả" || got.First != "2026-11-23T04:50:00Z" {
		t.Errorf("tried out: %+v", got)
	}
}

// figures holds every figure of the team to its rows: one ticket is open, its first answer is late.
func (s *shop) figures(id string) {
	s.t.Helper()
	team := gets[CareTeamAnswer](s.visitor, 200, "GET", "/v1/care/team", "")
	rows := gets[ClockingsAnswer](s.visitor, 200, "GET", "/v1/care/clocks?clock=first&late=true&owner=me", "")
	if team.All.Open != 1 || team.All.Overdue != 1 || team.All.First.Late != int64(len(rows.Clocks)) || len(rows.Clocks) != 1 || rows.Clocks[0].Ticket.ID != id || team.All.First.Share != nil || team.Ages[0].Count != 1 {
		s.t.Errorf("the team stands as %+v, rows %+v", team, rows)
	}
	if none := gets[ClockingsAnswer](s.visitor, 200, "GET", "/v1/care/clocks?clock=next", ""); len(none.Clocks) != 0 {
		s.t.Errorf("nobody waits for a next answer: %+v", none)
	}
	if said := gets[CareAnswersAnswer](s.visitor, 200, "GET", "/v1/care/answers", ""); len(said.Answers) != 0 {
		s.t.Errorf("nobody was asked: %+v", said)
	}
}

// TestTheCalendarMovesWhatIsDue: a day that becomes a day off moves what is due over it.
func TestTheCalendarMovesWhatIsDue(t *testing.T) {
	s := newShop(t)
	s.promises(480, false)
	made := gets[RecordAnswer](s.visitor, 200, "POST", "/v1/tickets", `{"values":{"name":"Hỏi giá"}}`)
	if made.Values["due_at"] != "2026-11-25T02:00:00Z" {
		t.Fatalf("due %v", made.Values["due_at"])
	}
	gets[CalendarAnswer](s.visitor, 200, "PUT", "/v1/calendar", `{"hours":{"mon":["08:00-12:00","13:00-17:00"],"wed":["08:00-12:00","13:00-17:00"],"thu":["08:00-12:00"]},"holidays":"vietnam","exceptions":[{"day":"2026-11-25","name":"hội nghị"}]}`)
	s.work()
	if got := s.shows("tickets", made.ID); got.Values["due_at"] != "2026-11-26T02:00:00Z" {
		t.Errorf("after the calendar changed it is due %v", got.Values["due_at"])
	}
	told := gets[Problem](s.visitor, 422, "PUT", "/v1/sla", strings.Replace(fmt.Sprintf(promises, 60, false), "Tất cả", " ", 1))
	if !strings.Contains(told.Detail, "đặt tên") {
		t.Errorf("a policy without a name: %+v", told)
	}
}
