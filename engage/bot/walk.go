package bot

import (
	"regexp"
	"strconv"
	"strings"

	"banhda/hub/block"
	"banhda/hub/person"
)

// keyWay is the key of a button of a flow, with its number.
const keyWay = "way:"

// mostTries is how often a question is asked again where the answer is none.
const mostTries = 2

// opened begins the flow there is, where there is one.
func (d *decision) opened() (done bool, err error) {
	version, f, err := d.house.Flow(0)
	if err != nil || f == nil {
		return false, err
	}
	return true, d.walk(version, f, f.Steps[0].ID)
}

// flowing goes on with the flow a talk is in; done is false where it is in none, or leaves it by asking something else.
func (d *decision) flowing() (done bool, err error) {
	at := Flowing{}
	if d.Last != nil && d.Last.Flow != nil {
		at = *d.Last.Flow
	} else if !strings.HasPrefix(d.Choice, keyWay) || d.Last != nil {
		return false, nil
	}
	version, f, err := d.house.Flow(at.Version)
	if err != nil || f == nil {
		return false, err
	}
	if at.Step == "" { // a button under the greeting
		at.Step = f.Steps[0].ID
	}
	switch s := f.Step(at.Step); {
	case s == nil:
		return false, nil
	case s.Kind == Menu:
		way := d.pressed(s)
		if way == nil {
			return false, nil
		}
		return true, d.walk(version, f, way.Next)
	case s.Kind == Query:
		return d.replied(version, f, s, at.Tries)
	}
	return false, nil
}

// pressed is the button of a menu somebody pressed, or wrote; nil: none.
func (d *decision) pressed(s *Step) *Way {
	if text, ok := strings.CutPrefix(d.Choice, keyWay); ok {
		if i, err := strconv.Atoi(text); err == nil && i >= 0 && i < len(s.Ways) {
			return &s.Ways[i]
		}
	}
	for i := range s.Ways {
		if l := s.Ways[i].Label; plain(d.Text) == plain(l.Vi) || plain(d.Text) == plain(l.En) {
			return &s.Ways[i]
		}
	}
	return nil
}

// replied takes an answer to a question. Who wants a person leaves the flow; what is no answer is asked for again, and passed over
// in the end.
func (d *decision) replied(version int64, f *Flow, s *Step, tries int) (done bool, err error) {
	if intent := Understand(d.Text); intent == Human || intent == Complaint || d.Choice != "" {
		return false, nil
	}
	value, ok := s.Check.Of(d.Text)
	if !ok && tries+1 < mostTries {
		d.say(sayNoAnswer[s.Check])
		d.ask(s)
		d.Flow = &Flowing{version, s.ID, tries + 1}
		return true, nil
	}
	if ok && s.Field != "" {
		d.Fills = map[string]string{s.Field: value}
	}
	return true, d.walk(version, f, s.Next)
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

// walk goes through a flow from a step on until something is waited for. What would go round for ever ends.
func (d *decision) walk(version int64, f *Flow, at string) error {
	d.Outcome = Talked
	for range mostSteps {
		s := f.Step(at)
		if s == nil {
			break
		}
		switch s.Kind {
		case Menu:
			d.menu(s)
			d.Flow = &Flowing{Version: version, Step: s.ID}
			return nil
		case Person:
			d.speak(s)
			return d.hand(ByWish)
		case Book:
			d.speak(s)
			return d.offer()
		case Query:
			known, err := d.knows(s.Field)
			if err != nil {
				return err
			}
			if at = s.Next; !known {
				d.ask(s)
				d.Flow = &Flowing{Version: version, Step: s.ID}
				return nil
			}
		case Branch:
			next, err := d.branch(s)
			if err != nil {
				return err
			}
			at = next
		}
	}
	if len(d.Parts) == 0 || d.Fills != nil {
		d.say(sayGoOn)
	}
	return nil
}

// knows reports whether a field is filled, by what was just answered too.
func (d *decision) knows(field string) (bool, error) {
	if field == "" {
		return false, nil
	}
	if _, just := d.Fills[field]; just {
		return true, nil
	}
	return d.house.Fulfils("exists " + field)
}

func (d *decision) branch(s *Step) (next string, err error) {
	for _, w := range s.Ways {
		holds, err := d.house.Fulfils(w.Where)
		if err != nil || holds {
			return w.Next, err
		}
	}
	return s.Next, nil
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
func (s *Step) Buttons(language string) (list []Button) {
	for i, w := range s.Ways {
		if s.Kind == Menu {
			list = append(list, Button{Key: keyWay + strconv.Itoa(i), Label: block.In(w.Label, language)})
		}
	}
	return list
}
