package api

import (
	"context"
	"errors"
	"net/http"
	"slices"
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

// SavedSegment is a named condition on people.
type SavedSegment struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	Description string `json:"description"`
	Where       string `json:"where"`
	Owner       string `json:"owner,omitempty"`
	UpdatedAt   string `json:"updated_at"`
	Count       *int64 `json:"count,omitempty" doc:"how many people within one's reach belong to it, where that is asked for"`
}

// SegmentsAnswer is the saved segments, by name.
type SegmentsAnswer struct {
	Segments []SavedSegment `json:"segments"`
}

func (s *Server) listSegments(ctx context.Context, _ *struct{}, _ Tell) (*SegmentsAnswer, error) {
	a := &SegmentsAnswer{Segments: []SavedSegment{}}
	err := s.Records.View(ctx, func(v *store.View) error {
		all, err := v.Segments(ctx)
		for _, one := range all {
			a.Segments = append(a.Segments, showSegment(one))
		}
		return err
	})
	return a, err
}

func showSegment(one segment.Saved) SavedSegment {
	shown := SavedSegment{ID: SegmentID(one.ID), Name: one.Name, Description: one.Description, Where: one.Condition, UpdatedAt: showInstant(one.UpdatedAt)}
	if one.Owner != 0 {
		shown.Owner = UserID(one.Owner)
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
	shown := showSegment(one)
	n, err := s.countRecords(ctx, &Narrowed{Type: record.Person.Plural(), Where: one.Condition}, tell)
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

type segmentBody struct {
	Name        *string `json:"name,omitempty" minLength:"1" maxLength:"80"`
	Description *string `json:"description,omitempty" maxLength:"500"`
	Where       *string `json:"where,omitempty" minLength:"1" maxLength:"16384" doc:"a condition on people"`
}

type segmentOrder struct{ Body segmentBody }

func (s *Server) addSegment(ctx context.Context, in *segmentOrder, tell Tell) (*SavedSegment, error) {
	one := segment.Saved{Owner: auth.From(ctx).User()}
	return s.keepSegment(ctx, "segment-add", in.Body, &one, func(ctx context.Context, tx *store.Tx) (err error) {
		one.ID, err = tx.AddSegment(ctx, one)
		return err
	}, tell)
}

type segmentChange struct {
	SegmentNamed
	Body segmentBody
}

func (s *Server) changeSegment(ctx context.Context, in *segmentChange, tell Tell) (*SavedSegment, error) {
	one, err := s.savedSegment(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return s.keepSegment(ctx, "segment-set", in.Body, &one, func(ctx context.Context, tx *store.Tx) error { return tx.SaveSegment(ctx, one) }, tell)
}

func (s *Server) keepSegment(ctx context.Context, verb string, said segmentBody, one *segment.Saved, keep func(context.Context, *store.Tx) error, tell Tell) (*SavedSegment, error) {
	for into, said := range map[*string]*string{&one.Name: said.Name, &one.Description: said.Description, &one.Condition: said.Where} {
		if said != nil {
			*into = strings.TrimSpace(*said)
		}
	}
	if one.Name == "" || one.Condition == "" {
		return nil, invalid("a segment needs a name and a condition")
	}
	if err := s.checkSegment(ctx, one); err != nil {
		return nil, err
	}
	_, err := s.change(ctx, mutation{verb: verb, entry: said, made: func() string { return SegmentID(one.ID) }, also: keep}, tell)
	if errors.Is(err, store.ErrConflict) {
		err = refused(http.StatusConflict, 0, "there is a segment called %q already; take another name", one.Name)
	}
	if err != nil {
		return nil, err
	}
	shown := showSegment(*one)
	return &shown, nil
}

// checkSegment refuses a condition that cannot be asked, or that would make a segment part of itself.
func (s *Server) checkSegment(ctx context.Context, one *segment.Saved) error {
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
		if err := unused(ctx, &tx.View, in.ID); err != nil {
			return err
		}
		return tx.RemoveSegment(ctx, one.ID)
	}}, tell)
	shown := showSegment(one)
	return &shown, err
}

// unused refuses to take a segment away that another one is made of.
func unused(ctx context.Context, v *store.View, shown string) error {
	all, err := v.Segments(ctx)
	if err != nil {
		return err
	}
	for _, other := range all {
		e, err := segment.Parse(other.Condition)
		if err == nil && slices.ContainsFunc(segment.Uses(e.Root()), func(id string) bool { return strings.EqualFold(id, shown) }) {
			return refused(http.StatusConflict, 0, "the segment %q is made of this one; change it first", other.Name)
		}
	}
	return nil
}
