package api

import (
	"context"
	"errors"
	"strconv"

	"banhda/delight/survey"
	"banhda/hub/consent"
	"banhda/hub/message"
	"banhda/hub/record"
	"banhda/store"
)

// writeSurvey leaves the message that asks somebody, or reminds them. Whether and when it goes, the gate decides.
func (s *Server) writeSurvey(ctx context.Context, t *store.Tx, i *survey.Invitation, f *survey.Survey, d *survey.Definition, who *record.Record, step survey.Step) (why survey.Reason, err error) {
	key, channel := survey.LetterKey, consent.Email
	switch {
	case i.Channel == survey.SMS && step == survey.Remind:
		key, channel = survey.ReminderSMS, consent.SMS
	case i.Channel == survey.SMS:
		key, channel = survey.SMSKey, consent.SMS
	case step == survey.Remind:
		key = survey.ReminderKey
	}
	m, err := readMail(ctx, &t.View)
	if err != nil {
		return "", err
	}
	if m.URL == "" || who.Values.Text(map[consent.Channel]string{consent.Email: "email", consent.SMS: "phone"}[channel]) == "" {
		return survey.NoWay, nil
	}
	if _, err := bringTemplate(ctx, t, survey.Letters()[key]); err != nil { // a survey may be older than its letters
		return "", err
	}
	is, err := t.TemplateByKey(ctx, key)
	if err != nil {
		return survey.NoWay, absent(err)
	}
	language := orText(who.Values.Text("language"), d.Language)
	id, err := t.Send(ctx, message.Draft{Person: who.ID, Channel: channel, Class: is.Class, Purpose: is.Purpose, Template: is.ID,
		Data: s.surveyWords(i, f, d, m.URL, language), Key: "survey-" + SurveyInvitationID(i.ID) + "-" + string(step)})
	if errors.Is(err, store.ErrConflict) {
		return "", nil
	}
	if step == survey.Ask {
		i.Message = id
	}
	return "", err
}

// surveyWords are what messages of a survey say: each score has an address of its own.
func (s *Server) surveyWords(i *survey.Invitation, f *survey.Survey, d *survey.Definition, url, language string) map[string]any {
	link := url + s.surveyPath(i.ID) + "?lang=" + language
	var scores []map[string]any
	for _, n := range d.Scores() {
		scores = append(scores, map[string]any{"score": n, "link": link + "&score=" + strconv.Itoa(n)})
	}
	if i.Channel == survey.SMS { // every letter of it is paid
		link = url + s.surveyPath(i.ID)
	}
	question := in(language, d.Question)
	return map[string]any{"survey": SurveyID(f.ID), "subject": orText(in(language, d.Subject), question), "question": question, "low": in(language, d.Low), "high": in(language, d.High), "link": link, "scores": scores}
}
