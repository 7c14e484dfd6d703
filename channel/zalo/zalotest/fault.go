package zalotest

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"time"
)

// Fault is what goes wrong with calls to come.
type Fault struct {
	Path   string        // that paths begin with; any where it is empty
	Times  int           // of how many calls; one where it is 0
	Code   int           // answered as the error, and nothing is done
	Status int           // answered as the status of HTTP, and nothing is done
	Lost   bool          // it is done, but the answer never arrives
	Delay  time.Duration // of real time, before anything else
}

// Fail makes the next calls fail, each by the first fault that is for it.
func (p *Platform) Fail(f Fault) {
	p.mu.Lock()
	defer p.mu.Unlock()
	f.Times = max(f.Times, 1)
	p.faults = append(p.faults, f)
}

// Call is one that came.
type Call struct {
	At     int64
	Method string
	Path   string
	Header http.Header
	Body   string
}

// Calls are those whose path begins with it, oldest first.
func (p *Platform) Calls(path string) (all []Call) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range p.calls {
		if strings.HasPrefix(c.Path, path) {
			all = append(all, c)
		}
	}
	return all
}

func (p *Platform) faulty(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := whole(r)
		if err != nil {
			return
		}
		f := p.arrived(r, string(body))
		select {
		case <-time.After(f.Delay):
		case <-r.Context().Done():
			return
		}
		switch {
		case f.Lost:
			next.ServeHTTP(httptest.NewRecorder(), r)
			panic(http.ErrAbortHandler)
		case f.Status != 0:
			http.Error(w, http.StatusText(f.Status), f.Status)
		case f.Code != 0:
			refuse(w, r, f.Code)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// arrived notes a call and takes the fault that is for it.
func (p *Platform) arrived(r *http.Request, body string) Fault {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.calls = append(p.calls, Call{p.now(), r.Method, r.URL.Path, r.Header.Clone(), body})
	for i := range p.faults {
		if f := &p.faults[i]; f.Times > 0 && strings.HasPrefix(r.URL.Path, f.Path) {
			f.Times--
			return *f
		}
	}
	return Fault{}
}

func refuse(w http.ResponseWriter, r *http.Request, code int) {
	if strings.HasPrefix(r.URL.Path, "/v4/") {
		denied(w, code)
		return
	}
	answer(w, nil, code)
}
