package flow

import (
	"errors"
	"slices"
)

// Quarantined is an entry of the log that cannot be read. It stays in the log and is left out of everything else.
type Quarantined struct {
	Seq    int64 // the entry, or the first of a row that cannot be read at all
	Row    int64 // seq of its row
	Kind   Kind
	Reason string
}

// quarantineList is how many of them are kept to be looked at.
const quarantineList = 1000

// Quarantine lists what could not be read since the process began, the oldest first: at most 1,000 of count.
func (f *Flow) Quarantine() (list []Quarantined, count int64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.spoilt), f.spoiltCount
}

// quarantine reports what a stretch holds that cannot be read, each once.
func (f *Flow) quarantine(s *stretch) {
	for i := range s.rows {
		for _, q := range s.rows[i].bad {
			if f.isolate(q) && f.Refused != nil {
				f.Refused(s.rows[i].Row, errors.New(q.Reason))
			}
		}
	}
}

func (f *Flow) isolate(q Quarantined) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if slices.Contains(f.spoilt, q) {
		return false
	}
	f.spoiltCount++
	if len(f.spoilt) < quarantineList {
		f.spoilt = append(f.spoilt, q)
	}
	return true
}
