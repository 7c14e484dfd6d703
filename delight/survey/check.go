package survey

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"banhda/phrase"
)

// Bounds of a survey.
const (
	mostQuestions = 10
	mostOptions   = 30
	longestLabel  = 300     // runes
	longestDelay  = 90 * 24 // hours
	longestRest   = 730     // days
	longestOpen   = 90      // days
	// NPSRest is how many days nobody is asked for NPS again, over all surveys: the question is about all they lived with us,
	// and that does not change from week to week.
	NPSRest = 90
)

var keyForm = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

// What is wrong with a survey.
var (
	errName      = phrase.Errorf("give the survey a name")
	errKind      = phrase.Errorf("a survey is nps, csat, ces or a question of your own")
	errTop       = phrase.Errorf("the scores of a question of your own go from 1 to a number between 2 and 10")
	errChannel   = phrase.Errorf("people are asked by e-mail, by SMS or in the chat")
	errLanguage  = phrase.Errorf("a survey speaks vi or en first")
	errLong      = phrase.Errorf("a text of a survey has at most %d characters", longestLabel)
	errQuestion  = phrase.Errorf("write the question, in Vietnamese or in English")
	errQuestions = phrase.Errorf("after the score at most %d questions are asked, each under a key of its own such as reason, with at most %d choices", mostQuestions, mostOptions)
	errLabels    = phrase.Errorf("write every question and every choice, in Vietnamese or in English")
	errSample    = phrase.Errorf("between 1 and 100 percent are asked")
	errDelay     = phrase.Errorf("people are asked 0 to %d days after what happened", longestDelay/24)
	errRest      = phrase.Errorf("people are left alone for 0 to %d days; where NPS is asked for at least %d", longestRest, NPSRest)
	errOpen      = phrase.Errorf("a survey can be answered for 1 to %d days, and reminds before it ends", longestOpen)
)

// Check says what is wrong with a survey as a draft: everything but what only whoever publishes has to have done.
func (s *Survey) Check() error {
	if strings.TrimSpace(s.Name) == "" {
		return errName
	}
	return s.Draft.Check()
}

// Ready says why a draft cannot be published yet.
func (d *Definition) Ready() error {
	if err := d.Check(); err != nil {
		return err
	}
	if d.Question == (Label{}) {
		return errQuestion
	}
	for _, q := range d.Questions {
		unsaid := slices.ContainsFunc(q.Options, func(o Option) bool { return o.Label == (Label{}) })
		if q.Label == (Label{}) || unsaid {
			return errLabels
		}
	}
	return nil
}

// Check says what is wrong with a definition.
func (d *Definition) Check() error {
	switch {
	case !slices.Contains(Kinds, d.Kind):
		return errKind
	case d.Kind == Own && (d.Top < 2 || d.Top > 10):
		return errTop
	case !slices.Contains(Channels, d.Channel):
		return errChannel
	case d.Language != "vi" && d.Language != "en":
		return errLanguage
	case slices.ContainsFunc(d.labels(), func(l *Label) bool { return len([]rune(l.Vi)) > longestLabel || len([]rune(l.En)) > longestLabel }):
		return errLong
	case !d.keyed():
		return errQuestions
	}
	return d.checkWhen()
}

func (d *Definition) checkWhen() error {
	switch {
	case d.Sample < 1 || d.Sample > 100:
		return errSample
	case d.Delay < 0 || d.Delay > longestDelay:
		return errDelay
	case d.Rest < 0 || d.Rest > longestRest || d.Kind == NPS && d.Rest < NPSRest:
		return errRest
	case d.Expire < 1 || d.Expire > longestOpen || d.Remind < 0 || d.Remind >= d.Expire:
		return errOpen
	}
	return nil
}

// keyed reports whether the further questions and their choices have keys of their own.
func (d *Definition) keyed() bool {
	if len(d.Questions) > mostQuestions {
		return false
	}
	for i, q := range d.Questions {
		first := slices.IndexFunc(d.Questions, func(o Question) bool { return o.Key == q.Key })
		if first != i || !keyForm.MatchString(q.Key) || len(q.Options) > mostOptions {
			return false
		}
		for k, o := range q.Options {
			if o.Key == "" || slices.IndexFunc(q.Options, func(other Option) bool { return other.Key == o.Key }) != k {
				return false
			}
		}
	}
	return true
}

func (d *Definition) labels() []*Label {
	all := []*Label{&d.Subject, &d.Question, &d.Low, &d.High, &d.Why, &d.Thanks}
	for i := range d.Questions {
		all = append(all, &d.Questions[i].Label)
		for k := range d.Questions[i].Options {
			all = append(all, &d.Questions[i].Options[k].Label)
		}
	}
	return all
}

// Clean brings texts into their one form, and lists where there were none.
func (d *Definition) Clean() {
	if d.Questions == nil {
		d.Questions = []Question{}
	}
	if d.Kind != Own {
		d.Top = 0
	}
	d.Event, d.Whom = strings.TrimSpace(norm.NFC.String(d.Event)), strings.TrimSpace(norm.NFC.String(d.Whom))
	for _, l := range d.labels() {
		l.Vi, l.En = strings.TrimSpace(norm.NFC.String(l.Vi)), strings.TrimSpace(norm.NFC.String(l.En))
	}
}
