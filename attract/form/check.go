package form

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"banhda/phrase"
)

// Bounds of a form.
const (
	mostFields    = 60
	mostOptions   = 200
	longestLabel  = 1000 // runes
	mostSteps     = 10
	mostConsents  = 10
	mostPages     = 20
	LongestAnswer = 5000 // runes of one answer
)

var (
	keyForm   = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)
	pathForm  = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{1,59}$`)
	colorForm = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)
)

// What is wrong with a form.
var (
	errPath     = phrase.Errorf("a form's address is of small letters, digits and -, such as dang-ky")
	errName     = phrase.Errorf("give the form a name")
	errFields   = phrase.Errorf("a form has at most %d fields in %d steps", mostFields, mostSteps)
	errNobody   = phrase.Errorf("ask for an e-mail address or a phone number: otherwise nobody knows who answered")
	errKind     = phrase.Errorf("there is no such kind of field")
	errRedirect = phrase.Errorf("where people are led afterwards is a whole address, such as https://example.com/thanks")
	errColor    = phrase.Errorf("a colour is written #0b6e63")
	errLong     = phrase.Errorf("a text of a form has at most %d characters", longestLabel)
	errPopup    = phrase.Errorf("a pop-up opens after 0 to 600 seconds or at 0 to 100 percent of the page, and leaves people alone for 0 to 365 days")
	errLanguage = phrase.Errorf("a form speaks vi or en first")
	errConsents = phrase.Errorf("a form asks for each consent once, and says over which channels")
)

// Check says what is wrong with a form as a draft: everything but what only whoever publishes has to have done.
func (f *Form) Check() error {
	switch {
	case !pathForm.MatchString(f.Key):
		return errPath
	case strings.TrimSpace(f.Name) == "":
		return errName
	}
	return f.Draft.Check()
}

// Ready says why a draft cannot be published yet.
func (d *Definition) Ready() error {
	if err := d.Check(); err != nil {
		return err
	}
	if !slices.ContainsFunc(d.Fields, func(f Field) bool { return f.Person == "email" || f.Person == "phone" }) {
		return errNobody
	}
	for _, f := range d.Fields {
		if f.Kind != Hidden && f.Label.Vi == "" && f.Label.En == "" {
			return phrase.Errorf("the field %q needs a label", f.Key)
		}
	}
	return nil
}

// Check says what is wrong with a definition.
func (d *Definition) Check() error {
	if len(d.Fields) > mostFields {
		return errFields
	}
	for i := range d.Fields {
		if err := d.checkField(i); err != nil {
			return err
		}
	}
	if err := d.checkConsents(); err != nil {
		return err
	}
	return d.checkRest()
}

func (d *Definition) checkField(i int) error {
	f := &d.Fields[i]
	switch {
	case !keyForm.MatchString(f.Key):
		return phrase.Errorf("the field %q needs a key of small letters, digits and _, such as budget", f.Key)
	case f.Person == "" && (slices.Contains(ReservedKeys, f.Key) || strings.HasPrefix(f.Key, "utm_")):
		return phrase.Errorf("the key %q is used by the form itself; choose another", f.Key)
	case slices.IndexFunc(d.Fields, func(o Field) bool { return o.Key == f.Key }) != i:
		return phrase.Errorf("two fields have the key %q", f.Key)
	case !slices.Contains(Kinds, f.Kind):
		return errKind
	case f.Step < 0 || f.Step >= mostSteps:
		return errFields
	case f.choosing() != (len(f.Options) > 0) || len(f.Options) > mostOptions:
		return phrase.Errorf("the field %q needs choices to choose from, at most %d", f.Key, mostOptions)
	case tooLong(f.Label, f.Help):
		return errLong
	}
	return d.checkRules(i)
}

// checkRules: a field is asked by answers to fields before it, so that what is asked is never a riddle.
func (d *Definition) checkRules(i int) error {
	for _, r := range d.Fields[i].Show {
		if !slices.ContainsFunc(d.Fields[:i], func(o Field) bool { return o.Key == r.Field }) {
			return phrase.Errorf("the field %q depends on %q, which has to stand before it", d.Fields[i].Key, r.Field)
		}
		if !slices.Contains([]string{OneOf, NoneOf, Filled, Empty}, r.Is) {
			return phrase.Errorf("the field %q depends on an answer that is one-of, none-of, filled or empty", d.Fields[i].Key)
		}
	}
	return nil
}

func (d *Definition) checkConsents() error {
	if len(d.Consents) > mostConsents {
		return errConsents
	}
	for i, c := range d.Consents {
		if len(c.Channels) == 0 || slices.IndexFunc(d.Consents, func(o Consent) bool { return o.Purpose == c.Purpose }) != i {
			return errConsents
		}
	}
	return nil
}

func (d *Definition) checkRest() error {
	p := d.Popup
	switch {
	case tooLong(d.Title, d.Intro, d.Button, d.After.Thanks):
		return errLong
	case d.Language != "vi" && d.Language != "en":
		return errLanguage
	case d.Style.Color != "" && !colorForm.MatchString(d.Style.Color):
		return errColor
	case d.After.Redirect != "" && !wholeAddress(d.After.Redirect):
		return errRedirect
	case p.Seconds < 0 || p.Seconds > 600 || p.Scroll < 0 || p.Scroll > 100 || p.Days < 0 || p.Days > 365 || len(p.Pages) > mostPages:
		return errPopup
	}
	return nil
}

func (f *Field) choosing() bool { return f.Kind == Choice || f.Kind == Choices }

func wholeAddress(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil && len(text) <= 2000
}

func tooLong(labels ...Label) bool {
	return slices.ContainsFunc(labels, func(l Label) bool { return len([]rune(l.Vi)) > longestLabel || len([]rune(l.En)) > longestLabel })
}

// Clean brings texts into their one form, and lists where there were none.
func (d *Definition) Clean() {
	if d.Language == "" {
		d.Language = "vi"
	}
	if d.Fields == nil {
		d.Fields = []Field{}
	}
	if d.Consents == nil {
		d.Consents = []Consent{}
	}
	for _, l := range []*Label{&d.Title, &d.Intro, &d.Button, &d.After.Thanks} {
		clean(l)
	}
	for i := range d.Fields {
		clean(&d.Fields[i].Label)
		clean(&d.Fields[i].Help)
		for k := range d.Fields[i].Options {
			clean(&d.Fields[i].Options[k].Label)
		}
	}
}

func clean(l *Label) {
	l.Vi, l.En = strings.TrimSpace(norm.NFC.String(l.Vi)), strings.TrimSpace(norm.NFC.String(l.En))
}
