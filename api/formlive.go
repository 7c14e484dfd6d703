package api

import (
	"context"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"banhda/attract/form"
	"banhda/auth"
	"banhda/drive/job"
	"banhda/store"
)

// formsJob writes down how often forms were seen and begun, and forgets what was thrown away long ago.
const formsJob job.Kind = "forms"

// forms are those visitors see, held for a moment, and what is counted of them until it is written down.
type forms struct {
	mu     sync.Mutex
	found  map[string]openForm
	counts map[int64]*store.FormCount
	pace   map[formVisit]*rate.Limiter
}

// openForm is a form as visitors see it.
type openForm struct {
	form.Form
	form.Version
	until time.Time
}

// formVisit is somebody's network at a form.
type formVisit struct {
	form    int64
	network netip.Prefix
	worked  bool
}

// heldForm is how long a form is shown as it was, where another program publishes it.
const heldForm = time.Second

// mostFormVisits bounds how many networks are told apart.
const mostFormVisits = 50_000

func (f *forms) forget() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.found = nil
}

// openForm finds a form by its key as visitors see it; store.ErrNotFound where there is none, or it is not open.
func (s *Server) openForm(ctx context.Context, key string) (o openForm, err error) {
	now := time.Now()
	s.forms.mu.Lock()
	o, ok := s.forms.found[key]
	s.forms.mu.Unlock()
	if ok && now.Before(o.until) {
		return o, nil
	}
	err = s.Records.View(ctx, func(v *store.View) error {
		if o.Form, err = v.FormByKey(ctx, key); err != nil {
			return err
		}
		if o.Published == 0 || o.Archived {
			return store.ErrNotFound
		}
		o.Version, err = v.FormVersion(ctx, o.ID, o.Published)
		return err
	})
	if err != nil {
		return o, err
	}
	o.until = now.Add(heldForm)
	s.forms.mu.Lock()
	defer s.forms.mu.Unlock()
	if s.forms.found == nil {
		s.forms.found = map[string]openForm{}
	}
	s.forms.found[key] = o
	return o, nil
}

// count adds to what is counted of a form.
func (f *forms) count(id int64, add func(*store.FormCount)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.counts == nil {
		f.counts = map[int64]*store.FormCount{}
	}
	if f.counts[id] == nil {
		f.counts[id] = &store.FormCount{}
	}
	add(f.counts[id])
}

// counted takes what was counted.
func (f *forms) counted() map[int64]*store.FormCount {
	f.mu.Lock()
	defer f.mu.Unlock()
	counts := f.counts
	f.counts = nil
	return counts
}

// often counts an answer from a network, and reports whether there were too many. Whoever's machine worked for it may send
// more: behind one address there can be a whole mobile network.
func (f *forms) often(r *http.Request, id int64, worked bool) bool {
	network := visitOf(r.Context()).network()
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.pace == nil || len(f.pace) >= mostFormVisits {
		f.pace = map[formVisit]*rate.Limiter{}
	}
	at := formVisit{id, network, worked}
	if f.pace[at] == nil {
		f.pace[at] = rate.NewLimiter(rate.Every(6*time.Second), 10)
		if worked {
			f.pace[at] = rate.NewLimiter(1, 60)
		}
	}
	return !f.pace[at].Allow()
}

// spamLasts is how long what was thrown away can be taken out again.
const spamLasts = 30 * 24 * time.Hour

// keepForms is the job: what was counted since the last time is lost where the house breaks down before.
func (s *Server) keepForms(ctx context.Context, _ job.Job) error {
	counts := s.forms.counted()
	return s.Records.Tx(auth.With(ctx, auth.Actor{Kind: auth.System}), func(t *store.Tx) error {
		w, err := readWorkspace(ctx, &t.View)
		if err != nil {
			return err
		}
		zone, err := loadZone("", w.Timezone)
		if err != nil {
			return err
		}
		for id, c := range counts {
			if err := t.CountForm(ctx, id, formDay(zone, t.Now()).String(), *c); err != nil {
				return err
			}
		}
		_, err = t.ForgetSpam(ctx, t.Now()-spamLasts.Microseconds(), 500)
		return err
	})
}
