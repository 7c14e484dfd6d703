package api

import (
	"context"
	"fmt"

	"banhda/auth"
	"banhda/delight/survey"
	"banhda/delight/ticket"
	"banhda/drive/flow"
	"banhda/hub/timeline"
	"banhda/phrase"
	"banhda/store"
)

// errSurveyOver is what who comes too late is told.
var errSurveyOver = phrase.Errorf("this survey can be answered no more; thank you for coming back")

// mostReanswered is how often an answer may be changed.
const mostReanswered = 20

// surveySaid is an answer as it came.
type surveySaid struct {
	Score   string            `json:"score"`
	Comment string            `json:"comment"`
	Said    map[string]string `json:"said"`
}

// answerSurvey keeps an answer and tells the log. Who answers otherwise later takes the event of before back: one counts.
func (s *Server) answerSurvey(ctx context.Context, id int64, said surveySaid) error {
	ctx = auth.With(ctx, systemActor)
	_, err := s.change(ctx, mutation{verb: "survey-answer", target: SurveyInvitationID(id), also: func(ctx context.Context, t *store.Tx) error {
		i, err := t.Invited(ctx, id)
		if err != nil {
			return err
		}
		v, err := t.SurveyVersion(ctx, i.Survey, i.Version)
		if err != nil {
			return err
		}
		if !i.Open(&v.Content, t.Now()) || i.Person == 0 {
			return errSurveyOver
		}
		a, err := v.Content.Read(said.Score, said.Comment, said.Said)
		if err != nil {
			return err
		}
		return keepSurveyAnswer(ctx, t, &i, &v.Content, a)
	}}, nil)
	return err
}

func keepSurveyAnswer(ctx context.Context, t *store.Tx, i *survey.Invitation, d *survey.Definition, a survey.Answer) error {
	before, err := t.AnswersTo(ctx, i.ID)
	if err != nil {
		return err
	}
	if n := len(before); n > 0 {
		last := &before[n-1]
		if a.Upon(last); a.Same(last) {
			return nil
		}
		if n >= mostReanswered {
			return errSurveyOver
		}
		if err := t.Post(ctx, flow.Row{Kind: flow.Retract, Source: "records", Count: 1, Body: marshalled(map[string]any{"id": last.Event})}); err != nil {
			return err
		}
	}
	a.Invitation, a.Survey, a.Version, a.Person = i.ID, i.Survey, i.Version, i.Person
	a.Event = fmt.Sprintf("survey-%s-%d", SurveyInvitationID(i.ID), len(before)+1)
	if _, err := t.AddAnswer(ctx, a); err != nil {
		return err
	}
	i.Answer(d, t.Now())
	if err := t.SaveInvited(ctx, *i); err != nil {
		return err
	}
	return tellSurveyAnswer(ctx, t, i, &a)
}

// tellSurveyAnswer tells the person's timeline. Whether that makes a promoter of them is the wheel's to say.
func tellSurveyAnswer(ctx context.Context, t *store.Tx, i *survey.Invitation, a *survey.Answer) error {
	f, err := t.Survey(ctx, i.Survey)
	if err != nil {
		return err
	}
	said := map[string]any{"survey": SurveyID(f.ID), "survey_name": f.Name, "kind": string(i.Kind), "score": a.Score, "touch": i.Touch, "invitation": SurveyInvitationID(i.ID)}
	if of := ticket.OfEvent(i.Touch); of != 0 {
		said["ticket"] = ticket.Key(of)
	}
	if a.Comment != "" {
		said["comment"] = a.Comment
	}
	for key, answer := range a.Said {
		said["answer_"+key] = answer
	}
	return postEvents(ctx, t, survey.Source, []int64{i.Person}, func(int64) timeline.Event {
		return timeline.Event{ID: a.Event, Name: survey.AnsweredEvent, At: t.Now(), Team: "care", Properties: marshalled(said)}
	})
}
