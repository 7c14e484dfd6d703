package api

import (
	"context"
	"errors"
	"fmt"

	"banhda/auth"
	"banhda/drive/workflow"
	"banhda/hub/consent"
	"banhda/hub/message"
	"banhda/hub/template"
	"banhda/phrase"
	"banhda/store"
)

// messageAction leaves a message. Whether it goes, and when, the gate decides when its turn comes: consent, hours and caps
// are not the workflow's to judge.
func messageAction() action {
	return action{workflow.Action{Kind: "message", Permission: "people:send", Label: inBoth("Gửi tin", "Send a message"),
		Help: inBoth("Theo một mẫu đã phát hành; có được gửi hay không, lúc nào, do sự đồng ý, giờ giấc và hạn mức quyết định.",
			"By a published template; whether and when it goes, consent, hours and caps decide."),
		Fields: []workflow.Field{{Key: "template", Kind: workflow.TemplateField, Required: true, Label: inBoth("Mẫu tin", "Template")}},
	}, func(ctx context.Context, a *acting) error { return a.send(ctx) }}
}

func (a *acting) send(ctx context.Context) error {
	about, err := a.person(ctx, auth.Send)
	if err != nil {
		return err
	}
	m, err := templateToSend(ctx, &a.View, a.text("template"))
	if err == nil {
		err = a.reached(about, consent.Channel(m.Channel))
	}
	if err != nil {
		return err
	}
	id, err := a.Send(ctx, message.Draft{Person: a.run.Person, Channel: consent.Channel(m.Channel), Class: m.Class, Purpose: m.Purpose, Template: m.ID,
		Run: a.run.ID, Key: fmt.Sprintf("%s %s %d", RunID(a.run.ID), a.node.ID, a.run.Steps),
		Data: map[string]any{"workflow": a.source()}})
	if err == nil {
		a.did("message", id, m.Name)
	}
	return err
}

// templateToSend is a template that can be sent, by its key.
func templateToSend(ctx context.Context, v *store.View, key string) (template.Template, error) {
	m, err := v.TemplateByKey(ctx, key)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return m, phrase.Errorf("there is no template %q", key)
	case err != nil:
		return m, err
	case m.Archived || m.Published == 0:
		return m, phrase.Errorf("the template %q is not published", m.Name)
	}
	return m, nil
}
