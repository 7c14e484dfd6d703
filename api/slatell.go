package api

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

	"banhda/auth"
	"banhda/delight/sla"
	"banhda/delight/ticket"
	"banhda/drive/flow"
	"banhda/drive/job"
	"banhda/hub/notice"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/hub/timeline"
	"banhda/phrase"
	"banhda/store"
)

// slaWorks are the jobs of clocks.
func (s *Server) slaWorks() map[job.Kind]job.Work {
	return map[job.Kind]job.Work{
		slaJob:      {Do: s.system(s.tellClocks), Every: job.Each(time.Minute), Within: 5 * time.Minute},
		slaAgainJob: {Do: s.system(s.doReckon), Within: 30 * time.Minute},
	}
}

// mostClocks is how many clocks one run tells of; the next one goes on.
const mostClocks = 200

// tellClocks does what is to be done about clocks that run out soon, or did.
func (s *Server) tellClocks(ctx context.Context, _ job.Job) error {
	var list []store.SpellToTell
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		list, err = v.SpellsToTell(ctx, mostClocks)
		return err
	})
	for _, one := range list {
		if err == nil {
			err = s.tellClock(ctx, one)
		}
	}
	return err
}

// tellClock does it for one clock, once, as one act: whether it is still so is looked at again within the transaction that
// notes that it was done.
func (s *Server) tellClock(ctx context.Context, one store.SpellToTell) error {
	id := refID(record.Ref{Type: record.Ticket, ID: one.Ticket})
	entry := map[string]any{"clock": one.Clock, "before": one.Mark}
	_, err := s.change(ctx, mutation{verb: "sla-told", target: id, entry: entry, also: func(ctx context.Context, t *store.Tx) error {
		r, err := t.Record(ctx, auth.Everything, record.Ticket, one.Ticket)
		if err != nil || r.DeletedAt != 0 || r.ID != one.Ticket {
			return absent(err)
		}
		e, err := escalationOf(ctx, t, &r, one)
		if err == nil && e != nil {
			err = e.tell(ctx)
		}
		if err != nil {
			return err
		}
		return t.Reclock(ctx, []int64{one.Ticket}, false) // what comes next is noted, too
	}}, nil)
	return err
}

// escalation is what is done about one clock of a ticket.
type escalation struct {
	t      *store.Tx
	r      *record.Record
	terms  *sla.Terms
	spell  *sla.Spell
	mark   int
	silent bool // it ran out before anybody could be told, as of a ticket that was imported
}

// escalationOf is what is to be done now; nil: nothing any more. Where several things are, the last is done: who hears that
// a clock ran out needs no warning of it.
func escalationOf(ctx context.Context, t *store.Tx, r *record.Record, one store.SpellToTell) (*escalation, error) {
	c, err := t.Clocks(ctx, r)
	if err != nil {
		return nil, err
	}
	told, err := t.SLATold(ctx, r.ID)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(c.Spells, func(s sla.Spell) bool { return s.Clock == one.Clock && s.Began == one.Began })
	if at < 0 {
		return nil, nil
	}
	e := &escalation{t: t, r: r, terms: c.Last(), spell: &c.Spells[at], mark: -1}
	heard := told[one.SpellKey]
	for {
		next, ok := sla.Ahead(e.terms, e.spell, heard)
		if !ok || next.At >= t.Now() {
			break
		}
		if _, err := t.TellSpell(ctx, r.ID, one.SpellKey, next.Mark); err != nil {
			return nil, err
		}
		heard, e.mark = append(heard, next.Mark), next.Mark
		e.silent = e.spell.Ended != 0 || next.At < max(r.CreatedAt, c.Terms[len(c.Terms)-1].At)-time.Hour.Microseconds()
	}
	if e.mark < 0 {
		return nil, nil
	}
	return e, nil
}

// tell does what the terms say, and tells the log of a clock that ran out.
func (e *escalation) tell(ctx context.Context) error {
	if e.mark == 0 {
		if err := e.overdue(ctx); err != nil {
			return err
		}
	}
	if e.silent {
		return nil
	}
	set := record.Values{}
	for _, step := range e.terms.About(e.spell.Clock, e.mark) {
		if err := e.notify(ctx, step); err != nil {
			return err
		}
		if step.User != 0 {
			set["owner"] = step.User
		}
		if step.Team != 0 {
			set["team"] = step.Team
		}
		if step.Raise {
			set["priority"] = sla.Raised(e.r.Values.Text("priority"))
		}
	}
	if len(set) == 0 {
		return nil
	}
	_, err := e.t.Update(ctx, auth.Everything, record.Ticket, e.r.ID, set, 0)
	return err
}

// notify tells those whom a step names.
func (e *escalation) notify(ctx context.Context, step sla.Step) error {
	var whom []int64
	owner := e.r.Values.Int("owner")
	if step.Owner && owner != 0 {
		whom = append(whom, owner)
	}
	if step.Lead || step.Owner && owner == 0 { // of one that is nobody's, somebody has to hear
		users, err := whoLeads(ctx, &e.t.View, owner, e.r.Values.Int("team"))
		if err != nil {
			return err
		}
		for _, u := range users {
			whom = append(whom, u.ID)
		}
	}
	if step.User != 0 {
		whom = append(whom, step.User)
	}
	slices.Sort(whom)
	for _, user := range slices.Compact(whom) {
		key := fmt.Sprintf("%d-%s-%d-%d", e.r.ID, e.spell.Clock, e.spell.Began, e.mark)
		data := map[string]string{"title": ticket.Number(e.r) + " " + e.r.Name(), "what": string(e.spell.Clock), "before": strconv.Itoa(e.mark)}
		if err := e.t.Notify(ctx, user, notice.Clock, key, record.Ref{Type: record.Ticket, ID: e.r.ID}, data); err != nil {
			return err
		}
	}
	return nil
}

// clockNotice tells of a clock of a ticket.
func clockNotice(said func(string) string, about string) *phrase.Sentence {
	about = "“" + about + "”" // a ticket's title is often a whole sentence
	if said("before") != "0" {
		switch sla.Clock(said("what")) {
		case sla.First:
			return phrase.Sentencef("%s minutes are left for the first answer to the ticket %s", said("before"), about)
		case sla.Next:
			return phrase.Sentencef("%s minutes are left to answer the ticket %s", said("before"), about)
		}
		return phrase.Sentencef("%s minutes are left to solve the ticket %s", said("before"), about)
	}
	switch sla.Clock(said("what")) {
	case sla.First:
		return phrase.Sentencef("the ticket %s had no first answer in time", about)
	case sla.Next:
		return phrase.Sentencef("the ticket %s was not answered in time", about)
	}
	return phrase.Sentencef("the ticket %s was not solved in time", about)
}

// overdue tells the log that a clock of a ticket ran out, once.
func (e *escalation) overdue(ctx context.Context) error {
	whose := e.r.Values.Int("person")
	if whose == 0 {
		return nil
	}
	who, err := e.t.KeyOf(ctx, whose)
	if err != nil {
		return absent(err)
	}
	said := timeline.Event{ID: fmt.Sprintf("ticket-overdue-%d-%s-%d", e.r.ID, e.spell.Clock, e.spell.Began), Name: sla.OverdueEvent, At: e.spell.Due, Person: who.Identity()}
	said.Properties, err = json.Marshal(map[string]any{"ticket": ticket.Key(e.r.ID), "clock": e.spell.Clock, "policy": e.terms.Policy, "minutes": int(e.spell.Target.Minutes()),
		"priority": e.r.Values.Text("priority"), "kind": e.r.Values.Text("kind"), "team": ticket.Team})
	if err != nil {
		return err
	}
	return e.t.Post(ctx, flow.Row{Kind: flow.Events, Source: "tickets", Rank: person.StaffRank, Count: 1, Body: timeline.AppendRow(nil, []timeline.Event{said})})
}
