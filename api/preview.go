package api

import (
	"cmp"
	"encoding/json"

	"banhda/hub/history"
	"banhda/hub/person"
	"banhda/hub/timeline"
	"banhda/phrase"
)

// Preview is what an import would do, file by file.
type Preview struct {
	Files []PreviewFile `json:"files"`
}

// PreviewFile is what the mapping makes of one file, or of its first hundred thousand rows.
type PreviewFile struct {
	Path     string         `json:"path"`
	Complete bool           `json:"complete" doc:"the whole file was read"`
	Rows     int64          `json:"rows"`
	LeftOut  int64          `json:"left_out" doc:"rows that where or a join leaves out"`
	Events   int64          `json:"events"`
	Refused  int64          `json:"refused"`
	Columns  []string       `json:"columns"`
	Names    []NameCount    `json:"names"`
	First    []PreviewEvent `json:"first" doc:"the first events"`
	Refusals []Refusal      `json:"refusals" doc:"the first refused rows"`
	Warnings []string       `json:"warnings,omitempty"`
}

// NameCount is how many events of a name there are.
type NameCount struct {
	Name  string `json:"name"`
	Count int64  `json:"count"`
}

// PreviewEvent is one event as it would be imported.
type PreviewEvent struct {
	ID         string          `json:"id"`
	At         string          `json:"at"`
	Name       string          `json:"name"`
	Person     person.Identity `json:"person"`
	Value      *int64          `json:"value"`
	Currency   string          `json:"currency,omitempty"`
	Sale       string          `json:"sale,omitempty"`
	Referrer   *person.Key     `json:"referrer,omitempty"`
	Properties json.RawMessage `json:"properties,omitempty"`
}

// Refusal is a row that could not become an event.
type Refusal struct {
	Line   int64  `json:"line"`
	Column string `json:"column"`
	Reason string `json:"reason"`
	Row    string `json:"row"`
}

// showPreview writes a preview as it is shown outside; currency is that of values that state none, language
// the one to tell what is wrong in.
func showPreview(r history.PreviewReport, currency, language string) *Preview {
	p := &Preview{}
	for _, f := range r.Files {
		shown := PreviewFile{Path: f.Path, Complete: f.Complete, Rows: f.Counts.Rows, LeftOut: f.Counts.Left, Events: f.Counts.Events,
			Refused: f.Counts.Refused, Columns: f.Columns, Names: []NameCount{}, First: []PreviewEvent{}, Refusals: []Refusal{}, Warnings: telling(language, f.Warnings)}
		for _, n := range f.Names {
			shown.Names = append(shown.Names, NameCount(n))
		}
		for i := range f.Events {
			shown.First = append(shown.First, previewEvent(&f.Events[i], currency))
		}
		for _, x := range f.Refusals {
			shown.Refusals = append(shown.Refusals, Refusal{x.Line, x.Column, phrase.Text(language, x.Reason), x.Row})
		}
		p.Files = append(p.Files, shown)
	}
	return p
}

// telling gives texts in a language.
func telling(language string, texts []string) []string {
	told := make([]string, len(texts))
	for i, t := range texts {
		told[i] = phrase.Text(language, t)
	}
	return told
}

func previewEvent(e *timeline.Event, currency string) PreviewEvent {
	p := PreviewEvent{ID: e.ID, At: showInstant(e.At), Name: e.Name, Person: e.Person, Value: e.Value,
		Sale: e.Sale, Referrer: e.Referrer, Properties: e.Properties}
	if e.Value != nil {
		p.Currency = cmp.Or(e.Currency, currency)
	}
	return p
}
