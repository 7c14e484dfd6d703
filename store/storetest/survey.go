package storetest

import (
	"testing"

	"banhda/delight/survey"
	"banhda/store"
)

var asksNPS = survey.Definition{Kind: survey.NPS, Language: "vi", Question: survey.Label{Vi: "Bạn có giới thiệu chúng tôi không?"}, Channel: survey.Email, Sample: 100, Rest: 90, Expire: 14, Questions: []survey.Question{}}

// surveys holds that a version stays as it was published.
func surveys(t *testing.T, b *bench) {
	id := b.survey()
	b.refuses("a change of an edition that is past", store.ErrConflict, func(tx *store.Tx) error {
		return tx.SaveSurvey(b.ctx, survey.Survey{ID: id, Name: "NPS", Edition: 1})
	})
	b.refuses("to forget what was published", store.ErrConflict, func(tx *store.Tx) error { return tx.RemoveSurvey(b.ctx, id) })
	b.view(func(v *store.View) error {
		live, err := v.LiveSurveys(b.ctx)
		b.want("is asked", []any{len(live), live[0].Survey, live[0].Content.Kind}, []any{1, id, survey.NPS})
		return err
	})
	b.tx(func(tx *store.Tx) error {
		is, err := tx.Survey(b.ctx, id)
		if err != nil {
			return err
		}
		is.Draft.Kind, is.Archived = survey.CSAT, true
		return tx.SaveSurvey(b.ctx, is)
	})
	b.view(func(v *store.View) error {
		is, err := v.SurveyVersion(b.ctx, id, 1)
		all, err2 := v.SurveyVersions(b.ctx, id)
		live, err3 := v.LiveSurveys(b.ctx)
		list, err4 := v.Surveys(b.ctx)
		if is.Content.Kind != survey.NPS || len(all) != 1 || len(live) != 0 || len(list) != 1 || !list[0].Archived || err2 != nil || err3 != nil || err4 != nil {
			t.Errorf("what was published is %+v, live %+v", is, live)
		}
		return err
	})
}

// survey is one that is published.
func (b *bench) survey() (id int64) {
	b.tx(func(tx *store.Tx) (err error) {
		if id, err = tx.AddSurvey(b.ctx, survey.Survey{Name: "NPS", Draft: asksNPS}); err == nil {
			_, err = tx.PublishSurvey(b.ctx, id, asksNPS)
		}
		return err
	})
	return id
}

// surveyed has somebody be asked and answer.
func (b *bench) surveyed(who int64) {
	b.tx(func(tx *store.Tx) error {
		if err := tx.InviteAll(b.ctx, []survey.Invitation{{Survey: 1, Version: 1, Kind: survey.NPS, Person: who, Touch: "t " + secret, Channel: survey.Email, State: survey.Waiting, DueAt: 1 << 61}}); err != nil {
			return err
		}
		_, err := tx.AddAnswer(b.ctx, survey.Answer{Invitation: 1, Survey: 1, Version: 1, Person: who, Score: 3, Comment: "gọi " + secret, Said: map[string]string{"why": secret}})
		return err
	})
}

// surveyAnswers holds that a touch is asked about once, over all surveys, and that of two answers the last stands.
func surveyAnswers(t *testing.T, b *bench) {
	v1 := survey.Version{Survey: b.survey(), Number: 1, Content: asksNPS}
	other := survey.Version{Survey: b.survey(), Number: 1, Content: asksNPS}
	b.tx(func(tx *store.Tx) error {
		return tx.InviteAll(b.ctx, []survey.Invitation{survey.Invite(&v1, 7, "order-1", 0, 5), survey.Invite(&other, 7, "order-1", 0, 5), survey.Invite(&v1, 8, "order-2", 1<<60, 5)})
	})
	var one survey.Invitation
	b.view(func(v *store.View) error {
		due, err := v.DueInvited(b.ctx, 10)
		if len(due) != 1 || due[0].Touch != "order-1" || due[0].Survey != v1.Survey {
			t.Fatalf("due is %+v", due)
		}
		one = due[0]
		return err
	})
	one.Took(survey.Ask, &asksNPS, 100)
	one.Talk = "abc"
	b.tx(func(tx *store.Tx) error { return tx.SaveInvited(b.ctx, one) })
	b.view(func(v *store.View) error {
		in, err := v.InvitedInTalk(b.ctx, "abc")
		other, err2 := v.InvitedInTalk(b.ctx, "")
		kept, err3 := v.Invited(b.ctx, one.ID)
		talk, err4 := v.TalkOf(b.ctx, 99)
		b.want("in a talk", []any{len(in), in[0].ID, len(other), kept.AskedAt, talk, err2, err3, err4}, []any{1, one.ID, 0, int64(100), "", nil, nil, nil})
		return err
	})
	for _, score := range []int{3, 9} {
		b.tx(func(tx *store.Tx) error {
			_, err := tx.AddAnswer(b.ctx, survey.Answer{Invitation: one.ID, Survey: one.Survey, Version: 1, Person: 7, Score: score, Comment: "chậm", Said: map[string]string{"why": "x"}, Event: "e"})
			return err
		})
	}
	b.view(func(v *store.View) error {
		all, err := v.AnswersTo(b.ctx, one.ID)
		if len(all) != 2 || all[0].Stands || !all[1].Stands || all[1].Said["why"] != "x" {
			t.Errorf("answered %+v", all)
		}
		return err
	})
	b.view(func(v *store.View) error {
		page, err := v.Responses(b.ctx, store.ResponseFilter{Survey: one.Survey, State: survey.Asked, Low: 9, High: 10, Comment: true, Limit: 10})
		none, err2 := v.Responses(b.ctx, store.ResponseFilter{Survey: one.Survey, Low: 0, High: 6, Limit: 10})
		theirs, err5 := v.InvitedOf(b.ctx, 7, 10)
		b.want("of a person", []any{len(theirs), err5}, []any{0, nil}) // nobody was founded under that id
		counts, err3 := v.CountInvited(b.ctx, one.Survey)
		var scores []int
		err4 := v.EachResponse(b.ctx, one.Survey, 0, 1000, func(r store.Response) error {
			scores = append(scores, r.Answer.Score)
			return nil
		})
		b.want("of a survey", []any{len(page), len(none), counts[survey.Asked], counts[survey.Waiting], len(scores), page[0].Answer.Score, err2, err3, err4}, []any{1, 0, int64(1), int64(1), 1, 9, nil, nil, nil})
		return err
	})
}
