package api

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"banhda/auth"
	"banhda/drive/follow"
	"banhda/engage/lead"
	"banhda/hub/notice"
	"banhda/hub/record"
	"banhda/hub/timeline"
	"banhda/store"
	"banhda/warehouse"
	"banhda/wheel"
)

const leadFollower = "leads"

// leadHearer keeps who waits for a first answer: prospects who ask for something, until somebody answers them.
func (s *Server) leadHearer() follow.Consumer {
	return follow.Consumer{Name: leadFollower, Wants: func(context.Context) (follow.Wants, error) { return follow.Wants{Events: true}, nil }, Take: s.hearLeads}
}

// hearLeads takes in a batch, as much of it at once as a transaction may hold up others for. What a piece lets wait, what it
// answers, and how far it read are one transaction, so whatever happens in between, nobody is lost and nobody waits twice.
func (s *Server) hearLeads(ctx context.Context, b *follow.Batch) error {
	at, _, err := s.Records.Followed(ctx, leadFollower)
	if err != nil {
		return err
	}
	var heard []*follow.Event
	var asking []int64
	for i := range b.Events {
		e := &b.Events[i]
		if e.Seq <= at.Seq {
			continue // it was in a piece that was written before something went wrong
		}
		asks := lead.Asks(e.Name, e.Meaning)
		if asks {
			asking = append(asking, e.Person)
		}
		if asks || lead.Answers(e.Name, authorOf(e)) {
			heard = append(heard, e)
		}
	}
	if len(heard) == 0 {
		return nil
	}
	prospects, err := s.prospects(ctx, asking)
	if err != nil {
		return err
	}
	ctx = auth.With(ctx, systemActor)
	return inPieces(heard, func(part []*follow.Event) error {
		last := part[len(part)-1]
		if at.Seq = last.Seq; last == heard[len(heard)-1] {
			at = b.Place
		}
		return s.Records.Tx(ctx, func(t *store.Tx) error {
			return orElse(hearTheseLeads(ctx, t, part, prospects), t.SetFollowed(ctx, leadFollower, at))
		})
	})
}

func hearTheseLeads(ctx context.Context, t *store.Tx, part []*follow.Event, prospects map[int64]bool) error {
	k, err := leadClock(ctx, &t.View)
	for _, e := range part {
		if err == nil {
			err = hearLead(ctx, t, k, e, prospects)
		}
	}
	return err
}

func hearLead(ctx context.Context, t *store.Tx, k lead.Clock, e *follow.Event, prospects map[int64]bool) error {
	if by := authorOf(e); lead.Answers(e.Name, by) {
		user, _ := ParseUserID(by) // 0: it was somebody else
		answered, err := t.AnswerLeads(ctx, e.Person, e.At, user, e.Name)
		return orElse(err, closeLeadTasks(ctx, t, e.Person, answered))
	}
	if !prospects[e.Person] {
		return nil
	}
	l := lead.Lead{State: lead.Waiting, Person: e.Person, Event: e.Name, Source: sourceOf(e), Since: e.At}
	k.Wind(&l)
	id, err := t.AddLead(ctx, l)
	if err != nil || id == 0 {
		return err
	}
	return leadCame(ctx, t, id, e.Person)
}

// leadCame sees to it that somebody answers: who looks after the person is told; whoever is nobody's is given to somebody.
func leadCame(ctx context.Context, t *store.Tx, id, person int64) error {
	r, err := personRecord(ctx, &t.View, person)
	if err != nil {
		return absent(err)
	}
	owner := r.Values.Int("owner")
	if owner == 0 {
		return assignNow(ctx, t)
	}
	return t.Notify(ctx, owner, notice.Lead, "asks-"+strconv.FormatInt(id, 10), record.Ref{Type: record.Person, ID: r.ID}, map[string]string{"title": r.Name()})
}

// prospects are those of some people who are prospects now: who has bought asks as a customer.
func (s *Server) prospects(ctx context.Context, people []int64) (map[int64]bool, error) {
	slices.Sort(people)
	people = slices.Compact(people)
	are := map[int64]bool{}
	if len(people) == 0 {
		return are, nil
	}
	c, err := s.readCut(ctx, Reading{})
	if err != nil {
		return nil, err
	}
	rows, _, err := s.Warehouse.People(ctx, c, warehouse.PeopleQuestion{Among: slices.Values(people), Limit: len(people)})
	for _, p := range rows {
		are[p.Person] = p.Stage == wheel.Prospect
	}
	return are, err
}

// authorOf is who did what an event tells, as the audit trail calls them; empty: it does not say.
func authorOf(e *follow.Event) string {
	by, _ := timeline.PropertiesOf(e.Properties)("by")
	return by.Text
}

// longestSource is how many letters are kept of where a lead comes from.
const longestSource = 200

// sourceOf is where somebody asked, or came from.
func sourceOf(e *follow.Event) string {
	form, _ := timeline.PropertiesOf(e.Properties)("form_name")
	source := []rune(cmp.Or(form.Text, timeline.Channel(e.Properties)))
	return string(source[:min(len(source), longestSource)])
}
