package api

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"strings"

	"banhda/auth"
	"banhda/delight/loyalty"
	"banhda/drive/flow"
	"banhda/hub/record"
	"banhda/store"
)

// pointsOfThanks is the cause under which somebody is thanked with points, and the id of the event that says so.
func pointsOfThanks(cause string, person int64) string {
	return thanksSort + ":" + PersonID(person) + ":" + cause
}

// thanksCause is the cause under which somebody was thanked, of that of a posting.
func thanksCause(cause string) (string, bool) {
	sort, rest, _ := strings.Cut(cause, ":")
	_, of, ok := strings.Cut(rest, ":")
	return of, ok && sort == thanksSort
}

// thanksSort is with what causes of thanks begin.
const thanksSort = "thanks"

// checkThankPoints says what is missing for thanking with points.
func checkThankPoints(in *thanksOrder) error {
	b := &in.Body
	switch {
	case b.Points < 1:
		return invalid("say how many points each gets")
	case b.Cause == "" || b.Note == "":
		return invalid("points are given for a reason, and under a cause of their own: the same again changes nothing")
	}
	return nil
}

// thankPoints gives each the same number of points, once for a cause.
func (s *Server) thankPoints(ctx context.Context, t *store.Tx, in *thanksOrder) (func(record.Record) (bool, error), error) {
	h, err := readLoyalty(ctx, &t.View)
	if err != nil {
		return nil, err
	}
	return func(who record.Record) (bool, error) {
		cause := pointsOfThanks(in.Body.Cause, who.ID)
		err := earn(ctx, t, &h, earning{person: who.ID, points: in.Body.Points, cause: cause, about: cause, note: cleanNote(in.Body.Note), at: t.Now(), opensAt: t.Now()})
		return err == nil, pointsRefused(err)
	}, nil
}

// foreseeThanks says what thanking with points would come to. It changes nothing.
func (s *Server) foreseeThanks(ctx context.Context, in *thanksOrder, ids []int64) (*ThanksAnswer, error) {
	a := &ThanksAnswer{}
	return a, s.Records.View(ctx, func(v *store.View) error {
		h, err := readLoyalty(ctx, v)
		if err != nil {
			return err
		}
		p := h.at(v.Now())
		if p == nil {
			return pointsRefused(errNoProgram)
		}
		seen, err := v.RecordsByID(ctx, reach(ctx, record.Person, auth.Read), record.Person, ids)
		if err != nil {
			return err
		}
		a.Thanked, a.Left = len(seen), len(ids)-len(seen)
		a.Points = int64(len(seen)) * in.Body.Points
		a.Worth = a.Points * p.Value
		a.Currency, err = currencyOf(ctx, v)
		return err
	})
}

// ThanksGiven is somebody who was thanked with points.
type ThanksGiven struct {
	Person PersonName `json:"person"`
	Points int64      `json:"points"`
	Note   string     `json:"note" doc:"for what"`
	At     string     `json:"at"`
	By     *ActActor  `json:"by" doc:"null: it is not known any more"`
	Cause  string     `json:"cause" doc:"by which it can be taken back"`
	State  string     `json:"state" enum:"whole,touched,back" doc:"whole: nothing of it was spent or lapsed, so it can be taken back"`
}

// ThanksList is a page of those within reach who were thanked with points, the last first.
type ThanksList struct {
	Thanks []ThanksGiven `json:"thanks"`
	Cursor *string       `json:"cursor"`
}

type thanksQuestion struct {
	Cursor string `query:"cursor" doc:"The cursor of the page before."`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

func (s *Server) listThanks(ctx context.Context, in *thanksQuestion, _ Tell) (*ThanksList, error) {
	a := &ThanksList{Thanks: []ThanksGiven{}}
	before, err := readSerial(in.Cursor)
	if err != nil {
		return nil, err
	}
	return a, s.Records.View(ctx, func(v *store.View) error {
		list, err := v.PointsFor(ctx, thanksSort, before, in.Limit)
		if err != nil {
			return err
		}
		if len(list) == in.Limit {
			a.Cursor = text(writeSerial(list[in.Limit-1].ID))
		}
		return a.fill(ctx, v, list)
	})
}

func (a *ThanksList) fill(ctx context.Context, v *store.View, list []loyalty.Transaction) error {
	var profiles, acts []int64
	for i := range list {
		profiles, acts = append(profiles, list[i].Person), append(acts, list[i].Act)
	}
	found, err := v.ProfilesByID(ctx, profiles)
	if err != nil {
		return err
	}
	people := map[int64]int64{} // by profile
	for _, p := range found {
		people[p.ID] = p.Person
	}
	seen, err := v.RecordsByID(ctx, reach(ctx, record.Person, auth.Read), record.Person, slices.Collect(maps.Values(people)))
	if err != nil {
		return err
	}
	did, err := v.ActsByID(ctx, acts)
	if err != nil {
		return err
	}
	names, err := actorNames(ctx, v)
	for i := range list {
		p := &list[i]
		if _, ok := seen[people[p.Person]]; !ok || err != nil {
			continue
		}
		one := ThanksGiven{Person: namedRecord(people[p.Person], seen), Points: -p.Sum(loyalty.Issued), Note: p.Note, At: showInstant(p.At), State: "touched"}
		one.Cause, _ = thanksCause(p.Cause)
		if act, ok := did[p.Act]; ok {
			one.By = &ActActor{act.Actor, names[act.Actor]}
		}
		var lots []loyalty.Lot
		if lots, err = v.LotsAbout(ctx, p.Cause); loyalty.Untouched(lots) {
			one.State = "whole"
		} else if len(lots) > 0 && lots[0].Reversed == lots[0].Points {
			one.State = "back"
		}
		a.Thanks = append(a.Thanks, one)
	}
	return err
}

type thanksBack struct {
	Body struct {
		People []string `json:"people" minItems:"1" maxItems:"500"`
		Cause  string   `json:"cause" minLength:"1" maxLength:"100" doc:"under which they were thanked with points"`
	}
}

// takeThanksBack takes back the points people were thanked with, as far as they are within reach, and the thanks from their
// timeline.
func (s *Server) takeThanksBack(ctx context.Context, in *thanksBack, tell Tell) (*ThanksAnswer, error) {
	if !auth.From(ctx).May("loyalty:award") {
		return nil, errThankWay
	}
	ids, err := parsePeople(in.Body.People)
	if err != nil {
		return nil, err
	}
	a := &ThanksAnswer{}
	_, err = s.change(ctx, mutation{verb: "promoter-unthank", entry: map[string]any{"people": len(ids), "cause": in.Body.Cause}, also: func(ctx context.Context, t *store.Tx) error {
		seen, err := t.RecordsByID(ctx, reach(ctx, record.Person, auth.Read), record.Person, ids)
		for _, id := range ids {
			if _, ok := seen[id]; !ok || err != nil {
				continue
			}
			delete(seen, id)
			var points int64
			if points, err = s.takeThanksOf(ctx, t, id, in.Body.Cause); points > 0 {
				a.Thanked, a.Points = a.Thanked+1, a.Points+points
			}
		}
		a.Left = len(ids) - a.Thanked
		return err
	}}, tell)
	if err == nil && a.Thanked > 0 {
		_, err = s.relayed(ctx, tell)
	}
	return a, err
}

// takeThanksOf takes thanks back from somebody, by whatever profile they were known when they were thanked.
func (s *Server) takeThanksOf(ctx context.Context, t *store.Tx, person int64, cause string) (points int64, err error) {
	profiles, err := t.ProfilesOf(ctx, []int64{person})
	for _, p := range profiles {
		if err == nil && points == 0 {
			points, err = s.takeThanks(ctx, t, pointsOfThanks(cause, p.ID))
		}
	}
	return points, err
}

// takeThanks reverses one posting, and says of how many points; 0 where there is none, or something of it was spent, lapsed or
// taken back before.
func (s *Server) takeThanks(ctx context.Context, t *store.Tx, cause string) (int64, error) {
	was, err := t.PostingOf(ctx, cause)
	if err != nil {
		return 0, absent(err)
	}
	if lots, err := t.LotsAbout(ctx, cause); err != nil || !loyalty.Untouched(lots) {
		return 0, err
	}
	if err := s.takeBackPoints(ctx, t, cause); err != nil {
		return 0, err
	}
	return -was.Sum(loyalty.Issued), t.Post(ctx, flow.Row{Kind: flow.Retract, Source: "promoters", Count: 1, Body: marshalled(map[string]any{"id": cause})})
}

// errThankWay refuses a way to thank for which the role lacks a right.
var errThankWay = refused(http.StatusForbidden, 0, "your role may not do this to thank people; choose another way")

func parsePeople(shown []string) (ids []int64, err error) {
	for _, one := range shown {
		id, err := ParsePersonID(one)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}
