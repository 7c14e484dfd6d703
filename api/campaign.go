package api

import (
	"context"
	"crypto/rand"
	"errors"
	"net/http"
	"strings"

	"banhda/attract/campaign"
	"banhda/auth"
	"banhda/store"
)

const campaignPrefix = "cam_"

// CampaignID writes a campaign's id as it is shown outside.
func CampaignID(id int64) string {
	return campaignPrefix + encodeID(scramble(uint64(id), campaignPrefix))
}

// ParseCampaignID reads what CampaignID wrote.
func ParseCampaignID(s string) (int64, error) { return parseID(s, campaignPrefix, "a campaign") }

// Campaign is one campaign.
type Campaign struct {
	ID        string         `json:"id"`
	Name      string         `json:"name"`
	State     campaign.State `json:"state" enum:"draft,scheduled,running,paused,finished,stopped"`
	Plan      campaign.Brief `json:"plan"`
	Owner     *Named         `json:"owner" doc:"in whose right it is sent"`
	StartAt   *string        `json:"start_at" doc:"when it began, or is to"`
	EndedAt   *string        `json:"ended_at"`
	Version   int64          `json:"version"`
	UpdatedAt string         `json:"updated_at"`

	People int64 `json:"people" doc:"who take part, those left out included"`
	Sent   int64 `json:"sent" doc:"messages that left the house"`
	Queued int64 `json:"queued" doc:"messages that wait"`
}

// CampaignsAnswer is campaigns, the newest first.
type CampaignsAnswer struct {
	Campaigns []Campaign `json:"campaigns"`
	Cursor    *string    `json:"cursor"`
}

type campaignsQuestion struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor string `query:"cursor" doc:"The cursor of the page before."`
}

func (s *Server) listCampaigns(ctx context.Context, in *campaignsQuestion, _ Tell) (*CampaignsAnswer, error) {
	a := &CampaignsAnswer{Campaigns: []Campaign{}}
	var before int64
	if in.Cursor != "" {
		var err error
		if before, err = ParseCampaignID(in.Cursor); err != nil {
			return nil, err
		}
	}
	err := s.Records.View(ctx, func(v *store.View) error {
		list, err := v.Campaigns(ctx, before, in.Limit)
		if err != nil {
			return err
		}
		n, err := namesOf(ctx, v, nil)
		for i := 0; i < len(list) && err == nil; i++ {
			var one Campaign
			one, err = showCampaign(ctx, v, &list[i], n)
			a.Campaigns = append(a.Campaigns, one)
		}
		if len(list) == in.Limit {
			a.Cursor = text(CampaignID(list[len(list)-1].ID))
		}
		return err
	})
	return a, err
}

func showCampaign(ctx context.Context, v *store.View, c *campaign.Campaign, n names) (a Campaign, err error) {
	a = Campaign{ID: CampaignID(c.ID), Name: c.Name, State: c.State, Owner: n.user(c.Owner), Version: c.Version, UpdatedAt: showInstant(c.UpdatedAt), Plan: c.Plan}
	for into, at := range map[**string]int64{&a.StartAt: c.StartAt, &a.EndedAt: c.EndedAt} {
		if at != 0 {
			*into = text(showInstant(at))
		}
	}
	if a.State == campaign.Draft {
		return a, nil
	}
	return a, a.count(ctx, v, c.ID)
}

func (a *Campaign) count(ctx context.Context, v *store.View, id int64) error {
	arms, err := v.ArmsOf(ctx, id)
	if err != nil {
		return err
	}
	for _, n := range arms {
		a.People += n
	}
	counts, err := v.CampaignCounts(ctx, id)
	for _, c := range counts {
		switch {
		case c.State.Went():
			a.Sent += c.Count
		case c.State == "queued" || c.State == "held" || c.State == "sending":
			a.Queued += c.Count
		}
	}
	return err
}

// CampaignNamed is a campaign in a path.
type CampaignNamed struct {
	ID string `path:"id" doc:"The campaign's id."`
}

func (s *Server) showOneCampaign(ctx context.Context, in *CampaignNamed, _ Tell) (*Campaign, error) {
	var a Campaign
	err := s.Records.View(ctx, func(v *store.View) error {
		c, err := readCampaign(ctx, v, in.ID)
		if err != nil {
			return err
		}
		n, err := namesOf(ctx, v, nil)
		if err == nil {
			a, err = showCampaign(ctx, v, &c, n)
		}
		return err
	})
	return &a, err
}

func readCampaign(ctx context.Context, v *store.View, shown string) (c campaign.Campaign, err error) {
	id, err := ParseCampaignID(shown)
	if err != nil {
		return c, err
	}
	c, err = v.Campaign(ctx, id)
	return c, notFound(err, "there is no campaign %s", shown)
}

type campaignBody struct {
	Name    *string         `json:"name,omitempty" minLength:"1" maxLength:"100"`
	Plan    *campaign.Brief `json:"plan,omitempty"`
	Version int64           `json:"version,omitempty" doc:"The version that is changed; it is refused where somebody changed it meanwhile."`
}

type campaignOrder struct{ Body campaignBody }

func (s *Server) addCampaign(ctx context.Context, in *campaignOrder, tell Tell) (*Campaign, error) {
	if in.Body.Name == nil || cleanName(*in.Body.Name) == "" {
		return nil, invalid("give the campaign a name")
	}
	c := campaign.Campaign{Name: cleanName(*in.Body.Name), State: campaign.Draft, Owner: auth.From(ctx).User()}
	c.Plan = campaign.Brief{Steps: []campaign.Sending{}, Variants: []campaign.Branch{}, Holdout: 10, Time: campaign.Timing{Kind: "now"}, Goal: campaign.Aim{Event: "Order Completed", Days: 14, Value: true}}
	if in.Body.Plan != nil {
		c.Plan = *in.Body.Plan
	}
	c.Plan.Seed = rand.Text()
	_, err := s.change(ctx, mutation{verb: "campaign-add", entry: c, made: func() string { return CampaignID(c.ID) }, also: func(ctx context.Context, t *store.Tx) (err error) {
		c.ID, err = t.AddCampaign(ctx, c)
		return err
	}}, tell)
	if err != nil {
		return nil, campaignTaken(err, c.Name)
	}
	return s.showOneCampaign(ctx, &CampaignNamed{CampaignID(c.ID)}, tell)
}

func campaignTaken(err error, name string) error {
	if errors.Is(err, store.ErrConflict) {
		return refused(http.StatusConflict, 0, "there is a campaign called %q already, or somebody changed this one meanwhile; take another name, or look again", name)
	}
	return err
}

type campaignChange struct {
	CampaignNamed
	Body campaignBody
}

var errBegun = refused(http.StatusConflict, 0, "this campaign has begun; what it does cannot be changed any more. Make another one like it")

func (s *Server) changeCampaign(ctx context.Context, in *campaignChange, tell Tell) (*Campaign, error) {
	name := in.ID
	_, err := s.change(ctx, mutation{verb: "campaign-set", target: in.ID, entry: in.Body, also: func(ctx context.Context, t *store.Tx) error {
		c, err := readCampaign(ctx, &t.View, in.ID)
		if err != nil {
			return err
		}
		if in.Body.Name != nil {
			c.Name = cleanName(*in.Body.Name)
		}
		name = c.Name
		if in.Body.Version != 0 {
			c.Version = in.Body.Version
		}
		if in.Body.Plan != nil {
			if err := replan(&c, *in.Body.Plan); err != nil {
				return err
			}
		}
		return t.SaveCampaign(ctx, c)
	}}, tell)
	if err != nil {
		return nil, campaignTaken(err, name)
	}
	return s.showOneCampaign(ctx, &in.CampaignNamed, tell)
}

// replan puts a plan in the place of a draft's; its seed stays.
func replan(c *campaign.Campaign, p campaign.Brief) error {
	if c.State != campaign.Draft {
		return errBegun
	}
	p.Seed, p.Description = c.Plan.Seed, strings.TrimSpace(p.Description)
	c.Plan = p
	return nil
}

func (s *Server) removeCampaign(ctx context.Context, in *CampaignNamed, tell Tell) (a *Campaign, err error) {
	if a, err = s.showOneCampaign(ctx, in, tell); err != nil {
		return nil, err
	}
	_, err = s.change(ctx, mutation{verb: "campaign-remove", target: in.ID, also: func(ctx context.Context, t *store.Tx) error {
		c, err := readCampaign(ctx, &t.View, in.ID)
		if err == nil && c.State != campaign.Draft {
			err = refused(http.StatusConflict, 0, "a campaign that has begun is kept, with what became of it; only a draft is removed")
		}
		if err == nil {
			err = t.RemoveCampaign(ctx, c.ID)
		}
		return err
	}}, tell)
	return a, err
}

// campaignSegments are the segments campaigns are for.
func campaignSegments(ctx context.Context, v *store.View) (uses []SegmentUse, err error) {
	list, err := v.Campaigns(ctx, 0, 10_000)
	for _, c := range list {
		if c.State.Over() {
			continue
		}
		for _, id := range SegmentsIn(c.Plan.Audience.Condition()) {
			uses = append(uses, SegmentUse{Segment: id, Kind: "campaign", ID: CampaignID(c.ID), Name: c.Name, Listens: c.Plan.Audience.Rolling && c.State == campaign.Running})
		}
	}
	return uses, err
}

// campaignName is a campaign as events name it; empty: none, or it is gone.
func campaignName(ctx context.Context, v *store.View, id int64) (string, error) {
	if id == 0 {
		return "", nil
	}
	c, err := v.Campaign(ctx, id)
	return c.Name, absent(err)
}
