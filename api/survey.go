package api

import (
	"context"
	"errors"
	"net/http"

	"banhda/delight/survey"
	"banhda/hub/record"
	"banhda/store"
)

const (
	surveyPrefix           = "svy_"
	surveyInvitationPrefix = "svi_"
)

// SurveyID writes a survey's id as it is shown outside.
func SurveyID(id int64) string { return surveyPrefix + encodeID(scramble(uint64(id), surveyPrefix)) }

// ParseSurveyID reads what SurveyID wrote.
func ParseSurveyID(s string) (int64, error) { return parseID(s, surveyPrefix, "a survey") }

// SurveyInvitationID writes the id of an invitation to a survey as it is shown outside.
func SurveyInvitationID(id int64) string {
	return surveyInvitationPrefix + encodeID(scramble(uint64(id), surveyInvitationPrefix))
}

// ParseSurveyInvitationID reads what SurveyInvitationID wrote.
func ParseSurveyInvitationID(s string) (int64, error) {
	return parseID(s, surveyInvitationPrefix, "an invitation to a survey")
}

// SurveysAnswer is the surveys, by name; without their contents.
type SurveysAnswer struct {
	Surveys []SurveyLine `json:"surveys"`
}

// SurveyLine is a survey in a list, with how it did since it was made.
type SurveyLine struct {
	ID        string         `json:"id"`
	Name      string         `json:"name"`
	Kind      survey.Kind    `json:"kind" enum:"nps,csat,ces,own"`
	Channel   survey.Channel `json:"channel"`
	Event     string         `json:"event,omitempty" doc:"what has to happen to be asked; left out: people are asked by hand and by workflows"`
	Published int64          `json:"published" doc:"the number of the version people are asked; 0: none yet"`
	Archived  bool           `json:"archived"`
	UpdatedAt string         `json:"updated_at"`
	Waiting   int64          `json:"waiting" doc:"whose time to be asked has not come"`
	Asked     int64          `json:"asked" doc:"who was asked, answers among them"`
	Answered  int64          `json:"answered"`
}

// SurveyDetail is one survey with what is being written.
type SurveyDetail struct {
	SurveyLine
	Edition int64             `json:"edition" doc:"of the draft: who changes it names the one they saw"`
	Changed bool              `json:"changed" doc:"the draft says something else than what people are asked"`
	Draft   survey.Definition `json:"draft"`
}

func surveyLine(ctx context.Context, v *store.View, s *survey.Survey) (SurveyLine, error) {
	counts, err := v.CountInvited(ctx, s.ID)
	line := SurveyLine{ID: SurveyID(s.ID), Name: s.Name, Kind: s.Draft.Kind, Channel: s.Draft.Channel, Event: s.Draft.Event, Published: s.Published, Archived: s.Archived, UpdatedAt: showInstant(s.UpdatedAt),
		Waiting: counts[survey.Waiting], Answered: counts[survey.Answered], Asked: counts[survey.Asked] + counts[survey.Answered] + counts[survey.Expired]}
	return line, err
}

func (s *Server) listSurveys(ctx context.Context, _ *struct{}, _ Tell) (*SurveysAnswer, error) {
	a := &SurveysAnswer{Surveys: []SurveyLine{}}
	err := s.Records.View(ctx, func(v *store.View) error {
		list, err := v.Surveys(ctx)
		for i := range list {
			if err == nil {
				a.Surveys = append(a.Surveys, SurveyLine{})
				a.Surveys[i], err = surveyLine(ctx, v, &list[i])
			}
		}
		return err
	})
	return a, err
}

// SurveyNamed is a survey in a path.
type SurveyNamed struct {
	ID string `path:"id"`
}

func (s *Server) showSurvey(ctx context.Context, in *SurveyNamed, _ Tell) (a *SurveyDetail, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		a, err = surveyShown(ctx, v, in.ID)
		return err
	})
	return a, err
}

func surveyShown(ctx context.Context, v *store.View, id string) (*SurveyDetail, error) {
	f, err := surveyOf(ctx, v, id)
	if err != nil {
		return nil, err
	}
	a := &SurveyDetail{Edition: f.Edition, Draft: f.Draft, Changed: f.Published == 0}
	if a.SurveyLine, err = surveyLine(ctx, v, &f); err != nil || f.Published == 0 {
		return a, err
	}
	is, err := v.SurveyVersion(ctx, f.ID, f.Published)
	a.Changed = !f.Draft.Same(&is.Content)
	return a, err
}

func surveyOf(ctx context.Context, v *store.View, id string) (f survey.Survey, err error) {
	number, err := ParseSurveyID(id)
	if err != nil {
		return f, err
	}
	f, err = v.Survey(ctx, number)
	return f, notFound(err, "there is no survey %s", id)
}

// SurveyBody is what is said of a survey.
type SurveyBody struct {
	Name     string            `json:"name" maxLength:"100"`
	Draft    survey.Definition `json:"draft"`
	Archived bool              `json:"archived,omitempty" doc:"nobody is asked any more; who was may still answer"`
}

type surveyOrder struct{ Body SurveyBody }

func (s *Server) addSurvey(ctx context.Context, in *surveyOrder, _ Tell) (*SurveyDetail, error) {
	var made survey.Survey
	return s.keepSurvey(ctx, "survey-add", &made, &in.Body, func(ctx context.Context, t *store.Tx) (err error) {
		made.ID, err = t.AddSurvey(ctx, made)
		return err
	})
}

type surveyChange struct {
	SurveyNamed
	Body struct {
		SurveyBody
		Edition int64 `json:"edition"`
	}
}

func (s *Server) setSurvey(ctx context.Context, in *surveyChange, _ Tell) (*SurveyDetail, error) {
	var was survey.Survey
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		was, err = surveyOf(ctx, v, in.ID)
		return err
	})
	if err != nil {
		return nil, err
	}
	was.Edition, was.Archived = in.Body.Edition, in.Body.Archived
	return s.keepSurvey(ctx, "survey-set", &was, &in.Body.SurveyBody, func(ctx context.Context, t *store.Tx) error { return t.SaveSurvey(ctx, was) })
}

// keepSurvey puts what was said into a survey and keeps it.
func (s *Server) keepSurvey(ctx context.Context, verb string, f *survey.Survey, b *SurveyBody, keep func(context.Context, *store.Tx) error) (a *SurveyDetail, err error) {
	f.Name, f.Draft = cleanName(b.Name), b.Draft
	f.Draft.Clean()
	if err := f.Check(); err != nil {
		return nil, wrong(err)
	}
	_, err = s.change(ctx, mutation{verb: verb, entry: map[string]any{"name": f.Name}, made: func() string { return SurveyID(f.ID) }, also: func(ctx context.Context, t *store.Tx) error {
		err := keep(ctx, t)
		if errors.Is(err, store.ErrConflict) {
			err = refused(http.StatusConflict, 0, "somebody else changed this survey meanwhile; look at it again")
		}
		if err == nil {
			a, err = surveyShown(ctx, &t.View, SurveyID(f.ID))
		}
		return err
	}}, nil)
	return a, err
}

// SurveyRemoved says which survey is gone.
type SurveyRemoved struct {
	ID string `json:"id"`
}

func (s *Server) removeSurvey(ctx context.Context, in *SurveyNamed, _ Tell) (*SurveyRemoved, error) {
	_, err := s.change(ctx, mutation{verb: "survey-remove", target: in.ID, also: func(ctx context.Context, t *store.Tx) error {
		f, err := surveyOf(ctx, &t.View, in.ID)
		if err == nil {
			err = t.RemoveSurvey(ctx, f.ID)
		}
		if errors.Is(err, store.ErrConflict) {
			err = refused(http.StatusConflict, 0, "people were asked this survey; put it away instead")
		}
		return err
	}}, nil)
	return &SurveyRemoved{in.ID}, err
}

// SurveyVersion is one version as it was published.
type SurveyVersion struct {
	Number  int64             `json:"number"`
	At      string            `json:"at"`
	Act     string            `json:"act" doc:"by which it was published"`
	Content survey.Definition `json:"content"`
}

// SurveyVersionsAnswer is what was published of a survey, the newest first.
type SurveyVersionsAnswer struct {
	Versions []SurveyVersion `json:"versions"`
}

func (s *Server) surveyVersions(ctx context.Context, in *SurveyNamed, _ Tell) (*SurveyVersionsAnswer, error) {
	a := &SurveyVersionsAnswer{Versions: []SurveyVersion{}}
	err := s.Records.View(ctx, func(v *store.View) error {
		f, err := surveyOf(ctx, v, in.ID)
		if err != nil {
			return err
		}
		list, err := v.SurveyVersions(ctx, f.ID)
		for i := range list {
			a.Versions = append(a.Versions, SurveyVersion{list[i].Number, showInstant(list[i].At), ActID(list[i].Act), list[i].Content})
		}
		return err
	})
	return a, err
}

// publishSurvey makes the draft what people are asked from now on. Who was asked before answers what they were asked.
func (s *Server) publishSurvey(ctx context.Context, in *SurveyNamed, _ Tell) (a *SurveyDetail, err error) {
	_, err = s.change(ctx, mutation{verb: "survey-publish", target: in.ID, also: func(ctx context.Context, t *store.Tx) error {
		f, err := surveyOf(ctx, &t.View, in.ID)
		if err != nil {
			return err
		}
		if err := s.mayAsk(ctx, t, &f.Draft); err != nil {
			return err
		}
		if _, err := t.PublishSurvey(ctx, f.ID, f.Draft); err != nil {
			return err
		}
		a, err = surveyShown(ctx, &t.View, in.ID)
		return err
	}}, nil)
	return a, err
}

// mayAsk looks whether everything a survey needs is there.
func (s *Server) mayAsk(ctx context.Context, t *store.Tx, d *survey.Definition) error {
	if err := d.Ready(); err != nil {
		return wrong(err)
	}
	if _, err := s.condition(ctx, &t.View, record.Person, d.Whom); err != nil {
		return err
	}
	m, err := readMail(ctx, &t.View)
	if err != nil {
		return err
	}
	if m.URL == "" {
		return invalid("nobody said where this house is open, so no address can be sent; write it in Settings, E-mail")
	}
	for _, by := range survey.Letters() {
		if _, err := bringTemplate(ctx, t, by); err != nil {
			return err
		}
	}
	return nil
}
