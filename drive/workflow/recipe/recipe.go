// Package recipe holds workflows that work on the day a house is opened: each with the messages and segments it needs. A
// recipe is made into a draft; whoever publishes it has read it.
package recipe

import (
	"strings"

	"banhda/drive/workflow"
	"banhda/hub/consent"
	"banhda/hub/record"
	"banhda/hub/template"
)

// Recipe is a workflow to begin with.
type Recipe struct {
	Key       string
	Name      record.Label
	About     record.Label
	Templates []template.Template
	Segments  []Segment
	Surveys   []Survey
	Plans     []record.Label // the names of onboarding plans it needs, each as the house's usual one; what names one is "plan" and its place, such as plan1
	// Definition is the workflow; say chooses the language its steps are called in. What names a segment of the recipe
	// is its key.
	Definition func(say func(vi, en string) string) workflow.Definition
}

// Segment is a segment a recipe needs.
type Segment struct {
	Key   string
	Name  record.Label
	About record.Label
	Where string
}

// Survey is a survey a recipe needs: a question people are asked by hand and by workflows alone.
type Survey struct {
	Key                      string // what names it in the workflow
	Name                     record.Label
	Kind                     string // ces or nps
	Question, Low, High, Why record.Label
}

// All are the recipes, in the order people are offered them.
func All() []Recipe {
	return []Recipe{welcome(), followUp(), abandonedForm(), abandonedCart(), unreadQuote(), onboarding(), npsFollowUp(), reviewRequest(), winBack(), birthday(), birthdayPoints(), anniversary(), sunset()}
}

// became are recipes that are part of another by now: what was made of them names them still.
var became = map[string]string{"nps_referral": "nps_follow_up"}

// Find finds a recipe by its key, or by one it had.
func Find(key string) (Recipe, bool) {
	for _, r := range All() {
		if r.Key == key || r.Key == became[key] {
			return r, true
		}
	}
	return Recipe{}, false
}

func both(vi, en string) record.Label { return record.Label{Vi: vi, En: en} }

// letter is an e-mail of a greeting, some paragraphs and the footer that says who writes and how to hear no more.
func letter(key, name string, class consent.Class, purpose string, subject, text record.Label) template.Template {
	greeting := both("Chào {{ person.greeting | default: \"bạn\" }},", "Dear {{ person.greeting | default: \"friend\" }},")
	return template.Template{Key: key, Name: name, Channel: template.Email, Class: class, Purpose: purpose, Draft: template.Content{Subject: subject,
		Blocks: []template.Block{{Kind: template.Text, Text: greeting}, {Kind: template.Text, Text: text}, {Kind: template.Footer}}}}
}

// advert is a letter that needs consent to marketing.
func advert(key, name string, subject, text record.Label) template.Template {
	return letter(key, name, consent.Advertising, consent.Marketing, subject, text)
}

func send(id, name, key, next string) workflow.Node {
	return workflow.Node{ID: id, Kind: workflow.Act, Name: name, Action: "message", With: map[string]any{"template": key}, Next: next}
}

func act(id, name, action, next string, with map[string]any) workflow.Node {
	return workflow.Node{ID: id, Kind: workflow.Act, Name: name, Action: action, With: with, Next: next}
}

// await waits for an event. Of mail only what a person did counts: programs open it and follow its links, too.
func await(id, name, event, length, next, otherwise string) workflow.Node {
	var by string
	if strings.HasPrefix(event, "Email ") {
		by = "kind = human"
	}
	return workflow.Node{ID: id, Kind: workflow.Await, Name: name, Event: event, If: by, For: length, Next: next, Else: otherwise}
}

var (
	end  = workflow.Node{ID: "end", Kind: workflow.Exit}
	goal = workflow.Node{ID: "goal", Kind: workflow.Reach}
)

// morning waits until nine on a working day, so that nobody is written to at night.
func morning(id, name, next string) workflow.Node {
	return workflow.Node{ID: id, Kind: workflow.Wait, Name: name, Hour: "09:00", Working: true, Next: next}
}
