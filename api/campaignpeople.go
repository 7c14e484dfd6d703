package api

import (
	"context"

	"banhda/attract/campaign"
	"banhda/auth"
	"banhda/hub/consent"
	"banhda/hub/gate"
	"banhda/hub/message"
	"banhda/hub/record"
	"banhda/store"
	"banhda/warehouse"
)

// SentMessage is a message to somebody.
type SentMessage struct {
	ID       string          `json:"id"`
	Person   PersonName      `json:"person"`
	Channel  consent.Channel `json:"channel"`
	Step     int             `json:"step"`
	Variant  string          `json:"variant"`
	State    message.State   `json:"state"`
	Reason   gate.Reason     `json:"reason,omitempty"`
	Article  string          `json:"article,omitempty"`
	DueAt    *string         `json:"due_at"`
	SentAt   *string         `json:"sent_at"`
	OpenedAt *string         `json:"opened_at"`
	Clicked  *string         `json:"clicked_at"`
}

// SentAnswer is messages, the newest first.
type SentAnswer struct {
	Messages []SentMessage `json:"messages"`
	Cursor   *string       `json:"cursor"`
}

type sentQuestion struct {
	CampaignNamed
	Step    int           `query:"step" minimum:"0" maximum:"20" doc:"Only those of this message of the plan, from 1."`
	Variant string        `query:"variant" maxLength:"10" doc:"Only those to this arm."`
	State   message.State `query:"state" enum:"queued,held,sending,sent,delivered,doubtful,refused,bounced,failed,stopped," doc:"Only these."`
	Reason  gate.Reason   `query:"reason" maxLength:"40" doc:"Only those refused, held or failed for it."`
	Limit   int           `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor  string        `query:"cursor" doc:"The cursor of the page before."`
}

// campaignMessages are the messages of a campaign to people within reach.
func (s *Server) campaignMessages(ctx context.Context, in *sentQuestion, _ Tell) (*SentAnswer, error) {
	a := &SentAnswer{Messages: []SentMessage{}}
	var before int64
	if in.Cursor != "" {
		var err error
		if before, err = ParseOutgoingID(in.Cursor); err != nil {
			return nil, err
		}
	}
	err := s.Records.View(ctx, func(v *store.View) error {
		c, err := readCampaign(ctx, v, in.ID)
		if err != nil {
			return err
		}
		list, err := v.CampaignMessages(ctx, c.ID, store.SentFilter{Step: in.Step, Variant: in.Variant, State: in.State, Reason: in.Reason}, before, in.Limit)
		if err != nil {
			return err
		}
		if len(list) == in.Limit {
			a.Cursor = text(OutgoingID(list[len(list)-1].ID))
		}
		ids := make([]int64, len(list))
		for i := range list {
			ids[i] = list[i].Person
		}
		seen, err := v.RecordsByID(ctx, reach(ctx, record.Person, auth.Read), record.Person, ids)
		for i := range list {
			if r, ok := seen[list[i].Person]; ok {
				a.Messages = append(a.Messages, showSent(&list[i], &r))
			}
		}
		return err
	})
	return a, err
}

func showSent(m *message.Message, r *record.Record) SentMessage {
	shown := SentMessage{ID: OutgoingID(m.ID), Person: namedPerson(r.ID, map[int64]string{r.ID: r.Name()}), Channel: m.Channel, Step: m.Step, Variant: m.Variant, State: m.State, Reason: m.Reason, Article: m.Reason.Article()}
	for into, at := range map[**string]int64{&shown.DueAt: m.DueAt, &shown.SentAt: m.SentAt, &shown.OpenedAt: m.OpenedAt, &shown.Clicked: m.ClickedAt} {
		if at != 0 {
			*into = text(showInstant(at))
		}
	}
	return shown
}

// ArmPeople is who is in an arm of an experiment.
type ArmPeople struct {
	Count  int64        `json:"count"`
	People []PersonName `json:"people"`
	Cursor *string      `json:"cursor" doc:"Of the next page; null at the end."`
}

// ArmPage is which page of them is asked for: all pages are of the now of the first.
type ArmPage struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"1000" default:"100"`
	Cursor string `query:"cursor" doc:"The cursor of the page before."`
}

type armQuestion struct {
	CampaignNamed
	Arm     string `query:"arm" required:"true" doc:"The arm: control, or a variant."`
	Reached bool   `query:"reached" doc:"Only who reached the goal."`
	ArmPage
}

// campaignPeople are the people behind a figure of a campaign's result, within reach.
func (s *Server) campaignPeople(ctx context.Context, in *armQuestion, tell Tell) (*ArmPeople, error) {
	var people []campaign.Participant
	var c campaign.Campaign
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		if c, err = readCampaign(ctx, v, in.ID); err == nil {
			people, err = everyParticipant(ctx, v, c.ID)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	q, err := goalQuestion(c.Plan.Goal.Event, c.Plan.Goal.Days)
	if err != nil {
		return nil, err
	}
	for _, one := range people {
		q.Drawn = append(q.Drawn, warehouse.Drawn{Person: one.Person, Arm: one.Arm, At: one.At})
	}
	return s.armPeople(ctx, "campaign", warehouse.LiftList{LiftQuestion: q, Named: in.Arm, Converted: in.Reached}, in.ArmPage, tell)
}

// armPeople are a page of the people of an arm by name.
func (s *Server) armPeople(ctx context.Context, command string, l warehouse.LiftList, in ArmPage, tell Tell) (*ArmPeople, error) {
	var at Reading
	var after listPlace
	if in.Cursor != "" {
		var err error
		if after, err = readPlace(in.Cursor); err != nil {
			return nil, err
		}
		at.AsOf = showInstant(after.asOf)
	}
	cut, _, err := s.cut(ctx, command, at, tell)
	if err != nil {
		return nil, err
	}
	report, _, err := s.Warehouse.List(ctx, cut, warehouse.ListQuestion{Lift: &l, After: after.Mark, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	ids := make([]int64, len(report.Rows))
	for i, r := range report.Rows {
		ids[i] = r.Person
	}
	names, err := s.names(ctx, ids)
	a := &ArmPeople{Count: report.Count, People: []PersonName{}}
	if report.Next != nil {
		a.Cursor = text(listPlace{*report.Next, cut.AsOf}.String())
	}
	for _, id := range ids {
		a.People = append(a.People, namedPerson(id, names))
	}
	return a, err
}
