package api

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"banhda/auth"
	"banhda/delight/referral"
	"banhda/drive/workflow"
	"banhda/hub/consent"
	"banhda/hub/message"
	"banhda/hub/record"
	"banhda/hub/timeline"
	"banhda/phrase"
	"banhda/store"
	"banhda/warehouse"
	"banhda/wheel"
)

// inviteAction invites somebody to bring friends, if they may be asked now.
func (s *Server) inviteAction() action {
	return action{workflow.Action{Kind: "refer", Permission: "people:send", Label: inBoth("Mời giới thiệu bạn bè", "Invite to refer friends"),
		Help: inBoth("Gửi đường dẫn riêng của họ. Chỉ mời khách đang hài lòng; ai vừa được mời thì được để yên.", "Sends them their own link. Only content customers are invited; who was invited not long ago is left alone."),
	}, func(ctx context.Context, a *acting) error {
		about, err := a.person(ctx, auth.Send)
		if err != nil {
			return err
		}
		id, err := s.inviteToRefer(ctx, a.Tx, about.ID, a.run.ID, fmt.Sprintf("%s %s %d", RunID(a.run.ID), a.node.ID, a.run.Steps))
		if err == nil {
			a.did("message", id, inBoth("Mời giới thiệu bạn bè", "Invite to refer friends").Vi)
		}
		return err
	}}
}

// inviteToRefer leaves the letter with somebody's link, and gives its message. Whether it goes, the gate decides. Whoever may not
// be asked now is not: the error is a sentence that says why.
func (s *Server) inviteToRefer(ctx context.Context, t *store.Tx, who, run int64, key string) (int64, error) {
	if err := s.mayInvite(ctx, &t.View, who); err != nil {
		return 0, err
	}
	if _, err := codeFor(ctx, t, who); err != nil {
		return 0, err
	}
	if _, err := bringTemplate(ctx, t, referral.Letter()); err != nil {
		return 0, err
	}
	is, err := templateToSend(ctx, &t.View, referral.LetterKey)
	if err != nil {
		return 0, err
	}
	promise, err := promiseOf(ctx, &t.View, who, "")
	if err != nil {
		return 0, err
	}
	id, err := t.Send(ctx, message.Draft{Person: who, Channel: consent.Channel(is.Channel), Class: is.Class, Purpose: is.Purpose, Template: is.ID, Run: run, Key: "refer " + key, Data: map[string]any{"promise": promise}})
	if err != nil {
		return 0, err
	}
	if err := s.countedStep(ctx, t, who, "invited"); err != nil {
		return 0, err
	}
	return id, postEvents(ctx, t, referral.Source, []int64{who}, func(int64) timeline.Event {
		return timeline.Event{ID: "invited-" + OutgoingID(id), Name: referral.InvitedEvent, At: t.Now(), Team: "care", Properties: marshalled(map[string]any{"message": OutgoingID(id)})}
	})
}

// promiseOf says to somebody what they and their friend get; in no language: in theirs.
func promiseOf(ctx context.Context, v *store.View, who int64, language string) (string, error) {
	p, err := v.ReferralProgramme(ctx)
	if err != nil {
		return "", err
	}
	is, err := v.ReferralVersion(ctx, p.Published)
	if err != nil {
		return "", err
	}
	r, err := personRecord(ctx, v, who)
	if err != nil {
		return "", err
	}
	language = cmp.Or(language, r.Values.Text("language"), "vi")
	var said []string
	for _, one := range []struct {
		word   string
		reward *referral.Reward
	}{{"yours", &is.Content.Referrer}, {"theirs", &is.Content.Friend}} {
		what, err := promised(ctx, v, language, one.reward)
		if err != nil {
			return "", err
		}
		if what != "" {
			said = append(said, referralWords[one.word][language]+" "+what+".")
		}
	}
	return strings.Join(said, " "), nil
}

// mayInvite is the one place that decides whether somebody may be invited now: a programme is open, they bought, are content
// and wait for no help, they are among those who are meant, and they were not asked not long ago.
func (s *Server) mayInvite(ctx context.Context, v *store.View, who int64) error {
	p, err := v.ReferralProgramme(ctx)
	if err != nil {
		return err
	}
	if !p.Live() {
		return phrase.Errorf("no referral programme is open; publish one first")
	}
	is, err := v.ReferralVersion(ctx, p.Published)
	if err != nil {
		return err
	}
	d := &is.Content
	last, err := v.LastReferralStep(ctx, who, "invited")
	if err != nil {
		return err
	}
	if last > 0 && v.Now() < last+int64(d.Rest)*day24 {
		return phrase.Errorf("this person was invited not long ago, and is left alone")
	}
	deeds, bought, err := s.mood(ctx, who)
	if err != nil {
		return err
	}
	if bought < d.Orders {
		return phrase.Errorf("this person has not bought often enough to be invited")
	}
	if referral.Unhappy(deeds, v.Now()) {
		return phrase.Errorf("this person is not content at the moment, and is not asked to refer")
	}
	if err := nothingOpen(ctx, v, who); err != nil {
		return err
	}
	if d.Whom == "" {
		return nil
	}
	fit, err := s.fitting(ctx, d.Whom, []int64{who})
	if err == nil && !fit[who] {
		err = phrase.Errorf("this person is not among those the programme invites")
	}
	return err
}

// errWaits is why whoever has an open ticket is not asked for a favour.
var errWaits = phrase.Errorf("this person has an open ticket, and is asked for nothing until it is done")

// nothingOpen keeps whoever waits for help from being asked for a favour.
func nothingOpen(ctx context.Context, v *store.View, who int64) error {
	open, err := v.TicketsOf(ctx, auth.Everything, who, true, 1)
	if err == nil && len(open) > 0 {
		err = errWaits
	}
	return err
}

// mood is what somebody did for and against the house, and how often they bought.
func (s *Server) mood(ctx context.Context, who int64) (deeds []referral.Mood, bought int, err error) {
	cut, err := s.readCut(ctx, Reading{})
	if err != nil {
		return nil, 0, err
	}
	past, _, err := s.Warehouse.Person(ctx, cut, warehouse.TimelineQuestion{Person: who, Limit: mostTouches})
	sales := map[string]bool{}
	for i := range past.Events {
		e := &past.Events[i]
		switch e.Meaning {
		case wheel.Purchase:
			sales[orText(e.Sale, e.ID)] = true
		case wheel.Advocacy:
			deeds = append(deeds, referral.Mood{At: e.At, Content: true})
		case wheel.Grievance:
			deeds = append(deeds, referral.Mood{At: e.At})
		}
	}
	return deeds, len(sales), absentEvents(err)
}

// inviteByHand invites one person to bring friends.
func (s *Server) inviteByHand(ctx context.Context, in *personNamed, _ Tell) (a *PersonReferralsAnswer, err error) {
	_, err = s.change(ctx, mutation{verb: "referral-invite", target: in.ID, also: func(ctx context.Context, t *store.Tx) error {
		p, err := personWithin(ctx, &t.View, in.ID, auth.Send)
		if err != nil {
			return err
		}
		t.Did(refID(record.Ref{Type: record.Person, ID: p.ID}), nil)
		_, err = s.inviteToRefer(ctx, t, p.ID, 0, fmt.Sprintf("hand %d", t.Act))
		if told := (*phrase.Sentence)(nil); errors.As(err, &told) {
			return wrong(err)
		}
		return err
	}}, nil)
	if err != nil {
		return nil, err
	}
	return s.personReferrals(ctx, in, nil)
}
