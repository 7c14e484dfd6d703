package api

import (
	"context"
	"errors"
	"fmt"

	"banhda/auth"
	"banhda/delight/survey"
	"banhda/drive/workflow"
	"banhda/hub/consent"
	"banhda/phrase"
	"banhda/store"
)

// surveyAction asks somebody a survey. Rest, sample and consent count as for everybody who is asked.
func surveyAction() action {
	return action{workflow.Action{Kind: "survey", Permission: "people:send", Label: inBoth("Hỏi một khảo sát", "Ask a survey"),
		Help:   inBoth("Theo bản đang phát hành; ai vừa được hỏi thì được để yên.", "By what is published; who was asked not long ago is left alone."),
		Fields: []workflow.Field{{Key: "survey", Kind: workflow.SurveyField, Required: true, Label: inBoth("Khảo sát", "Survey")}},
	}, func(ctx context.Context, a *acting) error { return a.survey(ctx) }}
}

func (a *acting) survey(ctx context.Context) error {
	about, err := a.person(ctx, auth.Send)
	if err != nil {
		return err
	}
	f, v, err := surveyToAsk(ctx, &a.View, a.text("survey"))
	if err == nil {
		err = a.reached(about, consent.Channel(v.Content.Channel))
	}
	if err != nil {
		return err
	}
	touch := fmt.Sprintf("%s %s %d", RunID(a.run.ID), a.node.ID, a.run.Steps)
	if !v.Drawn(touch) {
		return phrase.Errorf("chance did not choose this person for %q", f.Name)
	}
	v.Content.Delay = 0
	if err = a.InviteAll(ctx, []survey.Invitation{survey.Invite(&v, about.ID, touch, a.Now(), a.Now())}); err == nil {
		a.did("survey", f.ID, f.Name)
	}
	return err
}

// surveyToAsk is a survey that people are asked, by its id, with the version they are asked by.
func surveyToAsk(ctx context.Context, v *store.View, shown string) (f survey.Survey, one survey.Version, err error) {
	id, err := ParseSurveyID(shown)
	if err == nil {
		f, err = v.Survey(ctx, id)
	}
	if errors.Is(err, store.ErrNotFound) || err == nil && !f.Live() {
		return f, one, phrase.Errorf("there is no survey %s that people are asked", shown)
	}
	if err == nil {
		one, err = v.SurveyVersion(ctx, f.ID, f.Published)
	}
	return f, one, err
}
