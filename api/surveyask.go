package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"banhda/auth"
	"banhda/delight/survey"
	"banhda/drive/follow"
	"banhda/drive/job"
	"banhda/hub/record"
	"banhda/hub/token"
	"banhda/store"
)

// surveysJob asks, reminds and ends; surveySendJob invites the people of one sending.
const (
	surveysJob    job.Kind = "surveys"
	surveySendJob job.Kind = "survey-send"
)

// surveyWorks are the jobs of surveys.
func (s *Server) surveyWorks() map[job.Kind]job.Work {
	return map[job.Kind]job.Work{
		surveysJob:    {Do: s.system(s.keepSurveys), Every: job.Each(time.Minute), Within: 10 * time.Minute},
		surveySendJob: {Do: s.system(s.doSendSurvey), Within: time.Hour},
	}
}

const surveyFollower = "surveys"

// surveyHearer invites those to whom happens what surveys wait for.
func (s *Server) surveyHearer() follow.Consumer {
	wants := func(ctx context.Context) (w follow.Wants, err error) {
		live, err := s.listeningSurveys(ctx)
		return follow.Wants{Events: len(live) > 0}, err
	}
	return follow.Consumer{Name: surveyFollower, Wants: wants, Take: s.hearForSurveys}
}

// listeningSurveys are those that ask by themselves, by the event they wait for.
func (s *Server) listeningSurveys(ctx context.Context) (by map[string][]survey.Version, err error) {
	by = map[string][]survey.Version{}
	err = s.Records.View(ctx, func(v *store.View) error {
		live, err := v.LiveSurveys(ctx)
		for _, one := range live {
			if one.Content.Event != "" {
				by[one.Content.Event] = append(by[one.Content.Event], one)
			}
		}
		return err
	})
	return by, err
}

// hearForSurveys takes in a batch. A batch that comes again invites nobody again: of each touch there is one invitation.
func (s *Server) hearForSurveys(ctx context.Context, b *follow.Batch) error {
	by, err := s.listeningSurveys(ctx)
	if err != nil {
		return err
	}
	now := s.Now().UnixMicro()
	var list []survey.Invitation
	for i := range b.Events {
		e := &b.Events[i]
		for k := range by[e.Name] {
			if v := &by[e.Name][k]; e.Person != 0 && v.Drawn(e.ID) {
				list = append(list, survey.Invite(v, e.Profile, e.ID, e.At, now))
			}
		}
	}
	if len(list) == 0 {
		return nil
	}
	return s.Records.Tx(ctx, func(t *store.Tx) error {
		return orElse(t.InviteAll(ctx, list), t.SetFollowed(ctx, surveyFollower, b.Place))
	})
}

// surveysAtOnce is how many invitations are looked at together.
const surveysAtOnce = 50

// keepSurveys does what is due.
func (s *Server) keepSurveys(ctx context.Context, _ job.Job) error {
	for {
		var due []survey.Invitation
		err := s.Records.View(ctx, func(v *store.View) (err error) {
			due, err = v.DueInvited(ctx, surveysAtOnce)
			return err
		})
		for i := range due { // one that fails keeps nobody else waiting
			if ctx.Err() == nil {
				err = errors.Join(err, s.stepSurvey(ctx, due[i].ID))
			}
		}
		if err != nil || len(due) < surveysAtOnce {
			return err
		}
	}
}

// stepSurvey takes the next step of an invitation.
func (s *Server) stepSurvey(ctx context.Context, id int64) error {
	i, f, v, err := s.invited(ctx, id)
	if err != nil {
		return absent(err)
	}
	d, now := &v.Content, s.Now().UnixMicro()
	step := i.Due(d, now)
	if step == "" { // somebody was quicker
		return nil
	}
	meant, err := s.surveyMeans(ctx, &i, d, step)
	if err != nil {
		return err
	}
	err = s.Records.Tx(ctx, func(t *store.Tx) error {
		if i, err = t.Invited(ctx, id); err != nil || i.Due(d, now) != step {
			return absent(err) // they answered, or somebody was quicker
		}
		why, err := spared(ctx, t, &i, &f, d, step, meant)
		if err == nil && why == "" && step != survey.Expire {
			why, err = s.askSurvey(ctx, t, &i, &f, d, step)
		}
		if err != nil {
			return err
		}
		if why != "" && step == survey.Ask {
			i.Leave(why)
		} else {
			i.Took(step, d, now)
		}
		return t.SaveInvited(ctx, i)
	})
	if err == nil {
		s.askedInTalk(&i)
	}
	return err
}

// surveyMeans reports whether somebody who is to be asked is among those a survey means.
func (s *Server) surveyMeans(ctx context.Context, i *survey.Invitation, d *survey.Definition, step survey.Step) (bool, error) {
	if step != survey.Ask || d.Whom == "" {
		return true, nil
	}
	fit, err := s.fitting(ctx, d.Whom, []int64{i.Person})
	return fit[i.Person], err
}

// spared says why somebody who is to be asked is left alone; empty: nothing speaks against it.
func spared(ctx context.Context, t *store.Tx, i *survey.Invitation, f *survey.Survey, d *survey.Definition, step survey.Step, meant bool) (survey.Reason, error) {
	switch {
	case step != survey.Ask:
		return "", nil
	case !f.Live():
		return survey.Over, nil
	case !meant:
		return survey.Unmeant, nil
	}
	past, err := t.AskedBefore(ctx, i.Person, t.Now()-surveyMemory)
	return i.Spare(d, past, t.Now()), err
}

// surveyMemory is how far back it counts when somebody was asked: as far as anybody may be left alone.
const surveyMemory = int64(731 * day24)

// invited is an invitation with its survey and version.
func (s *Server) invited(ctx context.Context, id int64) (i survey.Invitation, f survey.Survey, one survey.Version, err error) {
	err = s.Records.View(ctx, func(v *store.View) (err error) {
		if i, err = v.Invited(ctx, id); err == nil {
			f, err = v.Survey(ctx, i.Survey)
		}
		if err == nil {
			one, err = v.SurveyVersion(ctx, i.Survey, i.Version)
		}
		return err
	})
	return i, f, one, err
}

// surveyPath is the page where somebody answers: whoever has its address may.
func (s *Server) surveyPath(id int64) string {
	return "/y/" + s.tokens.Sign(token.Token{Kind: token.Survey, Message: id})
}

// askSurvey asks somebody, or reminds them. why says why that cannot be.
func (s *Server) askSurvey(ctx context.Context, t *store.Tx, i *survey.Invitation, f *survey.Survey, d *survey.Definition, step survey.Step) (why survey.Reason, err error) {
	who, err := personRecord(ctx, &t.View, i.Person)
	if errors.Is(err, store.ErrNotFound) || err == nil && who.DeletedAt != 0 {
		return survey.NoWay, nil
	}
	if err != nil {
		return "", err
	}
	if i.Channel == survey.Chat && step == survey.Ask {
		if i.Talk, err = talkOf(ctx, &t.View, who.ID); err != nil || i.Talk != "" {
			return "", err
		}
	}
	return s.writeSurvey(ctx, t, i, f, d, &who, step)
}

type surveySend struct {
	SurveyNamed
	Body struct {
		Where string `json:"where,omitempty" maxLength:"10000" doc:"A condition on people: who is asked; left out: everybody within reach."`
	}
}

// surveySending is what the job of a sending needs.
type surveySending struct {
	Survey int64  `json:"survey"`
	User   int64  `json:"user"`
	Where  string `json:"where"`
	Touch  string `json:"touch"`
}

// sendSurvey asks the people who fulfil a condition, once. Sampling, rest and consent count for them as for everybody.
func (s *Server) sendSurvey(ctx context.Context, in *surveySend, _ Tell) (a *SurveyDetail, err error) {
	user := auth.From(ctx).User()
	_, err = s.change(ctx, mutation{verb: "survey-send", target: in.ID, entry: in.Body, also: func(ctx context.Context, t *store.Tx) error {
		f, err := surveyOf(ctx, &t.View, in.ID)
		if err != nil {
			return err
		}
		if !f.Live() {
			return refused(409, 0, "publish the survey first: people are asked what is published")
		}
		if _, err := s.condition(ctx, &t.View, record.Person, in.Body.Where); err != nil {
			return err
		}
		key := strconv.FormatInt(t.Act, 10)
		body, err := json.Marshal(surveySending{f.ID, user, in.Body.Where, "sending-" + key})
		if err == nil {
			err = t.Enqueue(ctx, surveySendJob, key, body, t.Now())
		}
		if err == nil {
			a, err = surveyShown(ctx, &t.View, in.ID)
		}
		return err
	}}, nil)
	return a, err
}

// doSendSurvey invites the people of a sending, as far as whoever ordered it may write to them, a page after the other, and asks them. After a
// crash it begins anew: who was invited is not invited again.
func (s *Server) doSendSurvey(ctx context.Context, j job.Job) error {
	var order surveySending
	if err := json.Unmarshal(j.Body, &order); err != nil {
		return job.Final(err)
	}
	v, within, err := s.sendingOf(ctx, &order)
	if err != nil {
		return absent(err)
	}
	now := s.Now().UnixMicro()
	v.Content.Delay = 0
	err = s.matchingWithin(ctx, record.Person, order.Where, within, func(page []record.Record) (bool, error) {
		var list []survey.Invitation
		for _, r := range page {
			if touch := fmt.Sprintf("%s-%d", order.Touch, r.ID); v.Drawn(touch) {
				list = append(list, survey.Invite(&v, r.ID, touch, now, now))
			}
		}
		return true, s.Records.Tx(ctx, func(t *store.Tx) error { return t.InviteAll(ctx, list) })
	})
	if err == nil {
		err = s.keepSurveys(ctx, j)
	}
	if err != nil {
		return err
	}
	return s.Records.Tx(ctx, func(t *store.Tx) error { return t.FinishJob(ctx, j.ID) })
}

// sendingOf is the version a sending asks by, and how far whoever ordered it may write to people now.
func (s *Server) sendingOf(ctx context.Context, order *surveySending) (one survey.Version, within auth.Reach, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		f, err := v.Survey(ctx, order.Survey)
		if err == nil {
			one, err = v.SurveyVersion(ctx, f.ID, f.Published)
		}
		if err == nil {
			within, err = reachOf(ctx, v, order.User)
		}
		return err
	})
	return one, within, err
}
