package api

import (
	"context"
	"io"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"banhda/auth"
	"banhda/hub/attachment"
	"banhda/hub/record"
	"banhda/store"
)

// Attachment is a file kept with a record.
type Attachment struct {
	ID        string   `json:"id"`
	Record    string   `json:"record" doc:"the record it was kept with; after a merge that may be one merged into this"`
	Name      string   `json:"name"`
	Media     string   `json:"media" doc:"what it is, as its content shows"`
	Bytes     int64    `json:"bytes"`
	Author    ActActor `json:"author"`
	CreatedAt string   `json:"created_at"`
	Picture   bool     `json:"picture" doc:"it can be shown small, by its preview"`
}

// AttachmentsAnswer is a page of a record's files, newest first.
type AttachmentsAnswer struct {
	Files   []Attachment `json:"files"`
	Largest int64        `json:"largest" doc:"the most bytes a file may have"`
	Cursor  *string      `json:"cursor"`
}

// AttachmentAnswer is a file that was kept or removed, and the act by which.
type AttachmentAnswer struct {
	File Attachment `json:"file"`
	Act  string     `json:"act"`
}

func showAttachment(a attachment.Attachment, names map[string]string) Attachment {
	return Attachment{ID: AttachmentID(a.ID), Record: refID(a.About), Name: a.Name, Media: a.Media, Bytes: a.Bytes,
		Author: ActActor{a.Author, names[a.Author]}, CreatedAt: showInstant(a.CreatedAt), Picture: attachment.Picture(a.Media)}
}

func (s *Server) attachments(ctx context.Context, in *activityQuestion, _ Tell) (*AttachmentsAnswer, error) {
	page, err := in.page()
	if err != nil {
		return nil, err
	}
	a := &AttachmentsAnswer{Files: []Attachment{}}
	err = s.Records.View(ctx, func(v *store.View) error {
		names, about, err := s.activityOf(ctx, v, in.RecordPath)
		if err != nil {
			return err
		}
		if a.Largest, err = largestFile(ctx, v); err != nil {
			return err
		}
		list, err := v.Attachments(ctx, about, page)
		if len(list) > in.Limit {
			list = list[:in.Limit]
			a.Cursor = text(writeRow(list[in.Limit-1].CreatedAt, list[in.Limit-1].ID))
		}
		for _, f := range list {
			a.Files = append(a.Files, showAttachment(f, names))
		}
		return err
	})
	return a, err
}

// largestFile is the most bytes a file may have here.
func largestFile(ctx context.Context, v *store.View) (int64, error) {
	w, err := readWorkspace(ctx, v)
	return w.AttachmentBytes, err
}

type attachOrder struct {
	RecordPath
	Name string `query:"name" required:"true" minLength:"1" maxLength:"255" doc:"The file's name."`
	body io.Reader
}

// Resolve keeps the body to be read as it comes, however long it is and takes.
func (o *attachOrder) Resolve(c huma.Context) []error {
	_ = c.SetReadDeadline(time.Time{})
	o.body = c.BodyReader()
	return nil
}

// attach keeps a file with a record. It is on the disk before its record knows of it; what a crash leaves between, doctor
// finds.
func (s *Server) attach(ctx context.Context, in *attachOrder, tell Tell) (*AttachmentAnswer, error) {
	largest, err := s.mayAttach(ctx, in.RecordPath)
	if err != nil {
		return nil, err
	}
	file := attachment.Attachment{Name: uploadName(in.Name), Author: actorName(auth.From(ctx))}
	if err := s.keepFile(&file, in.body, largest, tell); err != nil {
		return nil, err
	}
	return s.changeFile(ctx, in.RecordPath, "attach", file.Name, func(t *store.Tx, about record.Ref) (int64, error) {
		file.About = about
		return t.AddAttachment(ctx, file)
	}, tell)
}

// mayAttach asks before anything is written whether the record may be changed, and how large a file may be.
func (s *Server) mayAttach(ctx context.Context, n RecordPath) (largest int64, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		if _, _, err := s.activityOn(ctx, v, n); err != nil {
			return err
		}
		largest, err = largestFile(ctx, v)
		return err
	})
	return largest, err
}

// AttachmentPath is the file a path names.
type AttachmentPath struct {
	RecordPath
	File string `path:"file" doc:"The file's id."`
}

func (s *Server) removeAttachment(ctx context.Context, in *AttachmentPath, tell Tell) (*AttachmentAnswer, error) {
	return s.keepAttachment(ctx, in, true, tell)
}

func (s *Server) restoreAttachment(ctx context.Context, in *AttachmentPath, tell Tell) (*AttachmentAnswer, error) {
	return s.keepAttachment(ctx, in, false, tell)
}

func (s *Server) keepAttachment(ctx context.Context, in *AttachmentPath, removed bool, tell Tell) (*AttachmentAnswer, error) {
	verb := map[bool]string{true: "attachment-remove", false: "attachment-restore"}[removed]
	return s.changeFile(ctx, in.RecordPath, verb, in.File, func(t *store.Tx, about record.Ref) (int64, error) {
		a, err := s.findAttachment(ctx, &t.View, about, in.File)
		if err != nil {
			return 0, err
		}
		return a.ID, t.RemoveAttachment(ctx, a.ID, removed)
	}, tell)
}

// changeFile keeps or removes a file of a record as one act.
func (s *Server) changeFile(ctx context.Context, in RecordPath, verb, what string, do func(*store.Tx, record.Ref) (int64, error), tell Tell) (*AttachmentAnswer, error) {
	a := &AttachmentAnswer{}
	show := func(t *store.Tx, id int64, names map[string]string) error {
		file, err := t.Attachment(ctx, id)
		a.File, a.Act = showAttachment(file, names), ActID(t.Act)
		return err
	}
	return a, s.changeActivity(ctx, in, activityChange{verb, map[string]string{"file": what}, do, show}, tell)
}

// findAttachment finds a file of a record, or of one that was merged into it.
func (s *Server) findAttachment(ctx context.Context, v *store.View, about record.Ref, shown string) (attachment.Attachment, error) {
	id, err := ParseAttachmentID(shown)
	if err != nil {
		return attachment.Attachment{}, err
	}
	a, err := v.Attachment(ctx, id)
	if err == nil {
		err = v.StandsFor(ctx, a.About, about)
	}
	return a, notFound(err, "there is no file %s here", shown)
}
