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
	thanksAgree(t, r, events, by)
	if answered < 50 || fresh != 3 || len(r.Talks) < 10 || len(r.Leads) < 5 || len(r.Meetings) < 4 {
		t.Errorf("%d answers, %d talks of which %d wait, %d leads, %d meetings", answered, len(r.Talks), fresh, len(r.Leads), len(r.Meetings))
	}
}

// thanksAgree holds that points are for purchases of the history, that friends came and bought as it says, and that what is said in
// public is as many stars as were given.
func thanksAgree(t *testing.T, r Records, events []timeline.Event, by map[string]*timeline.Event) {
	t.Helper()
	bought, came := map[Bought]string{}, map[int64]string{}
	for i := range events {
		switch e := &events[i]; {
		case e.Sale != "":
			bought[Bought{e.Sale, e.At, *e.Value}] = e.Person.Email
		case e.Name == "Referral Accepted":
			came[e.At] = e.Person.Email + " by " + e.Referrer.Value
		}
	}
	spent, used, friends, seen := 0, 0, 0, 0
	for _, k := range r.Cards {
		for _, b := range k.Bought {
			if bought[b] != k.Who.Email || k.Spent != 0 && k.Spent < b.At || k.Used != 0 && k.Used < k.Spent {
				t.Errorf("%s has points for %+v", k.Who.Email, b)
			}
		}
		if k.Spent != 0 {
			spent++
		}
		if k.Used != 0 {
			used++
		}
	}
	for _, b := range r.Brought {
		if came[b.At] != b.Friend.Email+" by "+b.Referrer.Email || b.Bought.Sale != "" && (bought[b.Bought] != b.Friend.Email || b.Bought.At < b.At) {
			t.Errorf("the history knows nothing of %+v", b)
		}
		if b.Bought.Sale != "" {
			friends++
		}
	}
	for _, v := range r.Voices {
		e := by[v.Event]
		if e == nil || e.At != v.At || e.Person.UserID != v.Who.UserID || v.Product >= 0 && string(e.Properties) != string(properties{"product", sold()[v.Product].name, "rating", v.Rating}.json()) {
			t.Errorf("%+v is not what was said: %+v", v, e)
		}
		if v.Seen {
			seen++
		}
	}
	if len(r.Cards) != mostCards || spent < 10 || used < 3 || len(r.Brought) != mostBrought || friends < 5 || friends > 25 || len(r.Voices) != mostVoices || seen != mostVoices-3 {
		t.Errorf("%d cards, %d spent and %d used; %d friends of whom %d bought; %d voices of which %d were looked at", len(r.Cards), spent, used, len(r.Brought), friends, len(r.Voices), seen)
	}
}
