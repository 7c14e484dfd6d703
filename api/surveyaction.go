package api

import (
	"context"
	"errors"
	"fmt"

	"banhda/auth"
	"banhda/delight/survey"
	"banhda/drive/workflow"
	"banhda/phrase"
	"banhda/store"
)

// surveyAction asks somebody a survey. Rest, sample and consent count as for everybody who is asked.
func surveyAction() action {
	return action{workflow.Action{Kind: "survey", Permission: "people:send", Label: inBoth("Hỏi một khảo sát", "Ask a survey"),
		Help:   inBoth("Theo bản đang phát hành; ai vừa được hỏi thì được để yên.", "By what is published; who was asked not long ago is left alone."),
		Fields: []workflow.Field{{Key: "survey", Kind: workflow.TextField, Required: true, Label: inBoth("Mã khảo sát", "Id of the survey"), Help: inBoth("Ở cuối địa chỉ của nó, ví dụ svy_…", "At the end of its address, such as svy_…")}},
	}, func(ctx context.Context, a *acting) error { return a.survey(ctx) }}
}

func (a *acting) survey(ctx context.Context) error {
	about, err := a.person(ctx, auth.Send)
	if err != nil {
		return err
	}
	id, err := ParseSurveyID(a.text("survey"))
	if err != nil {
		return phrase.Errorf("there is no survey %s", a.text("survey"))
	}
	f, err := a.Survey(ctx, id)
	if errors.Is(err, store.ErrNotFound) || err == nil && !f.Live() {
		return phrase.Errorf("there is no survey %s that people are asked", a.text("survey"))
	}
	if err != nil {
		return err
	}
	v, err := a.SurveyVersion(ctx, f.ID, f.Published)
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
