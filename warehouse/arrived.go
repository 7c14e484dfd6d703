package warehouse

// MovedQuestion asks who moved between stages: by the entries After < seq ≤ Upto, of the people whom those entries are
// about, or by time alone, at an instant From < at ≤ To, of everybody.
type MovedQuestion struct {
	People      []int64
	After, Upto int64
	From, To    int64 // microseconds
}
