package lead

// Standing is how somebody's leads stand: those who wait now, and those answered within a period.
type Standing struct {
	User     int64 // 0: nobody's
	Waiting  int64
	Late     int64 // of those, without an answer in time
	Answered int64 // that had a target
	InTime   int64
}

// Kept is the share of leads whose answer came in time, of those answered and those for whom it is too late; ok is false
// where there are none.
func (s Standing) Kept() (share float64, ok bool) {
	all := s.Answered + s.Late
	if all == 0 {
		return 0, false
	}
	return float64(s.InTime) / float64(all), true
}
