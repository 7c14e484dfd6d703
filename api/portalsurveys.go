package api

import (
	"context"
	"net/http"
	"time"

	"banhda/delight/portal"
	"banhda/delight/survey"
	"banhda/store"
)

// surveysPanel shows a customer what they are asked, and what they said.
func (s *Server) surveysPanel() panel {
	return panel{
		Panel: portal.Panel{ID: "surveys", Name: portal.Label{Vi: "Khảo sát", En: "Surveys"}},
		card:  s.surveysCard,
		pages: []panelPage{{"GET", "", s.mySurveys}},
	}
}

// mostAsked is how many surveys are shown, the last first.
const mostAsked = 50

func (s *Server) surveysCard(ctx context.Context, v *store.View, who portal.Customer) (card portal.Card, err error) {
	list, err := s.askedOf(ctx, v, who.Person, who.Language)
	for _, one := range list {
		if one.Open && !one.Said {
			card.Waits++
		}
	}
	return card, err
}

type mySurvey struct {
	Question, Comment, URL, Day string
	Score, Highest              int
	Said, Open                  bool // it was answered; it can be
}

func (s *Server) mySurveys(w http.ResponseWriter, r *http.Request, c *myCall) error {
	var list []mySurvey
	err := s.Records.View(r.Context(), func(v *store.View) (err error) {
		list, err = s.askedOf(r.Context(), v, c.Person, c.language)
		return err
	})
	if err != nil {
		return err
	}
	return c.show(w, r, surveyPanelPages, "surveys", saidIn(c.language, c.here.Name), list)
}

// askedOf are the surveys somebody can answer or has answered.
func (s *Server) askedOf(ctx context.Context, v *store.View, who int64, language string) (list []mySurvey, err error) {
	invited, err := v.InvitedOf(ctx, who, mostAsked)
	if err != nil {
		return nil, err
	}
	for i := range invited {
		one, err := s.showAsked(ctx, v, &invited[i], language)
		if err != nil {
			return nil, err
		}
		if one.Open || one.Said {
			list = append(list, one)
		}
	}
	return list, nil
}

func (s *Server) showAsked(ctx context.Context, v *store.View, i *survey.Invitation, language string) (one mySurvey, err error) {
	version, err := v.SurveyVersion(ctx, i.Survey, i.Version)
	if err != nil {
		return one, err
	}
	d := &version.Content
	one = mySurvey{Question: in(language, d.Question), Highest: d.Highest(), URL: s.surveyPath(i.ID) + "?lang=" + language, Open: i.Open(d, v.Now())}
	answers, err := v.AnswersTo(ctx, i.ID)
	if n := len(answers); n > 0 {
		last := &answers[n-1]
		today, err := s.todayOf(ctx, v)
		if err != nil {
			return one, err
		}
		one.Said, one.Score, one.Comment, one.Day = true, last.Score, last.Comment, dayIn(language, time.UnixMicro(last.At).In(today.Location()))
	}
	return one, err
}

var surveyPanelWords = map[string]map[string]string{
	"none":   {"vi": "Hiện không có khảo sát nào. Cảm ơn bạn!", "en": "There is nothing to answer. Thank you!"},
	"answer": {"vi": "Trả lời", "en": "Answer"},
	"said":   {"vi": "Bạn đã chọn", "en": "You said"},
	"of":     {"vi": "trên", "en": "of"},
	"change": {"vi": "Đổi câu trả lời", "en": "Change it"},
}

var surveyPanelPages = panelPages(surveyPanelWords, `{{define "surveys"}}{{template "myhead" .}}{{$l := .Language}}{{range .About}}<section class="card"><h2>{{.Question}}</h2>{{if .Said}}<p>{{word $l "said"}} <strong>{{.Score}}</strong> {{word $l "of"}} {{.Highest}} · <span class="soft">{{.Day}}</span></p>{{with .Comment}}<p class="pre">“{{.}}”</p>{{end}}{{if .Open}}<p><a href="{{.URL}}">{{word $l "change"}}</a></p>{{end}}{{else}}<p><a class="button" href="{{.URL}}" aria-label="{{word $l "answer"}}: {{.Question}}">{{word $l "answer"}}</a></p>{{end}}</section>{{else}}<p role="status">{{word $l "none"}}</p>{{end}}{{template "myfoot" .}}{{end}}`)
