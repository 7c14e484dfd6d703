package api

import (
	"strings"
	"testing"
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
