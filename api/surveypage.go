package api

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"banhda/delight/survey"
	"banhda/hub/delivery"
	"banhda/hub/token"
	"banhda/phrase"
	"banhda/store"
)

// surveyRoutes are the page where somebody answers a survey. Nobody signs in: the address is signed. Opening it answers
// nothing, as programs follow links of mails; posting does, which the page's script does at once where a score stands in the
// address, and one more button where no script runs.
func (s *Server) surveyRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /y/{token}", s.letter(token.Survey, s.surveyPage))
	mux.HandleFunc("POST /y/{token}", s.letter(token.Survey, s.surveyAnswered))
}

// surveySheet is what the page shows.
type surveySheet struct {
	Language, Title, Who, Path string
	Question, Low, High, Why   string
	Lowest, Highest            int
	Scores                     []int
	Chosen                     int  // the score that is chosen; under 0: none
	Confirm                    bool // it is chosen by the address, and not confirmed yet
	Questions                  []surveyAsked
	Comment, Thanks, Problem   string
	Done                       bool
	Gone                       string
}

type surveyAsked struct {
	Key, Label, Said string
	Options          []surveyOption
}

type surveyOption struct {
	Key, Label string
	Chosen     bool
}

func (s *Server) surveyPage(w http.ResponseWriter, r *http.Request, about token.Token) error {
	p, err := s.readSurveySheet(r, about)
	if err != nil {
		return s.surveyGone(w, r, err)
	}
	if n, err := strconv.Atoi(r.URL.Query().Get("score")); err == nil && n >= p.Lowest && n <= p.Highest && (!p.Done || n != p.Chosen) {
		p.Chosen, p.Confirm, p.Done = n, true, false
	}
	return writeSurveySheet(w, http.StatusOK, p)
}

func writeSurveySheet(w http.ResponseWriter, status int, p *surveySheet) error {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	return surveyPages.ExecuteTemplate(w, "survey", p)
}

func (s *Server) surveyGone(w http.ResponseWriter, r *http.Request, err error) error {
	if absent(err) != nil {
		return err
	}
	s.letterSays(w, r, http.StatusNotFound, errSurveyOver)
	return nil
}

// readSurveySheet is the page as it stands: with what was answered before.
func (s *Server) readSurveySheet(r *http.Request, about token.Token) (p *surveySheet, err error) {
	ctx := r.Context()
	i, _, one, err := s.invited(ctx, about.Message)
	if err != nil {
		return nil, err
	}
	err = s.Records.View(ctx, func(v *store.View) error {
		who, err := readLetterhead(ctx, v)
		if err != nil {
			return err
		}
		person, err := personRecord(ctx, v, i.Person)
		if err != nil {
			return err
		}
		p = newSurveySheet(&one.Content, pageLanguage(r, orText(person.Values.Text("language"), one.Content.Language)))
		p.Who, p.Path = who.Name, r.URL.Path
		return p.readAnswer(ctx, v, i.ID)
	})
	if err == nil && !i.Open(&one.Content, s.Now().UnixMicro()) {
		p.Gone = upperFirst(errSurveyOver.In(p.Language))
	}
	return p, err
}

func newSurveySheet(d *survey.Definition, language string) *surveySheet {
	p := &surveySheet{Language: language, Title: in(language, d.Question), Question: in(language, d.Question), Low: in(language, d.Low), High: in(language, d.High), Why: in(language, d.Why),
		Lowest: d.Lowest(), Highest: d.Highest(), Scores: d.Scores(), Chosen: -1, Thanks: orText(in(language, d.Thanks), surveyPhrases["thanks"][language])}
	for _, q := range d.Questions {
		asked := surveyAsked{Key: q.Key, Label: in(language, q.Label)}
		for _, o := range q.Options {
			asked.Options = append(asked.Options, surveyOption{Key: o.Key, Label: in(language, o.Label)})
		}
		p.Questions = append(p.Questions, asked)
	}
	return p
}

func (p *surveySheet) readAnswer(ctx context.Context, v *store.View, id int64) error {
	list, err := v.AnswersTo(ctx, id)
	if err != nil || len(list) == 0 {
		return err
	}
	last := &list[len(list)-1]
	p.Done = true
	p.fill(last.Score, last.Comment, last.Said)
	return nil
}

// fill shows what was answered.
func (p *surveySheet) fill(score int, comment string, said map[string]string) {
	p.Chosen, p.Comment = score, comment
	for i := range p.Questions {
		q := &p.Questions[i]
		q.Said = said[q.Key]
		for k := range q.Options {
			q.Options[k].Chosen = q.Options[k].Key == q.Said
		}
	}
}

// surveyAnswered takes an answer. What the script sends by itself counts where a person looks at the page: a program that
// follows all links of a mail, or one that nobody sees, chooses no score.
func (s *Server) surveyAnswered(w http.ResponseWriter, r *http.Request, about token.Token) error {
	r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
	said := surveySaid{Score: r.PostFormValue("score"), Comment: r.PostFormValue("comment"), Said: map[string]string{}}
	for name := range r.PostForm {
		if key, ok := strings.CutPrefix(name, "q."); ok {
			said.Said[key] = r.PostForm.Get(name)
		}
	}
	script := r.PostFormValue("by") == "script"
	if script {
		human, err := s.chosenByHuman(r, about.Message)
		if err != nil || !human {
			w.WriteHeader(http.StatusConflict)
			return absent(err)
		}
	}
	err := s.answerSurvey(r.Context(), about.Message, said)
	var told *phrase.Sentence
	switch {
	case errors.As(err, &told):
		return s.surveyAgain(w, r, about, &said, told)
	case err != nil:
		return s.surveyGone(w, r, err)
	case script:
		w.WriteHeader(http.StatusNoContent)
	default:
		http.Redirect(w, r, r.URL.Path+"?lang="+pageLanguage(r, ""), http.StatusSeeOther)
	}
	return nil
}

// mostFollowed is how many links of a mail a person follows within a moment.
const mostFollowed = 2

func (s *Server) chosenByHuman(r *http.Request, id int64) (bool, error) {
	i, _, _, err := s.invited(r.Context(), id)
	hits := s.hits.of(i.Message)
	return delivery.Agent(r.UserAgent()) != delivery.Bot && !hits.trapped && hits.together <= mostFollowed, err
}

// surveyAgain says what is wrong with an answer.
func (s *Server) surveyAgain(w http.ResponseWriter, r *http.Request, about token.Token, said *surveySaid, told *phrase.Sentence) error {
	p, err := s.readSurveySheet(r, about)
	if err != nil {
		return s.surveyGone(w, r, err)
	}
	score, err := strconv.Atoi(said.Score)
	if err != nil {
		score = -1
	}
	p.fill(score, said.Comment, said.Said)
	p.Problem, p.Done = told.In(p.Language), false
	return writeSurveySheet(w, http.StatusUnprocessableEntity, p)
}
