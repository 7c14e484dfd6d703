package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"banhda/api"
)

// steered is a house whose clock the test turns on.
type steered struct {
	*rolls
	now    *atomic.Int64
	events int
}

// friday is Friday, 20 November 2026, ten in the morning in Việt Nam.
var friday = time.Date(2026, 11, 20, 3, 0, 0, 0, time.UTC)

func newSteered(t *testing.T) *steered {
	s := &steered{now: &atomic.Int64{}}
	s.now.Store(friday.UnixMicro())
	c := config{data: t.TempDir(), memory: "256MB", lang: "en", private: true, steered: func() time.Time { return time.UnixMicro(s.now.Load()) }}
	srv, err := startServer(context.Background(), c, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := srv.close(); err != nil {
			t.Error(err)
		}
	})
	s.rolls = &rolls{t, c.data}
	return s
}

// later turns the clock on.
func (s *steered) later(d time.Duration) { s.now.Add(d.Microseconds()) }

// happens tells of an event of somebody; more is further members of it.
func (s *steered) happens(who, name, more string) {
	s.t.Helper()
	s.events++
	if more != "" {
		more = "," + more
	}
	body := fmt.Sprintf(`[{"id":"e%d","name":%q,"at":%d,"person":{"user_id":%q,"email":"%s@example.vn","name":"Nguyễn Văn %s"}%s}]`, s.events, name, s.now.Load(), who, strings.ToLower(who), who, more)
	gets[json.RawMessage](s.rolls, "POST", "/v1/events", body)
}

// soon waits for something that comes about by itself.
func (s *steered) soon(what string, is func() bool) {
	s.t.Helper()
	for range 300 {
		if is() {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	s.t.Fatalf("it does not come about: %s", what)
}

// recipe makes and publishes a workflow of a recipe.
func (s *steered) recipe(key string) api.WorkflowDetail {
	s.t.Helper()
	w := gets[api.WorkflowDetail](s.rolls, "POST", "/v1/workflows", fmt.Sprintf(`{"recipe":%q}`, key))
	if len(w.Problems) > 0 || w.State != "draft" {
		s.t.Fatalf("the recipe %s: %+v", key, w.Problems)
	}
	return gets[api.WorkflowDetail](s.rolls, "POST", "/v1/workflows/"+w.ID+"/publish", `{}`)
}

func (s *steered) runs(w api.WorkflowDetail, outcome string) []api.WorkflowRun {
	s.t.Helper()
	return gets[api.WorkflowRunsAnswer](s.rolls, "GET", "/v1/workflows/"+w.ID+"/runs?outcome="+outcome, "").Runs
}

// at waits until one run is at a node and waits there.
func (s *steered) at(w api.WorkflowDetail, node string) (r api.WorkflowRun) {
	s.t.Helper()
	s.soon("somebody waits at "+node, func() bool {
		for _, r = range s.runs(w, "under_way") {
			if r.Node == node && r.Waiting {
				return true
			}
		}
		return false
	})
	return r
}

// ended waits until one run has ended so.
func (s *steered) ended(w api.WorkflowDetail, outcome string) (r api.WorkflowRun) {
	s.t.Helper()
	s.soon("somebody has "+outcome, func() bool {
		list := s.runs(w, outcome)
		if len(list) > 0 {
			r = list[0]
		}
		return len(list) > 0
	})
	return r
}

// made are the things a run made, as kind and name, in order; what was left undone as its reason.
func (s *steered) made(w api.WorkflowDetail, r api.WorkflowRun) (list []string) {
	s.t.Helper()
	for _, l := range gets[api.WorkflowHistory](s.rolls, "GET", "/v1/workflows/"+w.ID+"/runs/"+r.ID, "").Lines {
		for _, m := range l.Made {
			list = append(list, m.Kind+" "+m.Name)
		}
		if l.Why != "" {
			list = append(list, "not: "+l.Why)
		}
	}
	return list
}

func (s *steered) wants(what string, got []string, want ...string) {
	s.t.Helper()
	if !slices.Equal(got, want) {
		s.t.Errorf("%s: %q, want %q", what, got, want)
	}
}

func TestARecipeFollowsLeadsUp(t *testing.T) {
	s := newSteered(t)
	w := s.recipe("lead_follow_up")
	s.happens("MAI", "Lead Captured", "")
	r := s.at(w, "called")
	s.wants("what was done at once", s.made(w, r), "message Đã nhận yêu cầu", "task Call Nguyễn Văn MAI")
	s.later(25 * time.Hour)
	r = s.ended(w, "finished")
	s.wants("who called nobody is reminded", s.made(w, r)[2:], "not: nobody is in charge of the person, and nobody else is named")
	s.happens("LAN", "Lead Captured", "")
	s.at(w, "called")
	s.happens("LAN", "Order Completed", `"value":100000`)
	s.ended(w, "goal")
	s.happens("LAN", "Lead Captured", "")
	s.later(time.Minute)
	time.Sleep(1200 * time.Millisecond)
	if n := len(s.runs(w, "all")); n != 2 {
		t.Errorf("%d runs: who came again within 30 days entered again", n)
	}
}
