package api

import (
	"context"
	"slices"
	"time"

	"banhda/auth"
	"banhda/delight/survey"
	"banhda/hub/calendar"
	"banhda/hub/record"
	"banhda/store"
	"banhda/wheel/lift"
)

// SurveyFigures are what came of who was asked in a period.
type SurveyFigures struct {
	Asked    int64          `json:"asked" doc:"whom the question reached"`
	Answered int64          `json:"answered"`
	Rate     *float64       `json:"rate" doc:"answered of asked; null where nobody was asked"`
	RateLow  *float64       `json:"rate_low" doc:"its 95 % interval (Wilson)"`
	RateHigh *float64       `json:"rate_high"`
	Result   *survey.Result `json:"result" doc:"null: fewer than 5 answers say nothing"`
}

// SurveyPeriod is one period of a trend.
type SurveyPeriod struct {
	From string `json:"from" doc:"its first day"`
	SurveyFigures
}

// SurveyScore is how often a score was given.
type SurveyScore struct {
	Score int   `json:"score"`
	Count int64 `json:"count"`
}

// SurveyResults are the figures of a survey.
type SurveyResults struct {
	SurveyFigures
	Kind    survey.Kind    `json:"kind" enum:"nps,csat,ces,own"`
	Content int            `json:"content" doc:"the lowest score that counts as content; of NPS that of promoters"`
	From    string         `json:"from"`
	To      string         `json:"to" doc:"the day after the last"`
	Scores  []SurveyScore  `json:"scores" doc:"every score of the scale, the lowest first"`
	Step    string         `json:"step" enum:"week,month" doc:"how long a period of the trend is"`
	Trend   []SurveyPeriod `json:"trend"`
}

// SurveyQuestion says which responses are asked for.
type SurveyQuestion struct {
	SurveyNamed
	DaySpan
	Where string `query:"where" maxLength:"10000" doc:"A condition on people: only these count."`
}

// surveyTally adds up responses.
type surveyTally struct {
	asked  int64
	scores survey.Tally
}

func (t *surveyTally) add(r *store.Response) {
	if !r.Reached {
		return
	}
	t.asked++
	if r.Answer != nil {
		t.scores[r.Answer.Score]++
	}
}

func (t *surveyTally) figures(d *survey.Definition) SurveyFigures {
	f := SurveyFigures{Asked: t.asked, Answered: t.scores.Answers()}
	if f.Asked > 0 {
		rate := float64(f.Answered) / float64(f.Asked)
		in := lift.Wilson(f.Answered, f.Asked)
		f.Rate, f.RateLow, f.RateHigh = &rate, &in.Low, &in.High
	}
	if r, ok := d.Result(t.scores); ok {
		f.Result = &r
	}
	return f
}

func (s *Server) surveyResults(ctx context.Context, in *SurveyQuestion, _ Tell) (a *SurveyResults, err error) {
	var all []store.Response
	var d survey.Definition
	var from, to calendar.Day
	var zone *time.Location
	err = s.Records.View(ctx, func(v *store.View) error {
		f, err := surveyOf(ctx, v, in.ID)
		if err != nil {
			return err
		}
		if d, err = askedNow(ctx, v, &f); err != nil {
			return err
		}
		today, err := s.todayOf(ctx, v)
		if err != nil {
			return err
		}
		if from, to, err = in.days(calendar.DayOf(today)); err != nil {
			return err
		}
		zone = today.Location()
		return v.EachResponse(ctx, f.ID, from.At(0, zone).UnixMicro(), to.At(0, zone).UnixMicro(), func(r store.Response) error {
			if r.Kind == d.Kind { // another scale is another question
				all = append(all, r)
			}
			return nil
		})
	})
	if err == nil {
		all, err = s.responsesOf(ctx, in.Where, all)
	}
	if err != nil {
		return nil, err
	}
	return reckonSurvey(&d, all, from, to, zone), nil
}

// askedNow is what people are asked by a survey; its draft, where nobody is yet.
func askedNow(ctx context.Context, v *store.View, f *survey.Survey) (survey.Definition, error) {
	if f.Published == 0 {
		return f.Draft, nil
	}
	is, err := v.SurveyVersion(ctx, f.ID, f.Published)
	return is.Content, err
}

// responsesOf leaves those of people who fulfil a condition.
func (s *Server) responsesOf(ctx context.Context, where string, all []store.Response) ([]store.Response, error) {
	if where == "" {
		return all, nil
	}
	var people []int64
	for i := range all {
		people = append(people, all[i].Person)
	}
	slices.Sort(people)
	fit := map[int64]bool{}
	for some := range slices.Chunk(slices.Compact(people), 5000) {
		found, err := s.fitting(auth.With(ctx, systemActor), where, some)
		if err != nil {
			return nil, err
		}
		for id := range found {
			fit[id] = true
		}
	}
	return slices.DeleteFunc(all, func(r store.Response) bool { return !fit[r.Person] }), nil
}

func reckonSurvey(d *survey.Definition, all []store.Response, from, to calendar.Day, zone *time.Location) *SurveyResults {
	a := &SurveyResults{Kind: d.Kind, Content: d.Top2(), From: from.String(), To: to.String(), Step: "week", Scores: []SurveyScore{}, Trend: []SurveyPeriod{}}
	if to-from > 200 {
		a.Step = "month"
	}
	whole, parts := surveyTally{scores: survey.Tally{}}, map[calendar.Day]*surveyTally{}
	for i := range all {
		whole.add(&all[i])
		first := periodOf(calendar.DayOf(time.UnixMicro(all[i].AskedAt).In(zone)), a.Step)
		if parts[first] == nil {
			parts[first] = &surveyTally{scores: survey.Tally{}}
		}
		parts[first].add(&all[i])
	}
	a.SurveyFigures = whole.figures(d)
	for _, n := range d.Scores() {
		a.Scores = append(a.Scores, SurveyScore{n, whole.scores[n]})
	}
	for first := periodOf(from, a.Step); first < to; first = nextPeriod(first, a.Step) {
		part := parts[first]
		if part == nil {
			part = &surveyTally{scores: survey.Tally{}}
		}
		a.Trend = append(a.Trend, SurveyPeriod{first.String(), part.figures(d)})
	}
	return a
}

// periodOf is the first day of the week or month of a day; weeks begin on Monday.
func periodOf(d calendar.Day, step string) calendar.Day {
	at := d.At(0, time.UTC)
	if step == "month" {
		return d - calendar.Day(at.Day()-1)
	}
	return d - calendar.Day((int(at.Weekday())+6)%7)
}

func nextPeriod(first calendar.Day, step string) calendar.Day {
	if step == "month" {
		return periodOf(first+31, step)
	}
	return first + 7
}

// SurveyResponse is somebody who was asked, with the answer that stands.
type SurveyResponse struct {
	ID         string            `json:"id"`
	Person     PersonName        `json:"person"`
	State      survey.State      `json:"state"`
	Reason     survey.Reason     `json:"reason,omitempty" doc:"why they were left alone"`
	Channel    survey.Channel    `json:"channel"`
	AskedAt    *string           `json:"asked_at"`
	AnsweredAt *string           `json:"answered_at"`
	Score      *int              `json:"score"`
	Comment    string            `json:"comment,omitempty"`
	Said       map[string]string `json:"said,omitempty" doc:"to the further questions, by key"`
	Page       string            `json:"page,omitempty" doc:"where they answer, to be handed to them by whoever may ask; left out once that is over"`
}

// SurveyResponsesAnswer is a page of them.
type SurveyResponsesAnswer struct {
	Responses []SurveyResponse `json:"responses"`
	Cursor    *string          `json:"cursor"`
}

type responsesQuestion struct {
	SurveyQuestion
	State   survey.State `query:"state" enum:"waiting,asked,answered,expired,left," doc:"Only these."`
	Low     int          `query:"low" minimum:"0" maximum:"10" doc:"Of those who answered: with this score or more."`
	High    int          `query:"high" minimum:"-1" maximum:"10" default:"-1" doc:"And with this or less; left out: whatever they answered."`
	Comment bool         `query:"comment" doc:"Only who wrote a word."`
	Limit   int          `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor  string       `query:"cursor" doc:"The cursor of the page before."`
}

// surveyResponses are the people behind the figures, within reach.
func (s *Server) surveyResponses(ctx context.Context, in *responsesQuestion, _ Tell) (*SurveyResponsesAnswer, error) {
	a := &SurveyResponsesAnswer{Responses: []SurveyResponse{}}
	f := store.ResponseFilter{State: in.State, Low: in.Low, High: in.High, Comment: in.Comment, Limit: in.Limit}
	var err error
	if in.Cursor != "" {
		if f.Before, err = ParseSurveyInvitationID(in.Cursor); err != nil {
			return nil, wrongCursor(in.Cursor)
		}
	}
	var list []store.Response
	err = s.Records.View(ctx, func(v *store.View) error {
		is, err := surveyOf(ctx, v, in.ID)
		if err != nil {
			return err
		}
		today, err := s.todayOf(ctx, v)
		if err != nil {
			return err
		}
		if in.From != "" || in.To != "" {
			from, to, err := in.days(calendar.DayOf(today))
			if err != nil {
				return err
			}
			f.From, f.To = from.At(0, today.Location()).UnixMicro(), to.At(0, today.Location()).UnixMicro()
		}
		f.Survey = is.ID
		list, err = v.Responses(ctx, f)
		return err
	})
	if err == nil && len(list) == in.Limit {
		a.Cursor = text(SurveyInvitationID(list[len(list)-1].ID))
	}
	if err == nil {
		list, err = s.responsesOf(ctx, in.Where, list)
	}
	if err != nil {
		return nil, err
	}
	return a, s.Records.View(ctx, func(v *store.View) error { return s.fillResponses(ctx, v, a, list) })
}

// fillResponses shows responses of people within reach.
func (s *Server) fillResponses(ctx context.Context, v *store.View, a *SurveyResponsesAnswer, list []store.Response) error {
	asks := auth.From(ctx).May("surveys:send")
	ids := make([]int64, len(list))
	for i := range list {
		ids[i] = list[i].Person
	}
	seen, err := v.RecordsByID(ctx, reach(ctx, record.Person, auth.Read), record.Person, ids)
	for i := range list {
		if r, ok := seen[list[i].Person]; ok {
			shown := showResponse(&list[i], &r)
			if asks && (list[i].State == survey.Asked || list[i].State == survey.Answered) {
				shown.Page = s.surveyPath(list[i].ID)
			}
			a.Responses = append(a.Responses, shown)
		}
	}
	return err
}

func showResponse(r *store.Response, who *record.Record) SurveyResponse {
	shown := SurveyResponse{ID: SurveyInvitationID(r.ID), Person: namedPerson(who.ID, map[int64]string{who.ID: who.Name()}), State: r.State, Reason: r.Reason, Channel: r.Channel}
	for into, at := range map[**string]int64{&shown.AskedAt: r.AskedAt, &shown.AnsweredAt: r.AnsweredAt} {
		if at != 0 {
			*into = text(showInstant(at))
		}
	}
	if r.Answer != nil {
		shown.Score, shown.Comment, shown.Said = &r.Answer.Score, r.Answer.Comment, r.Answer.Said
	}
	return shown
}
