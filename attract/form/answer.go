package form

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"banhda/hub/person"
	"banhda/phrase"
)

// Answers are what was answered to the fields that were asked, by key; of Choices several.
type Answers map[string][]string

// Text is the one answer to a field; empty: none.
func (a Answers) Text(key string) string {
	if len(a[key]) == 0 {
		return ""
	}
	return a[key][0]
}

// What is wrong with an answer, as who answers is told.
var (
	Missing    = phrase.Sentencef("please fill this in")
	NoEmail    = phrase.Sentencef("this is no e-mail address; look at it again")
	NoPhone    = phrase.Sentencef("this is no phone number; look at it again")
	NoNumber   = phrase.Sentencef("this is no number")
	NoDate     = phrase.Sentencef("this is no date")
	NoChoice   = phrase.Sentencef("please choose one of these")
	TooLong    = phrase.Sentencef("this is too long; at most %d characters", LongestAnswer)
	NotAgreed  = phrase.Sentencef("this is needed to go on")
	NobodySaid = phrase.Sentencef("please leave an e-mail address or a phone number")
)

// Read takes what was sent to the fields that are asked, given what else was answered, and says what is wrong with it, by
// key. Known are the fields that are not asked of who answers, as their answers are known. What was not asked is dropped,
// whoever sends it.
func (d *Definition) Read(sent Answers, known map[string]bool) (Answers, map[string]*phrase.Sentence) {
	got, problems := Answers{}, map[string]*phrase.Sentence{}
	for i := range d.Fields {
		f := &d.Fields[i]
		if !got.fulfil(f.Show) || f.Progressive && known[f.Key] {
			continue
		}
		values, problem := f.read(sent[f.Key])
		if problem != nil {
			problems[f.Key] = problem
		} else if len(values) > 0 {
			got[f.Key] = values
		}
	}
	if len(problems) == 0 && !d.identified(got, known) {
		problems[d.identifying()] = NobodySaid
	}
	return got, problems
}

// Agreed are the questions of consent that were said yes to; problems are those that must be.
func (d *Definition) Agreed(yes []string, problems map[string]*phrase.Sentence) (all []Consent) {
	for _, c := range d.Consents {
		switch {
		case slices.Contains(yes, c.Purpose):
			all = append(all, c)
		case c.Required:
			problems["consent:"+c.Purpose] = NotAgreed
		}
	}
	return all
}

// Confirms reports whether what was said yes to is asked about once more by mail.
func (d *Definition) Confirms(a Answers, agreed []Consent) bool {
	return slices.ContainsFunc(agreed, func(c Consent) bool { return c.Confirm }) &&
		slices.ContainsFunc(d.Fields, func(f Field) bool { return f.Person == "email" && a.Text(f.Key) != "" })
}

// fulfil reports whether rules hold of what was answered.
func (a Answers) fulfil(rules []Rule) bool {
	for _, r := range rules {
		has := slices.ContainsFunc(a[r.Field], func(v string) bool { return slices.Contains(r.Of, v) })
		held := map[string]bool{OneOf: has, NoneOf: !has, Filled: len(a[r.Field]) > 0, Empty: len(a[r.Field]) == 0}
		if !held[r.Is] {
			return false
		}
	}
	return true
}

func (d *Definition) identified(a Answers, known map[string]bool) bool {
	return slices.ContainsFunc(d.Fields, func(f Field) bool {
		return (f.Person == "email" || f.Person == "phone") && (a.Text(f.Key) != "" || f.Progressive && known[f.Key])
	})
}

// identifying is the first field that says who answers.
func (d *Definition) identifying() string {
	i := slices.IndexFunc(d.Fields, func(f Field) bool { return f.Person == "email" || f.Person == "phone" })
	return d.Fields[max(i, 0)].Key
}

// read checks the answers to one field.
func (f *Field) read(sent []string) (values []string, problem *phrase.Sentence) {
	for _, v := range sent {
		v = strings.TrimSpace(norm.NFC.String(strings.ToValidUTF8(strings.ReplaceAll(v, "\x00", ""), "")))
		if v == "" {
			continue
		}
		if len([]rune(v)) > LongestAnswer {
			return nil, TooLong
		}
		if v, problem = f.readOne(v); problem != nil {
			return nil, problem
		}
		if !slices.Contains(values, v) {
			values = append(values, v)
		}
	}
	if f.Kind == Hidden && len(values) == 0 && f.Value != "" {
		values = []string{f.Value}
	}
	if f.Kind != Choices && len(values) > 1 {
		values = values[:1]
	}
	if len(values) == 0 && f.Required && f.Kind != Hidden {
		return nil, Missing
	}
	return values, nil
}

func (f *Field) readOne(v string) (string, *phrase.Sentence) {
	switch f.Kind {
	case Email:
		return valid(v, person.Email, NoEmail)
	case Phone:
		return valid(v, person.Phone, NoPhone)
	case Number:
		return number(v)
	case Date:
		if _, err := time.Parse(time.DateOnly, v); err != nil {
			return "", NoDate
		}
	case Checkbox:
		return "yes", nil
	case Choice, Choices:
		if !slices.ContainsFunc(f.Options, func(o Option) bool { return o.Key == v }) {
			return "", NoChoice
		}
	}
	return v, nil
}

// number reads one as people here write it: with a comma or a point.
func number(v string) (string, *phrase.Sentence) {
	n, err := strconv.ParseFloat(strings.Replace(v, ",", ".", 1), 64)
	if err != nil || math.IsInf(n, 0) || math.IsNaN(n) {
		return "", NoNumber
	}
	return strconv.FormatFloat(n, 'f', -1, 64), nil
}

// valid brings an address or a number into the form it is known by.
func valid(v, kind string, no *phrase.Sentence) (string, *phrase.Sentence) {
	k, reason := person.Normalise(person.Key{Kind: kind, Value: v})
	if reason != "" || k.Value == "" {
		return "", no
	}
	return k.Value, nil
}
