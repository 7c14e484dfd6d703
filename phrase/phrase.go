// Package phrase keeps what people are told apart from the language they are told it in. A sentence is written once, in
// English, as a format; its Vietnamese stands in a table under that format. Logs and programs read English, people
// their own language.
package phrase

import (
	"fmt"
)

// Sentence is what people are told: mostly an error, that says what is wrong and what to do.
type Sentence struct {
	format string
	args   []any
}

// Errorf makes a Sentence, as fmt.Errorf does. Errors among args are wrapped, and told in the same language.
func Errorf(format string, args ...any) *Sentence { return &Sentence{format, args} }

// Sentencef makes a Sentence that says how things are.
func Sentencef(format string, args ...any) *Sentence { return &Sentence{format, args} }

// Format tells a sentence from others, whatever it says it of: errors that say the same of different values share it.
func (e *Sentence) Format() string { return e.format }

// Error implements error, in English.
func (e *Sentence) Error() string { return e.In("en") }

// Unwrap gives the errors among the arguments.
func (e *Sentence) Unwrap() (list []error) {
	for _, a := range e.args {
		if err, ok := a.(error); ok {
			list = append(list, err)
		}
	}
	return list
}

// In is the sentence in a language, vi or en.
func (e *Sentence) In(language string) string {
	args := make([]any, len(e.args))
	for i, a := range e.args {
		if args[i] = a; language != "en" {
			args[i] = argument(language, a)
		}
	}
	return fmt.Errorf(translate(language, e.format), args...).Error()
}

// argument is what stands in a sentence, in the sentence's language: an error, or a Noun.
func argument(language string, a any) any {
	switch a := a.(type) {
	case error:
		return told(In(language, a))
	case Noun:
		return Noun(translate(language, string(a)))
	}
	return a
}

// Noun is a word of ours that stands in a sentence, and has its Vietnamese in the table as sentences have.
type Noun string

// told is an error in its final words.
type told string

func (t told) Error() string { return string(t) }

// translate is a format in a language, or the format itself where there is no other.
func translate(language, format string) string {
	if vi, ok := vietnamese[format]; ok && language == "vi" {
		return vi
	}
	return format
}

// In tells any error in a language. Of one whose parts are not kept apart, what Text finds in it is translated.
func In(language string, err error) string {
	if sentence, ok := err.(interface{ In(language string) string }); ok {
		return sentence.In(language)
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok && len(joined.Unwrap()) == 1 {
		return In(language, joined.Unwrap()[0])
	}
	return Text(language, err.Error())
}

// Known reports whether a format has its Vietnamese.
func Known(format string) bool { return vietnamese[format] != "" }
