package api

import (
	"cmp"
	"context"
	"slices"
	"time"

	"banhda/auth"
	"banhda/delight/sla"
	"banhda/delight/survey"
	"banhda/delight/ticket"
	"banhda/hub/record"
	"banhda/store"
	"banhda/wheel/lift"
)

// CareTeamAnswer is how those who look after customers stand, of the tickets within reach.
type CareTeamAnswer struct {
	Since  string      `json:"since" doc:"the day from which what is counted over a time is counted"`
	All    CareShown   `json:"all"`
	Agents []CareShown `json:"agents" doc:"by name; last what is nobody's"`
	Ages   []CareAge   `json:"ages" doc:"open tickets by age"`
	Missed int64       `json:"missed" doc:"what was asked of the help centre and not found; more than a thousand are told as a thousand"`
}

// CareAge is how many open tickets are of an age: opened after one instant and by the other.
type CareAge struct {
	Days  int64  `json:"days" doc:"at least so old"`
	After string `json:"after,omitempty" doc:"left out: however old"`
	Until string `json:"until,omitempty" doc:"left out: up to now"`
	Count int64  `json:"count"`
}

// CareShown is how one of them stands, or all together.
type CareShown struct {
	User       *Named     `json:"user" doc:"null: nobody's, or all"`
	Open       int64      `json:"open"`
	Overdue    int64      `json:"overdue"`
	Waiting    int64      `json:"waiting" doc:"whose customer waits for an answer"`
	Solved     int64      `json:"solved" doc:"since"`
	Opened     int64      `json:"opened" doc:"tickets opened since that were solved at some time"`
	Reopened   int64      `json:"reopened" doc:"of these, those that were opened again"`
	Again      *CareShare `json:"again" doc:"reopened ÷ opened; null: fewer than five"`
	First      sla.Tally  `json:"first"`
	Next       sla.Tally  `json:"next"`
	Resolution sla.Tally  `json:"resolution"`
	Answers    int64      `json:"answers" doc:"of customers who were asked how content they were with a ticket"`
	Content    *CareShare `json:"content" doc:"4 or 5 of 5 ÷ answers; null: fewer than five"`
}

// CareShare is a share with its interval.
type CareShare struct {
	Share  float64    `json:"share"`
	Within lift.Range `json:"within"`
}

func careShare(k, of int64) *CareShare {
	if of < sla.Fewest {
		return nil
	}
	return &CareShare{float64(k) / float64(of), lift.Wilson(k, of)}
}

// careDays is over how many days what ended is counted.
const careDays = 30

// careSince is the beginning of the day so long ago.
func careSince(ctx context.Context, v *store.View) (int64, error) {
	c, err := readCalendar(ctx, v)
	if err != nil {
		return 0, err
	}
	return (c.Today(v.Now()) - careDays).At(0, c.Zone()).UnixMicro(), nil
}

// caring is the answer on its way.
type caring struct {
	ctx    context.Context
	v      *store.View
	to     auth.Reach
	since  int64
	agents map[int64]*agent
	all    agent
}

// agent is what was counted of somebody.
type agent struct {
	CareShown
	runs    []sla.Run
	content int64
}

// showCareTeam tells how those who look after customers stand.
func (s *Server) showCareTeam(ctx context.Context, _ *struct{}, _ Tell) (a *CareTeamAnswer, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		w := &caring{ctx: ctx, v: v, to: reach(ctx, record.Ticket, auth.Read), agents: map[int64]*agent{}}
		if w.since, err = careSince(ctx, v); err != nil {
			return err
		}
		c, err := readCalendar(ctx, v)
		if err != nil {
			return err
		}
		a = &CareTeamAnswer{Since: c.Today(w.since).String(), Ages: careAges(v.Now())}
		for _, read := range []func(*CareTeamAnswer) error{w.people, w.loads, w.dones, w.clocks, w.answers, w.missed} {
			if err := read(a); err != nil {
				return err
			}
		}
		names, err := actorNames(ctx, v)
		a.All = w.all.shown()
		a.Agents = w.list(names)
		return err
	})
	return a, err
}

func careAges(now int64) []CareAge {
	ages := make([]CareAge, len(store.CareAges)+1)
	for i, days := range store.CareAges {
		at := showInstant(now - days*ticket.Day)
		ages[i].After, ages[i+1].Until, ages[i+1].Days = at, at, days
	}
	return ages
}

func (w *caring) of(user int64) *agent {
	if w.agents[user] == nil {
		w.agents[user] = &agent{}
	}
	return w.agents[user]
}

// people begins a line for everybody whose role is care and whose tickets lie within reach.
func (w *caring) people(*CareTeamAnswer) error {
	users, err := w.v.Users(w.ctx)
	if err != nil {
		return err
	}
	teams, err := w.v.Teams(w.ctx)
	mates := map[int64]bool{w.to.User: true}
	for _, t := range teams {
		for _, member := range t.Members {
			mates[member] = mates[member] || slices.Contains(w.to.Teams, t.ID)
		}
	}
	for _, u := range users {
		if u.Role == string(auth.Agent) && (w.to.All || mates[u.ID]) {
			w.of(u.ID)
		}
	}
	return err
}

func (w *caring) loads(a *CareTeamAnswer) error {
	list, err := w.v.CareLoads(w.ctx, w.to)
	for _, l := range list {
		for _, one := range []*agent{w.of(l.Owner), &w.all} {
			one.Open, one.Overdue, one.Waiting = one.Open+l.Open, one.Overdue+l.Overdue, one.Waiting+l.Waiting
		}
		for i, n := range l.Ages {
			a.Ages[i].Count += n
		}
	}
	return err
}

func (w *caring) dones(*CareTeamAnswer) error {
	list, err := w.v.CareDones(w.ctx, w.to, w.since)
	for _, d := range list {
		for _, one := range []*agent{w.of(d.Owner), &w.all} {
			one.Solved, one.Opened, one.Reopened = one.Solved+d.Solved, one.Opened+d.Opened, one.Reopened+d.Reopened
		}
	}
	return err
}

func (w *caring) clocks(*CareTeamAnswer) error {
	list, err := w.v.Clockings(w.ctx, w.to, store.ClockingFilter{Since: w.since})
	for i := range list {
		c := &list[i]
		run := sla.Run{Clock: c.Clock, Used: time.Duration(c.Used) * time.Microsecond, Ended: c.Ended != 0 && !c.Silent, Late: c.Late(w.v.Now())}
		for _, one := range []*agent{w.of(c.Owner), &w.all} {
			one.runs = append(one.runs, run)
		}
	}
	return err
}

// contentFrom is from which score of five on somebody is content.
var contentFrom = (&survey.Definition{Kind: survey.CSAT}).Top2()

func (w *caring) answers(*CareTeamAnswer) error {
	list, err := w.v.CareAnswers(w.ctx, w.to, store.ClockingFilter{Since: w.since})
	for _, answer := range list {
		for _, one := range []*agent{w.of(answer.Owner), &w.all} {
			one.Answers++
			if answer.Score >= contentFrom {
				one.content++
			}
		}
	}
	return err
}

func (w *caring) missed(a *CareTeamAnswer) (err error) {
	a.Missed, err = w.v.CountMisses(w.ctx, mostCounted)
	return err
}

func (a *agent) shown() CareShown {
	tallies := sla.Tallies(a.runs)
	a.First, a.Next, a.Resolution = tallies[0], tallies[1], tallies[2]
	a.Again, a.Content = careShare(a.Reopened, a.Opened), careShare(a.content, a.Answers)
	return a.CareShown
}

// list are the lines with their names. What is nobody's stands last, and only where there is something.
func (w *caring) list(names map[string]string) []CareShown {
	list := []CareShown{}
	for user, one := range w.agents {
		shown := one.shown()
		if user != 0 {
			shown.User = &Named{UserID(user), names[UserID(user)]}
		}
		list = append(list, shown)
	}
	slices.SortFunc(list, func(a, b CareShown) int {
		if a.User == nil || b.User == nil {
			return cmp.Compare(absentLast(a.User), absentLast(b.User))
		}
		return cmp.Or(cmp.Compare(a.User.Name, b.User.Name), cmp.Compare(a.User.ID, b.User.ID))
	})
	return list
}

// CareQuestion says whose tickets figures are about.
type CareQuestion struct {
	Owner   string `query:"owner" maxLength:"40" doc:"Whose tickets: a user, or me."`
	Unowned bool   `query:"unowned" doc:"Only tickets that are nobody's."`
	Limit   int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor  string `query:"cursor" doc:"The cursor of the page before."`
}

func (q *CareQuestion) filter(ctx context.Context, v *store.View) (f store.ClockingFilter, err error) {
	f = store.ClockingFilter{Unowned: q.Unowned, Limit: q.Limit + 1}
	if f.Since, err = careSince(ctx, v); err != nil {
		return f, err
	}
	if f.Owner, err = orNone(q.Owner, func(shown string) (int64, error) { return parseMe(ctx, shown) }); err != nil {
		return f, err
	}
	f.AfterAt, f.AfterID, err = readRow(q.Cursor)
	return f, err
}

type clockingsQuestion struct {
	CareQuestion
	Clock string `query:"clock" enum:"first,next,resolution" default:"first"`
	Late  bool   `query:"late" doc:"Only those that ran out."`
}

// ClockingsAnswer are the times that clocks ran which figures count, the last first.
type ClockingsAnswer struct {
	Clocks []ClockingShown `json:"clocks"`
	Cursor *string         `json:"cursor"`
}

// ClockingShown is one time a clock of a ticket ran.
type ClockingShown struct {
	Ticket TicketRow `json:"ticket"`
	Owner  *Named    `json:"owner"`
	Clock  sla.Clock `json:"clock" enum:"first,next,resolution"`
	Began  string    `json:"began"`
	Ended  *string   `json:"ended" doc:"null: it goes on although it ran out"`
	DueAt  *string   `json:"due_at" doc:"when it ran out; null: it did not"`
	Target int64     `json:"target_minutes"`
	Used   *int64    `json:"used_minutes" doc:"null: it goes on"`
	Late   bool      `json:"late"`
}

// listClockings are the rows behind the figures of a team: the last thirty days.
func (s *Server) listClockings(ctx context.Context, in *clockingsQuestion, _ Tell) (a *ClockingsAnswer, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		f, err := in.filter(ctx, v)
		if err != nil {
			return err
		}
		f.Clock, f.Late = sla.Clock(in.Clock), in.Late
		list, err := v.Clockings(ctx, reach(ctx, record.Ticket, auth.Read), f)
		if err != nil {
			return err
		}
		a = &ClockingsAnswer{}
		if len(list) > in.Limit {
			list = list[:in.Limit]
			last := list[in.Limit-1]
			a.Cursor = text(writeRow(cmp.Or(last.Ended, last.Due), last.Ticket))
		}
		a.Clocks, err = showClockings(ctx, v, list)
		return err
	})
	return a, err
}

func showClockings(ctx context.Context, v *store.View, list []store.Clocking) ([]ClockingShown, error) {
	var ids []int64
	for _, c := range list {
		ids = append(ids, c.Ticket)
	}
	rows, n, err := careRows(ctx, v, ids)
	if err != nil {
		return nil, err
	}
	shown := []ClockingShown{}
	for i := range list {
		c := &list[i]
		one := ClockingShown{Ticket: rows[c.Ticket], Owner: n.user(c.Owner), Clock: c.Clock, Began: showInstant(c.Began), Ended: instantOrNull(c.Ended), DueAt: instantOrNull(c.Due), Target: c.Target, Late: c.Late(v.Now())}
		if c.Ended != 0 {
			one.Used = pointer(c.Used / time.Minute.Microseconds())
		}
		shown = append(shown, one)
	}
	return shown, nil
}

// careRows are tickets by their ids, as who asks may see them.
func careRows(ctx context.Context, v *store.View, ids []int64) (rows map[int64]TicketRow, n names, err error) {
	rows = map[int64]TicketRow{}
	list, err := ticketRows(ctx, v, ids)
	for _, row := range list {
		id, err := readRef(record.Ticket, row.ID)
		if err != nil {
			return nil, n, err
		}
		rows[id] = row
	}
	if err == nil {
		n, err = namesOf(ctx, v, nil)
	}
	return rows, n, err
}

// CareAnswersAnswer is what customers answered about tickets, the last first.
type CareAnswersAnswer struct {
	Answers []CareAnswerShown `json:"answers"`
	Cursor  *string           `json:"cursor"`
}

// CareAnswerShown is one answer.
type CareAnswerShown struct {
	Ticket  TicketRow `json:"ticket"`
	Owner   *Named    `json:"owner"`
	At      string    `json:"at"`
	Score   int       `json:"score" doc:"1 to 5"`
	Comment string    `json:"comment"`
}

// listCareAnswers are the answers behind the figures of a team: the last thirty days.
func (s *Server) listCareAnswers(ctx context.Context, in *CareQuestion, _ Tell) (a *CareAnswersAnswer, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		f, err := in.filter(ctx, v)
		if err != nil {
			return err
		}
		list, err := v.CareAnswers(ctx, reach(ctx, record.Ticket, auth.Read), f)
		if err != nil {
			return err
		}
		a = &CareAnswersAnswer{Answers: []CareAnswerShown{}}
		if len(list) > in.Limit {
			list = list[:in.Limit]
			a.Cursor = text(writeRow(list[in.Limit-1].At, list[in.Limit-1].ID))
		}
		var ids []int64
		for _, one := range list {
			ids = append(ids, one.Ticket)
		}
		rows, n, err := careRows(ctx, v, ids)
		for _, one := range list {
			a.Answers = append(a.Answers, CareAnswerShown{rows[one.Ticket], n.user(one.Owner), showInstant(one.At), one.Score, one.Comment})
		}
		return err
	})
	return a, err
}
