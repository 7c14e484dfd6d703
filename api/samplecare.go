package api

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"banhda/delight/onboarding"
	"banhda/delight/survey"
	"banhda/demo"
	"banhda/engage/appointment"
	"banhda/hub/record"
	"banhda/store"
)

// keepMeetings makes a booking page and the appointments on it, of which nobody is reminded.
func (m *sampling) keepMeetings(ctx context.Context, meetings []demo.Meeting) error {
	p := appointment.Page{Key: "suong-mai", Name: record.Label{Vi: "Thử cà phê tại văn phòng", En: "A coffee tasting at your office"}, Place: "Tại văn phòng của bạn",
		Mode: appointment.InTurn, Length: 45, Step: 30, Notice: 120, Horizon: 30}
	if m.user != 0 {
		p.Hosts, p.Active = []int64{m.user}, true
	}
	id, err := m.t.AddBookingPage(ctx, p)
	if errors.Is(err, store.ErrConflict) { // the house has one at this address
		return nil
	}
	if err != nil {
		return err
	}
	p.ID, m.made.Pages = id, []int64{id}
	for _, d := range meetings {
		if err := m.keepMeeting(ctx, &p, d); err != nil {
			return err
		}
	}
	return nil
}

func (m *sampling) keepMeeting(ctx context.Context, p *appointment.Page, d demo.Meeting) error {
	a := appointment.Appointment{Page: p.ID, Person: m.personOf(d.Who), Hosts: p.Hosts, Owner: m.user, From: d.From, To: d.To, State: appointment.Booked,
		UID: strings.ToLower(rand.Text()) + "@banhda", Title: p.Name.Vi, Place: p.Place, Language: "vi", Answers: map[string]string{}, Version: 1}
	if a.Person == 0 {
		return nil
	}
	err := m.t.Past(d.Made, func() (err error) {
		if a.ID, err = m.t.AddAppointment(ctx, a); err != nil {
			return err
		}
		m.made.Appointments = append(m.made.Appointments, a.ID)
		return m.s.keepAppointment(ctx, m.t, &a, onlyIf(d.Fresh, "Appointment Booked"))
	})
	if err != nil || d.State == string(appointment.Booked) {
		return err
	}
	return m.t.Past(d.To+10*time.Minute.Microseconds(), func() error {
		if err := a.Finish(d.State == string(appointment.Held), d.Outcome, m.t.Now()); err != nil {
			return err
		}
		return m.s.keepAppointment(ctx, m.t, &a, onlyIf(d.Fresh, "Meeting Missed"))
	})
}

// keepOnboardings makes a plan, and has those whose deals were won go through it: who bought first is furthest. What would have
// stalled before now has, and nobody is asked to see to it; what stalls later is as of any other house.
func (m *sampling) keepOnboardings(ctx context.Context) error {
	c, err := readCalendar(ctx, &m.t.View)
	if err != nil || len(m.won) == 0 {
		return err
	}
	slices.SortFunc(m.won, func(a, b onboarding.Run) int { return cmp.Compare(a.StartedAt, b.StartedAt) })
	var by onboarding.Version
	err = m.t.Past(m.won[0].StartedAt, func() error {
		id, err := m.t.AddOnboardingPlan(ctx, onboarding.Plan{Name: "Văn phòng mới", Draft: onboarding.Usual()})
		if err != nil {
			return err
		}
		m.made.Plans = []int64{id}
		by, err = m.t.PublishOnboardingPlan(ctx, id)
		return err
	})
	if err != nil {
		return err
	}
	for i, o := range m.won {
		o.Plan, o.Version = by.Plan, by.Number
		for k, step := range []string{"welcome_call", "first_session"}[:max(2-i, 0)] {
			at := o.StartedAt + int64(1+2*k)*day24
			if _, err := o.Tick(&by.Content, step, m.author(ctx), at); err != nil {
				return err
			}
			if k == 0 {
				o.TouchedAt = at
			}
		}
		o.Settle(&by.Content, c, m.t.Now())
		if o.LookAt != 0 && o.LookAt <= m.t.Now() {
			o.StalledAt, o.LookAt = o.LookAt, 0
		}
		if o.ID, err = m.t.BeginOnboarding(ctx, o); err != nil {
			return err
		}
		m.made.Onboardings = append(m.made.Onboardings, o.ID)
		err = tellOfOnboarding(ctx, m.t, &o, &by, onboarding.StartedEvent, "started", o.StartedAt, nil)
		if err == nil && o.StalledAt != 0 {
			err = tellOfOnboarding(ctx, m.t, &o, &by, onboarding.StalledEvent, "stalled-"+strconv.FormatInt(o.MovedAt, 10), o.StalledAt, nil)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// onlyIf is a text, or nothing.
func onlyIf(so bool, text string) string {
	if so {
		return text
	}
	return ""
}

// asksFor is how many days the sample company's survey can be answered.
const asksFor = 14

// keepAsked makes the survey by which people were asked, and what they answered. It asks nobody by itself.
func (m *sampling) keepAsked(ctx context.Context, asked []demo.Asked) error {
	if len(asked) == 0 {
		return nil
	}
	d := survey.Definition{Kind: survey.NPS, Language: "vi", Question: survey.Label{Vi: "Bạn sẵn lòng giới thiệu Sương Mai cho bạn bè tới mức nào?", En: "How likely are you to recommend Sương Mai to a friend?"},
		Low: survey.Label{Vi: "Không bao giờ", En: "Not at all"}, High: survey.Label{Vi: "Chắc chắn", En: "Certainly"}, Why: survey.Label{Vi: "Điều gì khiến bạn chọn điểm này?", En: "What is the main reason for your score?"},
		Channel: survey.Email, Sample: 100, Rest: survey.NPSRest, Expire: asksFor}
	var v survey.Version
	err := m.t.Past(asked[0].At, func() error {
		id, err := m.t.AddSurvey(ctx, survey.Survey{Name: "Khảo sát hài lòng", Draft: d})
		if err != nil {
			return err
		}
		m.made.Surveys = []int64{id}
		v, err = m.t.PublishSurvey(ctx, id, d)
		return err
	})
	if err != nil {
		return err
	}
	return m.keepAnswers(ctx, &v, asked)
}

func (m *sampling) keepAnswers(ctx context.Context, v *survey.Version, asked []demo.Asked) error {
	var list []survey.Invitation
	of := map[string]demo.Asked{}
	for _, a := range asked {
		i := survey.Invite(v, m.personOf(a.Who), a.Touch, a.At, a.At)
		i.DueAt, i.AskedAt, i.AnsweredAt, i.State = 0, a.At, a.Answered, survey.Asked
		switch {
		case a.Answered != 0:
			i.State = survey.Answered
		case m.t.Now()-a.At > asksFor*24*time.Hour.Microseconds():
			i.State = survey.Expired
		}
		if of[a.Touch] = a; i.Person != 0 {
			list = append(list, i)
		}
	}
	if err := m.t.InviteAll(ctx, list); err != nil {
		return err
	}
	kept, err := m.t.Responses(ctx, store.ResponseFilter{Survey: v.Survey, High: -1, Limit: len(list)})
	for _, r := range kept {
		m.made.Invitations = append(m.made.Invitations, r.ID)
		if a := of[r.Touch]; err == nil && a.Answered != 0 {
			err = m.t.Past(a.Answered, func() error {
				_, err := m.t.AddAnswer(ctx, survey.Answer{Invitation: r.ID, Survey: v.Survey, Version: v.Number, Person: r.Person, Score: a.Score, Comment: a.Comment, Said: map[string]string{}, Event: a.Event})
				return err
			})
		}
	}
	return err
}
