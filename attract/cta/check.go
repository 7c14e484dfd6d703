package cta

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"banhda/phrase"
)

// Bounds of a call to action.
const (
	mostContents = 5
	longestText  = 500 // runes
	mostRules    = 50
)

var (
	keyForm   = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{1,59}$`)
	colorForm = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)
)

// What is wrong with a call to action.
var (
	errKey       = phrase.Errorf("the key of a call to action is of small letters, digits and -, such as nhan-bao-gia")
	errName      = phrase.Errorf("give the call to action a name")
	errKind      = phrase.Errorf("a call to action is a button, a banner, a popup or a slide-in")
	errContents  = phrase.Errorf("a call to action says one to %d things, between which chance decides", mostContents)
	errLong      = phrase.Errorf("a text of a call to action has at most %d characters", longestText)
	errColor     = phrase.Errorf("a colour is written #0b6e63")
	errPlace     = phrase.Errorf("a banner stands top or bottom, a slide-in left or right")
	errWho       = phrase.Errorf("a call to action is for everybody, for strangers, for people, or for everybody except some")
	errAudience  = phrase.Errorf("choose the people the call to action is for, or not for: a segment, or a condition")
	errVisits    = phrase.Errorf("a call to action has at most %d pages, and parameters with a name", mostRules)
	errMoment    = phrase.Errorf("its time comes now, after 0 to 600 seconds, at 0 to 100 percent of the page, or when somebody is leaving, after at most 100 pages")
	errSchedule  = phrase.Errorf("from when and until when it is seen are instants such as 2026-12-01T08:00:00+07:00, the end after the beginning")
	errFrequency = phrase.Errorf("it is shown at most 100 times within 0 to 365 days, and leaves people alone for 0 to 365 days")
	errNumbers   = phrase.Errorf("a priority is from 0 to 100, and between 0 and 50 percent of visitors are left out")
	errGoal      = phrase.Errorf("give the call to action its one goal: an event, within 1 to 365 days")
	errWords     = phrase.Errorf("say what is written on the button, in Vietnamese or in English")
	errTitle     = phrase.Errorf("say what it is about: what stands over a page needs a title, which is read to people who do not see it")
	errLeads     = phrase.Errorf("say where it leads: to an address such as https://example.com/gia or /gia, or to a form, and not to both")
)

// Check says what is wrong with one as a draft: everything but what only whoever publishes has to have done.
func (c *CTA) Check() error {
	switch {
	case !keyForm.MatchString(c.Key):
		return errKey
	case strings.TrimSpace(c.Name) == "":
		return errName
	}
	return c.Draft.Check()
}

// Ready says why a draft cannot be published yet.
func (d *Definition) Ready() error {
	if err := d.Check(); err != nil {
		return err
	}
	if (d.Audience.Who == People || d.Audience.Who == Except) && d.Audience.Condition() == "" {
		return errAudience
	}
	if strings.TrimSpace(d.Goal.Event) == "" {
		return errGoal
	}
	for i := range d.Contents {
		if err := d.Contents[i].ready(d.Over()); err != nil {
			return err
		}
	}
	return nil
}

func (c *Content) ready(over bool) error {
	switch {
	case c.Button.Vi == "" && c.Button.En == "":
		return errWords
	case over && c.Title.Vi == "" && c.Title.En == "":
		return errTitle
	case (c.URL == "") == (c.Form == ""):
		return errLeads
	}
	return nil
}

// Check says what is wrong with a definition.
func (d *Definition) Check() error {
	switch {
	case !slices.Contains([]Kind{Button, Banner, Popup, SlideIn}, d.Kind):
		return errKind
	case len(d.Contents) == 0 || len(d.Contents) > mostContents:
		return errContents
	case d.Style.Color != "" && !colorForm.MatchString(d.Style.Color):
		return errColor
	case !slices.Contains(d.places(), d.Style.Place):
		return errPlace
	case d.Priority < 0 || d.Priority > 100 || d.Holdout < 0 || d.Holdout > 50:
		return errNumbers
	case d.Goal.Days < 1 || d.Goal.Days > 365:
		return errGoal
	}
	for i := range d.Contents {
		if err := d.Contents[i].check(); err != nil {
			return err
		}
	}
	return d.checkRules()
}

func (d *Definition) places() []string {
	switch d.Kind {
	case Banner:
		return []string{"", "top", "bottom"}
	case SlideIn:
		return []string{"", "left", "right"}
	}
	return []string{""}
}

func (c *Content) check() error {
	for _, text := range []string{c.Title.Vi, c.Title.En, c.Text.Vi, c.Text.En, c.Button.Vi, c.Button.En} {
		if len([]rune(text)) > longestText {
			return errLong
		}
	}
	if c.URL != "" && !leads(c.URL) || c.Form != "" && !keyForm.MatchString(c.Form) {
		return errLeads
	}
	return nil
}

// leads reports whether an address leads somewhere: to another page, here or elsewhere, a mailbox or a phone.
func leads(address string) bool {
	u, err := url.Parse(address)
	if err != nil || len(address) > 2000 {
		return false
	}
	switch u.Scheme {
	case "https", "http":
		return u.Host != "" && u.User == nil
	case "mailto", "tel":
		return true
	case "":
		return u.Host == "" && strings.HasPrefix(u.Path, "/")
	}
	return false
}

func (d *Definition) checkRules() error {
	m, f, v := &d.Moment, &d.Frequency, &d.Visits
	from, until, err := d.Schedule.ends()
	switch {
	case !slices.Contains([]Who{Everybody, Strangers, People, Except}, d.Audience.Who):
		return errWho
	case max(len(v.Pages), len(v.Not), len(v.Params), len(v.Referrers)) > mostRules || !slices.Contains([]string{"", "desktop", "phone"}, v.Device):
		return errVisits
	case slices.ContainsFunc(v.Params, func(p Parameter) bool { return strings.TrimSpace(p.Name) == "" }):
		return errVisits
	case !slices.Contains([]string{"now", "seconds", "scroll", "leaving"}, m.Kind) || m.Seconds < 0 || m.Seconds > 600 || m.Scroll < 0 || m.Scroll > 100 || m.Seen < 0 || m.Seen > 100:
		return errMoment
	case f.Times < 0 || f.Times > 100 || f.Days < 0 || f.Days > 365 || f.Rest < 0 || f.Rest > 365:
		return errFrequency
	case err != nil || until != 0 && until <= from:
		return errSchedule
	}
	return nil
}

// ends are the schedule's, in microseconds; 0: open.
func (s *Schedule) ends() (from, until int64, err error) {
	for text, into := range map[*string]*int64{&s.From: &from, &s.Until: &until} {
		if *text == "" {
			continue
		}
		t, wrong := time.Parse(time.RFC3339, *text)
		if wrong != nil {
			return 0, 0, wrong
		}
		*into = t.UnixMicro()
	}
	return from, until, nil
}

// Clean brings texts into their one form, and empty lists where there were none.
func (d *Definition) Clean() {
	if d.Audience.Who == "" {
		d.Audience.Who = Everybody
	}
	if d.Moment.Kind == "" {
		d.Moment.Kind = "now"
	}
	if d.Contents == nil {
		d.Contents = []Content{}
	}
	if d.Visits.Params == nil {
		d.Visits.Params = []Parameter{}
	}
	for _, list := range []*[]string{&d.Visits.Pages, &d.Visits.Not, &d.Visits.Referrers} {
		*list = cleaned(*list)
	}
	for i := range d.Contents {
		c := &d.Contents[i]
		for _, text := range []*string{&c.Title.Vi, &c.Title.En, &c.Text.Vi, &c.Text.En, &c.Button.Vi, &c.Button.En, &c.URL} {
			*text = strings.TrimSpace(norm.NFC.String(*text))
		}
	}
}

func cleaned(list []string) []string {
	kept := []string{}
	for _, one := range list {
		if one = strings.TrimSpace(norm.NFC.String(one)); one != "" {
			kept = append(kept, one)
		}
	}
	return kept
}
