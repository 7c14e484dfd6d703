package api

import (
	"context"
	"strconv"
	"time"

	"banhda/auth"
	"banhda/drive/job"
	"banhda/hub/assignment"
	"banhda/hub/calendar"
	"banhda/hub/notice"
	"banhda/hub/record"
	"banhda/store"
)

// pools are the rules of assignment as they stand at one moment, with who of their pools is there and has how many. What
// is given is noted in them, so that one run decides many.
type pools struct {
	rules  []assignment.Rule
	seats  map[int64][]assignment.Seat // by rule
	clocks map[int64]int64
	users  map[int64]string // names of who may be given anybody
}

// readPools reads them.
func (s *Server) readPools(ctx context.Context, v *store.View) (p *pools, err error) {
	p = &pools{seats: map[int64][]assignment.Seat{}, clocks: map[int64]int64{}, users: map[int64]string{}}
	if p.rules, err = v.AssignmentRules(ctx); err != nil || len(p.rules) == 0 {
		return p, err
	}
	users, err := v.Users(ctx)
	if err != nil {
		return nil, err
	}
	for _, u := range users {
		p.users[u.ID] = u.Name
	}
	at, err := readPresence(ctx, v)
	if err != nil {
		return nil, err
	}
	for _, r := range p.rules {
		if err := p.seat(ctx, v, r, at); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// presence is what decides who is there.
type presence struct {
	company *calendar.Calendar
	away    map[int64][]calendar.Absence
	skipped map[int64]int64
	teams   map[int64][]int64
	waiting map[int64]int // loads
	owned   map[int64]int
	standIn map[int64]int64 // who answers first for whom
}

func readPresence(ctx context.Context, v *store.View) (p presence, err error) {
	p = presence{away: map[int64][]calendar.Absence{}, teams: map[int64][]int64{}}
	if p.company, err = readCalendar(ctx, v); err != nil {
		return p, err
	}
	absences, err := v.Absences(ctx, 0, p.company.Today(v.Now()))
	if err != nil {
		return p, err
	}
	for _, a := range absences {
		p.away[a.User] = append(p.away[a.User], a.Absence)
	}
	if p.skipped, err = v.Skipping(ctx); err != nil {
		return p, err
	}
	teams, err := v.Teams(ctx)
	if err != nil {
		return p, err
	}
	for _, t := range teams {
		p.teams[t.ID] = t.Members
	}
	if p.waiting, err = v.Loads(ctx, false); err != nil {
		return p, err
	}
	if p.standIn, err = substitutes(ctx, v); err != nil {
		return p, err
	}
	p.owned, err = v.Loads(ctx, true)
	return p, err
}

// absent is why a user is not there; empty: they are.
func (p presence) absent(user int64, now int64, hours bool) assignment.Why {
	today := p.company.Today(now)
	switch {
	case p.company.For(p.away[user]).Away(today):
		return assignment.OnLeave
	case p.skipped[user] > now:
		return assignment.Skips
	case hours && !p.company.Working(now):
		return assignment.OffHours
	}
	return ""
}

// seat seats the pool of a rule.
func (p *pools) seat(ctx context.Context, v *store.View, r assignment.Rule, at presence) error {
	passes, err := v.Passes(ctx, r.ID)
	p.clocks[r.ID] = passes[0]
	for _, m := range r.Members(at.teams[r.Team]) {
		if _, here := p.users[m.User]; !here {
			continue // they sign in no more
		}
		load := at.waiting
		if r.Load == assignment.Owned {
			load = at.owned
		}
		p.seats[r.ID] = append(p.seats[r.ID], assignment.Seat{Member: m, Open: load[m.User], Pass: passes[m.User], Absent: at.absent(m.User, v.Now(), r.Hours)})
	}
	return err
}

// choose decides by a rule.
func (p *pools) choose(r assignment.Rule, not int64) assignment.Decision {
	return assignment.Choose(r, p.seats[r.ID], p.clocks[r.ID], not)
}

// gave notes in all pools that a user got somebody by a rule, and gives how far their turn and the rule's clock are.
func (p *pools) gave(r assignment.Rule, user int64) (pass int64) {
	for id, seats := range p.seats {
		for i := range seats {
			if seats[i].User != user {
				continue
			}
			seats[i].Open++
			if id == r.ID {
				seats[i].Pass, p.clocks[r.ID] = assignment.Given(seats[i], p.clocks[r.ID])
				pass = seats[i].Pass
			}
		}
	}
	return pass
}

func (p *pools) rule(id int64) (assignment.Rule, bool) {
	for _, r := range p.rules {
		if r.ID == id {
			return r, true
		}
	}
	return assignment.Rule{}, false
}

// mostQueued is how many people are looked at in one run.
const mostQueued = 2000

// assignWaiting queues the people that rules are about and who are nobody's, and gives those who wait to whom they are
// to go, who waits longest first.
func (s *Server) assignWaiting(ctx context.Context, _ job.Job) error {
	var p *pools
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		p, err = s.readPools(ctx, v)
		return err
	})
	if err != nil || len(p.rules) == 0 {
		return err
	}
	if err := s.queueUnowned(ctx, p); err != nil {
		return err
	}
	return s.drain(ctx, p)
}

// queueUnowned lets wait whom a rule is about, by the first rule that is.
func (s *Server) queueUnowned(ctx context.Context, p *pools) error {
	taken := map[int64]bool{}
	for _, r := range p.rules {
		if !r.Active {
			continue
		}
		err := s.matching(ctx, record.Person, unowned(r.Where), func(page []record.Record) (bool, error) {
			var list []record.Record
			for _, one := range page {
				if !taken[one.ID] && one.CreatedAt >= r.From {
					taken[one.ID] = true
					list = append(list, one)
				}
			}
			return len(taken) < mostQueued, s.letWait(ctx, r, list)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// unowned narrows a condition to people who are nobody's.
func unowned(where string) string {
	if where == "" {
		return "not exists owner"
	}
	return "not exists owner and (" + where + ")"
}

func (s *Server) letWait(ctx context.Context, r assignment.Rule, list []record.Record) error {
	if len(list) == 0 {
		return nil
	}
	return s.Records.Tx(ctx, func(t *store.Tx) error {
		for _, one := range list {
			if err := t.Wait(ctx, store.Waits{Person: one.ID, Rule: r.ID, Since: one.CreatedAt}); err != nil {
				return err
			}
		}
		return nil
	})
}

// drain goes through the queue once.
func (s *Server) drain(ctx context.Context, p *pools) error {
	for after, seen := (store.Waits{}), 0; seen < mostQueued; {
		var page []store.Waits
		err := s.Records.View(ctx, func(v *store.View) (err error) {
			page, err = v.AssignmentQueue(ctx, after, 100)
			return err
		})
		if err != nil || len(page) == 0 {
			return err
		}
		for _, w := range page {
			if err := s.serveWaiting(ctx, p, w); err != nil {
				return err
			}
		}
		after, seen = page[len(page)-1], seen+len(page)
	}
	return nil
}

// serveWaiting gives one who waits to somebody, if anybody can have them now.
func (s *Server) serveWaiting(ctx context.Context, p *pools, w store.Waits) error {
	r, ok := p.rule(w.Rule)
	if !ok || !r.Active {
		return s.Records.Tx(ctx, func(t *store.Tx) error { return t.WaitNoMore(ctx, w.Person) })
	}
	last, err := s.lastHolder(ctx, w.Person)
	if err != nil {
		return err
	}
	d := p.choose(r, last)
	if d.User == 0 && last != 0 && len(p.seats[r.ID]) > 1 { // a pool of one has nobody else
		return nil
	}
	if d.User == 0 {
		if d = p.choose(r, 0); d.User == 0 {
			return nil
		}
	}
	return s.give(ctx, p, r, w.Person, d)
}

// lastHolder is from whom somebody was taken back last and not been given to anybody since; 0: nobody.
func (s *Server) lastHolder(ctx context.Context, person int64) (user int64, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		list, err := v.Assignments(ctx, person, 0, 1)
		if len(list) > 0 && list[0].User == 0 {
			user = list[0].Was
		}
		return err
	})
	return user, err
}

// give makes a user the owner of a person, tells them, and notes why, as one act.
func (s *Server) give(ctx context.Context, p *pools, r assignment.Rule, person int64, d assignment.Decision) error {
	entry := map[string]string{"user": UserID(d.User), "rule": r.Name, "why": string(d.Why)}
	_, err := s.change(ctx, mutation{verb: "assign", target: PersonID(person), entry: entry, also: func(ctx context.Context, t *store.Tx) error {
		is, err := t.Record(ctx, auth.Everything, record.Person, person)
		if err != nil || is.DeletedAt != 0 || is.Values.Int("owner") != 0 {
			return orElse(absent(err), t.WaitNoMore(ctx, person)) // somebody was quicker
		}
		if _, err := t.Update(ctx, auth.Everything, record.Person, is.ID, record.Values{"owner": d.User}, 0); err != nil {
			return err
		}
		id, err := t.Assign(ctx, store.Assigned{Person: is.ID, User: d.User, Rule: r.ID, Why: string(d.Why), Open: true})
		if err != nil {
			return err
		}
		pass := p.gave(r, d.User)
		for _, err := range []error{t.WaitNoMore(ctx, person), t.SavePass(ctx, r.ID, d.User, pass), t.SavePass(ctx, r.ID, 0, p.clocks[r.ID])} {
			if err != nil {
				return err
			}
		}
		if err := t.GiveConversation(ctx, is.ID, d.User, is.Values.Int("team")); err != nil {
			return err
		}
		data := map[string]string{"title": is.Values.Text("name"), "rule": r.Name}
		return t.Notify(ctx, d.User, notice.Assigned, strconv.FormatInt(id, 10), record.Ref{Type: record.Person, ID: is.ID}, data)
	}}, nil)
	return err
}

// reclaim takes people back from whom they were given to and who was not in touch within the working hours their rule
// leaves, and lets them wait for somebody else.
func (s *Server) reclaim(ctx context.Context, _ job.Job) error {
	var p *pools
	var at presence
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		if p, err = s.readPools(ctx, v); err == nil {
			at, err = readPresence(ctx, v)
		}
		return err
	})
	for after := int64(0); err == nil; {
		var page []store.Assigned
		err = s.Records.View(ctx, func(v *store.View) (err error) {
			page, err = v.Watched(ctx, after, 200)
			return err
		})
		if err != nil || len(page) == 0 {
			return err
		}
		after = page[len(page)-1].ID
		err = s.lookAfter(ctx, p, at, page)
	}
	return err
}

// lookAfter looks whether people who were given to somebody were heard from.
func (s *Server) lookAfter(ctx context.Context, p *pools, at presence, page []store.Assigned) error {
	ids := make([]int64, 0, len(page))
	for _, a := range page {
		ids = append(ids, a.Person)
	}
	contacts, err := s.contactsOf(ctx, ids)
	if err != nil {
		return err
	}
	now := s.Now().UnixMicro()
	for _, a := range page {
		r, _ := p.rule(a.Rule)
		worked := at.company.For(at.away[a.User]).Between(a.At, now)
		switch {
		case contacts[a.Person] >= a.At:
			err = s.Records.Tx(ctx, func(t *store.Tx) error { return t.Unwatch(ctx, a.Person) })
		case r.Reclaim > 0 && worked >= time.Duration(r.Reclaim)*time.Hour:
			err = s.takeFrom(ctx, r, a)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// contactsOf are when people were last in touch with us; those who never were are absent.
func (s *Server) contactsOf(ctx context.Context, ids []int64) (map[int64]int64, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	c, err := s.readCut(ctx, Reading{})
	if err != nil {
		return nil, err
	}
	list, _, err := s.Warehouse.LastContacts(ctx, c, ids)
	contacts := map[int64]int64{}
	for _, l := range list {
		contacts[l.Person] = l.At
	}
	return contacts, err
}

// takeFrom takes a person back, as one act. Where they are somebody else's by now there is nothing to take back.
func (s *Server) takeFrom(ctx context.Context, r assignment.Rule, a store.Assigned) error {
	entry := map[string]string{"from": UserID(a.User), "rule": r.Name, "why": "untouched"}
	_, err := s.change(ctx, mutation{verb: "reclaim", target: PersonID(a.Person), entry: entry, also: func(ctx context.Context, t *store.Tx) error {
		is, err := t.Record(ctx, auth.Everything, record.Person, a.Person)
		if err != nil || is.DeletedAt != 0 || is.Values.Int("owner") != a.User {
			return orElse(absent(err), t.Unwatch(ctx, a.Person))
		}
		if _, err := t.Update(ctx, auth.Everything, record.Person, is.ID, record.Values{"owner": nil}, 0); err != nil {
			return err
		}
		id, err := t.Assign(ctx, store.Assigned{Person: is.ID, Was: a.User, Rule: r.ID, Why: "untouched"})
		if err != nil {
			return err
		}
		if err := t.Wait(ctx, store.Waits{Person: is.ID, Rule: r.ID, Since: a.At}); err != nil {
			return err
		}
		data := map[string]string{"title": is.Values.Text("name"), "rule": r.Name}
		return t.Notify(ctx, a.User, notice.Reclaimed, strconv.FormatInt(id, 10), record.Ref{Type: record.Person, ID: is.ID}, data)
	}}, nil)
	return err
}
