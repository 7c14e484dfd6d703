package api

import (
	"context"
	"errors"
	"net/http"

	"banhda/auth"
	"banhda/hub/record"
	"banhda/store"
)

// RecordPath is the record a path names.
type RecordPath struct {
	Type string `path:"type" enum:"people,companies,products,orders,deals,tickets" doc:"What kind of record."`
	ID   string `path:"id" doc:"The record's id; one that was merged away finds what it was merged into."`
}

// activityQuestion asks for a page of what belongs to a record.
type activityQuestion struct {
	RecordPath
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"Rows on a page."`
	Cursor string `query:"cursor" doc:"The cursor of the page before."`
}

// page is one row longer than asked: it tells whether there is a next one.
func (q activityQuestion) page() (p store.Page, err error) {
	p.Limit = q.Limit + 1
	p.At, p.ID, err = readRow(q.Cursor)
	return p, err
}

// activityOf finds the record a path names, if the actor may see it, and how those are called who act on it.
func (s *Server) activityOf(ctx context.Context, v *store.View, n RecordPath) (map[string]string, record.Ref, error) {
	r, err := s.seen(ctx, v, n)
	if err != nil {
		return nil, record.Ref{}, err
	}
	names, err := actorNames(ctx, v)
	return names, record.Ref{Type: r.Type, ID: r.ID}, err
}

// activityOn is what activityOf gives of a record that the actor may change, too: what is done to it belongs to it.
func (s *Server) activityOn(ctx context.Context, v *store.View, n RecordPath) (map[string]string, record.Ref, error) {
	names, ref, err := s.activityOf(ctx, v, n)
	if err != nil {
		return nil, ref, err
	}
	return names, ref, changeable(ctx, v, ref, n.ID)
}

// changeable refuses a record that the actor may see and not change.
func changeable(ctx context.Context, v *store.View, ref record.Ref, shown string) error {
	_, err := v.Record(ctx, reach(ctx, ref.Type, auth.Update), ref.Type, ref.ID)
	if errors.Is(err, store.ErrNotFound) {
		return refused(http.StatusForbidden, 0, "%s is not among what you may change", shown)
	}
	return err
}

// seen is the record a path names, if the actor may see it; one that was merged away gives what it was merged into.
func (s *Server) seen(ctx context.Context, v *store.View, n RecordPath) (r record.Record, err error) {
	ref, err := parseRef(n.ID)
	if err != nil {
		return r, err
	}
	if ref.Type.Plural() != n.Type {
		return r, missing("%s is not among the %s", n.ID, n.Type)
	}
	r, err = v.Record(ctx, reach(ctx, ref.Type, auth.Read), ref.Type, ref.ID)
	return r, notFound(err, "there is no record %s, or it is not among those you may see", n.ID)
}

// Prefixes of what belongs to records.
const (
	notePrefix       = "not_"
	attachmentPrefix = "fil_"
)

// NoteID writes a note's id as it is shown outside.
func NoteID(id int64) string { return notePrefix + encodeID(scramble(uint64(id), notePrefix)) }

// ParseNoteID reads what NoteID wrote, with or without its prefix, in any case of letters.
func ParseNoteID(s string) (int64, error) { return parseID(s, notePrefix, "a note") }

// AttachmentID writes a file's id as it is shown outside.
func AttachmentID(id int64) string {
	return attachmentPrefix + encodeID(scramble(uint64(id), attachmentPrefix))
}

// ParseAttachmentID reads what AttachmentID wrote, with or without its prefix, in any case of letters.
func ParseAttachmentID(s string) (int64, error) { return parseID(s, attachmentPrefix, "a file") }
