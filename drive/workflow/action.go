package workflow

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"banhda/hub/record"
	"banhda/phrase"
)

// Action is something a node can do, as the module that does it declares it. The builder of workflows draws its form from
// Fields.
type Action struct {
	Kind  string       `json:"kind"`
	Label record.Label `json:"label"`
	Help  record.Label `json:"help"`
	// Permission is what whoever publishes a workflow with it needs, and still has to have when it is done.
	Permission string  `json:"permission"`
	Fields     []Field `json:"fields"`
}

// FieldKind is what stands in a field of an action.
type FieldKind string

// The kinds of fields. Those that name something are ids or keys as the API shows them.
const (
	TextField     FieldKind = "text" // {name} stands for the person
	LongField     FieldKind = "long"
	NumberField   FieldKind = "number"
	LengthField   FieldKind = "length" // of time, such as 3d
	ChoiceField   FieldKind = "choice"
	TemplateField FieldKind = "template"
	PersonField   FieldKind = "field" // a field of people
	ValueField    FieldKind = "value" // for the field in the member field
	TagField      FieldKind = "tag"
	ListField     FieldKind = "list"
	UserField     FieldKind = "user"
	TeamField     FieldKind = "team"
	WebhookField  FieldKind = "webhook"
	EventField    FieldKind = "event"
	StageField    FieldKind = "deal_stage"
	PlanField     FieldKind = "onboarding_plan" // of onboarding
	SurveyField   FieldKind = "survey"
	RewardField   FieldKind = "reward"
)

// Field is one thing to be said of an action.
type Field struct {
	Key      string          `json:"key"`
	Kind     FieldKind       `json:"kind"`
	Label    record.Label    `json:"label"`
	Help     record.Label    `json:"help"`
	Required bool            `json:"required"`
	Options  []record.Option `json:"options,omitempty" doc:"of a choice"`
}

const (
	longestText = 300
	longestLong = 10_000
	mostNumber  = 1_000_000
)

// Check brings what is said of an action into its one form, and gives what is wrong by key.
func (a *Action) Check(with map[string]any) map[string]error {
	wrong := map[string]error{}
	for key := range with {
		if !slices.ContainsFunc(a.Fields, func(f Field) bool { return f.Key == key }) {
			wrong[key] = phrase.Errorf("this step has no field %q", key)
		}
	}
	for i := range a.Fields {
		f := &a.Fields[i]
		value, err := f.clean(with[f.Key])
		switch {
		case err != nil:
			wrong[f.Key] = err
		case value == nil && f.Required:
			wrong[f.Key] = phrase.Errorf("this is needed")
		case value == nil:
			delete(with, f.Key)
		default:
			with[f.Key] = value
		}
	}
	return wrong
}

// clean is a value in its one form; nil: none.
func (f *Field) clean(value any) (any, error) {
	switch f.Kind {
	case ValueField:
		return value, nil
	case NumberField:
		if value == nil {
			return nil, nil
		}
		if n, ok := value.(float64); ok && n == float64(int64(n)) && n >= 0 && n <= mostNumber {
			return n, nil
		}
		return nil, phrase.Errorf("a whole number from 0 to %d", mostNumber)
	}
	text, ok := value.(string)
	if value != nil && !ok {
		return nil, phrase.Errorf("a text")
	}
	text = strings.TrimSpace(norm.NFC.String(text))
	most := longestText
	if f.Kind == LongField {
		most = longestLong
	}
	if utf8.RuneCountInString(text) > most || !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
		return nil, phrase.Errorf("at most %d characters", most)
	}
	if text == "" {
		return nil, nil
	}
	return text, f.fits(text)
}

func (f *Field) fits(text string) error {
	switch f.Kind {
	case LengthField:
		_, err := ParseLength(text)
		return err
	case ChoiceField:
		if !slices.ContainsFunc(f.Options, func(o record.Option) bool { return o.Key == text }) {
			return phrase.Errorf("one of the choices")
		}
	}
	return nil
}
