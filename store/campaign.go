package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"banhda/attract/campaign"
	"banhda/hub/consent"
	"banhda/hub/gate"
	"banhda/hub/message"
)

const campaignColumns = "id, name, state, plan, owner, start_at, ended_at, filled_at, version, created_at, updated_at"

func (v *View) campaigns(ctx context.Context, where string, args ...any) (list []campaign.Campaign, err error) {
	err = v.each(ctx, "reading campaigns", "SELECT "+campaignColumns+" FROM campaign WHERE "+where, args, func(rows *sql.Rows) error {
		var c campaign.Campaign
		var plan []byte
		err := rows.Scan(&c.ID, &c.Name, (*string)(&c.State), &plan, &c.Owner, &c.StartAt, &c.EndedAt, &c.FilledAt, &c.Version, &c.CreatedAt, &c.UpdatedAt)
		if err == nil {
			err = json.Unmarshal(plan, &c.Plan)
			if c.Plan.Variants == nil { // as the sample was kept by earlier versions
				c.Plan.Variants = []campaign.Branch{}
			}
		}
		list = append(list, c)
		return err
	})
	return list, err
}

// Campaigns lists campaigns, the newest first, before the given one; 0 begins with the newest.
func (v *View) Campaigns(ctx context.Context, before int64, limit int) ([]campaign.Campaign, error) {
	return v.campaigns(ctx, "(? = 0 OR id < ?) ORDER BY id DESC LIMIT ?", before, before, limit)
}

// Campaign is one of them; ErrNotFound where there is none of that id.
func (v *View) Campaign(ctx context.Context, id int64) (c campaign.Campaign, err error) {
	list, err := v.campaigns(ctx, "id = ?", id)
	if err != nil || len(list) == 0 {
		return c, errors.Join(err, v.failed("reading a campaign", sql.ErrNoRows))
	}
	return list[0], nil
}

// AddCampaign keeps a new campaign and gives its id; ErrConflict where there is one of that name.
func (t *Tx) AddCampaign(ctx context.Context, c campaign.Campaign) (id int64, err error) {
	plan, err := json.Marshal(c.Plan)
	if err != nil {
		return 0, err
	}
	query := "INSERT INTO campaign (name, state, plan, owner, start_at, ended_at, filled_at, version, created_at, updated_at) VALUES (?, ?, ?, ?, ?, 0, 0, 1, ?, ?) RETURNING id"
	err = t.one(ctx, "keeping a campaign", query, []any{c.Name, string(c.State), string(plan), c.Owner, c.StartAt, t.now, t.now}, &id)
	return id, err
}

// SaveCampaign keeps a campaign as it is from now on. ErrConflict where somebody changed it meanwhile, or another has its
// name.
func (t *Tx) SaveCampaign(ctx context.Context, c campaign.Campaign) error {
	plan, err := json.Marshal(c.Plan)
	if err != nil {
		return err
	}
	query := "UPDATE campaign SET name = ?, state = ?, plan = ?, owner = ?, start_at = ?, ended_at = ?, version = version + 1, updated_at = ? WHERE id = ? AND version = ?"
	n, err := t.exec(ctx, "changing a campaign", query, c.Name, string(c.State), string(plan), c.Owner, c.StartAt, c.EndedAt, t.now, c.ID, c.Version)
	if err == nil && n == 0 {
		err = fmt.Errorf("changing campaign %d: %w", c.ID, ErrConflict)
	}
	t.drafted = t.drafted || err == nil // one that goes on has messages waiting
	return err
}

// SetCampaignState moves a campaign into a state.
func (t *Tx) SetCampaignState(ctx context.Context, id int64, state campaign.State) error {
	n, err := t.exec(ctx, "moving a campaign on", "UPDATE campaign SET state = ?, updated_at = ?, version = version + 1 WHERE id = ?", string(state), t.now, id)
	t.drafted = t.drafted || err == nil
	return t.wasThere("moving a campaign on", n, err)
}

// CampaignFilled notes when a campaign's people were gathered.
func (t *Tx) CampaignFilled(ctx context.Context, id, at int64) error {
	_, err := t.exec(ctx, "noting who takes part", "UPDATE campaign SET filled_at = ? WHERE id = ?", at, id)
	return err
}

// RemoveCampaign forgets a campaign that sent nothing.
func (t *Tx) RemoveCampaign(ctx context.Context, id int64) error {
	for _, query := range []string{"DELETE FROM campaign_cost WHERE campaign = ?", "DELETE FROM campaign_person WHERE campaign = ?"} {
		if _, err := t.exec(ctx, "removing a campaign", query, id); err != nil {
			return err
		}
	}
	n, err := t.exec(ctx, "removing a campaign", "DELETE FROM campaign WHERE id = ?", id)
	return t.wasThere("removing a campaign", n, err)
}

// AddParticipants draws people into a campaign; those who are in it stay as they were drawn.
func (t *Tx) AddParticipants(ctx context.Context, campaign int64, list []campaign.Participant) error {
	into := "campaign_person (campaign, person, arm, at, step, next_at)"
	return t.insertAll(ctx, "drawing people into a campaign", into, 6, "ON CONFLICT DO NOTHING", len(list), func(i int) []any {
		p := &list[i]
		return []any{campaign, p.Person, p.Arm, t.now, p.Step, p.NextAt}
	})
}

// SaveParticipants writes how far people are.
func (t *Tx) SaveParticipants(ctx context.Context, campaign int64, list []campaign.Participant) error {
	for _, p := range list {
		if _, err := t.exec(ctx, "moving people on in a campaign", "UPDATE campaign_person SET step = ?, next_at = ? WHERE campaign = ? AND person = ?", p.Step, p.NextAt, campaign, p.Person); err != nil {
			return err
		}
	}
	return nil
}

// ParticipantsDue are people of a campaign whose next step is to be looked at.
func (v *View) ParticipantsDue(ctx context.Context, campaign int64, limit int) ([]campaign.Participant, error) {
	return v.participants(ctx, "campaign = ? AND next_at > 0 AND next_at <= ? ORDER BY next_at, person LIMIT ?", campaign, v.now, limit)
}

// Participants are the people of a campaign in order of id, after the given one.
func (v *View) Participants(ctx context.Context, campaign, after int64, limit int) ([]campaign.Participant, error) {
	return v.participants(ctx, "campaign = ? AND person > ? ORDER BY person LIMIT ?", campaign, after, limit)
}

// ParticipantsAmong are those of some people who take part in a campaign, whoever they were when they were drawn.
func (v *View) ParticipantsAmong(ctx context.Context, campaign int64, people []int64) ([]int64, error) {
	in, arg := v.dialect.In("profile.person", people)
	query := "SELECT DISTINCT person FROM profile WHERE " + in + " AND EXISTS (SELECT 1 FROM campaign_person c WHERE c.campaign = ? AND c.person = profile.id)" // no join: it could begin with all who take part
	return v.ids(ctx, query, arg, campaign)
}

// ParticipantsBehind are those of some people of a campaign who became one person with another of its people who is further in its
// plan, or as far and was there first.
func (v *View) ParticipantsBehind(ctx context.Context, campaign int64, people []int64) ([]int64, error) {
	in, arg := v.dialect.In("c.person", people)
	query := `SELECT DISTINCT c.person FROM campaign_person c JOIN profile mine ON mine.id = c.person JOIN profile same ON same.person = mine.person
JOIN campaign_person other ON other.campaign = c.campaign AND other.person = same.id
WHERE c.campaign = ? AND (other.step > c.step OR other.step = c.step AND other.person < c.person) AND ` + in
	return v.ids(ctx, query, campaign, arg)
}

func (v *View) participants(ctx context.Context, where string, args ...any) (list []campaign.Participant, err error) {
	query := "SELECT person, arm, at, step, next_at FROM campaign_person WHERE " + where
	err = v.each(ctx, "reading who takes part in a campaign", query, args, func(rows *sql.Rows) error {
		var p campaign.Participant
		err := rows.Scan(&p.Person, &p.Arm, &p.At, &p.Step, &p.NextAt)
		list = append(list, p)
		return err
	})
	return list, err
}

// CampaignOpen reports whether anybody of a campaign still waits for a step, or any message of it to be sent.
func (v *View) CampaignOpen(ctx context.Context, campaign int64) (open bool, err error) {
	query := `SELECT EXISTS (SELECT 1 FROM campaign_person WHERE campaign = ? AND next_at > 0) OR EXISTS (SELECT 1 FROM message WHERE campaign = ? AND due_at > 0)
OR EXISTS (SELECT 1 FROM message WHERE campaign = ? AND state = 'sending')`
	err = v.one(ctx, "looking whether a campaign is over", query, []any{campaign, campaign, campaign}, &open)
	return open, err
}

// ArmsOf counts the people of a campaign by arm.
func (v *View) ArmsOf(ctx context.Context, campaign int64) (map[string]int64, error) {
	arms := map[string]int64{}
	err := v.each(ctx, "counting who takes part", "SELECT arm, count(*) FROM campaign_person WHERE campaign = ? GROUP BY arm", []any{campaign}, func(rows *sql.Rows) error {
		var arm string
		var n int64
		err := rows.Scan(&arm, &n)
		arms[arm] = n
		return err
	})
	return arms, err
}

// CampaignCount is how many messages of a campaign are alike.
type CampaignCount struct {
	Step    int
	Channel consent.Channel
	Variant string
	State   message.State
	Reason  gate.Reason
	Count   int64
	Opened  int64
	Clicked int64
	Cost    int64 // of those that left the house, minor units
}

// CampaignCounts counts the messages of a campaign.
func (v *View) CampaignCounts(ctx context.Context, campaign int64) (list []CampaignCount, err error) {
	query := `SELECT step, channel, variant, state, reason, count(*), SUM(CASE WHEN opened_at > 0 THEN 1 ELSE 0 END), SUM(CASE WHEN clicked_at > 0 THEN 1 ELSE 0 END),
SUM(CASE WHEN sent_at > 0 THEN cost ELSE 0 END) FROM message WHERE campaign = ? GROUP BY step, channel, variant, state, reason ORDER BY step, channel, variant, state, reason`
	err = v.each(ctx, "counting messages", query, []any{campaign}, func(rows *sql.Rows) error {
		var c CampaignCount
		err := rows.Scan(&c.Step, (*string)(&c.Channel), &c.Variant, (*string)(&c.State), (*string)(&c.Reason), &c.Count, &c.Opened, &c.Clicked, &c.Cost)
		list = append(list, c)
		return err
	})
	return list, err
}

// MessagesUnder are the messages of a campaign under some keys; a key without one is absent.
func (v *View) MessagesUnder(ctx context.Context, campaign int64, keys []string) (map[string]message.Message, error) {
	in, arg := v.dialect.In("key", keys)
	list, err := v.messages(ctx, "campaign = ? AND key <> '' AND "+in, campaign, arg)
	under := make(map[string]message.Message, len(list))
	for _, m := range list {
		under[m.Key] = m
	}
	return under, err
}

// SentFilter is which messages of a campaign are asked for; what is left out is any.
type SentFilter struct {
	Step    int
	Variant string
	State   message.State
	Reason  gate.Reason
}

// CampaignMessages lists messages of a campaign before the given one; 0 begins with the newest.
func (v *View) CampaignMessages(ctx context.Context, campaign int64, of SentFilter, before int64, limit int) ([]message.Message, error) {
	return v.messages(ctx, "campaign = ? AND (? = 0 OR step = ?) AND (? = '' OR variant = ?) AND (? = '' OR state = ?) AND (? = '' OR reason = ?) AND (? = 0 OR id < ?) ORDER BY id DESC LIMIT ?",
		campaign, of.Step, of.Step, of.Variant, of.Variant, string(of.State), string(of.State), string(of.Reason), string(of.Reason), before, before, limit)
}

// OpenHours counts when messages were first opened or clicked by humans since an instant: by person (0: of everybody
// together) and hour of the day in UTC.
func (v *View) OpenHours(ctx context.Context, people []int64, since int64) (map[int64][24]int, error) {
	const hour = "(opened_at / 3600000000) % 24"
	who, from, args := "0", "message m", []any{since}
	where := ""
	if people != nil {
		in, arg := v.dialect.In("profile.person", people)
		who, from, where, args = "profile.person", "profile JOIN message m ON m.person = profile.id", " AND "+in, append(args, arg)
	}
	hours := map[int64][24]int{}
	query := "SELECT " + who + ", " + hour + ", count(*) FROM " + from + " WHERE opened_at > ?" + where + " GROUP BY 1, 2"
	err := v.each(ctx, "counting when messages are opened", query, args, func(rows *sql.Rows) error {
		var person int64
		var h, n int
		err := rows.Scan(&person, &h, &n)
		of := hours[person]
		of[h%24] += n
		hours[person] = of
		return err
	})
	return hours, err
}

// CampaignCost is what a campaign cost besides its messages.
type CampaignCost struct {
	ID     int64
	Day    string // 2026-11-22
	Kind   string
	Note   string
	Amount int64 // minor units of the workspace's currency
}

// CampaignCosts are those of a campaign, the first day first.
func (v *View) CampaignCosts(ctx context.Context, campaign int64) (list []CampaignCost, err error) {
	err = v.each(ctx, "reading costs", "SELECT id, day, kind, note, amount FROM campaign_cost WHERE campaign = ? ORDER BY day, id", []any{campaign}, func(rows *sql.Rows) error {
		var c CampaignCost
		err := rows.Scan(&c.ID, &c.Day, &c.Kind, &c.Note, &c.Amount)
		list = append(list, c)
		return err
	})
	return list, err
}

// AddCampaignCosts notes what a campaign cost.
func (t *Tx) AddCampaignCosts(ctx context.Context, campaign int64, list []CampaignCost) error {
	return t.insertAll(ctx, "noting costs", "campaign_cost (campaign, day, kind, note, amount)", 5, "", len(list), func(i int) []any {
		c := &list[i]
		return []any{campaign, c.Day, c.Kind, c.Note, c.Amount}
	})
}

// RemoveCampaignCost forgets one.
func (t *Tx) RemoveCampaignCost(ctx context.Context, campaign, id int64) error {
	n, err := t.exec(ctx, "removing a cost", "DELETE FROM campaign_cost WHERE campaign = ? AND id = ?", campaign, id)
	return t.wasThere("removing a cost", n, err)
}

// FinishCampaign ends a campaign that has done what it was to do.
func (t *Tx) FinishCampaign(ctx context.Context, id int64) error {
	_, err := t.exec(ctx, "finishing a campaign", "UPDATE campaign SET state = 'finished', ended_at = ?, updated_at = ?, version = version + 1 WHERE id = ? AND state = 'running'", t.now, t.now, id)
	return err
}
