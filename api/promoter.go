package api

import (
	"context"
	"slices"

	"banhda/auth"
	"banhda/delight/promoter"
	"banhda/hub/record"
	"banhda/hub/segment"
	"banhda/store"
	"banhda/warehouse"
	"banhda/wheel"
)

// PromotersAnswer is a page of those worth thanking, who brought most first. Money is in minor units of Currency.
type PromotersAnswer struct {
	Promoters []PromoterRow `json:"promoters"`
	Count     int           `json:"count" doc:"worth thanking now"`
	Resting   int           `json:"resting" doc:"promoters who were thanked, or are about to be, not long ago"`
	Unhappy   int           `json:"unhappy" doc:"promoters who were unhappy with care not long ago: look after them first"`
	Currency  string        `json:"currency"`
	Cursor    *string       `json:"cursor"`
}

// PromoterRow is somebody worth thanking, and why.
type PromoterRow struct {
	Person    PersonName  `json:"person"`
	Since     string      `json:"since" doc:"a promoter since"`
	Own       int64       `json:"own" doc:"what they spent"`
	Friends   []FriendRow `json:"friends" doc:"whom they sent; those within reach have a name"`
	Buyers    int         `json:"buyers" doc:"of these, who bought"`
	Brought   int64       `json:"brought" doc:"what those spent"`
	Deeds     []DeedRow   `json:"deeds" doc:"by which they spoke for the company, the last first"`
	ThankedAt *string     `json:"thanked_at"`
	Owner     *Named      `json:"owner"`
}

// FriendRow is somebody a promoter sent.
type FriendRow struct {
	Person PersonName `json:"person"`
	At     string     `json:"at"`
	Bought bool       `json:"bought"`
	Spent  int64      `json:"spent"`
}

// DeedRow is one deed.
type DeedRow struct {
	At   string `json:"at"`
	Name string `json:"name" doc:"of the event"`
	Said string `json:"said,omitempty" doc:"their own words, where they wrote any"`
}

type promotersQuestion struct {
	Rest   int    `query:"rest" minimum:"0" maximum:"3650" default:"90" doc:"Leave out who was thanked within so many days."`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor string `query:"cursor" doc:"The cursor of the page before."`
}

// promoters are those worth thanking, within reach.
func (s *Server) promoters(ctx context.Context, in *promotersQuestion, tell Tell) (*PromotersAnswer, error) {
	c, _, err := s.cut(ctx, "promoters", Reading{}, tell)
	if err != nil {
		return nil, err
	}
	advocates, all, err := s.standingPromoters(ctx, c)
	if err != nil {
		return nil, err
	}
	a := &PromotersAnswer{Promoters: []PromoterRow{}, Currency: c.Currency}
	list, resting, unhappy := promoter.Worth(all, c.AsOf, int64(in.Rest)*wheel.Day)
	a.Count, a.Resting, a.Unhappy = len(list), resting, unhappy
	if in.Cursor != "" {
		last, err := ParsePersonID(in.Cursor)
		if err != nil {
			return nil, wrongCursor(in.Cursor)
		}
		list = promoter.After(list, last)
	}
	if len(list) > in.Limit {
		list = list[:in.Limit]
		a.Cursor = text(PersonID(list[in.Limit-1].Person))
	}
	return a, s.fillPromoters(ctx, c, a, list, advocates)
}

// lowCSAT is how long somebody who was unhappy with care is left in peace.
const lowCSAT = 90 * wheel.Day

var unhappyScore, _ = segment.Parse(`kind = csat and score >= 1 and score <= 2`)

// standingPromoters are all promoters of a cut, by person, with when they were thanked last.
func (s *Server) standingPromoters(ctx context.Context, c warehouse.Cut) (map[int64]*wheel.Advocate, []promoter.Promoter, error) {
	advocates, _, err := s.Warehouse.Advocates(ctx, c)
	if err != nil {
		return nil, nil, err
	}
	found, place, all := map[int64]*wheel.Advocate{}, map[int64]int{}, make([]promoter.Promoter, len(advocates))
	for i := range advocates {
		a := &advocates[i]
		all[i] = promoter.Promoter{Person: a.Person, Since: a.Since, Friends: len(a.Friends), Own: a.Own}
		all[i].Buyers, all[i].Brought = a.Brought()
		found[a.Person], place[a.Person] = a, i
	}
	deeds := []*segment.Did{{Event: promoter.ThankedEvent}, {Event: promoter.PlannedEvent}, {Event: "Survey Answered", Where: unhappyScore, From: c.AsOf - lowCSAT}}
	_, err = s.Warehouse.Deeds(ctx, c, deeds, func(person int64, times func(int) []int64) {
		i, ok := place[person]
		if !ok {
			return
		}
		for deed := range 2 {
			if at := times(deed); len(at) > 0 {
				all[i].ThankedAt = max(all[i].ThankedAt, at[len(at)-1])
			}
		}
		all[i].Unhappy = len(times(2)) > 0
	})
	return found, all, err
}

// mostDeeds is how many of the last events of a page's people are looked through for their deeds, shownDeeds how many are shown of
// each.
const (
	mostDeeds  = 10_000
	shownDeeds = 5
)

func (s *Server) fillPromoters(ctx context.Context, c warehouse.Cut, a *PromotersAnswer, list []promoter.Promoter, advocates map[int64]*wheel.Advocate) error {
	ids, friends := make([]int64, len(list)), []int64{}
	for i := range list {
		ids[i] = list[i].Person
		for _, f := range advocates[ids[i]].Friends {
			friends = append(friends, f.Person)
		}
	}
	past, _, err := s.Warehouse.Past(ctx, c, warehouse.PastQuestion{People: ids, Limit: mostDeeds})
	if err != nil {
		return err
	}
	return s.Records.View(ctx, func(v *store.View) error {
		n, err := namesOf(ctx, v, nil)
		if err != nil {
			return err
		}
		seen, err := v.RecordsByID(ctx, reach(ctx, record.Person, auth.Read), record.Person, append(slices.Clone(ids), friends...))
		for i := range list {
			a.Promoters = append(a.Promoters, showPromoter(&list[i], advocates[list[i].Person], past.Events, seen, n))
		}
		return err
	})
}

func showPromoter(p *promoter.Promoter, a *wheel.Advocate, events []warehouse.PastEvent, seen map[int64]record.Record, n names) PromoterRow {
	who := seen[p.Person]
	row := PromoterRow{Person: namedRecord(p.Person, seen), Since: showInstant(p.Since), Own: p.Own, Buyers: p.Buyers, Brought: p.Brought, Friends: []FriendRow{}, Deeds: []DeedRow{}, Owner: n.user(who.Values.Int("owner"))}
	for _, f := range a.Friends {
		row.Friends = append(row.Friends, FriendRow{namedRecord(f.Person, seen), showInstant(f.AcceptedAt), f.Bought, f.Spent})
	}
	for i := range events {
		if e := &events[i]; e.Person == p.Person && e.Meaning == wheel.Advocacy && len(row.Deeds) < shownDeeds {
			row.Deeds = append(row.Deeds, DeedRow{showInstant(e.At), e.Name, ownWords(e)})
		}
	}
	if p.ThankedAt != 0 {
		row.ThankedAt = text(showInstant(p.ThankedAt))
	}
	return row
}

// namedRecord is a person with the name they have where they are within reach.
func namedRecord(id int64, seen map[int64]record.Record) PersonName {
	names := map[int64]string{}
	if r, ok := seen[id]; ok {
		names[id] = r.Name()
	}
	return namedPerson(id, names)
}
