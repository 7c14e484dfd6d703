package storetest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"banhda/hub/attachment"
	"banhda/hub/note"
	kept "banhda/hub/record"
	"banhda/store"
)

var (
	lan = kept.Ref{Type: kept.Person, ID: 7}
	anh = kept.Ref{Type: kept.Person, ID: 8}
)

func (b *bench) addNote(about kept.Ref, text string) (id int64) {
	b.tx(func(t *store.Tx) (err error) {
		id, err = t.AddNote(b.ctx, note.Note{About: about, Author: "usr_1", Text: text})
		return err
	})
	return id
}

func (b *bench) noteTexts(about kept.Ref, p store.Page) (texts []string, last store.Page) {
	b.view(func(v *store.View) error {
		list, err := v.Notes(b.ctx, about, p)
		for _, n := range list {
			texts = append(texts, n.Text)
			last = store.Page{At: n.CreatedAt, ID: n.ID, Limit: p.Limit}
		}
		return err
	})
	return texts, last
}

func notes(t *testing.T, b *bench) {
	for i := range 5 {
		b.addNote(lan, fmt.Sprint("ghi chú ", i))
		b.now.Add(int64(i % 2)) // some at one instant
	}
	b.addNote(anh, "của người khác")
	b.addNote(kept.Ref{Type: kept.Company, ID: lan.ID}, "của công ty cùng số")
	var all []string
	for p := (store.Page{Limit: 2}); ; {
		texts, last := b.noteTexts(lan, p)
		if all = append(all, texts...); len(texts) < 2 {
			break
		}
		p = last
	}
	if got := strings.Join(all, ", "); got != "ghi chú 4, ghi chú 3, ghi chú 2, ghi chú 1, ghi chú 0" {
		t.Errorf("the pages hold %s", got)
	}
}

func noteChanges(t *testing.T, b *bench) {
	id := b.addNote(lan, "một")
	b.tx(func(t *store.Tx) error {
		n, err := t.NoteByID(b.ctx, id)
		b.now.Add(5)
		return errors.Join(err, t.EditNote(b.ctx, n, "hai"), t.PinNote(b.ctx, id, true),
			t.Mention(b.ctx, id, []int64{1, 2}, []int64{1}), t.Mention(b.ctx, id, []int64{2}, nil))
	})
	b.view(func(v *store.View) error {
		n, err := v.NoteByID(b.ctx, id)
		edits, err2 := v.NoteEdits(b.ctx, id)
		pinned, err3 := v.PinnedNotes(b.ctx, lan, 5)
		if n.Text != "hai" || n.EditedAt == 0 || n.PinnedAt == 0 || len(edits) != 1 || edits[0].Text != "một" || len(pinned) != 1 {
			t.Errorf("it is %+v, was %+v, pinned %v", n, edits, pinned)
		}
		return errors.Join(err, err2, err3)
	})
	b.tx(func(t *store.Tx) error { return t.RemoveNote(b.ctx, id, true) })
	if texts, _ := b.noteTexts(lan, store.Page{Limit: 5}); len(texts) != 0 {
		t.Errorf("a removed note is listed: %v", texts)
	}
	b.tx(func(t *store.Tx) error { return t.RemoveNote(b.ctx, id, false) })
	if texts, _ := b.noteTexts(lan, store.Page{Limit: 5}); len(texts) != 1 {
		t.Errorf("a note that was given back is not listed")
	}
	err := b.Records.Tx(b.ctx, func(t *store.Tx) error { return t.PinNote(b.ctx, 999, true) })
	if !errors.Is(err, store.ErrNotFound) {
		t.Errorf("pinning no note: %v", err)
	}
}

func (b *bench) attach(about kept.Ref, hash string) (id int64) {
	b.tx(func(t *store.Tx) (err error) {
		id, err = t.AddAttachment(b.ctx, attachment.Attachment{About: about, Author: "usr_1", Name: "hợp đồng.pdf", Media: "application/pdf", Bytes: 9, Hash: hash})
		return err
	})
	return id
}

func attachments(t *testing.T, b *bench) {
	first, second := b.attach(lan, "aa"), b.attach(lan, "bb")
	b.attach(anh, "aa")
	b.tx(func(t *store.Tx) error {
		return errors.Join(t.RemoveAttachment(b.ctx, first, true), t.RemoveAttachment(b.ctx, second, true))
	})
	b.view(func(v *store.View) error {
		list, err := v.Attachments(b.ctx, lan, store.Page{Limit: 5})
		if len(list) != 0 {
			t.Errorf("removed files are listed: %v", list)
		}
		a, err2 := v.Attachment(b.ctx, first)
		if a.Name != "hợp đồng.pdf" || a.DeletedAt == 0 || a.About != lan {
			t.Errorf("the file is %+v", a)
		}
		return errors.Join(err, err2)
	})
	b.now.Add(10)
	var gone []string
	b.tx(func(t *store.Tx) (err error) {
		gone, err = t.ForgetAttachments(b.ctx, b.now.Load())
		return err
	})
	if !slices.Equal(gone, []string{"bb"}) {
		t.Errorf("nothing needs %v; the other one has aa", gone)
	}
	b.view(func(v *store.View) error {
		var there []string
		err := v.EachFile(b.ctx, func(hash string, bytes int64) error { there = append(there, fmt.Sprint(hash, bytes)); return nil })
		if !slices.Equal(there, []string{"aa9"}) {
			t.Errorf("kept are %v", there)
		}
		return err
	})
}

func erasesActivity(t *testing.T, b *bench) {
	id := b.addNote(lan, "bí mật")
	b.tx(func(t *store.Tx) error {
		n, err := t.NoteByID(b.ctx, id)
		return errors.Join(err, t.EditNote(b.ctx, n, "bí mật hơn"))
	})
	b.attach(lan, "aa")
	b.attach(lan, "bb")
	b.attach(anh, "bb")
	var gone []string
	b.tx(func(t *store.Tx) (err error) {
		gone, err = t.EraseActivity(b.ctx, lan)
		return err
	})
	if !slices.Equal(gone, []string{"aa"}) {
		t.Errorf("nothing needs %v", gone)
	}
	b.view(func(v *store.View) error {
		edits, err := v.NoteEdits(b.ctx, id)
		if _, err := v.NoteByID(b.ctx, id); !errors.Is(err, store.ErrNotFound) || len(edits) != 0 {
			t.Errorf("the note is left: %v %v", err, edits)
		}
		return err
	})
}
