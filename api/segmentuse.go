package api

import (
	"context"
	"slices"
	"strings"

	"banhda/hub/segment"
	"banhda/store"
)

// SegmentUse is something that a segment is used by. What listens has the segment's members kept up to date, and is told
// who enters and leaves.
type SegmentUse struct {
	Segment int64  `json:"-"`
	Kind    string `json:"kind" enum:"segment,campaign,workflow,cta,form,page,sla" doc:"what it is used by"`
	ID      string `json:"id"`
	Name    string `json:"name"`
	Listens bool   `json:"listens" doc:"its members are kept up to date for this"`
}

// segmentUser gives the segments that things of one kind use.
type segmentUser func(ctx context.Context, v *store.View) ([]SegmentUse, error)

// segmentUsers are all who may use segments; whoever else does adds a line.
func (s *Server) segmentUsers() []segmentUser {
	return []segmentUser{segmentsInSegments, s.segmentsInWorkflows, campaignSegments, ctaSegments, slaSegments}
}

// segmentsInSegments are the segments that others are made of.
func segmentsInSegments(ctx context.Context, v *store.View) (uses []SegmentUse, err error) {
	all, err := v.Segments(ctx)
	for _, one := range all {
		for _, id := range SegmentsIn(one.Condition) {
			uses = append(uses, SegmentUse{Segment: id, Kind: "segment", ID: SegmentID(one.ID), Name: one.Name})
		}
	}
	return uses, err
}

// SegmentsIn are the segments a condition names.
func SegmentsIn(condition string) (ids []int64) {
	if !strings.Contains(strings.ToLower(condition), "segment") {
		return nil
	}
	e, err := segment.Parse(condition)
	if err != nil {
		return nil
	}
	for _, shown := range segment.Uses(e.Root()) {
		if id, err := ParseSegmentID(shown); err == nil {
			ids = append(ids, id)
		}
	}
	return ids
}

// segmentUses are all uses of all segments, in the order of who uses them.
func (s *Server) segmentUses(ctx context.Context, v *store.View) (uses []SegmentUse, err error) {
	for _, of := range s.segmentUsers() {
		some, err := of(ctx, v)
		if err != nil {
			return nil, err
		}
		uses = append(uses, some...)
	}
	return uses, nil
}

// segmentsByUse are all segments, and those among them whose members are kept.
func (s *Server) segmentsByUse(ctx context.Context) (all []segment.Saved, kept map[int64]bool, err error) {
	kept = map[int64]bool{}
	err = s.Records.View(ctx, func(v *store.View) error {
		if all, err = v.Segments(ctx); err != nil || len(all) == 0 {
			return err
		}
		for _, one := range all {
			if one.Keep && one.Kind == segment.Rule {
				kept[one.ID] = true
			}
		}
		uses, err := s.segmentUses(ctx, v)
		for _, u := range uses {
			if u.Listens {
				kept[u.Segment] = true
			}
		}
		return err
	})
	return all, kept, err
}

// keptSegments are the rules whose members are kept.
func (s *Server) keptSegments(ctx context.Context) ([]segment.Saved, error) {
	all, kept, err := s.segmentsByUse(ctx)
	return slices.DeleteFunc(all, func(one segment.Saved) bool { return one.Kind != segment.Rule || !kept[one.ID] }), err
}
