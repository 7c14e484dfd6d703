package api

import (
	"context"
	"errors"

	"banhda/auth"
	"banhda/hub/consent"
	"banhda/hub/message"
	"banhda/hub/record"
	"banhda/hub/task"
	"banhda/hub/template"
	"banhda/phrase"
	"banhda/store"
)

// otherwise tries the next way for messages that surely did not reach whom they were for, in the transaction in which that is
// written down: so each is tried once.
func (s *Server) otherwise(ctx context.Context, t *store.Tx, fates []message.Fate, flights map[int64]flight) error {
	for i := range fates {
		f, ok := flights[fates[i].ID]
		if !ok || f.Entry != 0 || fates[i].State != message.Failed {
			continue
		}
		sms, call, err := triedNext(ctx, t, &f)
		if err != nil {
			return err
		}
		switch fates[i].Next(f.Channel, sms != "", call) {
		case message.TrySMS:
			err = trySMS(ctx, t, &f, sms, call)
		case message.TryACall:
			err = tryACall(ctx, t, &f)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// triedNext is what is to be tried after a message: the key of a template by SMS, and whether somebody is to call. Nobody is called to
// advertise: what the law asks of such calls, a task does not know.
func triedNext(ctx context.Context, t *store.Tx, f *flight) (sms string, call bool, err error) {
	if f.Channel != consent.Zalo {
		call, _ = f.Data["call"].(bool)
		return "", call, nil
	}
	version, err := t.Published(ctx, f.Template)
	if err != nil || version.Content.Zalo == nil {
		return "", false, absent(err)
	}
	return version.Content.Zalo.SMS, version.Content.Zalo.Call && f.Class != consent.Advertising, nil
}

// trySMS sends the same by SMS. A template that is gone meanwhile leaves the call.
func trySMS(ctx context.Context, t *store.Tx, f *flight, key string, call bool) error {
	m, err := t.TemplateByKey(ctx, key)
	if absent(err) != nil {
		return err
	}
	if err != nil || m.Published == 0 || m.Archived || m.Channel != template.SMS {
		if call {
			return tryACall(ctx, t, f)
		}
		return nil
	}
	data := map[string]any{"call": call}
	for k, v := range f.Data {
		data[k] = v
	}
	d := message.Draft{Person: f.Message.Person, Channel: consent.SMS, Class: m.Class, Purpose: m.Purpose, Template: m.ID, Variant: f.Variant, Data: data, Campaign: f.Campaign, Step: f.Step, Run: f.Run, Key: OutgoingID(f.ID) + " sms"}
	if _, err := t.Send(ctx, d); !errors.Is(err, store.ErrConflict) {
		return err
	}
	return nil
}

// tryACall asks whose the person is to call them today.
func tryACall(ctx context.Context, t *store.Tx, f *flight) error {
	r, err := personRecord(ctx, &t.View, f.Message.Person)
	if err != nil {
		return absent(err)
	}
	c, err := readCalendar(ctx, &t.View)
	if err != nil {
		return err
	}
	actor := actorName(systemActor)
	one := task.Task{Kind: task.Call, Owner: r.Values.Int("owner"), Team: r.Values.Int("team"), About: record.Ref{Type: record.Person, ID: r.ID}, Creator: actor, Cause: "unreached " + OutgoingID(f.ID), Remind: []int{}}
	language := "vi"
	if one.Owner != 0 {
		u, err := t.User(ctx, one.Owner)
		if absent(err) != nil {
			return err
		}
		language = orText(u.Language, language)
	}
	one.Title = phrase.Sentencef("Call %s: no message reached them", r.Name()).In(language)
	if err := one.Due(c.Today(t.Now()).String(), 0, c.Zone()); err != nil {
		return err
	}
	if _, err := t.Note(ctx, store.Act{Actor: actor, Verb: "unreached", Target: PersonID(r.ID)}); err != nil {
		return err
	}
	_, err = t.AddTask(ctx, auth.Everything, one)
	return err
}
