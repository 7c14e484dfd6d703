package api

import (
	"banhda/drive/workflow"
	"banhda/hub/record"
	"banhda/phrase"
)

// lineText says what a line of a run's history tells.
func (s *Server) lineText(l *workflow.Line, d *workflow.Definition) *phrase.Sentence {
	n := d.Node(l.Node)
	switch l.Kind {
	case workflow.Enter:
		return phrase.Sentencef("entered, by the trigger %q", l.Trigger)
	case workflow.Wait:
		return waitText(l)
	case workflow.Await:
		return awaitText(l)
	case workflow.Branch, workflow.Split:
		return pathText(l, n)
	case workflow.Act:
		return s.actText(l, n)
	case workflow.Reach:
		return phrase.Sentencef("reached the goal")
	case workflow.Exit:
		return phrase.Sentencef("came to the end")
	case workflow.Moved:
		return phrase.Sentencef("was moved here by hand")
	}
	return endText(l)
}

func waitText(l *workflow.Line) *phrase.Sentence {
	if l.Way == workflow.Began {
		return phrase.Sentencef("waits until %s", showInstant(l.Till))
	}
	return phrase.Sentencef("had nothing to wait for")
}

func awaitText(l *workflow.Line) *phrase.Sentence {
	switch l.Way {
	case workflow.Heard:
		return phrase.Sentencef("what was waited for happened: %s", l.Name)
	case workflow.TimedOut:
		return phrase.Sentencef("what was waited for did not happen in time")
	}
	return phrase.Sentencef("waits for %q until %s", l.Name, showInstant(l.Till))
}

func pathText(l *workflow.Line, n *workflow.Node) *phrase.Sentence {
	if l.Path < 0 {
		return phrase.Sentencef("no condition held")
	}
	name := ""
	if n != nil && l.Path < len(n.Paths) {
		name = orText(n.Paths[l.Path].Name, n.Paths[l.Path].Where)
	}
	if l.Kind == workflow.Split {
		return phrase.Sentencef("chance chose way %d %s", l.Path+1, name)
	}
	return phrase.Sentencef("way %d: %s", l.Path+1, name)
}

func (s *Server) actText(l *workflow.Line, n *workflow.Node) *phrase.Sentence {
	kind := ""
	if n != nil {
		kind = n.Action
	}
	what := spoken(s.actions()[kind].Label)
	if l.Why != "" {
		return phrase.Sentencef("left undone: %s", what)
	}
	return phrase.Sentencef("done: %s", what)
}

func endText(l *workflow.Line) *phrase.Sentence {
	switch l.Outcome {
	case workflow.Goaled:
		return phrase.Sentencef("reached the goal")
	case workflow.Failed:
		return phrase.Sentencef("failed")
	case workflow.Stopped:
		return phrase.Sentencef("was stopped")
	case workflow.Worn:
		return phrase.Sentencef("went round for too long and was stopped")
	}
	return phrase.Sentencef("came to the end")
}

// spoken is a label as a part of a sentence.
type spoken record.Label

// Error implements error, in English.
func (l spoken) Error() string { return l.En }

// In is the label in a language.
func (l spoken) In(language string) string {
	if language == "vi" {
		return l.Vi
	}
	return l.En
}
