package api

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"banhda/attract/campaign"
	"banhda/auth"
	"banhda/drive/job"
	"banhda/hub/message"
	"banhda/hub/record"
	"banhda/hub/segment"
	"banhda/store"
)

// campaignJob goes on with a campaign: gathers its people, moves them on, ends it.
const campaignJob job.Kind = "campaign"

// campaignEvery is how often a running campaign is looked at.
const campaignEvery = time.Minute

type startOrder struct {
	CampaignNamed
	Body struct {
		Version int64 `json:"version" doc:"The version that was checked; it is refused where somebody changed it meanwhile."`
	}
}

// startCampaign lets a draft begin, now or at its time.
func (s *Server) startCampaign(ctx context.Context, in *startOrder, tell Tell) (*Campaign, error) {
	if err := maySend(ctx); err != nil {
		return nil, err
	}
	if err := s.affordable(ctx, in, tell); err != nil {
		return nil, err
	}
	err := s.moveCampaign(ctx, in.ID, "campaign-start", func(ctx context.Context, t *store.Tx, c *campaign.Campaign) error {
		if c.State != campaign.Draft {
			return errBegun
		}
		if c.Version != in.Body.Version {
			return refused(http.StatusConflict, 0, "somebody changed this campaign since it was checked; check it again")
		}
		if err := s.startable(ctx, &t.View, &c.Plan); err != nil {
			return err
		}
		at, err := startOf(&c.Plan, t.Now())
		if err != nil {
			return err
		}
		c.State, c.StartAt, c.Owner = campaign.Running, at, auth.From(ctx).User()
		if at > t.Now() {
			c.State = campaign.Scheduled
		}
		return t.Enqueue(ctx, campaignJob, strconv.FormatInt(c.ID, 10), []byte("{}"), at)
	})
	if err != nil {
		return nil, err
	}
	return s.showOneCampaign(ctx, &in.CampaignNamed, tell)
}

// maySend refuses who may write to nobody: how far they may, the campaign's people are confined by.
func maySend(ctx context.Context) error {
	if reach(ctx, record.Person, auth.Send).None() {
		return refused(http.StatusForbidden, 0, "your role lets you write to nobody; ask an owner of the workspace for the right to write to people")
	}
	return nil
}

// startable says what keeps a plan from starting.
func (s *Server) startable(ctx context.Context, v *store.View, p *campaign.Brief) error {
	if err := p.Check(); err != nil {
		return wrong(err)
	}
	if _, err := segment.ParseSteps(p.Goal.Event); err != nil {
		return wrong(err)
	}
	if _, err := s.condition(ctx, v, record.Person, p.Audience.Condition()); err != nil {
		return err
	}
	names, _ := p.Arms()
	for i := range p.Steps {
		for _, arm := range names[1:] {
			if err := published(ctx, v, p.Steps[i].Of(arm), string(p.Steps[i].Channel)); err != nil {
				return err
			}
		}
	}
	return nil
}

// published refuses a template that cannot be sent over a channel.
func published(ctx context.Context, v *store.View, shown, channel string) error {
	id, err := ParseTemplateID(shown)
	if err != nil {
		return err
	}
	t, err := v.Template(ctx, id)
	switch {
	case err != nil:
		return notFound(err, "there is no template %s", shown)
	case string(t.Channel) != channel:
		return invalid("the template %q is not for this message's channel; choose another", t.Name)
	case t.Published == 0 || t.Archived:
		return invalid("the template %q was not published, or is put away; publish it first", t.Name)
	}
	return nil
}

// startOf is when a plan begins.
func startOf(p *campaign.Brief, now int64) (int64, error) {
	if p.Time.Kind != "at" {
		return now, nil
	}
	at, err := time.Parse(time.RFC3339Nano, p.Time.At)
	if err != nil {
		return 0, invalid("%q is not an instant; write one such as 2026-11-23T09:00:00+07:00", p.Time.At)
	}
	return max(at.UnixMicro(), now), nil
}

// moveCampaign is a change of where a campaign stands.
func (s *Server) moveCampaign(ctx context.Context, shown, verb string, move func(ctx context.Context, t *store.Tx, c *campaign.Campaign) error) error {
	_, err := s.change(ctx, mutation{verb: verb, target: shown, also: func(ctx context.Context, t *store.Tx) error {
		c, err := readCampaign(ctx, &t.View, shown)
		if err != nil {
			return err
		}
		if err := move(ctx, t, &c); err != nil {
			return err
		}
		return t.SaveCampaign(ctx, c)
	}}, nil)
	return err
}

// pauseCampaign holds back what was not sent yet, from this moment.
func (s *Server) pauseCampaign(ctx context.Context, in *CampaignNamed, tell Tell) (*Campaign, error) {
	id, err := ParseCampaignID(in.ID)
	if err != nil {
		return nil, err
	}
	s.halts.Store(id, message.Queued)
	err = s.moveCampaign(ctx, in.ID, "campaign-pause", func(_ context.Context, _ *store.Tx, c *campaign.Campaign) error {
		if c.State != campaign.Running {
			return refused(http.StatusConflict, 0, "only a campaign that runs is paused")
		}
		c.State = campaign.Paused
		return nil
	})
	if err != nil {
		s.halts.Delete(id)
		return nil, err
	}
	return s.showOneCampaign(ctx, in, tell)
}

// resumeCampaign goes on with a paused campaign, in the right of who lets it.
func (s *Server) resumeCampaign(ctx context.Context, in *CampaignNamed, tell Tell) (*Campaign, error) {
	if err := maySend(ctx); err != nil {
		return nil, err
	}
	id, err := ParseCampaignID(in.ID)
	if err != nil {
		return nil, err
	}
	err = s.moveCampaign(ctx, in.ID, "campaign-resume", func(ctx context.Context, t *store.Tx, c *campaign.Campaign) error {
		if c.State != campaign.Paused {
			return refused(http.StatusConflict, 0, "only a paused campaign goes on")
		}
		if err := s.startable(ctx, &t.View, &c.Plan); err != nil {
			return err
		}
		spent, err := spentBy(ctx, &t.View, c.ID)
		if err != nil {
			return err
		}
		if spent >= c.Plan.Budget {
			c.Plan.Budget = 0 // else it would pause again at once
		}
		c.State, c.Owner = campaign.Running, auth.From(ctx).User()
		return t.Enqueue(ctx, campaignJob, strconv.FormatInt(c.ID, 10), []byte("{}"), t.Now())
	})
	if err != nil {
		return nil, err
	}
	s.halts.Delete(id)
	return s.showOneCampaign(ctx, in, tell)
}

// stopCampaign stops what was not sent yet, for good. One that was only planned is a draft again.
func (s *Server) stopCampaign(ctx context.Context, in *CampaignNamed, tell Tell) (*Campaign, error) {
	id, err := ParseCampaignID(in.ID)
	if err != nil {
		return nil, err
	}
	s.halts.Store(id, message.Stopped)
	planned := false
	err = s.moveCampaign(ctx, in.ID, "campaign-stop", func(_ context.Context, t *store.Tx, c *campaign.Campaign) error {
		switch {
		case c.State == campaign.Scheduled:
			planned, c.State, c.StartAt = true, campaign.Draft, 0
		case c.State == campaign.Draft || c.State.Over():
			return refused(http.StatusConflict, 0, "this campaign does not run")
		default:
			c.State, c.EndedAt = campaign.Stopped, t.Now()
		}
		return nil
	})
	if err != nil || planned {
		s.halts.Delete(id)
	}
	if err == nil {
		err = s.stopWaiting(ctx, id)
	}
	if err != nil {
		return nil, err
	}
	return s.showOneCampaign(ctx, in, tell)
}

// stoppedTogether is how many messages are stopped in one transaction.
const stoppedTogether = 2000

// stopWaiting stops what waits of a campaign that is over. What carriers have claimed, they let be.
func (s *Server) stopWaiting(ctx context.Context, id int64) error {
	for {
		var n int64
		err := s.Records.Tx(ctx, func(t *store.Tx) (err error) {
			n, err = t.StopMessages(ctx, id, stoppedTogether)
			return err
		})
		if err != nil || n < stoppedTogether {
			return err
		}
	}
}

type resendOrder struct {
	ID string `path:"id" doc:"The message's id."`
}

// Resent is a message that is sent again.
type Resent struct {
	ID string `json:"id"`
}

// resendMessage lets a message whose fate is not known, or that failed, go again, under the same Message-ID.
func (s *Server) resendMessage(ctx context.Context, in *resendOrder, tell Tell) (*Resent, error) {
	id, err := ParseOutgoingID(in.ID)
	if err != nil {
		return nil, err
	}
	_, err = s.change(ctx, mutation{verb: "message-resend", target: in.ID, also: func(ctx context.Context, t *store.Tx) error {
		m, err := t.Message(ctx, id)
		if err == nil {
			_, err = t.Record(ctx, reach(ctx, record.Person, auth.Send), record.Person, m.Person)
		}
		if err == nil {
			err = t.ResendMessage(ctx, id)
		}
		return notFound(err, "there is no message %s that is doubtful or failed", in.ID)
	}}, tell)
	return &Resent{in.ID}, err
}
