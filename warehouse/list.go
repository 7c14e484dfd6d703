package warehouse

import (
	"banhda/wheel"
	"banhda/wheel/value"
)

// ListQuestion asks for the rows behind one figure. Exactly one of Wheel, Funnel, Retention, Value, Lift and Care is set: the
// readout the figure stands in, and where it stands.
type ListQuestion struct {
	Wheel     *WheelList
	Funnel    *FunnelList
	Retention *RetentionList
	Value     *ValueList
	Lift      *LiftList
	Care      *CareList

	After wheel.Mark
	Limit int
}

// WheelList is a figure of the wheel of a period.
type WheelList struct {
	Figure   wheel.Figure
	From, To int64
	Horizon  int64 // of the gain, microseconds; 0: 180 days
}

// FunnelList is who came as far as a step.
type FunnelList struct {
	FunnelQuestion
	Step int // from 0
	// Broken asks for one value of the breakdown only; a nil Value is the missing one.
	Broken bool
	Value  *string
}

// RetentionList is a cohort, or who of it came back in one period.
type RetentionList struct {
	RetentionQuestion
	Start  string // the cohort's first day, YYYY-MM-DD
	Period int    // -1: the whole cohort
}

// ValueList is who had bought by a day.
type ValueList struct {
	value.Question
	Repeaters bool // only those who had bought on more than one day
}

// ListReport is one page of the rows behind a figure.
type ListReport struct {
	Kind  wheel.Listed
	Count int64 // rows on all pages
	// Sum is what the values of all pages add up to, in Currency; nil where the figure is not money. Stated is how many
	// rows state a value: the others add nothing.
	Sum      *int64
	Currency string
	Stated   int64
	Rows     []ListRow
	Next     *wheel.Mark // nil at the end
}

// ListRow is a row with the person it is about: as they stand in the cut, but in a list of stock as they stood when
// it was counted.
type ListRow struct {
	wheel.Row
	Standing PersonRow
}

// SampledEvents is of how many of the latest events of each name Names looks at the properties.
const SampledEvents = 16

// EventName is a name that events have.
type EventName struct {
	Name   string
	Count  int64 // of the period
	Total  int64 // of all before the cut's now
	LastAt int64
	// Properties are the keys that the SampledEvents last taken in have, in order.
	Properties []string
	// Meaning is what events of the name mean. Where that depends on their properties it is None and Conditional set.
	Meaning     wheel.Meaning
	Conditional bool
}
