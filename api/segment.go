package api

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"banhda/auth"
	"banhda/hub/record"
	"banhda/hub/segment"
	"banhda/store"
)

// SegmentID writes a segment's id as it is shown outside.
func SegmentID(id int64) string { return segmentPrefix + encodeID(scramble(uint64(id), segmentPrefix)) }

// ParseSegmentID reads what SegmentID wrote.
func ParseSegmentID(s string) (int64, error) { return parseID(s, segmentPrefix, "a segment") }

// SavedSegment is a named choice of people.
type SavedSegment struct {
	ID          string       `json:"id"`
	Kind        string       `json:"kind" enum:"rule,list" doc:"list: people are put in by hand, by import, by workflows"`
	Name        string       `json:"name"`
	Description string       `json:"description"`
	Where       string       `json:"where" doc:"of a rule: its condition"`
	Owner       string       `json:"owner,omitempty"`
	UpdatedAt   string       `json:"updated_at"`
	Keep        bool         `json:"keep" doc:"its members are kept up to date though nothing listens to them"`
	Kept        bool         `json:"kept" doc:"its members are kept up to date: who enters and leaves is known within seconds"`
	JudgedAt    *string      `json:"judged_at" doc:"when everybody was judged last; null: not yet, or its members are not kept"`
	Count       *int64       `json:"count,omitempty" doc:"how many people within one's reach belong to it, where that is asked for"`
	Uses        []SegmentUse `json:"uses" doc:"what it is used by"`
}

// SegmentsAnswer is the saved segments, by name.
type SegmentsAnswer struct {
	Segments []SavedSegment `json:"segments"`
}

func (s *Server) listSegments(ctx context.Context, _ *struct{}, _ Tell) (*SegmentsAnswer, error) {
	a := &SegmentsAnswer{Segments: []SavedSegment{}}
	err := s.Records.View(ctx, func(v *store.View) error {
		all, err := v.Segments(ctx)
		if err != nil {
			return err
		}
		uses, err := s.segmentUses(ctx, v)
		for _, one := range all {
			a.Segments = append(a.Segments, showSegment(one, uses))
		}
		return err
	})
	return a, err
}

// showSegment shows a segment with what uses it, among all uses of segments.
func showSegment(one segment.Saved, uses []SegmentUse) SavedSegment {
	shown := SavedSegment{ID: SegmentID(one.ID), Kind: string(one.Kind), Name: one.Name, Description: one.Description, Where: one.Condition,
		UpdatedAt: showInstant(one.UpdatedAt), Keep: one.Keep, Kept: one.Kind == segment.Rule && one.Keep, Uses: []SegmentUse{}}
	if one.Owner != 0 {
		shown.Owner = UserID(one.Owner)
	}
	for _, u := range uses {
		if u.Segment == one.ID {
			shown.Uses = append(shown.Uses, u)
			shown.Kept = shown.Kept || u.Listens && one.Kind == segment.Rule
		}
	}
	if one.JudgedAt != 0 {
		shown.JudgedAt = text(showInstant(one.JudgedAt))
	}
	return shown
}

type SegmentNamed struct {
	ID string `path:"id"`
}

// showSegmentOf is one segment with its count.
func (s *Server) showSegmentOf(ctx context.Context, in *SegmentNamed, tell Tell) (*SavedSegment, error) {
	one, err := s.savedSegment(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	var uses []SegmentUse
	err = s.Records.View(ctx, func(v *store.View) error {
		uses, err = s.segmentUses(ctx, v)
		return err
	})
	if err != nil {
		return nil, err
	}
	shown := showSegment(one, uses)
	n, err := s.countRecords(ctx, &Narrowed{Type: record.Person.Plural(), Where: "in segment " + shown.ID}, tell)
	if err != nil {
		return nil, err
	}
	shown.Count = &n.Count
	return &shown, nil
}

func (s *Server) savedSegment(ctx context.Context, shown string) (one segment.Saved, err error) {
	id, err := ParseSegmentID(shown)
	if err != nil {
		return one, err
	}
	err = s.Records.View(ctx, func(v *store.View) error {
		one, err = v.Segment(ctx, id)
		return err
	})
	return one, notFound(err, "there is no segment %s", shown)
}

// SegmentBody is what is said of a segment.
type SegmentBody struct {
	Name        *string `json:"name,omitempty" minLength:"1" maxLength:"80"`
	Description *string `json:"description,omitempty" maxLength:"500"`
	Where       *string `json:"where,omitempty" minLength:"1" maxLength:"16384" doc:"a condition on people"`
	Keep        *bool   `json:"keep,omitempty" doc:"keep its members up to date though nothing listens to them"`
}

type segmentOrder struct {
	Body struct {
		SegmentBody
		Kind string `json:"kind,omitempty" enum:"rule,list" default:"rule" doc:"list: it has no condition, people are put in"`
	}
}

func (s *Server) addSegment(ctx context.Context, in *segmentOrder, tell Tell) (*SavedSegment, error) {
	one := segment.Saved{Owner: auth.From(ctx).User(), Kind: segment.Kind(in.Body.Kind)}
	return s.keepSegment(ctx, "segment-add", in.Body.SegmentBody, &one, func(ctx context.Context, tx *store.Tx) (err error) {
		if err = roomForSegment(ctx, tx); err == nil {
			one.ID, err = tx.AddSegment(ctx, one)
		}
		return err
	}, tell)
}

type segmentChange struct {
	SegmentNamed
	Body SegmentBody
}

func (s *Server) changeSegment(ctx context.Context, in *segmentChange, tell Tell) (*SavedSegment, error) {
	one, err := s.savedSegment(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return s.keepSegment(ctx, "segment-set", in.Body, &one, func(ctx context.Context, tx *store.Tx) error { return tx.SaveSegment(ctx, one) }, tell)
}

func (s *Server) keepSegment(ctx context.Context, verb string, said SegmentBody, one *segment.Saved, keep func(context.Context, *store.Tx) error, tell Tell) (*SavedSegment, error) {
	for into, said := range map[*string]*string{&one.Name: said.Name, &one.Description: said.Description, &one.Condition: said.Where} {
		if said != nil {
			*into = strings.TrimSpace(*said)
		}
	}
	if said.Keep != nil {
		one.Keep = *said.Keep
	}
	if one.Name == "" || (one.Condition == "") != (one.Kind == segment.List) {
		return nil, invalid("a segment needs a name and a condition; a list has no condition")
	}
	if err := s.checkSegment(ctx, one); err != nil {
		return nil, err
	}
	also := func(ctx context.Context, tx *store.Tx) error {
		if err := keep(ctx, tx); err != nil {
			return err
		}
		return tx.Enqueue(ctx, judgeJob, string(judgeJob), []byte("{}"), tx.Now()) // at once, not in a minute
	}
	_, err := s.change(ctx, mutation{verb: verb, entry: said, made: func() string { return SegmentID(one.ID) }, also: also}, tell)
	if errors.Is(err, store.ErrConflict) {
		err = refused(http.StatusConflict, 0, "there is a segment called %q already; take another name", one.Name)
	}
	if err != nil {
		return nil, err
	}
	return s.segmentShown(ctx, *one)
}

// segmentShown is a segment as it is kept now, with its uses.
func (s *Server) segmentShown(ctx context.Context, one segment.Saved) (*SavedSegment, error) {
	var shown SavedSegment
	err := s.Records.View(ctx, func(v *store.View) error {
		kept, err := v.Segment(ctx, one.ID)
		if err != nil {
			return err
		}
		uses, err := s.segmentUses(ctx, v)
		shown = showSegment(kept, uses)
		return err
	})
	return &shown, err
}

// checkSegment refuses a condition that cannot be asked, or that would make a segment part of itself.
func (s *Server) checkSegment(ctx context.Context, one *segment.Saved) error {
	if one.Kind == segment.List {
		return nil
	}
	e, err := segment.Parse(one.Condition)
	if err != nil {
		return wrong(err)
	}
	return s.Records.View(ctx, func(v *store.View) error {
		a, err := s.asking(ctx, v, record.Person)
		if err != nil {
			return err
		}
		saved := a.Segment
		a.Segment = func(id string) (*segment.Expr, int64, error) {
			if one.ID != 0 && strings.EqualFold(id, SegmentID(one.ID)) {
				return e, 0, nil // as it would be
			}
			return saved(id)
		}
		n, err := e.Bind(a)
		if err != nil {
			return wrong(err)
		}
		return mayAskHistory(ctx, n)
	})
}

func (s *Server) removeSegment(ctx context.Context, in *SegmentNamed, tell Tell) (*SavedSegment, error) {
	one, err := s.savedSegment(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	_, err = s.change(ctx, mutation{verb: "segment-remove", target: in.ID, also: func(ctx context.Context, tx *store.Tx) error {
		if err := s.unused(ctx, &tx.View, one.ID); err != nil {
			return err
		}
		return tx.RemoveSegment(ctx, one.ID)
	}}, tell)
	shown := showSegment(one, nil)
	return &shown, err
}

// unused refuses to take a segment away that something uses.
func (s *Server) unused(ctx context.Context, v *store.View, id int64) error {
	uses, err := s.segmentUses(ctx, v)
	for _, u := range uses {
		if err == nil && u.Segment == id && u.ID != SegmentID(id) {
			return refused(http.StatusConflict, 0, "the segment is used by %q; change that first", u.Name)
		}
	}
	return err
}
