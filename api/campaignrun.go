package api

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"banhda/attract/campaign"
	"banhda/auth"
	"banhda/drive/job"
	"banhda/hub/message"
	"banhda/hub/record"
	"banhda/hub/segment"
	"banhda/hub/template"
	"banhda/store"
	"banhda/warehouse"
	"banhda/wheel"
)

// errHalted ends a run whose campaign was paused or stopped meanwhile.
var errHalted = errors.New("the campaign does not run any more")

// campaignRun is one look at a running campaign.
type campaignRun struct {
	s *Server
	campaign.Campaign
	reach     auth.Reach
	global    int
	zone      *time.Location
	everybody campaign.Hours
	templates map[string]template.Template
	fares     *fares // of a look at one that has not begun
}

// runCampaign gathers who takes part, moves those on whose next message is due, and ends a campaign that is over.
func (s *Server) runCampaign(ctx context.Context, j job.Job) error {
	id, err := strconv.ParseInt(j.Key, 10, 64)
	if err != nil {
		return job.Final(err)
	}
	run, err := s.campaignRun(ctx, id)
	if err != nil || run == nil {
		return err
	}
	if run.FilledAt == 0 || run.Plan.Audience.Rolling {
		err = run.fill(ctx)
	}
	if err == nil {
		err = run.moveOn(ctx)
	}
	if err == nil {
		err = run.end(ctx, j)
	}
	if errors.Is(err, errHalted) {
		return nil
	}
	return err
}

// campaignRun reads what a run needs; nil for a campaign that does not run.
func (s *Server) campaignRun(ctx context.Context, id int64) (run *campaignRun, err error) {
	err = s.Records.Tx(ctx, func(t *store.Tx) error {
		c, err := t.Campaign(ctx, id)
		if err != nil {
			return absent(err)
		}
		if c.State == campaign.Scheduled && c.StartAt <= t.Now() {
			c.State = campaign.Running
			if err := t.SetCampaignState(ctx, id, c.State); err != nil {
				return err
			}
		}
		if c.State != campaign.Running {
			return nil
		}
		run = &campaignRun{s: s, Campaign: c}
		return run.read(ctx, &t.View)
	})
	return run, err
}

func (r *campaignRun) read(ctx context.Context, v *store.View) (err error) {
	if err := r.readPlan(ctx, v); err != nil {
		return err
	}
	hours, err := v.OpenHours(ctx, nil, v.Now()-readingMemory)
	if err != nil {
		return err
	}
	r.everybody = campaign.Hours(hours[0])
	r.reach, err = reachOf(ctx, v, r.Owner)
	return err
}

func (r *campaignRun) readPlan(ctx context.Context, v *store.View) error {
	w, err := readWorkspace(ctx, v)
	if err != nil {
		return err
	}
	if r.zone, err = loadZone("", w.Timezone); err != nil {
		return err
	}
	rules, err := readRules(ctx, v)
	if err != nil {
		return err
	}
	r.global = rules.Holdout
	return r.readTemplates(ctx, v)
}

// readingMemory is how long it counts when somebody read.
const readingMemory = 180 * day24

// reachOf is how far somebody may write to people at this moment; 0: the house itself.
func reachOf(ctx context.Context, v *store.View, user int64) (auth.Reach, error) {
	if user == 0 {
		return auth.Everything, nil
	}
	u, err := v.User(ctx, user)
	if err != nil {
		return auth.Reach{}, absent(err)
	}
	a, err := userActor(ctx, v, u)
	return a.Reach(auth.People, auth.Send), err
}

func (r *campaignRun) readTemplates(ctx context.Context, v *store.View) error {
	r.templates = map[string]template.Template{}
	names, _ := r.Plan.Arms()
	for i := range r.Plan.Steps {
		for _, arm := range names[1:] {
			shown := r.Plan.Steps[i].Of(arm)
			id, err := ParseTemplateID(shown)
			if err != nil {
				continue // a draft may lack it; what begins was checked
			}
			if r.templates[shown], err = v.Template(ctx, id); absent(err) != nil {
				return err
			}
		}
	}
	return nil
}

// fill draws whoever fulfils the audience's condition, as many at once as a transaction may hold up others for. Who is drawn
// already stays as they were.
func (r *campaignRun) fill(ctx context.Context) error {
	size := bulkFirst
	err := r.s.matchingWithin(ctx, record.Person, r.Plan.Audience.Condition(), r.reach, func(page []record.Record) (bool, error) {
		for len(page) > 0 {
			n := min(len(page), size)
			held, err := r.draw(ctx, page[:n])
			if err != nil {
				return false, err
			}
			size = min(pieceAfter(size, held), bulkMost)
			page = page[n:]
		}
		return true, nil
	})
	if err != nil {
		return err
	}
	return r.s.Records.Tx(ctx, func(t *store.Tx) error { return t.CampaignFilled(ctx, r.ID, t.Now()) })
}

// draw draws some people, and leaves the first message of those who are written to. held is how long others could not write.
func (r *campaignRun) draw(ctx context.Context, page []record.Record) (held time.Duration, err error) {
	var began time.Time
	err = r.s.Records.Tx(ctx, func(t *store.Tx) error {
		began = time.Now()
		if err := r.still(ctx, t); err != nil {
			return err
		}
		ids := make([]int64, len(page))
		for i := range page {
			ids[i] = page[i].ID
		}
		known, err := t.ParticipantsAmong(ctx, r.ID, ids)
		if err != nil {
			return err
		}
		var hours map[int64][24]int
		if r.Plan.Time.Kind == "best" {
			if hours, err = t.OpenHours(ctx, ids, t.Now()-readingMemory); err != nil {
				return err
			}
		}
		var list []campaign.Participant
		var drafts []message.Draft
		for i := range page {
			person := &page[i]
			if slices.Contains(known, person.ID) {
				continue
			}
			p := campaign.Participant{Person: person.ID, Arm: r.Plan.Draw(person.ID, r.global)}
			if p.Arm != campaign.Control && p.Arm != campaign.House {
				at := r.time(t.Now(), person, hours[person.ID])
				drafts = append(drafts, r.draft(&p, 0, at))
				r.advance(&p, 1, at)
			}
			list = append(list, p)
		}
		if err := t.AddParticipants(ctx, r.ID, list); err != nil {
			return err
		}
		return t.SendAll(ctx, drafts)
	})
	return time.Since(began), err
}

// still refuses to go on with a campaign that was paused or stopped since it was looked at.
func (r *campaignRun) still(ctx context.Context, t *store.Tx) error {
	c, err := t.Campaign(ctx, r.ID)
	if err == nil && c.State != campaign.Running {
		err = errHalted
	}
	return err
}

// time is when somebody is sent the first message. Their best hour is one of their own day; what everybody reads at is told by the
// company's.
func (r *campaignRun) time(now int64, who *record.Record, own campaign.Hours) int64 {
	if r.Plan.Time.Kind != "best" {
		return now
	}
	zone := zoneOf(who, r.zone)
	return campaign.Next(now, campaign.Best(own.In(zone, now), r.everybody.In(r.zone, now)), zone, who.ID)
}

// draft is a step's message to somebody.
func (r *campaignRun) draft(p *campaign.Participant, step int, at int64) message.Draft {
	s := &r.Plan.Steps[step]
	t := r.templates[s.Of(p.Arm)]
	return message.Draft{Person: p.Person, Channel: s.Channel, Class: t.Class, Purpose: t.Purpose, Template: t.ID, Variant: p.Arm, Campaign: r.ID, Step: step + 1,
		Key: stepKey(step+1, p.Person), At: at, Cost: s.Cost}
}

// stepKey is under which a step's message to somebody is kept, so that there is one.
func stepKey(step int, person int64) string {
	return strconv.Itoa(step) + ":" + strconv.FormatInt(person, 10)
}

// advance notes how many steps somebody has behind them, and when the next is looked at.
func (r *campaignRun) advance(p *campaign.Participant, done int, at int64) {
	if p.Step, p.NextAt = done, 0; done < len(r.Plan.Steps) {
		p.NextAt = r.after(done, at)
	}
}

// after is when a step comes that follows on an instant.
func (r *campaignRun) after(step int, at int64) int64 {
	return at + int64(r.Plan.Steps[step].After)*int64(time.Hour/time.Microsecond)
}

// movedAtOnce is how many people are moved on in one transaction: each has a line and a message.
const movedAtOnce = 100

// moveOn leaves the next messages of those who wait for one.
func (r *campaignRun) moveOn(ctx context.Context) error {
	if len(r.Plan.Steps) < 2 {
		return nil
	}
	for {
		var due []campaign.Participant
		err := r.s.Records.View(ctx, func(v *store.View) (err error) {
			due, err = v.ParticipantsDue(ctx, r.ID, movedAtOnce)
			return err
		})
		if err != nil || len(due) == 0 {
			return err
		}
		left, err := r.left(ctx, due)
		if err != nil {
			return err
		}
		reached, err := r.reached(ctx, due)
		if err != nil {
			return err
		}
		if err := r.s.Records.Tx(ctx, func(t *store.Tx) error { return r.moveThese(ctx, t, due, left, reached) }); err != nil {
			return err
		}
	}
}

// moveThese leaves the next message to some people, but for those who made it needless. Who left is sent nothing more; of whom the
// message before still waits, or went later than it was meant to, the next one waits as well. Of people who became one only who is
// furthest goes on.
func (r *campaignRun) moveThese(ctx context.Context, t *store.Tx, due []campaign.Participant, left, reached map[int64]bool) error {
	if err := r.still(ctx, t); err != nil {
		return err
	}
	keys, people := make([]string, len(due)), make([]int64, len(due))
	for i := range due {
		keys[i], people[i] = stepKey(due[i].Step, due[i].Person), due[i].Person
	}
	sent, err := t.MessagesUnder(ctx, r.ID, keys)
	if err != nil {
		return err
	}
	behind, err := t.ParticipantsBehind(ctx, r.ID, people)
	if err != nil {
		return err
	}
	var drafts []message.Draft
	for i := range due {
		p := &due[i]
		before := sent[keys[i]]
		if left[p.Person] || slices.Contains(behind, p.Person) {
			p.NextAt = 0
			continue
		}
		if at := r.after(p.Step, wentAt(&before, t.Now())); at > t.Now() {
			p.NextAt = at
			continue
		}
		if !r.needless(p, &before, reached[p.Person]) {
			drafts = append(drafts, r.draft(p, p.Step, t.Now()))
		}
		r.advance(p, p.Step+1, t.Now())
	}
	if err := t.SaveParticipants(ctx, r.ID, due); err != nil {
		return err
	}
	return t.SendAll(ctx, drafts)
}

// wentAt is when a message left the house, or will at the earliest; 0: there is none, or it never will.
func wentAt(m *message.Message, now int64) int64 {
	if m.DueAt > 0 || m.State == message.Sending {
		return max(m.DueAt, now+campaignEvery.Microseconds())
	}
	return m.SentAt
}

// needless reports whether somebody has done since the message before what makes the next one needless.
func (r *campaignRun) needless(p *campaign.Participant, before *message.Message, reached bool) bool {
	switch r.Plan.Steps[p.Step].Unless {
	case campaign.Opened:
		return before.OpenedAt > 0
	case campaign.Clicked:
		return before.ClickedAt > 0
	case campaign.Reached:
		return reached
	}
	return false
}

// left are those of some people who do not belong to a rolling audience any more.
func (r *campaignRun) left(ctx context.Context, due []campaign.Participant) (map[int64]bool, error) {
	if !r.Plan.Audience.Rolling {
		return nil, nil
	}
	ids := make([]int64, len(due))
	for i := range due {
		ids[i] = due[i].Person
	}
	var now map[int64]record.Record
	err := r.s.Records.View(ctx, func(v *store.View) (err error) {
		now, err = v.RecordsByID(ctx, auth.Everything, record.Person, ids)
		return err
	})
	if err != nil {
		return nil, err
	}
	for i, id := range ids {
		ids[i] = now[id].ID
	}
	fits, err := r.s.fitting(ctx, r.Plan.Audience.Condition(), ids)
	left := map[int64]bool{}
	for i := range due {
		left[due[i].Person] = !fits[ids[i]]
	}
	return left, err
}

// reached are those of some people who have reached the goal, where a step asks.
func (r *campaignRun) reached(ctx context.Context, due []campaign.Participant) (map[int64]bool, error) {
	asks := false
	for i := range r.Plan.Steps {
		asks = asks || r.Plan.Steps[i].Unless == campaign.Reached
	}
	if !asks {
		return nil, nil
	}
	c, err := r.s.readCut(ctx, Reading{})
	if err != nil {
		return nil, err
	}
	q, err := goalQuestion(r.Plan.Goal.Event, r.Plan.Goal.Days)
	if err != nil {
		return nil, err
	}
	for _, p := range due {
		q.Drawn = append(q.Drawn, warehouse.Drawn{Person: p.Person, Arm: "due", At: p.At})
	}
	report, _, err := r.s.Warehouse.List(ctx, c, warehouse.ListQuestion{Lift: &warehouse.LiftList{LiftQuestion: q, Named: "due", Converted: true}, Limit: len(due)})
	found := map[int64]bool{}
	for _, row := range report.Rows {
		found[row.Person] = true
	}
	return found, err
}

// goalQuestion is how a goal within some days is asked of the warehouse.
func goalQuestion(event string, days int) (q warehouse.LiftQuestion, err error) {
	steps, err := segment.ParseSteps(event)
	if err != nil || len(steps) != 1 {
		return q, wrong(errors.Join(err))
	}
	return warehouse.LiftQuestion{Goal: steps[0], Window: int64(days) * wheel.Day}, nil
}

// end finishes a campaign nobody waits in any more, and pauses one that has spent its budget; others are looked at again.
func (r *campaignRun) end(ctx context.Context, j job.Job) error {
	return r.s.Records.Tx(ctx, func(t *store.Tx) error {
		if err := r.still(ctx, t); err != nil {
			return err
		}
		open, err := t.CampaignOpen(ctx, r.ID)
		if err != nil {
			return err
		}
		if !open && !r.Plan.Audience.Rolling {
			return t.FinishCampaign(ctx, r.ID)
		}
		spent, err := spentBy(ctx, &t.View, r.ID)
		if err != nil {
			return err
		}
		if r.Plan.Budget > 0 && spent >= r.Plan.Budget {
			return t.SetCampaignState(ctx, r.ID, campaign.Paused)
		}
		return t.Enqueue(ctx, campaignJob, j.Key, []byte("{}"), t.Now()+campaignEvery.Microseconds())
	})
}

// spentBy is what a campaign cost so far, minor units.
func spentBy(ctx context.Context, v *store.View, id int64) (spent int64, err error) {
	counts, err := v.CampaignCounts(ctx, id)
	if err != nil {
		return 0, err
	}
	for _, c := range counts {
		spent += c.Cost
	}
	costs, err := v.CampaignCosts(ctx, id)
	for _, c := range costs {
		spent += c.Amount
	}
	return spent, err
}
