package storetest

import (
	"encoding/json"
	"testing"

	"banhda/attract/form"
	"banhda/store"
)

// forms holds that a version stays as it was published, and that an answer is kept once.
func forms(t *testing.T, b *bench) {
	f := form.Form{Key: "dang-ky", Name: "Đăng ký", Edition: 1, Draft: form.Definition{Language: "vi", Fields: []form.Field{{Key: "email", Kind: form.Email, Person: "email"}}}}
	b.tx(func(tx *store.Tx) (err error) {
		f.ID, err = tx.AddForm(b.ctx, f)
		return err
	})
	b.refuses("a second at one address", store.ErrConflict, func(tx *store.Tx) error {
		_, err := tx.AddForm(b.ctx, f)
		return err
	})
	b.tx(func(tx *store.Tx) error {
		v, err := tx.PublishForm(b.ctx, f.ID, f.Draft)
		if v.Number != 1 {
			t.Errorf("published %+v", v)
		}
		return err
	})
	b.refuses("a change of an edition that is past", store.ErrConflict, func(tx *store.Tx) error { return tx.SaveForm(b.ctx, f) })
	b.refuses("to forget what was published", store.ErrConflict, func(tx *store.Tx) error { return tx.RemoveForm(b.ctx, f.ID) })
	b.tx(func(tx *store.Tx) error {
		is, err := tx.FormByKey(b.ctx, "dang-ky")
		if err != nil {
			return err
		}
		is.Draft.Fields, is.Archived = nil, true
		return tx.SaveForm(b.ctx, is)
	})
	b.view(func(v *store.View) error {
		is, err := v.FormVersion(b.ctx, f.ID, 1)
		all, err2 := v.FormVersions(b.ctx, f.ID)
		list, err3 := v.Forms(b.ctx)
		if len(is.Content.Fields) != 1 || len(all) != 1 || len(list) != 1 || !list[0].Archived || err2 != nil || err3 != nil {
			t.Errorf("what was published is %+v", is)
		}
		return err
	})
	answersOf(t, b, f.ID)
}

func answersOf(t *testing.T, b *bench, of int64) {
	one := form.Submission{Form: of, Version: 1, Event: "form-1", At: 5, State: form.Waiting, Reason: form.Quick, Held: json.RawMessage(`{"id":"form-1"}`), Said: form.Said{Answers: form.Answers{"want": {"hạt"}}}}
	b.tx(func(tx *store.Tx) (err error) {
		one.ID, err = tx.AddSubmission(b.ctx, one)
		return err
	})
	b.refuses("an answer a second time", store.ErrConflict, func(tx *store.Tx) error {
		_, err := tx.AddSubmission(b.ctx, one)
		return err
	})
	b.tx(func(tx *store.Tx) error {
		got, err := tx.SubmissionOf(b.ctx, "form-1")
		if got.Reason != form.Quick || got.Said.Answers.Text("want") != "hạt" || string(got.Held) != `{"id":"form-1"}` {
			t.Errorf("kept %+v", got)
		}
		if err != nil {
			return err
		}
		got.State, got.Held, got.LookedAt = form.Spam, nil, 7
		return tx.SaveSubmission(b.ctx, got)
	})
	b.view(func(v *store.View) error {
		waiting, err := v.CountSubmissions(b.ctx, 0, form.Waiting)
		list, err2 := v.Submissions(b.ctx, of, form.Spam, 0, 10)
		if waiting != 0 || len(list) != 1 || list[0].Held != nil || err2 != nil {
			t.Errorf("%d wait, thrown away %+v (%v)", waiting, list, err2)
		}
		return err
	})
	b.tx(func(tx *store.Tx) error {
		for range 2 {
			if err := tx.CountForm(b.ctx, of, "2026-11-22", store.FormCount{Views: 3, Starts: 2, Submits: 1}); err != nil {
				return err
			}
		}
		n, err := tx.ForgetSpam(b.ctx, 8, 10)
		if n != 1 {
			t.Errorf("%d forgotten", n)
		}
		return err
	})
	b.view(func(v *store.View) error {
		counts, err := v.FormCounts(b.ctx, "2026-11-01")
		if counts[of] != (store.FormCount{Views: 6, Starts: 4, Submits: 2}) {
			t.Errorf("counted %+v", counts)
		}
		return err
	})
}
