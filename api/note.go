package api

import (
	"context"
	"net/http"

	"banhda/auth"
	"banhda/hub/note"
	"banhda/hub/record"
	"banhda/store"
)

// Note is what somebody wrote about a record.
type Note struct {
	ID        string   `json:"id"`
	Record    string   `json:"record" doc:"the record it was written about; after a merge that may be one merged into this"`
	Text      string   `json:"text" doc:"Markdown without HTML; @[Name](usr_…) and @[Name](tea_…) mention a user and a team"`
	Author    ActActor `json:"author"`
	CreatedAt string   `json:"created_at"`
	EditedAt  *string  `json:"edited_at" doc:"null: never"`
	Pinned    bool     `json:"pinned"`
	Mine      bool     `json:"mine" doc:"the caller wrote it, and may change its text"`
}

// NotesAnswer is a page of a record's notes, newest first, and on the first page those pinned.
type NotesAnswer struct {
	Notes  []Note  `json:"notes"`
	Pinned []Note  `json:"pinned"`
	Cursor *string `json:"cursor"`
}

// NoteAnswer is a note that was written or changed, and the act by which.
type NoteAnswer struct {
	Note Note   `json:"note"`
	Act  string `json:"act"`
}

// NoteEditsAnswer is what a note said before, newest first.
type NoteEditsAnswer struct {
	Edits []NoteEdit `json:"edits"`
}

// NoteEdit is what a note said until an instant.
type NoteEdit struct {
	Until string `json:"until"`
	Text  string `json:"text"`
}

// mostPinned is how many pinned notes stand above the others.
const mostPinned = 20

func showNote(ctx context.Context, n note.Note, names map[string]string) Note {
	shown := Note{ID: NoteID(n.ID), Record: refID(n.About), Text: n.Text, Author: ActActor{n.Author, names[n.Author]},
		CreatedAt: showInstant(n.CreatedAt), Pinned: n.PinnedAt > 0, Mine: n.Author == actorName(auth.From(ctx))}
	if n.EditedAt > 0 {
		shown.EditedAt = text(showInstant(n.EditedAt))
	}
	return shown
}

func showNotes(ctx context.Context, list []note.Note, names map[string]string) []Note {
	shown := make([]Note, len(list))
	for i, n := range list {
		shown[i] = showNote(ctx, n, names)
	}
	return shown
}

func (s *Server) notes(ctx context.Context, in *activityQuestion, _ Tell) (*NotesAnswer, error) {
	page, err := in.page()
	if err != nil {
		return nil, err
	}
	a := &NotesAnswer{Notes: []Note{}, Pinned: []Note{}}
	err = s.Records.View(ctx, func(v *store.View) error {
		names, about, err := s.activityOf(ctx, v, in.RecordPath)
		if err != nil {
			return err
		}
		if in.Cursor == "" {
			pinned, err := v.PinnedNotes(ctx, about, mostPinned)
			if a.Pinned = showNotes(ctx, pinned, names); err != nil {
				return err
			}
		}
		list, err := v.Notes(ctx, about, page)
		if len(list) > in.Limit {
			list = list[:in.Limit]
			a.Cursor = text(writeRow(list[in.Limit-1].CreatedAt, list[in.Limit-1].ID))
		}
		a.Notes = showNotes(ctx, list, names)
		return err
	})
	return a, err
}

type noteOrder struct {
	RecordPath
	Body struct {
		Text string `json:"text" maxLength:"20000"`
	}
}

func (s *Server) addNote(ctx context.Context, in *noteOrder, tell Tell) (*NoteAnswer, error) {
	return s.changeNote(ctx, in.RecordPath, "note", "", func(t *store.Tx, about record.Ref) (int64, error) {
		return s.writeNote(ctx, t, about, in.Body.Text)
	}, tell)
}

// writeNote keeps a new note about a record, and tells whom it mentions.
func (s *Server) writeNote(ctx context.Context, t *store.Tx, about record.Ref, given string) (int64, error) {
	body, err := note.Clean(given)
	if err != nil {
		return 0, wrong(err)
	}
	id, err := t.AddNote(ctx, note.Note{About: about, Author: actorName(auth.From(ctx)), Text: body})
	if err != nil {
		return 0, err
	}
	return id, s.mention(ctx, t, id, about, body)
}

// NotePath is the note a path names.
type NotePath struct {
	RecordPath
	Note string `path:"note" doc:"The note's id."`
}

type noteChange struct {
	NotePath
	Body struct {
		Text   *string `json:"text,omitempty" maxLength:"20000" doc:"Only who wrote it may change its text; what it said is kept."`
		Pinned *bool   `json:"pinned,omitempty"`
	}
}

func (s *Server) setNote(ctx context.Context, in *noteChange, tell Tell) (*NoteAnswer, error) {
	return s.changeNote(ctx, in.RecordPath, "note-set", in.Note, func(t *store.Tx, about record.Ref) (int64, error) {
		n, err := s.findNote(ctx, &t.View, about, in.Note)
		if err == nil && in.Body.Text != nil {
			err = s.rewrite(ctx, t, n, *in.Body.Text)
		}
		if err == nil && in.Body.Pinned != nil {
			err = t.PinNote(ctx, n.ID, *in.Body.Pinned)
		}
		return n.ID, err
	}, tell)
}

// rewrite gives a note another text, if it is the caller's.
func (s *Server) rewrite(ctx context.Context, t *store.Tx, n note.Note, given string) error {
	if n.Author != actorName(auth.From(ctx)) {
		return errNotYours
	}
	body, err := note.Clean(given)
	if err != nil {
		return wrong(err)
	}
	if body == n.Text {
		return nil
	}
	if err := t.EditNote(ctx, n, body); err != nil {
		return err
	}
	return s.mention(ctx, t, n.ID, n.About, body)
}

var errNotYours = refused(http.StatusForbidden, 0, "only who wrote a note may change or remove it; write one of your own below")

func (s *Server) removeNote(ctx context.Context, in *NotePath, tell Tell) (*NoteAnswer, error) {
	return s.keepNote(ctx, in, true, tell)
}

func (s *Server) restoreNote(ctx context.Context, in *NotePath, tell Tell) (*NoteAnswer, error) {
	return s.keepNote(ctx, in, false, tell)
}

// keepNote removes a note or gives it back: its author may, and whoever may delete the record.
func (s *Server) keepNote(ctx context.Context, in *NotePath, removed bool, tell Tell) (*NoteAnswer, error) {
	verb := map[bool]string{true: "note-remove", false: "note-restore"}[removed]
	return s.changeNote(ctx, in.RecordPath, verb, in.Note, func(t *store.Tx, about record.Ref) (int64, error) {
		n, err := s.findNote(ctx, &t.View, about, in.Note)
		if err != nil {
			return 0, err
		}
		if n.Author != actorName(auth.From(ctx)) {
			if _, err := t.Record(ctx, reach(ctx, about.Type, auth.Delete), about.Type, about.ID); err != nil {
				return 0, notFoundAs(err, errNotYours)
			}
		}
		return n.ID, t.RemoveNote(ctx, n.ID, removed)
	}, tell)
}

// changeNote writes or changes a note of a record as one act, and gives it as it is then.
func (s *Server) changeNote(ctx context.Context, in RecordPath, verb, target string, do func(*store.Tx, record.Ref) (int64, error), tell Tell) (*NoteAnswer, error) {
	a := &NoteAnswer{}
	show := func(t *store.Tx, id int64, names map[string]string) error {
		n, err := t.NoteByID(ctx, id)
		a.Note, a.Act = showNote(ctx, n, names), ActID(t.Act)
		return err
	}
	return a, s.changeActivity(ctx, in, activityChange{verb, map[string]string{"note": target}, do, show}, tell)
}

// findNote finds a note of a record, or of one that was merged into it.
func (s *Server) findNote(ctx context.Context, v *store.View, about record.Ref, shown string) (note.Note, error) {
	id, err := ParseNoteID(shown)
	if err != nil {
		return note.Note{}, err
	}
	n, err := v.NoteByID(ctx, id)
	if err == nil {
		err = v.StandsFor(ctx, n.About, about)
	}
	return n, notFound(err, "there is no note %s here", shown)
}

func (s *Server) noteEdits(ctx context.Context, in *NotePath, _ Tell) (*NoteEditsAnswer, error) {
	a := &NoteEditsAnswer{Edits: []NoteEdit{}}
	err := s.Records.View(ctx, func(v *store.View) error {
		_, about, err := s.activityOf(ctx, v, in.RecordPath)
		if err != nil {
			return err
		}
		n, err := s.findNote(ctx, v, about, in.Note)
		if err != nil {
			return err
		}
		list, err := v.NoteEdits(ctx, n.ID)
		for _, e := range list {
			a.Edits = append(a.Edits, NoteEdit{showInstant(e.Until), e.Text})
		}
		return err
	})
	return a, err
}
