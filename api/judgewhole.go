package api

import (
	"context"
	"slices"
	"strings"
	"time"

	"banhda/auth"
	"banhda/drive/job"
	"banhda/hub/record"
	"banhda/hub/segment"
	"banhda/store"
)

// judgeJob judges everybody anew, where that is due.
const judgeJob job.Kind = "segment-judge"

const (
	// judgedEvery is how often everybody is judged where time alone brings people in or out.
	judgedEvery = 5 * time.Minute
	// judgedAnyhow is how often they are where only what happens does, in case anything was missed.
	judgedAnyhow = 24 * time.Hour
	// judgedAtOnce is how many people are written down in one transaction.
	judgedAtOnce = 500
	// turnsKept is how long it is known who came and went.
	turnsKept = 90 * 24 * time.Hour
)

// judgeDue judges everybody for the segments for which that is due, and notes how large they are.
func (s *Server) judgeDue(ctx context.Context, _ job.Job) error {
	all, kept, err := s.segmentsByUse(ctx)
	if err != nil {
		return err
	}
	for _, one := range all {
		if err := s.judgeIfDue(ctx, one, kept[one.ID]); err != nil {
			return err
		}
	}
	return s.noteSizes(ctx, all, kept)
}

func (s *Server) judgeIfDue(ctx context.Context, one segment.Saved, kept bool) error {
	switch {
	case one.Kind == segment.List:
		return nil
	case !kept && one.JudgedAt != 0:
		return s.disband(ctx, one)
	case !kept:
		return nil
	}
	judged, relative, err := s.judgedBy(ctx, one)
	if err != nil {
		s.Logger.Warn("a segment cannot be judged", "segment", SegmentID(one.ID), "error", err)
		return nil // its condition has become impossible, as when a field is gone; the others go on
	}
	age := time.Duration(s.Now().UnixMicro()-one.JudgedAt) * time.Microsecond
	if one.Judged == judged && age < judgedAnyhow && (!relative || age < judgedEvery) {
		return nil
	}
	return s.judgeWhole(ctx, one, judged)
}

// judgedBy is the condition of a segment with those of the segments it is made of, and whether time alone changes who
// fulfils it.
func (s *Server) judgedBy(ctx context.Context, one segment.Saved) (text string, relative bool, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		a, err := s.asking(ctx, v, record.Person)
		if err != nil {
			return err
		}
		e, err := segment.Parse(one.Condition)
		if err != nil {
			return err
		}
		texts := []string{one.Condition}
		find := a.Segment
		a.Segment = func(id string) (*segment.Expr, int64, error) {
			e, list, err := find(id)
			if e != nil {
				texts = append(texts, id+": "+e.String())
			}
			return e, list, err
		}
		if relative, err = e.Relative(a); err != nil {
			return err
		}
		slices.Sort(texts[1:])
		text = strings.Join(slices.Compact(texts), "\n")
		return nil
	})
	return text, relative, err
}

// judgeWhole finds out whose membership has become another, and judges those in parts that stall nobody. Where nobody was
// judged by this condition before, nobody enters or leaves: the segment is filled.
func (s *Server) judgeWhole(ctx context.Context, one segment.Saved, judged string) error {
	is, err := s.fulfil(ctx, one.Condition)
	if err != nil {
		return err
	}
	var was *segment.Set
	err = s.Records.View(ctx, func(v *store.View) error {
		was, err = v.AllMembers(ctx, one.ID)
		return err
	})
	if err != nil {
		return err
	}
	var changed []int64
	for id := range is.All() {
		if !was.Has(id) {
			changed = append(changed, id)
		}
	}
	for id := range was.All() {
		if !is.Has(id) {
			changed = append(changed, id)
		}
	}
	news := func(int64) bool { return one.JudgedAt != 0 && one.Judged == judged }
	for part := range slices.Chunk(changed, judgedAtOnce) {
		slices.Sort(part)
		if err := s.judge(ctx, []segment.Saved{one}, part, news, func(*store.Tx) error { return nil }); err != nil {
			return err
		}
	}
	return s.Records.Tx(ctx, func(t *store.Tx) error { return absent(t.SetJudged(ctx, one.ID, judged)) })
}

// fulfil are the people who fulfil a condition.
func (s *Server) fulfil(ctx context.Context, condition string) (*segment.Set, error) {
	n, err := s.bindFor(ctx, record.Person, condition)
	if err != nil {
		return nil, err
	}
	return s.peopleOf(ctx, store.Finding{Type: record.Person, Where: n, Reach: auth.Everything})
}

// disband forgets the members of a segment that nothing listens to any more: what they were would soon be wrong.
func (s *Server) disband(ctx context.Context, one segment.Saved) error {
	s.judging.Lock()
	defer s.judging.Unlock()
	for n := int64(1); n > 0; {
		err := s.Records.Tx(ctx, func(t *store.Tx) (err error) {
			n, err = t.Disband(ctx, one.ID, 5000)
			return err
		})
		if err != nil {
			return err
		}
	}
	return s.Records.Tx(ctx, func(t *store.Tx) error { return absent(t.SetJudged(ctx, one.ID, "")) })
}

// noteSizes keeps how large segments are today.
func (s *Server) noteSizes(ctx context.Context, all []segment.Saved, kept map[int64]bool) error {
	return s.Records.Tx(ctx, func(t *store.Tx) error {
		c, err := readCalendar(ctx, &t.View)
		if err != nil {
			return err
		}
		day := c.Today(t.Now()).String()
		for _, one := range all {
			if one.Kind != segment.List && !kept[one.ID] {
				continue
			}
			n, err := t.CountMembers(ctx, one.ID)
			if err == nil {
				err = t.NoteSize(ctx, one.ID, day, n)
			}
			if err != nil {
				return err
			}
		}
		_, err = t.ForgetTurns(ctx, t.Now()-turnsKept.Microseconds(), 5000)
		return err
	})
}
