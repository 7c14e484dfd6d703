package api

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"banhda/auth"
	"banhda/drive/flow"
	"banhda/drive/follow"
	"banhda/drive/job"
	"banhda/engage/lead"
	"banhda/hub/notice"
	"banhda/hub/record"
	"banhda/store"
	"banhda/warehouse"
	"banhda/wheel"
)

// People says of everybody that they are a prospect, but of who has bought.
func (o onlyContacts) People(_ context.Context, _ warehouse.Cut, q warehouse.PeopleQuestion) (list []warehouse.PersonRow, _ warehouse.Stamp, _ error) {
	for id := range q.Among {
		one := warehouse.PersonRow{Person: id}
		one.Stage = wheel.Prospect
		if o.bought[id] {
			one.Stage = wheel.Customer
		}
		list = append(list, one)
	}
	return list, warehouse.Stamp{}, nil
}

// happens is one thing that happened to somebody just now.
func (s *shop) happens(id int64, name string, m wheel.Meaning, properties string) follow.Event {
	e := follow.Event{Person: id, Meaning: m}
	e.Event = flow.Event{Profile: id}
	e.Name, e.At, e.Properties = name, s.clock().UnixMicro(), []byte(properties)
	return e
}

// hearsLeads hands on a batch whose events are numbered up to seq, as far as they have no numbers.
func (s *shop) hearsLeads(seq int64, events ...follow.Event) {
	s.t.Helper()
	for i := range events {
		if events[i].Seq == 0 {
			events[i].Seq = seq
		}
	}
	if err := s.hearLeads(s.t.Context(), &follow.Batch{Place: follow.Place{Seq: seq}, Events: events}); err != nil {
		s.t.Fatal(err)
	}
}

func (s *shop) leads(query string) LeadsAnswer {
	s.t.Helper()
	return gets[LeadsAnswer](s.visitor, 200, "GET", "/v1/leads"+query, "")
}

// TestALeadWaitsUntilItIsAnswered: who asks waits once, is given to one, whose lead is told once where no answer came, and is
// answered by what a person does; who has bought does not wait, and what is handed on again after a crash changes nothing.
func TestALeadWaitsUntilItIsAnswered(t *testing.T) {
	s := newShop(t)
	s.bought = map[int64]bool{3: true}
	minh, hoa := s.hire("minh"), s.hire("hoa")
	gets[AssignmentRulesAnswer](s.visitor, 200, "POST", "/v1/assignment/rules", fmt.Sprintf(`{"name":"Khách mới","active":true,"method":"in_turn","pool":[{"user":%q},{"user":%q}],"load":"waiting","hours":true,"reclaim":8,"backlog":true}`, minh, hoa))
	for id := int64(1); id <= 3; id++ {
		s.person(id, record.Values{"name": fmt.Sprint("Khách ", id)})
	}
	asks := func(id int64) follow.Event {
		return s.happens(id, "Form Submitted", wheel.Lead, `{"form_name":"Tư vấn"}`)
	}
	first := []follow.Event{asks(1), asks(2), asks(3), asks(1)}
	s.hearsLeads(1, first...)
	s.open()
	s.hearsLeads(1, first...) // as after a crash before the place was known
	if a := s.leads(""); a.Waiting != 2 || len(a.Leads) != 2 || a.Unowned != 2 || a.Leads[0].Source != "Tư vấn" || a.Leads[0].Left == nil || *a.Leads[0].Left != 60 {
		t.Fatalf("waiting: %+v", a)
	}
	s.assignAtOnce(4)
	if got := s.owners(1, 2, 3); slices.Contains(got, "") {
		t.Errorf("they were given to %q", got)
	}
	log := gets[AssignedAnswer](s.visitor, 200, "GET", "/v1/assignment/log", "")
	if len(log.Log) != 3 {
		t.Errorf("%d were given for three people: %+v", len(log.Log), log.Log)
	}
	s.standsAsListed("")
	s.pass(50 * time.Minute)
	s.hearsLeads(2, s.happens(1, "Call Missed", wheel.Seen, `{}`), s.happens(2, "Message Sent", wheel.Touch, `{"by":"bot"}`), s.happens(2, "Call Made", wheel.Touch, `{"by":"`+hoa+`"}`))
	s.pass(20 * time.Minute)
	for range 2 {
		s.leave(leadJob)
		s.work()
	}
	waits := s.leads("?late=true")
	if waits.Late != 1 || waits.Leads[0].Person.ID != PersonID(1) || *waits.Leads[0].Left != -10 || waits.Leads[0].ToldAt == nil {
		t.Errorf("late: %+v", waits)
	}
	told := 0
	for _, n := range gets[NoticesAnswer](s.visitor, 200, "GET", "/v1/notices", "").Notices {
		if n.Kind == notice.Lead && strings.Contains(n.Text, "Khách 1") {
			told++
		}
	}
	if tasks := gets[TasksAnswer](s.visitor, 200, "GET", "/v1/tasks?about="+PersonID(1), "").Tasks; told != 1 || len(tasks) != 1 || tasks[0].Owner.ID != s.me() {
		t.Errorf("told %d times, with tasks %+v", told, tasks)
	}
	s.hearsLeads(3, s.happens(1, "Call Made", wheel.Touch, `{"by":"`+hoa+`"}`))
	if tasks := gets[TasksAnswer](s.visitor, 200, "GET", "/v1/tasks?about="+PersonID(1), "").Tasks; len(tasks) != 0 {
		t.Errorf("answered late, and still to be seen to: %+v", tasks)
	}
	if late := s.leads("?state=answered&late=true").Leads; len(late) != 1 || late[0].Person.ID != PersonID(1) {
		t.Errorf("answered late: %+v", late)
	}
	done := s.leads("?state=answered&late=false").Leads
	done = slices.DeleteFunc(done, func(l LeadShown) bool { return l.Person.ID == PersonID(1) })
	if len(done) != 1 || done[0].By == nil || done[0].By.ID != hoa || done[0].Late || done[0].Answer != "Call Made" {
		t.Errorf("answered: %+v", done)
	}
	s.standsAsListed(hoa)
}

// standsAsListed checks that each count of how the sellers stand has as many rows as it says, and one who answered in time.
func (s *shop) standsAsListed(answered string) {
	s.t.Helper()
	a := gets[SellersAnswer](s.visitor, 200, "GET", "/v1/sellers", "")
	if len(a.Sellers) != 2 {
		s.t.Fatalf("the sellers are %+v", a.Sellers)
	}
	for _, one := range a.Sellers {
		id := one.User.ID
		listed := map[string]int64{"?owner=" + id: one.Waiting, "?late=true&owner=" + id: one.Late, "?state=answered&by=" + id + "&since=" + a.Since: one.Answered,
			"?state=judged&by=" + id + "&since=" + a.Since: one.Answered + one.Late}
		for query, n := range listed {
			if rows := int64(len(s.leads(query).Leads)); rows != n {
				s.t.Errorf("%s: %d are counted and %d listed", query, n, rows)
			}
		}
		if id == answered && (one.InTime != 1 || one.Kept == nil) {
			s.t.Errorf("who answered in time stands so: %+v", one)
		}
		log := gets[AssignedAnswer](s.visitor, 200, "GET", "/v1/assignment/log?from="+id, "").Log
		if int64(len(log)) != one.Reclaimed {
			s.t.Errorf("%d were taken back, and the log has %d", one.Reclaimed, len(log))
		}
	}
}

// assignAtOnce runs the jobs of assignment several times at once.
func (s *shop) assignAtOnce(times int) {
	s.t.Helper()
	var all sync.WaitGroup
	for range times {
		all.Go(func() {
			if err := s.assignWaiting(auth.With(context.Background(), systemActor), job.Job{}); err != nil {
				s.t.Error(err)
			}
		})
	}
	all.Wait()
}

// TestALeadIsSetAside: with a reason, is taken back, and comes again when they ask again.
func TestALeadIsSetAside(t *testing.T) {
	s := newShop(t)
	s.person(1, record.Values{"name": "Lan"})
	asks := func() follow.Event { return s.happens(1, "Lead Captured", wheel.Lead, `{"utm_source":"facebook"}`) }
	path := "/v1/leads/" + PersonID(1)
	gets[Problem](s.visitor, 422, "GET", "/v1/leads?state=judged", "")
	gets[Problem](s.visitor, 422, "POST", path+"/aside", `{"reason":"x"}`)
	s.hearsLeads(1, asks())
	if l := gets[LeadShown](s.visitor, 200, "POST", path+"/aside", `{"reason":"số giả"}`); l.State != lead.Aside || l.Reason != "số giả" || l.Source != "facebook" {
		t.Errorf("set aside: %+v", l)
	}
	if l := gets[LeadShown](s.visitor, 200, "POST", path+"/back", ""); l.State != lead.Waiting || l.DueAt == nil {
		t.Errorf("taken back: %+v", l)
	}
	gets[LeadShown](s.visitor, 200, "POST", path+"/aside", `{"reason":"số giả"}`)
	s.pass(time.Minute)
	s.hearsLeads(2, asks())
	if a := s.leads(""); a.Waiting != 1 || len(s.leads("?state=aside").Leads) != 1 {
		t.Errorf("asked again: %+v", a)
	}
	gets[Problem](s.visitor, 422, "PUT", "/v1/lead-rules", `{"first":-5,"escalate":0,"task":false}`)
	gets[lead.Rules](s.visitor, 200, "PUT", "/v1/lead-rules", `{"first":0,"escalate":0,"task":false}`)
	s.hearsLeads(3, s.happens(1, "Call Made", wheel.Touch, `{}`))
	s.pass(time.Minute)
	s.hearsLeads(4, asks())
	if a := s.leads(""); a.Leads[0].DueAt != nil || a.Leads[0].Left != nil {
		t.Errorf("without a target: %+v", a.Leads)
	}
	s.tx(func(tx *store.Tx) error {
		_, err := tx.AnswerLeads(s.t.Context(), 1, tx.Now(), 0, "Call Made")
		return err
	})
}

// TestABurstOfLeadsIsHeardInPieces: more asks and answers than one transaction takes, and handed on again after any part of
// them was written, leave the same waits as if nothing had happened in between.
func TestABurstOfLeadsIsHeardInPieces(t *testing.T) {
	s := newShop(t)
	const people = 40
	seq := int64(0)
	random := rand.New(rand.NewPCG(7, 11))
	kinds := make([]int, 6*people) // what each does in its turn: asks, or is answered
	for i := range kinds {
		kinds[i] = random.IntN(people)<<1 | random.IntN(2)
	}
	burst := func(first int64) (events []follow.Event) {
		for i, k := range kinds {
			id := first + int64(k>>1)
			e := s.happens(id, "Form Submitted", wheel.Lead, `{"form_name":"Tư vấn"}`)
			if k&1 == 1 {
				e = s.happens(id, "Call Made", wheel.Touch, fmt.Sprintf(`{"by":%q}`, s.me()))
			}
			seq++
			e.Seq, e.At = seq, e.At+int64(i)
			events = append(events, e)
		}
		return events
	}
	begins := s.clock().UnixMicro()
	became := func(first int64) (all []string) {
		for _, state := range []lead.State{lead.Waiting, lead.Answered} {
			err := s.Records.View(t.Context(), func(v *store.View) error {
				list, err := v.Leads(t.Context(), auth.Everything, store.LeadFilter{State: state, Limit: 10_000})
				for _, l := range list {
					if l.Person >= first && l.Person < first+people {
						all = append(all, fmt.Sprint(l.Person-first, " ", l.State, " ", l.Since-begins, " ", l.EndedAt, " ", l.By))
					}
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		slices.Sort(all)
		return all
	}
	var whole []string
	for round, cut := range []int{0, 1, 37, 100, 101, len(kinds) - 1, len(kinds)} {
		first := int64(round*people + 1)
		for id := first; id < first+people; id++ {
			s.person(id, record.Values{"name": fmt.Sprint("Khách ", id)})
		}
		events := burst(first)
		if cut > 0 {
			s.hearsLeads(events[cut-1].Seq, events[:cut]...)
		}
		s.hearsLeads(seq, events...)
		s.hearsLeads(seq, events...)
		if place, _, err := s.Records.Followed(t.Context(), leadFollower); err != nil || place.Seq != seq {
			t.Fatalf("heard up to %+v of %d: %v", place, seq, err)
		}
		got := became(first)
		if whole == nil {
			whole = got
		}
		if len(got) < people/2 || !slices.Equal(got, whole) {
			t.Errorf("begun anew after %d of %d: %v\ninstead of %v", cut, len(kinds), got, whole)
		}
	}
}
