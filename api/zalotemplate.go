package api

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	way "banhda/channel/zalo"
	"banhda/hub/message"
	"banhda/hub/template"
	"banhda/hub/zalo"
	"banhda/phrase"
	"banhda/store"
)

// ZaloTemplate is a text that Zalo approved.
type ZaloTemplate struct {
	ID      string       `json:"id"`
	Name    string       `json:"name"`
	Status  zalo.Status  `json:"status" doc:"as Zalo calls it; only enable can be sent"`
	Quality string       `json:"quality" doc:"high, medium, low; undefined where Zalo does not know yet"`
	Tag     zalo.Tag     `json:"tag" enum:"transaction,care,promotion"`
	Class   string       `json:"class" enum:"transactional,care,advertising" doc:"what a message by it is before the law"`
	Price   int64        `json:"price" doc:"đồng a message"`
	Params  []zalo.Param `json:"params"`
	Preview string       `json:"preview" doc:"where Zalo shows it"`
	At      string       `json:"at" doc:"when it was read from Zalo"`
}

// ZaloTemplatesAnswer is a page of the templates, by name.
type ZaloTemplatesAnswer struct {
	Templates []ZaloTemplate `json:"templates"`
	Cursor    *string        `json:"cursor"`
	Quota     zalo.Quota     `json:"quota" doc:"of messages by template, as Zalo said last"`
}

type zaloTemplatesQuestion struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"100"`
	Cursor string `query:"cursor" doc:"The cursor of the page before."`
}

func (s *Server) listZaloTemplates(ctx context.Context, in *zaloTemplatesQuestion, _ Tell) (a *ZaloTemplatesAnswer, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		a, err = zaloTemplatesShown(ctx, v, in.Cursor, in.Limit)
		return err
	})
	return a, err
}

func zaloTemplatesShown(ctx context.Context, v *store.View, cursor string, limit int) (*ZaloTemplatesAnswer, error) {
	id, name, _ := strings.Cut(cursor, " ")
	list, err := v.ZaloTemplates(ctx, name, id, limit+1)
	if err != nil {
		return nil, err
	}
	a := &ZaloTemplatesAnswer{Templates: []ZaloTemplate{}}
	if len(list) > limit {
		list = list[:limit]
		a.Cursor = text(list[limit-1].ID + " " + list[limit-1].Name)
	}
	for i := range list {
		a.Templates = append(a.Templates, showZaloTemplate(&list[i]))
	}
	return a, readJSON(ctx, v, zaloQuota, &a.Quota)
}

func showZaloTemplate(o *zalo.Template) ZaloTemplate {
	return ZaloTemplate{o.ID, o.Name, o.Status, o.Quality, o.Tag, string(o.Tag.Class()), o.Price, o.Params, o.Preview, showInstant(o.At)}
}

// syncZaloTemplates reads the templates anew.
func (s *Server) syncZaloTemplates(ctx context.Context, _ *struct{}, tell Tell) (a *ZaloTemplatesAnswer, err error) {
	c, _, err := s.zaloClient(ctx)
	if err != nil {
		return nil, err
	}
	list, err := c.Templates(ctx, func(done, total int) {
		tell(Progress{Step: "reading templates", Done: int64(done), Total: int64(total)})
	})
	if err != nil {
		return nil, notFromZalo(err)
	}
	quota, err := c.Quota(ctx)
	if err != nil {
		return nil, notFromZalo(err)
	}
	_, err = s.change(ctx, mutation{verb: "zalo-sync", target: zaloSetting, entry: map[string]int{"templates": len(list)}, also: func(ctx context.Context, t *store.Tx) error {
		quota.At = t.Now()
		if err := t.ReplaceZaloTemplates(ctx, list); err != nil {
			return err
		}
		if err := setJSON(ctx, t, zaloQuota, quota); err != nil {
			return err
		}
		a, err = zaloTemplatesShown(ctx, &t.View, "", 200)
		return err
	}}, nil)
	return a, err
}

func notFromZalo(err error) error {
	return refused(http.StatusBadGateway, 0, "Zalo did not give its templates. It says: %s", strings.ToValidUTF8(err.Error(), ""))
}

// zaloProblems adds what keeps a message from being sent by a template of Zalo.
func (s *sight) zaloProblems(ctx context.Context, v *store.View, r template.Rendered, a *TemplatePreview) error {
	if s.version.Channel != template.Zalo {
		return nil
	}
	told, err := zaloWrong(ctx, v, &s.version, r)
	for _, one := range told {
		a.Problems = append(a.Problems, TemplateProblem{Severe: true, Text: one.In(speaks(ctx)), told: one})
	}
	return err
}

func zaloWrong(ctx context.Context, v *store.View, version *template.Version, r template.Rendered) (told []*phrase.Sentence, err error) {
	z := version.Content.Zalo
	if z == nil || z.Template == "" {
		return []*phrase.Sentence{phrase.Sentencef("choose the template of Zalo it goes by")}, nil
	}
	of, err := v.ZaloTemplate(ctx, z.Template)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return []*phrase.Sentence{phrase.Sentencef("Zalo has no template %s; read the templates anew in Settings, Zalo", z.Template)}, nil
	case err != nil:
		return nil, err
	case of.Status != zalo.Enabled:
		told = append(told, phrase.Sentencef("Zalo does not let the template %q be sent now", of.Name))
	case of.Tag.Class() != version.Class:
		told = append(told, phrase.Sentencef("Zalo takes the template %q for something else than this message is; choose the class %s", of.Name, string(of.Tag.Class())))
	}
	if _, err := of.Fill(r.Values); err != nil {
		told = append(told, phrase.Sentencef("%w", err))
	}
	if z.SMS == "" {
		return told, nil
	}
	next, err := templateToSend(ctx, v, z.SMS)
	if err != nil || next.Channel != template.SMS || next.Class != version.Class {
		told = append(told, phrase.Sentencef("the template %q, which is to go where Zalo does not reach them, is no published SMS of the same class", z.SMS))
	}
	return told, nil
}

// byTemplate hands a message over that goes by a template of Zalo, as one of the house's templates fills it.
func (o *outgoing) byTemplate(ctx context.Context, c *way.Client, trial bool, p *parcel, fate message.Fate) message.Fate {
	content := p.mailer.compiled.Version().Content.Zalo
	if content == nil {
		fate.At, fate.Reason = o.s.Now().UnixMicro(), message.NoTemplate
		return fate
	}
	return o.byZaloTemplate(ctx, c, trial, p, fate, content.Template, p.Values)
}

// byZaloTemplate hands a message over by a template of Zalo: to the phone, or where none is known to the user.
func (o *outgoing) byZaloTemplate(ctx context.Context, c *way.Client, trial bool, p *parcel, fate message.Fate, id string, values map[string]string) message.Fate {
	fate.At = o.s.Now().UnixMicro()
	var of zalo.Template
	err := o.s.Records.View(ctx, func(v *store.View) (err error) {
		of, err = v.ZaloTemplate(ctx, id)
		return err
	})
	if err != nil {
		fate.Reason = message.NoTemplate
		return fate
	}
	filled, err := of.Fill(values)
	if err != nil {
		fate.Reason = message.NotRendered
		return fate
	}
	order := way.Order{User: p.address, Template: of.ID, Data: filled, Tracking: OutgoingID(p.ID), Trial: trial}
	if strings.HasPrefix(p.address, "+") {
		order.Phone, order.User = p.address, ""
	}
	taken, err := c.Template(ctx, order)
	if fate.At = o.s.Now().UnixMicro(); err != nil {
		return afterZalo(p, fate, err)
	}
	o.noteZaloQuota(ctx, taken.Remaining)
	fate.State, fate.Handles = message.Sent, []string{zaloHandle(taken.ID)}
	if p.house.workspace.Currency == "VND" {
		fate.Cost = of.Price
	}
	return fate
}

// noteZaloQuota keeps what Zalo says remains of the day's quota, at most once a minute: who writes by hand looks at it. The message
// has gone by then, so that nothing of it depends on this.
func (o *outgoing) noteZaloQuota(ctx context.Context, remaining int64) {
	if remaining < 0 {
		return
	}
	var q zalo.Quota
	stale := func(v *store.View) (bool, error) {
		err := readJSON(ctx, v, zaloQuota, &q)
		return v.Now()-q.At >= time.Minute.Microseconds(), err
	}
	due := false
	err := o.s.Records.View(ctx, func(v *store.View) (err error) {
		due, err = stale(v)
		return err
	})
	if err == nil && due {
		err = o.s.Records.Tx(ctx, func(t *store.Tx) error {
			if due, err := stale(&t.View); err != nil || !due {
				return err
			}
			q.Remaining, q.Daily, q.At = remaining, max(q.Daily, remaining), t.Now()
			return setJSON(ctx, t, zaloQuota, q)
		})
	}
	if err != nil {
		o.s.Logger.Error("keeping what remains of Zalo's quota", "error", err)
	}
}
