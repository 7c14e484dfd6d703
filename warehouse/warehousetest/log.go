package warehousetest

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"

	"banhda/drive/flow"
	"banhda/hub/person"
	"banhda/hub/timeline"
	"banhda/wheel"
)

// Log is a made-up log: what flow would hand to a projection, entry by entry. It is full of what goes wrong in
// good order: few people, few instants, late and future events, merges and their undoing, retractions of events
// and of whole imports that then come again, referrals in circles, several currencies, changing catalogues.
type Log struct {
	random  *rand.Rand
	seq     int64
	clock   int64 // received instants
	known   map[int64]bool
	owner   map[int64]int64
	ids     int
	rules   int64
	entries []entry
}

// entry is one number of the log with what it brings.
type entry struct {
	seq, received int64
	batch         flow.Batch
}

// start is the first instant anything happens; the events lie in the days after it.
const (
	start    = 1_735_689_600_000_000 // 2025-01-01T00:00:00Z
	days     = 420
	profiles = 14
	imports  = 3
)

// NewLog makes up a log with a number of entries. The same seed gives the same log.
func NewLog(seed uint64, entries int) *Log {
	l := &Log{random: rand.New(rand.NewPCG(seed, 7)), known: map[int64]bool{}, owner: map[int64]int64{}, clock: start}
	for range entries {
		l.next()
	}
	return l
}

// Now is an instant after most of the log: some of its events still lie ahead.
func (l *Log) Now() int64 { return start + days*wheel.Day }

func (l *Log) chance(percent int) bool { return l.random.IntN(100) < percent }

func pick[T any](l *Log, of ...T) T { return of[l.random.IntN(len(of))] }

func (l *Log) next() {
	l.seq++
	if l.chance(70) {
		l.clock += l.random.Int64N(wheel.Day)
	}
	e := entry{seq: l.seq, received: l.clock}
	switch p := l.random.IntN(100); {
	case p < 5:
		l.link(&e)
	case p < 9:
		l.retract(&e)
	case p < 11:
		l.catalogue(&e)
	case p < 13:
		e.batch.Quarantined = []flow.Quarantined{{Seq: e.seq, ReceivedAt: e.received, Row: e.seq - l.random.Int64N(3), Kind: "later", Source: "test", Reason: pick(l, "no name", "không có tên")}}
	default:
		l.event(&e)
	}
	l.entries = append(l.entries, e)
}

func (l *Log) profile() int64 { return 1 + l.random.Int64N(profiles) }

// found brings a profile the first time it is named.
func (l *Log) found(e *entry, profile int64) {
	if l.known[profile] {
		return
	}
	l.known[profile] = true
	e.batch.Profiles = append(e.batch.Profiles, flow.Profile{
		ID: profile, Seq: e.seq, ReceivedAt: e.received,
		Kind: pick(l, "email", "phone", "user_id", "external:shop"), Value: fmt.Sprintf("someone%d@example.com", profile),
	})
	if l.chance(20) { // a further identifier of somebody known
		l.move(e, profile, l.person(l.profile()))
	}
}

func (l *Log) person(profile int64) int64 {
	if p, ok := l.owner[profile]; ok {
		return p
	}
	return profile
}

func (l *Log) move(e *entry, profile, person int64) {
	l.owner[profile] = person
	e.batch.Links = append(e.batch.Links, flow.Link{Profile: profile, Person: person, Seq: e.seq, ReceivedAt: e.received})
}

// link merges one person into another, or gives one of somebody's profiles back to itself.
func (l *Log) link(e *entry) {
	from, into := l.person(l.profile()), l.person(l.profile())
	for profile := int64(1); profile <= profiles; profile++ {
		if l.person(profile) == from {
			if l.chance(40) {
				into = profile
			}
			l.move(e, profile, into)
		}
	}
}

// retract takes back a whole import, or some event by its id: one that came, or one that never did.
func (l *Log) retract(e *entry) {
	r := flow.Retracted{Seq: e.seq, ReceivedAt: e.received}
	if l.chance(15) {
		r.Import = 1 + l.random.Int64N(imports)
	} else {
		r.ID = l.id(l.random.IntN(l.ids + 1))
	}
	e.batch.Retractions = append(e.batch.Retractions, r)
}

// id makes ids whose order as bytes is not that of their arrival.
func (l *Log) id(n int) string { return fmt.Sprintf("e%02d-%d", n*37%100, n) }

func (l *Log) catalogue(e *entry) {
	l.rules++
	c := timeline.Default()
	c.Times.ProspectHorizon = pick[int64](l, 5, 30, 90) * wheel.Day
	c.Times.AdvocacyLifetime = pick[int64](l, 40, 365) * wheel.Day
	extra := []timeline.Rule{
		{Event: "Page Viewed", Meaning: pick(l, "lead", "purchase", "usage")},
		{Event: "Page Viewed", Where: []timeline.Condition{{Property: "p", Operator: "=", Value: "x"}}, Meaning: "purchase"},
		{Event: "Something Else", Where: []timeline.Condition{{Property: "n", Operator: ">", Value: 2.0}}, Meaning: "usage"},
		{Event: wheel.FriendBought, Meaning: ""},
	}
	c.Rules = append(extra[l.random.IntN(len(extra)):][:1:1], c.Rules...)
	body, _ := json.Marshal(c)
	e.batch.Catalogues = append(e.batch.Catalogues, flow.Rules{Version: l.rules, Seq: e.seq, ReceivedAt: e.received, Body: body})
}

var eventNames = []string{
	"Page Viewed", "Page Viewed", "Form Submitted", "Order Completed", "Order Completed", "Product Used", "Survey Answered", "Shared",
	"Complaint Filed", "Order Refunded", "Message Sent", "Ticket Opened", "Ticket Opened", "Ticket Replied", "Ticket Closed", "Something Else", "Segment Entered", wheel.ReferralAccepted, wheel.ReferralAccepted, wheel.FriendJoined,
}

var propertySets = []string{
	"", "", `{}`, `{"nps":10}`, `{"ticket":"t1"}`, `{"kind":"csat","score":4}`, `{"kind":"csat","score":5,"ticket":"t1"}`, `{"kind":"nps","score":7}`, `{"kind":"csat","score":""}`, `{"nps":"3"}`, `{"nps":""}`, `{"p":"x","utm_campaign":"tet","utm_medium":"cpc"}`, `{"p":1,"utm_campaign":"he","referrer":"https://blog.example/gia"}`, `{"p":1.0}`, `{"p":"1","n":3}`, `{"p":null,"n":7}`,
	`{"p":{"deep":1},"n":-2}`, `{"a/b~c \"d\"":"Hà Nội","p":true}`, `{"n":[1],"p":"đ"}`,
	`{"p":01}`, `[]`, `{"p":1e2,"n":12345678901234567890123}`, `{"p":"\u0111\u0000"}`, `{"":"x","p":"\"x\""}`,
}

func (l *Log) event(e *entry) {
	profile := l.profile()
	l.found(e, profile)
	ev := flow.Event{
		Seq: e.seq, Profile: profile, ReceivedAt: e.received, ID: l.id(l.ids), Name: pick(l, eventNames...), Source: "test",
		At: l.instant(), Sale: pick(l, "", "", "s1", "s2"), Team: pick(l, "", "care"), Campaign: pick(l, "", "tet"),
		Channel: pick(l, "", "", "", "email", "google"), Import: l.random.Int64N(imports + 1),
	}
	l.ids++
	if ev.HasValue = l.chance(60); ev.HasValue {
		ev.Value, ev.Currency = l.random.Int64N(5)*100, pick(l, "VND", "VND", "USD")
	}
	if p := pick(l, propertySets...); p != "" {
		ev.Properties = json.RawMessage(p)
	}
	if ev.Name == wheel.ReferralAccepted && l.chance(90) {
		ev.Referrer = l.profile()
		l.found(e, ev.Referrer)
	}
	e.batch.Events = append(e.batch.Events, ev)
	if l.chance(25) {
		e.batch.Traits = append(e.batch.Traits, l.trait(&ev))
	}
}

// instant is one of few, on whole days or moments apart; some lie after now.
func (l *Log) instant() int64 {
	at := start + l.random.Int64N(30)*15*wheel.Day
	if l.chance(30) {
		at += l.random.Int64N(3)
	}
	return at
}

func (l *Log) trait(e *flow.Event) flow.Trait {
	t := flow.Trait{Profile: e.Profile, Seq: e.Seq, At: e.At, ReceivedAt: e.ReceivedAt, ID: e.ID,
		Rank: pick(l, person.BrowserRank, person.BrowserRank, person.ImportRank, person.ServerRank), Name: pick(l, "", "Lan", "Đức")}
	if f := pick(l, "", `{"city":"Hà Nội"}`, `{"city":"Huế","age":30}`, `{"age":"41"}`); f != "" {
		t.Fields = json.RawMessage(f)
	}
	return t
}

// Batches hands the log on in pieces of random size.
func (l *Log) Batches(random *rand.Rand) []*flow.Batch {
	var all []*flow.Batch
	for i := 0; i < len(l.entries); {
		n := min(1+random.IntN(40), len(l.entries)-i)
		all = append(all, join(l.entries[i:i+n]))
		i += n
	}
	return all
}

func join(entries []entry) *flow.Batch {
	b := &flow.Batch{From: entries[0].seq - 1, To: entries[len(entries)-1].seq}
	for i := range entries {
		p := &entries[i].batch
		b.Events, b.Profiles, b.Links = append(b.Events, p.Events...), append(b.Profiles, p.Profiles...), append(b.Links, p.Links...)
		b.Traits, b.Retractions = append(b.Traits, p.Traits...), append(b.Retractions, p.Retractions...)
		b.Catalogues, b.Quarantined = append(b.Catalogues, p.Catalogues...), append(b.Quarantined, p.Quarantined...)
	}
	return b
}
