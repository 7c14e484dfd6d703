package api

import (
	"context"
	"encoding/json"
	"slices"

	"banhda/auth"
	"banhda/hub/intake"
	"banhda/hub/record"
	"banhda/hub/segment"
	"banhda/store"
)

// checkLeads refuses what a plan asks for that only lists of people can be, or who asks may not do.
func (s *Server) checkLeads(ctx context.Context, p *intake.Plan) error {
	if !p.Leads && !p.News && p.List == "" {
		return nil
	}
	if p.Type != record.Person {
		return invalid("only people are leads, or are put into a list")
	}
	if p.List == "" {
		return nil
	}
	if !auth.From(ctx).May("segments:write") {
		return refused(403, 0, "this needs the permission %s; ask an owner of the workspace for it", "segments:write")
	}
	list, err := s.savedSegment(ctx, p.List)
	if err == nil && list.Kind != segment.List {
		err = invalid("people are put into lists only; who belongs to this segment, its condition says")
	}
	return err
}

// leadSource is what the leads of a plan say of where they come from.
func leadSource(p *intake.Plan) json.RawMessage {
	source := p.System
	if source == "" {
		source = "import"
	}
	body, _ := json.Marshal(map[string]string{"utm_source": source}) // a text always can be
	return body
}

// enlist puts the people of rows into the plan's list. One that was removed meanwhile takes nobody.
func (r *intakeRun) enlist(ctx context.Context, t *store.Tx, rows []*intakeRow) error {
	if r.order.Plan.List == "" {
		return nil
	}
	id, err := ParseSegmentID(r.order.Plan.List)
	if err != nil {
		return err
	}
	list, err := t.Segment(ctx, id)
	if err != nil {
		return absent(err)
	}
	var people []int64
	for _, row := range rows {
		if row.id != 0 {
			people = append(people, row.id)
		}
	}
	slices.Sort(people)
	people = slices.Compact(people)
	there, err := t.MembersAmong(ctx, list.ID, people)
	if err != nil {
		return err
	}
	news, came := r.order.Plan.News, without(people, there)
	for _, row := range rows {
		if slices.Contains(came, row.id) {
			row.changed()
		}
	}
	return turnSegment(ctx, t, turned{segment: list, came: came}, func(int64) bool { return news })
}
