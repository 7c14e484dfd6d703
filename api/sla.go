package api

import (
	"context"
	"encoding/json"

	"banhda/auth"
	"banhda/delight/sla"
	"banhda/delight/ticket"
	"banhda/drive/job"
	"banhda/hub/record"
	"banhda/store"
)

// SLAAnswer is what the house promises the customers of its tickets.
type SLAAnswer struct {
	Policies []SLAPolicy     `json:"policies" doc:"in order: the first that is about a ticket holds"`
	Statuses []ticket.Status `json:"statuses" doc:"of tickets that are open: those in which clocks may stand still"`
	Types    []ticket.Type   `json:"types"`
	Running  int64           `json:"running" doc:"open tickets"`
}

// SLAPolicy is what is promised to some tickets.
type SLAPolicy struct {
	Key     string      `json:"key,omitempty" maxLength:"40" doc:"left out: made from the name"`
	Name    string      `json:"name" maxLength:"100"`
	When    SLAWhen     `json:"when"`
	Hours   sla.Hours   `json:"hours" enum:"working,always" doc:"the hours in which clocks run: working hours with their breaks and holidays, or around the clock"`
	Targets sla.Targets `json:"targets" doc:"minutes of those hours; 0: nothing is promised"`
	Pauses  []string    `json:"pauses" maxItems:"30" doc:"keys of statuses in which no clock runs"`
	Steps   []SLAStep   `json:"steps" maxItems:"10" doc:"what happens before a clock runs out, and once it did"`
}

// SLAWhen says which tickets a policy is about; what is empty does not narrow.
type SLAWhen struct {
	Priorities []string `json:"priorities" maxItems:"4"`
	Kinds      []string `json:"kinds" maxItems:"30" doc:"keys of types of tickets"`
	Channels   []string `json:"channels" maxItems:"20"`
	Products   []Named  `json:"products" maxItems:"100"`
	Segments   []Named  `json:"segments" maxItems:"20" doc:"of the customer: in one of them"`
}

// SLAStep is one step of escalation.
type SLAStep struct {
	Clock  string `json:"clock,omitempty" enum:"first,next,resolution," doc:"left out: any of them"`
	Before int    `json:"before" minimum:"0" maximum:"1000000" doc:"minutes that are left then; 0: it ran out"`
	Owner  bool   `json:"owner" doc:"who has the ticket is told"`
	Lead   bool   `json:"lead" doc:"who leads the team is told"`
	User   *Named `json:"user,omitempty" doc:"who gets the ticket; left out: nobody else"`
	Team   *Named `json:"team,omitempty" doc:"which team gets it"`
	Raise  bool   `json:"raise" doc:"its priority is raised by one; what is due stays due"`
}

func (s *Server) showSLA(ctx context.Context, _ *struct{}, _ Tell) (a *SLAAnswer, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		a, err = shownSLA(ctx, v)
		return err
	})
	return a, err
}

func shownSLA(ctx context.Context, v *store.View) (*SLAAnswer, error) {
	book, err := v.SLA(ctx)
	if err != nil {
		return nil, err
	}
	setup, err := v.TicketSetup(ctx)
	if err != nil {
		return nil, err
	}
	open, err := v.TicketsIn(ctx, "state")
	if err != nil {
		return nil, err
	}
	a := &SLAAnswer{Policies: []SLAPolicy{}, Statuses: pausing(&setup), Types: setup.Types, Running: open[string(ticket.Open)]}
	n, err := slaNames(ctx, v, book)
	for i := range book {
		a.Policies = append(a.Policies, showPolicy(ctx, &book[i], n))
	}
	return a, err
}

// pausing are the statuses in which clocks may stand still.
func pausing(setup *ticket.Setup) (list []ticket.Status) {
	for _, one := range setup.Statuses {
		if one.Kind.State() == ticket.Open {
			list = append(list, one)
		}
	}
	return list
}

// slaNamed is what those are called that policies name.
type slaNamed struct {
	names
	segments map[int64]string
}

func slaNames(ctx context.Context, v *store.View, book sla.Book) (n slaNamed, err error) {
	var refs []record.Ref
	for i := range book {
		for _, id := range book[i].When.Products {
			refs = append(refs, record.Ref{Type: record.Product, ID: id})
		}
	}
	if n.names, err = namesOf(ctx, v, refs); err != nil {
		return n, err
	}
	n.segments = map[int64]string{}
	list, err := v.Segments(ctx)
	for _, one := range list {
		n.segments[one.ID] = one.Name
	}
	return n, err
}

// policyName is what a policy is called by whoever asks.
func policyName(ctx context.Context, key, name string) string {
	return in(speaks(ctx), sla.Called(key, name))
}

func showPolicy(ctx context.Context, p *sla.Policy, n slaNamed) SLAPolicy {
	shown := SLAPolicy{Key: p.Key, Name: policyName(ctx, p.Key, p.Name), Hours: p.Hours, Targets: p.Targets, Pauses: none(p.Pauses), Steps: []SLAStep{},
		When: SLAWhen{Priorities: none(p.When.Priorities), Kinds: none(p.When.Kinds), Channels: none(p.When.Channels), Products: []Named{}, Segments: []Named{}}}
	for _, id := range p.When.Products {
		ref := record.Ref{Type: record.Product, ID: id}
		shown.When.Products = append(shown.When.Products, Named{refID(ref), n.records[ref]})
	}
	for _, id := range p.When.Segments {
		shown.When.Segments = append(shown.When.Segments, Named{SegmentID(id), n.segments[id]})
	}
	for _, s := range p.Steps {
		shown.Steps = append(shown.Steps, SLAStep{string(s.Clock), s.Before, s.Owner, s.Lead, n.user(s.User), n.team(s.Team), s.Raise})
	}
	return shown
}

// none is a list that is written as one even where there is nothing in it.
func none(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

func (shown *SLAPolicy) read() (p sla.Policy, err error) {
	p = sla.Policy{Key: shown.Key, Name: cleanName(shown.Name), Hours: shown.Hours, Targets: shown.Targets, Pauses: shown.Pauses,
		When: sla.When{Priorities: shown.When.Priorities, Kinds: shown.When.Kinds, Channels: shown.When.Channels}}
	for _, one := range shown.When.Products {
		id, err := readRef(record.Product, one.ID)
		if err != nil {
			return p, err
		}
		p.When.Products = append(p.When.Products, id)
	}
	for _, one := range shown.When.Segments {
		id, err := ParseSegmentID(one.ID)
		if err != nil {
			return p, err
		}
		p.When.Segments = append(p.When.Segments, id)
	}
	for _, one := range shown.Steps {
		step, err := one.read()
		if err != nil {
			return p, err
		}
		p.Steps = append(p.Steps, step)
	}
	return p, nil
}

func (shown *SLAStep) read() (s sla.Step, err error) {
	s = sla.Step{Clock: sla.Clock(shown.Clock), Before: shown.Before, Owner: shown.Owner, Lead: shown.Lead, Raise: shown.Raise}
	if shown.User != nil {
		if s.User, err = ParseUserID(shown.User.ID); err != nil {
			return s, err
		}
	}
	if shown.Team != nil {
		s.Team, err = ParseTeamID(shown.Team.ID)
	}
	return s, err
}

type slaOrder struct {
	Body struct {
		Policies []SLAPolicy `json:"policies" maxItems:"50"`
		Running  bool        `json:"running,omitempty" doc:"open tickets are held to what is promised now, too; else what they were promised stands"`
	}
}

// setSLA sets what the house promises. Tickets that run keep what they were promised when they were opened, unless asked:
// who was told tomorrow is not told next week because a setting changed.
func (s *Server) setSLA(ctx context.Context, in *slaOrder, tell Tell) (*SLAAnswer, error) {
	book := sla.Book{}
	for i := range in.Body.Policies {
		p, err := in.Body.Policies[i].read()
		if err != nil {
			return nil, err
		}
		book = append(book, p)
	}
	_, err := s.change(ctx, mutation{verb: "sla-set", target: "sla", entry: in.Body, also: func(ctx context.Context, t *store.Tx) error {
		if err := checkSLA(ctx, t, book); err != nil {
			return err
		}
		return t.SaveSLA(ctx, book)
	}}, nil)
	if err == nil && in.Body.Running {
		err = s.reckonTickets(ctx, true, tell)
	}
	if err != nil {
		return nil, err
	}
	return s.showSLA(ctx, nil, nil)
}

// checkSLA says what is wrong with policies.
func checkSLA(ctx context.Context, t *store.Tx, book sla.Book) error {
	setup, err := t.TicketSetup(ctx)
	if err != nil {
		return err
	}
	var statuses []string
	for _, one := range pausing(&setup) {
		statuses = append(statuses, one.Key)
	}
	if err := book.Check(statuses); err != nil {
		return wrong(err)
	}
	for _, id := range book.AsksSegments() {
		if _, err := t.Segment(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

// slaSegments are the segments that policies ask about: who is in them has to be known when a ticket is opened.
func slaSegments(ctx context.Context, v *store.View) (uses []SegmentUse, err error) {
	book, err := v.SLA(ctx)
	for i := range book {
		for _, id := range book[i].When.Segments {
			uses = append(uses, SegmentUse{Segment: id, Kind: "sla", ID: book[i].Key, Name: policyName(ctx, book[i].Key, book[i].Name), Listens: true})
		}
	}
	return uses, err
}

type slaTrial struct {
	Body struct {
		Ticket   string `json:"ticket,omitempty" maxLength:"40" doc:"one that is there; else what follows says what it would be"`
		Priority string `json:"priority,omitempty" enum:"urgent,high,normal,low,"`
		Kind     string `json:"kind,omitempty" maxLength:"40"`
		Channel  string `json:"channel,omitempty" maxLength:"40"`
		Product  string `json:"product,omitempty" maxLength:"40"`
		Person   string `json:"person,omitempty" maxLength:"40"`
	}
}

// SLATrial is what a ticket that is opened now would be promised.
type SLATrial struct {
	Policy     *Named `json:"policy" doc:"the first that is about it; null: none is"`
	First      string `json:"first,omitempty" doc:"when the first answer would be due; left out: nothing is promised"`
	Resolution string `json:"resolution,omitempty"`
}

// trySLA tells what a ticket would be promised if it were opened now.
func (s *Server) trySLA(ctx context.Context, in *slaTrial, _ Tell) (a *SLATrial, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		values, err := trialOf(ctx, v, in)
		if err != nil {
			return err
		}
		c, err := v.Promised(ctx, values)
		if err != nil {
			return err
		}
		a = &SLATrial{}
		if terms := c.Last(); terms.Policy != "" {
			a.Policy = &Named{terms.Policy, policyName(ctx, terms.Policy, terms.Name)}
		}
		for _, one := range sla.Standings(c.Spells) {
			switch {
			case one.Spell == nil || one.Spell.Due == 0:
			case one.Clock == sla.First:
				a.First = showInstant(one.Spell.Due)
			case one.Clock == sla.Resolution:
				a.Resolution = showInstant(one.Spell.Due)
			}
		}
		return nil
	})
	return a, err
}

// trialOf are the values of a ticket that is tried out.
func trialOf(ctx context.Context, v *store.View, in *slaTrial) (values record.Values, err error) {
	said := &in.Body
	if said.Ticket != "" {
		id, err := readRef(record.Ticket, said.Ticket)
		if err != nil {
			return nil, err
		}
		r, err := v.Record(ctx, reach(ctx, record.Ticket, auth.Read), record.Ticket, id)
		return r.Values.With(nil), err
	}
	values = record.Values{}
	for key, text := range map[string]string{"priority": orText(said.Priority, ticket.Normal), "kind": said.Kind, "channel": said.Channel} {
		if text != "" {
			values[key] = text
		}
	}
	if said.Product != "" {
		if values["product"], err = readRef(record.Product, said.Product); err != nil {
			return nil, err
		}
	}
	if said.Person == "" {
		return values, nil
	}
	who, err := personWithin(ctx, v, said.Person, auth.Read)
	values["person"] = who.ID
	return values, err
}

// slaJob tells of clocks that run out; slaAgainJob reckons those of open tickets anew after the calendar changed.
const (
	slaJob      job.Kind = "sla"
	slaAgainJob job.Kind = "sla-again"
)

// reckonLater lets the clocks of open tickets be reckoned anew, after the commit.
func reckonLater(ctx context.Context, t *store.Tx) error {
	return t.Enqueue(ctx, slaAgainJob, "calendar", []byte("{}"), t.Now())
}

func (s *Server) doReckon(ctx context.Context, j job.Job) error {
	if err := s.reckonTickets(ctx, false, func(Progress) {}); err != nil {
		return err
	}
	return s.Records.Tx(ctx, func(t *store.Tx) error { return t.FinishJob(ctx, j.ID) })
}

// reckonTickets reckons the clocks of all open tickets anew, piece by piece; with policies they are held to what is promised
// now. What was reckoned stays where somebody stops it, and doing it again does the rest.
func (s *Server) reckonTickets(ctx context.Context, policies bool, tell Tell) error {
	var ids []int64
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		ids, err = v.OpenTickets(ctx)
		return err
	})
	if err != nil {
		return err
	}
	done := 0
	return inPieces(ids, func(part []int64) error {
		_, err := s.change(ctx, mutation{verb: "sla-reckon", target: "sla", entry: json.RawMessage("null"), also: func(ctx context.Context, t *store.Tx) error {
			return t.Reclock(ctx, part, policies)
		}}, nil)
		done += len(part)
		tell(Progress{Step: "reckoning", Done: int64(done), Total: int64(len(ids))})
		return err
	})
}
