package demo

import (
	"testing"

	"banhda/hub/timeline"
)

// What lies on the desks says what the history says: every answer is an event of it with the same score, every answered talk
// has its question and its answer there, and whoever has bought is no lead.
func TestDesksAgreeWithTheHistory(t *testing.T) {
	events := told()
	r := Around(events, today, saigon)
	by, at, bought := map[string]*timeline.Event{}, map[int64]bool{}, map[string]bool{}
	for i := range events {
		e := &events[i]
		by[e.ID], at[e.At] = e, true
		bought[e.Person.Email] = bought[e.Person.Email] || e.Sale != ""
	}
	answered := 0
	for _, a := range r.Asked {
		if e := by[a.Touch]; e == nil || e.Name != "Message Sent" || e.At != a.At {
			t.Fatalf("nobody asked %+v", a)
		}
		if a.Answered != 0 {
			answered++
			if e := by[a.Event]; e == nil || e.Name != "Survey Answered" || e.At != a.Answered || string(e.Properties) != string(properties{"kind", "NPS", "score", a.Score}.json()) {
				t.Errorf("%+v is not what was answered: %+v", a, e)
			}
		}
	}
	fresh := 0
	for _, k := range r.Talks {
		for _, s := range k.Said {
			if !k.Fresh && !at[s.At] || s.At >= newCalendar(today, saigon).end {
				t.Errorf("the history knows nothing of %+v", k)
			}
		}
		if k.Fresh {
			fresh++
		}
	}
	for _, l := range r.Leads {
		if bought[l.Who.Email] || l.Ended != 0 && l.Ended < l.Since {
			t.Errorf("%+v is no lead", l)
		}
	}
	if answered < 50 || fresh != 3 || len(r.Talks) < 10 || len(r.Leads) < 5 || len(r.Meetings) < 4 {
		t.Errorf("%d answers, %d talks of which %d wait, %d leads, %d meetings", answered, len(r.Talks), fresh, len(r.Leads), len(r.Meetings))
	}
}
