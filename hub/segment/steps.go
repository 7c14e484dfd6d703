package segment

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"banhda/phrase"
	"banhda/wheel"
)

// MaxSteps is how many steps a funnel may have.
const MaxSteps = 20

// Step is one step of a funnel or a side of a retention question: an event by its name, with an optional condition
// on its properties, or the entry into a stage (arriving is the entry into stranger).
type Step struct {
	Label string // as written
	Event string
	Where *Expr // over property names; nil: none
	Stage *wheel.Stage
}

// ParseSteps reads steps divided by commas:
//
//	Page Viewed, Order Completed[total >= 100 and coupon = TET], →customer
//
// A name with a comma or bracket in it is written in double quotes; -> stands for →. Errors are *Error.
func ParseSteps(text string) ([]Step, error) {
	if len(text) > maxLength || !utf8.ValidString(text) {
		_, err := newParser(text)
		return nil, err
	}
	text = norm.NFC.String(text)
	var steps []Step
	for at := 0; ; {
		step, next, err := parseStep(text, at)
		if err != nil {
			return nil, err
		}
		if steps = append(steps, step); len(steps) > MaxSteps {
			return nil, stepError(text, at, "at most %d steps", MaxSteps)
		}
		if next == len(text) {
			return steps, nil
		}
		at = next + 1 // past the comma
	}
}

// parseStep reads the step at byte offset at and returns the offset of the comma after it, or of the end.
func parseStep(text string, at int) (Step, int, error) {
	p := &parser{text: text, tok: token{to: at}}
	start := at + len(text[at:]) - len(strings.TrimLeft(text[at:], " \t\r\n"))
	name, to, err := stepName(p, start)
	if err != nil {
		return Step{}, 0, err
	}
	if name == "" {
		return Step{}, 0, stepError(text, start, "the name of an event, or → and a stage")
	}
	step := Step{Event: name}
	if to < len(text) && text[to] == '[' {
		if step.Where, to, err = condition(text, to); err != nil {
			return Step{}, 0, err
		}
	}
	step.Label = strings.TrimSpace(text[start:to])
	if err := stageEntry(&step, text, start); err != nil {
		return Step{}, 0, err
	}
	rest := strings.TrimLeft(text[to:], " \t\r\n")
	if rest != "" && rest[0] != ',' {
		return Step{}, 0, stepError(text, len(text)-len(rest), "a comma before the next step")
	}
	return step, len(text) - len(rest), nil
}

// stepName reads a name up to the comma, bracket or end that closes it.
func stepName(p *parser, start int) (string, int, error) {
	if start < len(p.text) && p.text[start] == '"' {
		err := p.next()
		return p.tok.text, p.tok.to, err
	}
	to := start + strings.IndexAny(p.text[start:], ",[")
	if to < start {
		to = len(p.text)
	}
	return strings.TrimSpace(p.text[start:to]), to, nil
}

// condition reads [ … ] at byte offset at and returns the offset after it.
func condition(text string, at int) (*Expr, int, error) {
	p := &parser{text: text, tok: token{to: at + 1}}
	if err := p.next(); err != nil {
		return nil, 0, err
	}
	root, err := p.or(0)
	if err != nil {
		return nil, 0, err
	}
	if !p.isSymbol("]") {
		return nil, 0, p.expected("and, or, or a closing ]")
	}
	return &Expr{root: root, text: strings.TrimSpace(text[at+1 : p.tok.from])}, p.tok.to, nil
}

// stageEntry turns a step written →stage into an entry of that stage. In quotes it stays an event's name.
func stageEntry(step *Step, text string, start int) error {
	name, ok := strings.CutPrefix(step.Label, "→")
	if !ok {
		if name, ok = strings.CutPrefix(step.Label, "->"); !ok {
			return nil
		}
	}
	stage, ok := wheel.ParseStage(strings.TrimSpace(name))
	if !ok || step.Where != nil {
		return stepError(text, start, "→stranger, →prospect, →customer, →promoter or →dormant, without a condition")
	}
	step.Stage, step.Event, step.Label = &stage, "", "→"+stage.String()
	return nil
}

func stepError(text string, at int, format string, args ...any) *Error {
	found, _, _ := strings.Cut(text[at:], ",")
	return newError(text, utf8.RuneCountInString(text[:at])+1, strings.TrimSpace(found), phrase.Errorf(format, args...))
}
