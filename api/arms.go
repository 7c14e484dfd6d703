package api

import (
	"slices"

	"banhda/wheel/lift"
)

// ArmsRead is how the arms of an experiment stand, in which chance decided who was treated how.
type ArmsRead struct {
	// Lift compares the arms. Until the end it is read once at, it says how the arms stand and no lift: see so_far.
	Lift    lift.Report `json:"lift"`
	Final   bool        `json:"final" doc:"everybody's time for the goal is over"`
	FinalAt *string     `json:"final_at" doc:"when it will be, or was; null while it is not known, as of one that goes on"`
	SoFar   []SoFar     `json:"so_far" doc:"Until it is final: by how much arms are above the control, with intervals that hold however often they are looked at."`
	// Beside compares variants with the first of them, without the control.
	Beside *lift.Report `json:"beside"`
}

// SoFar is an arm before the end.
type SoFar struct {
	Arm        string     `json:"arm"`
	Difference float64    `json:"difference"`
	Interval   lift.Range `json:"interval"`
}

// compare reads the arms that were found by the names and shares chance was told, the control first, and gives all of them.
// Whether that is final is set before.
func (a *ArmsRead) compare(found []lift.Arm, names []string, shares []float64, money bool) []lift.Arm {
	arms := make([]lift.Arm, len(names))
	for i, name := range names {
		arms[i].Name = name
		if at := slices.IndexFunc(found, func(f lift.Arm) bool { return f.Name == name }); at >= 0 {
			arms[i] = found[at]
		}
	}
	if shares[0] == 0 {
		a.Lift = lift.Of(arms, nil, money)
		a.Lift.SampleRatio.P, a.Lift.SampleRatio.OK = lift.SampleRatio(arms[1:], shares[1:]), true
	} else {
		a.Lift = lift.Of(arms, shares, money)
	}
	if len(arms) > 2 {
		beside := lift.Of(arms[1:], shares[1:], money)
		a.Beside = &beside
	}
	if !a.Final {
		a.soFar(arms)
	}
	return arms
}

// soFar takes lifts back that are read at the end, and puts in their place what holds at all times.
func (a *ArmsRead) soFar(arms []lift.Arm) {
	withdraw(&a.Lift)
	if a.Beside != nil {
		withdraw(a.Beside)
	}
	if arms[0].People == 0 {
		return
	}
	all := int64(0)
	for i := range arms {
		all += arms[i].People
	}
	for i := 1; i < len(arms); i++ {
		if arms[i].People == 0 {
			continue
		}
		d, in := lift.Anytime(&arms[i], &arms[0], all)
		a.SoFar = append(a.SoFar, SoFar{arms[i].Name, d, in})
	}
}

func withdraw(r *lift.Report) {
	for i := range r.Arms {
		r.Arms[i].Lift = nil
		if r.Arms[i].Value != nil {
			r.Arms[i].Value.Lift = nil
		}
	}
}
