package flow

import "errors"

// Quarantined is an entry of the log that cannot be read. It stays in the log, and is left out of everything but the
// list of such entries that projections may keep.
type Quarantined struct {
	Seq, ReceivedAt int64 // the entry, or the first of a row that cannot be read at all
	Row             int64 // seq of its row
	Kind            Kind
	Source          string
	Reason          string
}

// quarantine collects what a stretch holds that cannot be read. What this program itself wrote and cannot read any
// more is told of, once: other people's mistakes are theirs to look at.
func (f *Flow) quarantine(s *stretch) {
	for i := range s.rows {
		r := &s.rows[i]
		for _, q := range r.bad {
			if _, foreign := f.Decoders[q.Kind]; (foreign && q.Kind != Events) || f.Refused == nil || q.Seq <= f.refused {
				continue
			}
			f.refused = q.Seq
			f.Refused(r.Row, errors.New(q.Reason))
		}
	}
}
