package lift

import "fmt"

// Report is an experiment as it is read. A figure that is not known is null, with the reason under its path in Reasons.
type Report struct {
	Control string    `json:"control"`
	Arms    []ArmRead `json:"arms"` // the control first
	// SampleRatio is the probability that chance alone makes the sizes of the arms what they are.
	SampleRatio Sizes             `json:"sample_ratio"`
	Reasons     map[string]string `json:"reasons,omitempty"`
}

// Sizes says whether the arms have the sizes they should.
type Sizes struct {
	P  float64 `json:"p"`
	OK bool    `json:"ok"`
}

// ArmRead is one arm.
type ArmRead struct {
	Arm       string    `json:"arm"`
	People    int64     `json:"people"`
	Converted int64     `json:"converted"`
	Rate      *float64  `json:"rate"`
	Interval  *Range    `json:"interval"` // of the rate
	Lift      *Lift     `json:"lift"`     // against the control; null of the control itself
	Value     *ArmValue `json:"value,omitempty"`
}

// Lift is by how much an arm's rate is above the control's.
type Lift struct {
	Difference float64  `json:"difference"`
	Interval   Range    `json:"interval"`
	Relative   *float64 `json:"relative"` // null where the control's rate is 0
	P          float64  `json:"p"`
	// Known says that the interval leaves 0 out: there is a difference.
	Known bool `json:"known"`
	// Detectable is the smallest difference an experiment of this size finds four times out of five; null where it is too
	// small to find any.
	Detectable *float64 `json:"detectable"`
}

// ArmValue is what an arm's people were worth, in minor units.
type ArmValue struct {
	Total   int64      `json:"total"`
	PerHead *float64   `json:"per_head"`
	Lift    *ValueLift `json:"lift"`
}

// ValueLift is by how much an arm's value per head is above the control's, in minor units.
type ValueLift struct {
	Difference float64 `json:"difference"`
	Interval   Range   `json:"interval"`
	Degrees    float64 `json:"degrees"`
	P          float64 `json:"p"`
	Known      bool    `json:"known"`
}

// Of reads an experiment. The arms are given with the control first; shares as in SampleRatio. money says that values
// are read, too.
func Of(arms []Arm, shares []float64, money bool) Report {
	p := SampleRatio(arms, shares)
	r := Report{Control: arms[0].Name, SampleRatio: Sizes{p, p >= Broken}, Reasons: map[string]string{}}
	for i := range arms {
		r.Arms = append(r.Arms, r.read(i, arms, money))
	}
	if len(r.Reasons) == 0 {
		r.Reasons = nil
	}
	return r
}

func (r *Report) read(i int, arms []Arm, money bool) ArmRead {
	a, key := &arms[i], fmt.Sprintf("arms[%d].", i)
	read := ArmRead{Arm: a.Name, People: a.People, Converted: a.Converted}
	if money {
		read.Value = &ArmValue{Total: int64(a.Sum)}
	}
	if a.People == 0 {
		r.unknown("nobody is in this arm", key+"rate", key+"interval")
		return read
	}
	rate, in := a.Rate(), a.Wilson()
	read.Rate, read.Interval = &rate, &in
	if money {
		head := a.PerHead()
		read.Value.PerHead = &head
	}
	if i > 0 {
		r.compare(&read, a, &arms[0], key, money)
	}
	return read
}

func (r *Report) compare(read *ArmRead, a, control *Arm, key string, money bool) {
	if control.People == 0 {
		r.unknown("nobody is in the control group to compare with", key+"lift")
		return
	}
	d, in := Difference(a, control)
	read.Lift = &Lift{Difference: d, Interval: in, P: Score(a, control), Known: !in.Holds(0)}
	if smallest, ok := Detectable(a, control); ok {
		read.Lift.Detectable = &smallest
	} else {
		r.unknown("too few people to find any difference", key+"lift.detectable")
	}
	if rate := control.Rate(); rate > 0 {
		relative := d / rate
		read.Lift.Relative = &relative
	} else {
		r.unknown("nobody of the control group reached the goal", key+"lift.relative")
	}
	if !money {
		return
	}
	c, ok := Welch(a, control)
	if !ok {
		r.unknown("too few people, or all of the same value, to reckon with chance", key+"value.lift")
		return
	}
	read.Value.Lift = &ValueLift{c.Difference, c.Interval, c.Degrees, c.P, !c.Interval.Holds(0)}
}

func (r *Report) unknown(reason string, paths ...string) {
	for _, p := range paths {
		r.Reasons[p] = reason
	}
}
