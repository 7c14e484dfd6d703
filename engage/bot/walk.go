package bot

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"banhda/hub/block"
	"banhda/hub/person"
)

// The keys of buttons of flows, with their number: of the menu a talk stands at, and under the greeting, where the version of
// the flow comes first.
const (
	keyWay   = "way:"
	keyFirst = "flow:"
)

// opened begins the flow that greets on the page they look at, where there is one.
func (d *decision) opened() (done bool, err error) {
	return d.begun(func(all []Published) *Published { return Opening(all, d.Page) })
}

// begun begins the flow that is chosen of those talks may begin with; nil: none is.
func (d *decision) begun(choose func([]Published) *Published) (done bool, err error) {
	all, err := d.house.Flows()
	if err != nil {
		return false, err
	}
	f := choose(all)
	if f == nil {
		return false, nil
	}
	return true, d.walk(Flowing{Version: f.Version}, nil)
}

// flowing goes on with the flow a talk is in; done is false where it is in none, or leaves it by asking something else.
func (d *decision) flowing() (done bool, err error) {
	at, f, err := d.place()
	if err != nil || f == nil {
		return false, err
	}
	if d.Midway != nil {
		return true, d.walk(at, nil)
	}
	switch s := f.Step(at.Step); {
	case s == nil:
		return false, nil
	case s.Kind == Menu:
		way := d.pressed(s)
		if way < 0 {
			return false, nil
		}
		return true, d.walk(at, &Said{Text: d.Text, Way: way})
	case s.Kind == Query:
		return d.replied(at, s)
	}
	return false, nil
}

// place is where the talk stands, and in which flow; nil: in none. Buttons under the greeting name the flow that stood there.
func (d *decision) place() (at Flowing, f *Flow, err error) {
	switch {
	case d.Midway != nil:
		at = *d.Midway
	case d.Last != nil && d.Last.Flow != nil:
		at = *d.Last.Flow
	default:
		return d.under()
	}
	f, err = d.house.Flow(at.Version)
	return at, f, err
}

// under is the flow whose button under the greeting was pressed; nil: none was.
func (d *decision) under() (at Flowing, f *Flow, err error) {
	text, ok := strings.CutPrefix(d.Choice, keyFirst)
	version, way, _ := strings.Cut(text, ":")
	if !ok {
		return at, nil, nil
	}
	all, err := d.house.Flows()
	for i := range all {
		if one := &all[i]; version == strconv.FormatInt(one.Version, 10) {
			d.Choice = keyWay + way
			return Flowing{Version: one.Version, Step: one.Flow.Steps[0].ID}, &one.Flow, err
		}
	}
	return at, nil, err
}

// pressed is which button of a menu somebody pressed, or wrote; -1: none.
func (d *decision) pressed(s *Step) int {
	if text, ok := strings.CutPrefix(d.Choice, keyWay); ok {
		if i, err := strconv.Atoi(text); err == nil && i >= 0 && i < len(s.Ways) {
			return i
		}
	}
	return slices.IndexFunc(s.Ways, func(w Way) bool { return plain(d.Text) == plain(w.Label.Vi) || plain(d.Text) == plain(w.Label.En) })
}

// replied takes an answer to a question. Who wants a person leaves the flow, and who asks something instead of saying what was asked:
// nobody is called "how much is it".
func (d *decision) replied(at Flowing, s *Step) (done bool, err error) {
	if intent := Understand(d.Text); intent == Human || intent == Complaint || d.Choice != "" {
		return false, nil
	}
	value, ok := s.Check.Of(d.Text)
	if (!ok || s.Field == "name") && asksElse(d.Text) {
		return false, nil
	}
	if ok && s.Field != "" {
		d.Fills = map[string]string{s.Field: value}
	}
	return true, d.walk(at, &Said{Text: d.Text, Way: -1, Well: ok, Fills: d.Fills})
}

// asksElse reports whether somebody asks something of their own where they were asked.
func asksElse(text string) bool {
	switch Understand(text) {
	case Price, Hours, Orders, Meeting:
		return true
	}
	return strings.HasSuffix(strings.TrimSpace(text), "?")
}

var emailForm = regexp.MustCompile(`[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+`)

// Of is what an answer says, in the form it is kept in; ok is false where it is no answer.
func (k Kept) Of(text string) (value string, ok bool) {
	text = strings.Join(strings.Fields(text), " ")
	switch k {
	case KeptEmail:
		value = strings.TrimRight(emailForm.FindString(text), ".")
		keys, _ := (&person.Identity{Email: value}).Keys()
		return value, len(keys) > 0
	case KeptPhone:
		keys, _ := (&person.Identity{Phone: text}).Keys()
		return text, len(keys) > 0
	case KeptNumber:
		value = strings.NewReplacer(".", "", ",", "", " ", "").Replace(numbers.FindString(text))
		return value, value != ""
	}
	return text, text != "" && len([]rune(text)) <= longestSay
}

// walk has the talk go on in a flow, and says what the step says at which it comes to rest.
func (d *decision) walk(at Flowing, said *Said) error {
	w, err := d.house.Walk(at, said)
	if err != nil {
		return err
	}
	d.Outcome, d.Flow = Talked, w.At
	switch s := w.Step; {
	case s == nil:
		if len(d.Parts) == 0 || d.Fills != nil {
			d.say(sayGoOn)
		}
	case s.Kind == Menu:
		d.menu(s)
	case s.Kind == Person:
		d.speak(s)
		return d.hand(ByWish)
	case s.Kind == Book:
		d.speak(s)
		return d.offer()
	case s.Kind == Query:
		if w.Again {
			d.say(sayNoAnswer[s.Check])
		}
		d.ask(s)
	}
	return nil
}

// speak says what a step says: the company's own words.
func (d *decision) speak(s *Step) {
	if text := block.In(s.Text, d.Language); text != "" {
		d.Parts = append(d.Parts, Part{text, Company})
	}
}

func (d *decision) ask(s *Step) {
	d.speak(s)
	d.Outcome = Asked
	d.button(keyPerson, buttonPerson)
}

func (d *decision) menu(s *Step) {
	d.speak(s)
	d.Buttons = append(d.Buttons, s.Buttons(d.Language)...)
}

// Buttons are those of a menu.
func (s *Step) Buttons(language string) []Button { return s.buttons(keyWay, language) }

func (s *Step) buttons(key, language string) (list []Button) {
	for i, w := range s.Ways {
		if s.Kind == Menu {
			list = append(list, Button{Key: key + strconv.Itoa(i), Label: block.In(w.Label, language)})
		}
	}
	return list
}
