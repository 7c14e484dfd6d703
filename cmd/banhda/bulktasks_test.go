package main

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"banhda/api"
)

// TestTasksAreMadeForMany: told before, made as one, found by their titles, taken back as one but for what somebody did.
func TestTasksAreMadeForMany(t *testing.T) {
	t.Parallel()
	r := newRolls(t)
	r.people(9)
	order := `{"where":"did(\"Order Completed\")","title":"Hỏi thăm sau mua","kind":"call","due":"2030-01-01"`
	told := gets[api.BulkTasksAnswer](r, "POST", "/v1/bulk/people/tasks", order+`,"preview":true}`)
	if told.Count != 3 || told.Made != 3 || told.Act != "" || len(told.For) != 1 || told.For[0].Owner != nil {
		t.Fatalf("told before: %+v", told)
	}
	if list := gets[api.TasksAnswer](r, "GET", "/v1/tasks", ""); len(list.Tasks) != 0 {
		t.Fatalf("telling made %d tasks", len(list.Tasks))
	}
	made := gets[api.BulkTasksAnswer](r, "POST", "/v1/bulk/people/tasks", order+`}`)
	list := gets[api.TasksAnswer](r, "GET", "/v1/tasks", "").Tasks
	if made.Made != 3 || len(list) != 3 || list[0].About == nil || *list[0].DueOn != "2030-01-01" {
		t.Fatalf("made %+v: %+v", made, list)
	}
	found := gets[api.LookAnswer](r, "GET", "/v1/search?types=tasks&q="+url.QueryEscape("hoi tham"), "").Results
	if len(found) != 3 || found[0].Type != "tasks" || !strings.HasPrefix(found[0].Detail, "Nguyễn Văn") {
		t.Errorf("found: %+v", found)
	}
	gets[api.DoneAnswer](r, "POST", "/v1/tasks/"+list[0].ID+"/done", `{"outcome":"reached"}`)
	undone := gets[api.UndoneAnswer](r, "POST", "/v1/acts/"+made.Act+"/undo", `{}`)
	if undone.Undone != 2 || len(undone.Conflicts) != 1 || undone.Conflicts[0].ID != list[0].ID {
		t.Errorf("undone: %+v", undone)
	}
	if left := gets[api.TasksAnswer](r, "GET", "/v1/tasks", "").Tasks; len(left) != 0 {
		t.Errorf("%d tasks are left open", len(left))
	}
	again := gets[api.UndoneAnswer](r, "POST", "/v1/acts/"+undone.Act+"/undo", `{}`)
	if back := gets[api.TasksAnswer](r, "GET", "/v1/tasks", "").Tasks; again.Undone != 2 || len(back) != 2 {
		t.Errorf("the undoing undone: %+v, %d tasks are open", again, len(back))
	}
}

// TestWhatBecomesOfATaskIsTakenBack: edited, put off, given to somebody, done and repeated; part by part, and what somebody
// changed since is left and told.
func TestWhatBecomesOfATaskIsTakenBack(t *testing.T) {
	t.Parallel()
	r := newRolls(t)
	made := gets[api.Task](r, "POST", "/v1/tasks", `{"title":"Gọi","kind":"call","due":"2030-01-07","repeat":{"every":"week"}}`)
	path := "/v1/tasks/" + made.ID
	undo := func(act string) api.UndoneAnswer {
		return gets[api.UndoneAnswer](r, "POST", "/v1/acts/"+act+"/undo", `{}`)
	}
	edited := gets[api.Task](r, "PATCH", path, `{"title":"Gọi chị Lan","priority":1}`)
	put := gets[api.Task](r, "POST", path+"/snooze", `{"until":"2030-02-01"}`)
	gets[api.Task](r, "PATCH", path, `{"title":"Gọi chị Lan, số mới"}`)
	if u := undo(edited.Act); u.Undone != 1 || len(u.Conflicts) != 1 || u.Conflicts[0].Field != "title" || u.Conflicts[0].Type != "tasks" {
		t.Errorf("an edit taken back: %+v", u)
	}
	undo(put.Act)
	now := gets[api.Task](r, "GET", path, "")
	if now.Title != "Gọi chị Lan, số mới" || now.Priority != 0 || now.Snoozed != nil {
		t.Errorf("after taking back: %+v", now)
	}
	done := gets[api.DoneAnswer](r, "POST", path+"/done", `{"outcome":"reached"}`)
	if u := undo(done.Task.Act); done.Next == nil || u.Undone != 2 {
		t.Errorf("done taken back: %+v", u)
	}
	if open := gets[api.TasksAnswer](r, "GET", "/v1/tasks", "").Tasks; len(open) != 1 || open[0].ID != made.ID {
		t.Errorf("open after it: %+v", open)
	}
}

// TestTasksForManyLieWithinReach: whoever makes tasks for the owners of records makes them for those they may.
func TestTasksForManyLieWithinReach(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	address := s.serve(t).address
	firstOwner(t, address)
	w := &office{t: t, owner: enter(t, address), records: map[string]string{}, whose: map[string][2]string{}}
	toldBy[api.SessionAnswer](w.owner, "POST", "/v1/session", `{"email":"`+ownersAddress+`","password":"`+ownersPassword+`"}`)
	role := toldBy[api.Role](w.owner, "POST", "/v1/roles", `{"name":"Gọi","permissions":["users:read","workspace:read"],"grants":{"companies":{"read":"all"},"tasks":{"read":"own","create":"own","update":"own"}}}`)
	caller, other := w.hire("caller", role.ID), w.hire("other", "seller")
	for i, owner := range []string{caller.id, caller.id, other.id} {
		toldBy[json.RawMessage](w.owner, "POST", "/v1/records/companies", fmt.Sprintf(`{"values":{"name":"Công ty %d","owner":%q}}`, i, owner))
	}
	made := toldBy[api.BulkTasksAnswer](caller, "POST", "/v1/bulk/companies/tasks", `{"all":true,"title":"Gọi","to_owner":true}`)
	if made.Count != 3 || made.Made != 2 || made.Beyond != 1 || made.For[0].Owner.ID != caller.id {
		t.Errorf("made: %+v", made)
	}
	made = toldBy[api.BulkTasksAnswer](w.owner, "POST", "/v1/bulk/companies/tasks", `{"all":true,"title":"Gọi lại","to_owner":true}`)
	notices := toldBy[api.NoticesAnswer](caller, "GET", "/v1/notices", "")
	if made.Made != 3 || notices.Unread != 1 || notices.Notices[0].Data["count"] != "2" {
		t.Errorf("made %+v, told %+v", made, notices)
	}
	of := func(p *worker) api.Task { return toldBy[api.TasksAnswer](p, "GET", "/v1/tasks?owner=me", "").Tasks[0] }
	gone := of(other)
	toldBy[api.RemovedAnswer](other, "DELETE", "/v1/tasks/"+gone.ID, "")
	if status, text := caller.asks("POST", "/v1/tasks/"+gone.ID+"/restore", ""); status != 403 {
		t.Errorf("somebody else's task is put back: %d %s", status, text)
	}
	if back := toldBy[api.Task](other, "POST", "/v1/tasks/"+gone.ID+"/restore", ""); back.ID != gone.ID || of(other).ID != gone.ID {
		t.Errorf("put back: %+v", back)
	}
	if status, text := other.asks("POST", "/v1/bulk/companies/tasks", `{"title":"x","to_owner":true}`); status != 422 {
		t.Errorf("for whom is not said: %d %s", status, text)
	}
}

// TestWhatIsArrangedGoesWithItsUser: on whatever device somebody signs in, and nobody else's.
func TestWhatIsArrangedGoesWithItsUser(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	address := s.serve(t).address
	firstOwner(t, address)
	first, second := signInTo(t, address), signInTo(t, address)
	first.ask("PATCH", "/v1/me/arrangement", `{"arrangement":{"widths-people":{"name":240},"first-hour":true}}`, nil)
	first.ask("PATCH", "/v1/me/arrangement", `{"arrangement":{"first-hour":null}}`, nil)
	var kept api.ArrangementAnswer
	second.ask("GET", "/v1/me/arrangement", "", &kept)
	if got, _ := json.Marshal(kept.Arrangement); string(got) != `{"widths-people":{"name":240}}` {
		t.Errorf("arranged: %s", got)
	}
}
