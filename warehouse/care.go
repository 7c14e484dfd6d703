package warehouse

import "banhda/hub/segment"

// CareList is a figure of care's credit in a period; Figure is its path, as wheel.CareFigure knows it.
type CareList struct {
	Figure   string
	From, To int64
}

// CareSteps are the events, beside those with a meaning, by which care is credited: tickets, and scores that say that somebody is
// content. Their places are those of CareOpened and what follows.
var CareSteps = []segment.Step{
	{Event: "Ticket Opened"}, {Event: "Ticket Closed"}, {Event: "Ticket Solved"},
	{Event: "Survey Answered", Where: careScore(`kind in (csat, CSAT) and score >= 4 and score <= 5`)},
	{Event: "Survey Answered", Where: careScore(`kind in (nps, NPS) and score >= 7 and score <= 10`)},
}

// The places of CareSteps.
const (
	CareOpened = iota
	CareClosed
	CareSolved
	CareCSAT
	CareNPS
)

// CareTeam is the team whose touches count.
const CareTeam = "care"

func careScore(condition string) *segment.Expr {
	e, err := segment.Parse(condition)
	if err != nil {
		panic(err) // a constant
	}
	return e
}
