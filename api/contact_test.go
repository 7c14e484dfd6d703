package api

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"banhda/hub/consent"
	"banhda/hub/gate"
	"banhda/store"
)

// TestAContactAndWhatComesNextAreOneCall writes a call down with a note and a task: all of it once, or none of it.
func TestAContactAndWhatComesNextAreOneCall(t *testing.T) {
	_, b := turning(t)
	lan := b.makes("people", `{"name":"Lan","email":"lan@example.vn"}`)
	path := "/v1/records/people/" + lan.ID
	order := `{"kind":"call","outcome":"hẹn lại","note":"thích màu đỏ","next":"Gửi báo giá"}`
	said := gets[ContactAnswer](keyed(b, "k"), 200, "POST", path+"/contacts", order)
	if said.Next == nil || said.Next.Title != "Gửi báo giá" || said.Note == nil {
		t.Fatalf("logged: %+v", said)
	}
	if again := gets[ContactAnswer](keyed(b, "k"), 200, "POST", path+"/contacts", order); again.Event != said.Event {
		t.Errorf("saved again, it is logged again: %+v", again)
	}
	if tasks := gets[TasksAnswer](b, 200, "GET", "/v1/tasks?about="+lan.ID, "").Tasks; len(tasks) != 1 || tasks[0].Owner == nil {
		t.Errorf("tasks: %+v", tasks)
	}
	if a := gets[NotesAnswer](b, 200, "GET", path+"/notes", ""); len(a.Notes) != 1 {
		t.Errorf("notes: %+v", a.Notes)
	}
	if resp, text := b.asks("POST", path+"/contacts", `{"kind":"call","note":"nữa","next":"`+strings.Repeat("a", 400)+`"}`); resp.StatusCode != 422 {
		t.Errorf("too long a task: %d %s", resp.StatusCode, text)
	}
	if a := gets[NotesAnswer](b, 200, "GET", path+"/notes", ""); len(a.Notes) != 1 {
		t.Errorf("of what was refused a note stays: %+v", a.Notes)
	}
}

// Who has a role of the company's own works as the colleagues of their team do.
func TestWhatATeamWorksAs(t *testing.T) {
	works := map[int64]string{1: "sales", 2: "sales", 3: "care", 4: "marketing"}
	teams := []store.Team{{Name: "Bắc", Lead: 9, Members: []int64{1, 3}}, {Name: "Nam", Members: []int64{2, 4, 8, 9}}, {Name: "Kho", Members: []int64{7}}}
	for user, want := range map[int64]string{9: "sales", 8: "marketing", 7: "Kho", 6: ""} {
		if got := sharedWork(user, teams, works); got != want {
			t.Errorf("user %d works as %q, not %q", user, got, want)
		}
	}
}

// That a task was planned is a line of its own on the timeline, beside that it was done.
func TestPlanningATaskIsOnTheTimeline(t *testing.T) {
	_, b := owned(t)
	firm := b.makes("companies", `{"name":"Sao Mai"}`).ID
	made := gets[Task](b, 200, "POST", "/v1/tasks", `{"title":"Gửi báo giá","about":"`+firm+`"}`)
	path := "/v1/records/companies/" + firm + "/timeline?kind=task"
	if a := gets[TimelineAnswer](b, 200, "GET", path, ""); len(a.Items) != 1 || !a.Items[0].Made || a.Items[0].Task.Title != "Gửi báo giá" {
		t.Errorf("planned: %+v", a.Items)
	}
	gets[Task](b, 200, "POST", "/v1/tasks/"+made.ID+"/done", `{}`)
	first := gets[TimelineAnswer](b, 200, "GET", path+"&limit=1", "")
	if len(first.Items) != 1 || first.Items[0].Made || first.Cursor == nil {
		t.Fatalf("done: %+v", first)
	}
	if a := gets[TimelineAnswer](b, 200, "GET", path+"&cursor="+*first.Cursor, ""); len(a.Items) != 1 || !a.Items[0].Made || a.Items[0].ID == first.Items[0].ID {
		t.Errorf("planned before it was done: %+v", a.Items)
	}
}

// A call to advertise is bounded by the law like what is written: by consent, by the hour of the day, once in 24 hours;
// a call about what somebody asked for is not.
func TestACallIsAskedOfTheGate(t *testing.T) {
	_, b := turning(t)
	lan := b.makes("people", `{"name":"Lan","phone":"0912345678"}`)
	path := "/v1/records/people/" + lan.ID
	asked := func(hour int) CallAnswer {
		east := (hour-time.Now().UTC().Hour()+36)%24 - 12
		gets[any](b, 200, "PUT", "/v1/workspace", fmt.Sprintf(`{"name":"Trà","timezone":"Etc/GMT%+d","currency":"VND"}`, -east)) // the sign of these names is turned round
		return gets[CallAnswer](b, 200, "GET", path+"/call", "")
	}
	if a := asked(10); a.Number != "+84912345678" || a.Care.Decision != gate.Go || a.Advertising.Reason != gate.Reason(consent.NoConsent) || a.Advertising.Article == "" {
		t.Errorf("who never agreed: %+v", a)
	}
	gets[any](b, 200, "POST", path+"/consents", `{"channels":["call"],"purpose":"marketing","state":"given","how":"call","evidence":{"note":"ghi âm số 7"}}`)
	if a := asked(10); a.Advertising.Decision != gate.Go {
		t.Errorf("who agreed, at ten: %+v", a.Advertising)
	}
	if a := asked(18); a.Advertising.Reason != gate.Hours || a.Advertising.Until == nil || a.Care.Decision != gate.Go {
		t.Errorf("at six in the evening: %+v", a)
	}
	gets[ContactAnswer](b, 200, "POST", path+"/contacts", `{"kind":"call","advertising":true,"missed":true}`)
	if a := asked(10); a.Advertising.Reason != gate.DayCap || a.Care.Decision != gate.Go {
		t.Errorf("called already: %+v", a)
	}
}
