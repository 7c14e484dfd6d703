package api

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"banhda/auth"
	"banhda/drive/job"
	"banhda/hub/consent"
	"banhda/hub/erasure"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/store"
)

// eraseKind is the job that forgets somebody.
const eraseKind job.Kind = "erase"

// ErasureAnswer is somebody who is to be, is being, or was erased.
type ErasureAnswer struct {
	Person     string  `json:"person"`
	State      string  `json:"state" enum:"waiting,running,done"`
	AskedAt    string  `json:"asked_at"`
	FinishedAt *string `json:"finished_at"`
	Act        string  `json:"act" doc:"by which it was asked"`
}

// ErasuresAnswer is the last erasures, the newest first.
type ErasuresAnswer struct {
	Erasures []ErasureAnswer `json:"erasures"`
}

func showErasure(e store.Erasure) ErasureAnswer {
	a := ErasureAnswer{Person: PersonID(e.Person), State: e.State, AskedAt: showInstant(e.AskedAt), Act: ActID(e.Act)}
	if e.FinishedAt != 0 {
		a.FinishedAt = text(showInstant(e.FinishedAt))
	}
	return a
}

// erasuresShown is how many erasures a list has.
const erasuresShown = 200

func (s *Server) erasures(ctx context.Context, _ *struct{}, _ Tell) (*ErasuresAnswer, error) {
	a := &ErasuresAnswer{Erasures: []ErasureAnswer{}}
	err := s.Records.View(ctx, func(v *store.View) error {
		list, err := v.Erasures(ctx, "", erasuresShown)
		for _, e := range list {
			a.Erasures = append(a.Erasures, showErasure(e))
		}
		return err
	})
	return a, err
}

type eraseOrder struct {
	ID   string `path:"id" doc:"The person's id."`
	Body struct {
		Confirm string `json:"confirm" doc:"The person's id once more: this cannot be undone."`
		Request string `json:"request,omitempty" doc:"The request it answers."`
	}
}

// erase begins to forget somebody for ever. It is carried out behind, and goes on after a restart.
func (s *Server) erase(ctx context.Context, in *eraseOrder, _ Tell) (*ErasureAnswer, error) {
	if in.Body.Confirm != in.ID {
		return nil, invalid("write the person's id once more to confirm: erasing cannot be undone")
	}
	var e store.Erasure
	_, err := s.change(ctx, mutation{verb: "erase", entry: map[string]string{"request": in.Body.Request}, also: func(ctx context.Context, t *store.Tx) error {
		p, err := personWithin(ctx, &t.View, in.ID, auth.Delete)
		if err != nil {
			return err
		}
		t.Did(PersonID(p.ID), nil)
		if err := answeredByErasing(ctx, t, in.Body.Request, p.ID); err != nil {
			return err
		}
		e, err = addErasure(ctx, t, p.ID)
		return err
	}}, nil)
	a := showErasure(e)
	return &a, err
}

// answeredByErasing says of a request whose it is: with everything else they asked for, it closes once they are forgotten.
func answeredByErasing(ctx context.Context, t *store.Tx, request string, who int64) error {
	if request == "" {
		return nil
	}
	id, err := ParseRequestID(request)
	if err != nil {
		return err
	}
	r, err := t.Request(ctx, id)
	if err != nil {
		return notFound(err, "there is no request %s", request)
	}
	r.Person = who
	return t.SaveRequest(ctx, r)
}

// closeErased closes what somebody asked for that forgetting them answers.
func closeErased(ctx context.Context, t *store.Tx, who int64) error {
	open, err := t.Requests(ctx, store.RequestsQuestion{State: consent.Open, Person: who, Limit: erasedRequests})
	for _, r := range open {
		if err == nil && r.Kind.AnsweredByErasure() {
			r.State, r.ClosedAt, r.AcknowledgedAt = consent.Done, t.Now(), cmp.Or(r.AcknowledgedAt, t.Now())
			err = t.SaveRequest(ctx, r)
		}
	}
	return err
}

// erasedRequests bounds how many requests of one person are looked at.
const erasedRequests = 1000

// addErasure begins an erasure; who is being erased already is not erased twice.
func addErasure(ctx context.Context, t *store.Tx, who int64) (e store.Erasure, err error) {
	if e, found, err := t.ErasureUnderWay(ctx, who); err != nil || found {
		return e, err
	}
	e = store.Erasure{Person: who, State: store.ErasureWaiting, AskedAt: t.Now(), Act: t.Act}
	if e.ID, err = t.AddErasure(ctx, who); err != nil {
		return e, err
	}
	return e, t.Enqueue(ctx, eraseKind, strconv.FormatInt(e.ID, 10), []byte("{}"), t.Now())
}

// trustWorks are the jobs that keep what is promised to people about their data.
func (s *Server) trustWorks() map[job.Kind]job.Work {
	return map[job.Kind]job.Work{eraseKind: {Do: s.eraseNext, Attempts: 50, Within: 24 * time.Hour}}
}

// ResumeErasures goes on at once with what a crash or a stop interrupted, and then erases anew whoever came back with a backup: not
// before, as of who is half erased the identifiers may belong to several. What fails is tried again as a job.
func (s *Server) ResumeErasures(ctx context.Context) error {
	err := s.eraseNext(ctx, job.Job{})
	if err == nil {
		err = s.eraseReturned(ctx)
	}
	if err == nil {
		err = s.eraseNext(ctx, job.Job{})
	}
	if err != nil && ctx.Err() == nil {
		s.Logger.Error("forgetting somebody", "error", err)
	}
	return nil
}

// eraseNext carries out what of erasures is not finished, all of it in one pass: the log is rewritten and the warehouse
// made anew once, however many wait.
func (s *Server) eraseNext(ctx context.Context, _ job.Job) error {
	s.erasing.Lock()
	defer s.erasing.Unlock()
	var all []store.Erasure
	err := s.Records.View(ctx, func(v *store.View) error {
		for _, state := range []string{store.ErasureRunning, store.ErasureWaiting} {
			list, err := v.Erasures(ctx, state, erasuresShown)
			if err != nil {
				return err
			}
			all = append(all, list...)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return s.scrubRest(ctx)
	}
	return s.forgetAll(ctx, all)
}

// scrubSetting says, while it is there, that erasures are done whose texts may still lie in files.
const scrubSetting = "erase.scrub"

// scrubRest takes out of the files what a crash left in them after the records had forgotten it. What it was is known no more,
// so they are written anew.
func (s *Server) scrubRest(ctx context.Context) error {
	var due bool
	err := s.Records.View(ctx, func(v *store.View) error {
		said, err := v.Setting(ctx, scrubSetting)
		due = said != ""
		return absent(err)
	})
	if err != nil || !due {
		return err
	}
	return s.scrub(ctx, nil)
}

// scrub takes texts out of the files, and notes that nothing is left to be taken out.
func (s *Server) scrub(ctx context.Context, texts []string) error {
	if err := s.Scrub(ctx, texts); err != nil {
		return err
	}
	return s.Records.Tx(ctx, func(t *store.Tx) error { return t.Set(ctx, scrubSetting, "") })
}

// eraseWork is what an erasure needs to know until it is done.
type eraseWork struct {
	Keys    []eraseKey `json:"keys"`
	IDs     []int64    `json:"ids"`
	Targets []string   `json:"targets"`
	Names   []string   `json:"names"`
	Around  []string   `json:"around"`
	Files   []string   `json:"files"`
	Swept   bool       `json:"swept"` // the records are done
}

type eraseKey struct {
	person.Key
	Pseudonym string `json:"pseudonym"`
}

func keysOf(all []eraseKey) (list []person.Key) {
	for _, k := range all {
		list = append(list, k.Key)
	}
	return list
}

// forgetAll carries erasures out. Every step can be done again: whatever stops it, it goes on from the step it was at.
func (s *Server) forgetAll(ctx context.Context, all []store.Erasure) error {
	works := make([]eraseWork, len(all))
	var keys []eraseKey
	for i := range all {
		w, err := s.beginErasure(ctx, &all[i])
		if err != nil {
			return err
		}
		works[i], keys = w, append(keys, w.Keys...)
	}
	mask, err := s.mask(ctx, keys)
	if err != nil {
		return err
	}
	if _, err := s.EraseLog(ctx, mask, func(int64, int64) {}); err != nil {
		return err
	}
	s.Buried.gone(keysOf(keys))
	if err := s.sweep(ctx, all, works, mask.Needles); err != nil {
		return err
	}
	if err := s.finishErasures(ctx, all); err != nil {
		return err
	}
	s.articles.forget()
	return s.scrub(ctx, mask.Needles) // last: what the erasure itself had to keep is in it, too
}

// sweep takes people out of the records and makes anew what is made of the log. Whoever reacts to what happens waits until
// both know nothing of them any more: what they had read before would be written down after.
func (s *Server) sweep(ctx context.Context, all []store.Erasure, works []eraseWork, needles []string) error {
	defer s.follower.Hold()()
	for i, w := range works {
		if err := s.sweepRecords(ctx, &all[i], &w); err != nil {
			return err
		}
		if err := s.sweepFiles(w, needles); err != nil {
			return err
		}
	}
	return s.renew(ctx, []string{"people", "warehouse"}, func(int64, int64) {})
}

func (s *Server) finishErasures(ctx context.Context, all []store.Erasure) error {
	return s.Records.Tx(ctx, func(t *store.Tx) error {
		if err := t.Set(ctx, scrubSetting, "due"); err != nil {
			return err
		}
		for _, e := range all {
			e.State = store.ErasureDone
			if err := t.SaveErasure(ctx, e); err != nil {
				return err
			}
		}
		return nil
	})
}

// beginErasure finds out by what somebody is known, puts up the tombstone and keeps what the rest needs.
func (s *Server) beginErasure(ctx context.Context, e *store.Erasure) (w eraseWork, err error) {
	if e.State == store.ErasureRunning {
		return w, json.Unmarshal(e.Work, &w)
	}
	err = s.Records.View(ctx, func(v *store.View) error {
		profiles, err := v.ProfilesOf(ctx, []int64{e.Person})
		for _, p := range profiles {
			w.IDs = append(w.IDs, p.ID)
			w.Targets = append(w.Targets, PersonID(p.ID))
			if !p.Key.Erased() {
				w.Keys = append(w.Keys, eraseKey{p.Key, person.Pseudonym()})
			}
		}
		if err != nil {
			return err
		}
		tasks, err := v.TasksAbout(ctx, record.Person, w.IDs)
		for _, id := range tasks {
			w.Targets = append(w.Targets, TaskID(id))
		}
		if err != nil {
			return err
		}
		asked, err := v.Requests(ctx, store.RequestsQuestion{Person: e.Person, Limit: erasedRequests})
		for _, r := range asked {
			w.Targets = append(w.Targets, RequestID(r.ID))
		}
		if err != nil {
			return err
		}
		return w.named(ctx, v)
	})
	if err != nil {
		return w, err
	}
	if err := s.Buried.bury(erasure.Bury(s.Secret, s.Now().UnixMicro(), keysOf(w.Keys))); err != nil {
		return w, err
	}
	return w, s.keepErasure(ctx, e, &w)
}

// named finds out what they were called, and where that would give them away.
func (w *eraseWork) named(ctx context.Context, v *store.View) (err error) {
	if w.Names, err = v.NamesOf(ctx, w.IDs); err != nil {
		return err
	}
	for _, typ := range store.Bought {
		ids, err := v.BoughtBy(ctx, typ, w.IDs)
		if err != nil {
			return err
		}
		tasks, err := v.TasksAbout(ctx, typ, ids)
		if err != nil {
			return err
		}
		for _, id := range tasks {
			w.Around = append(w.Around, TaskID(id))
		}
		for _, id := range ids {
			w.Around = append(w.Around, refID(record.Ref{Type: typ, ID: id}))
		}
	}
	return nil
}

func (s *Server) keepErasure(ctx context.Context, e *store.Erasure, w *eraseWork) (err error) {
	e.State = store.ErasureRunning
	if e.Work, err = json.Marshal(w); err != nil {
		return err
	}
	return s.Records.Tx(ctx, func(t *store.Tx) error { return t.SaveErasure(ctx, *e) })
}

// mask is what goes, and what figures need.
func (s *Server) mask(ctx context.Context, keys []eraseKey) (*erasure.Mask, error) {
	m := &erasure.Mask{Keys: map[person.Key]string{}, Needles: erasure.Needles(keysOf(keys)), Kept: map[string]bool{}, Secret: s.Secret}
	for _, k := range keys {
		m.Keys[k.Key] = k.Pseudonym
	}
	for name := range figureProperties {
		m.Kept[name] = true
	}
	catalogue, _, err := s.Warehouse.Catalogue(ctx)
	for _, rule := range catalogue.Rules {
		for _, c := range rule.Where {
			m.Kept[c.Property] = true
		}
	}
	return m, err
}

// sweepRecords forgets somebody in the records, once.
func (s *Server) sweepRecords(ctx context.Context, e *store.Erasure, w *eraseWork) error {
	if w.Swept {
		return nil
	}
	defer s.sites.forget() // their words may stand on pages
	return s.Records.Tx(ctx, func(t *store.Tx) error {
		after, err := json.Marshal(map[string]string{"asked": ActID(e.Act)})
		if err != nil {
			return err
		}
		if _, err := t.Note(ctx, store.Act{Actor: string(auth.System), Verb: "erased", Target: PersonID(e.Person), After: after}); err != nil {
			return err
		}
		if err := lapseAll(ctx, t, w.IDs); err != nil {
			return err
		}
		out, err := t.Forget(ctx, store.Forgetting{IDs: w.IDs, Targets: w.Targets, Needles: erasure.Needles(keysOf(w.Keys)), Names: erasure.NamesOf(w.Names), Around: w.Around})
		if err != nil {
			return err
		}
		if err := closeErased(ctx, t, e.Person); err != nil {
			return err
		}
		w.Files, w.Swept = out.Files, true
		if e.Work, err = json.Marshal(w); err != nil {
			return err
		}
		return t.SaveErasure(ctx, *e)
	})
}

// sweepFiles removes files kept with somebody, files sent to be imported, which nobody can look into row by row, and the
// refused rows of imports that hold what goes.
func (s *Server) sweepFiles(w eraseWork, needles []string) error {
	for _, hash := range w.Files {
		if err := os.Remove(s.filePath(hash)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	for _, folder := range []string{"uploads", "imports"} {
		err := filepath.WalkDir(filepath.Join(s.Dir, folder), func(path string, d fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) || err == nil && d.IsDir() {
				return nil
			}
			if err != nil {
				return err
			}
			found := folder == "uploads"
			if !found {
				found, err = store.Holds(path, needles)
			}
			if found && err == nil {
				err = os.Remove(path)
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// appliedSetting is how many tombstones the records know of.
const appliedSetting = "erased.applied"

// eraseReturned erases anew whoever was erased after the backup was made that these records come from.
func (s *Server) eraseReturned(ctx context.Context) error {
	lines := strconv.Itoa(s.Buried.buried.Load().lines)
	people := map[int64]bool{}
	err := s.Records.View(ctx, func(v *store.View) error {
		if known, err := v.Setting(ctx, appliedSetting); err == nil && known == lines || lines == "0" {
			return absent(err)
		}
		return v.EachProfile(ctx, func(p person.Profile) error {
			if s.Buried.holds(p.Key) {
				people[p.Person] = true
			}
			return nil
		})
	})
	if err != nil {
		return err
	}
	return s.Records.Tx(ctx, func(t *store.Tx) error {
		for p := range people { // a crash in the middle of an erasure leaves its tombstone and its records, too
			if _, found, err := t.ErasureUnderWay(ctx, p); err != nil {
				return err
			} else if found {
				delete(people, p)
			}
		}
		if len(people) > 0 {
			if _, err := t.Note(ctx, store.Act{Actor: string(auth.System), Verb: "erase", Reason: "erased before, and back with a backup"}); err != nil {
				return err
			}
		}
		for p := range people {
			if _, err := addErasure(ctx, t, p); err != nil {
				return err
			}
		}
		return t.Set(ctx, appliedSetting, lines)
	})
}
