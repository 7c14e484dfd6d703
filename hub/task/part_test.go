package task

import (
	"reflect"
	"testing"

	"banhda/hub/record"
)

// TestPartsAreTheWholeOfATask: what is taken back part by part is what it was, and what others look at stays.
func TestPartsAreTheWholeOfATask(t *testing.T) {
	was := Task{Title: "Gọi", Note: "a", Kind: Call, Priority: High, DueDay: "2026-11-23", DueAt: 7, Remind: []int{5, 60}, Repeat: &Repeat{Every: "week", On: []string{"mon"}},
		Checklist: []Item{{Text: "báo giá", Done: true}}, Owner: 1, Team: 2, About: record.Ref{Type: record.Person, ID: 3}, Snoozed: 4, DoneAt: 5, DoneBy: "usr_1", Outcome: "reached"}
	if parts := Differ(&was, &Task{}); !reflect.DeepEqual(parts, Parts) {
		t.Fatalf("parts that differ: %v", parts)
	}
	is := Task{Kind: ToDo, Remind: []int{1, 2, 3}, Repeat: &Repeat{Every: "day"}, Checklist: []Item{{Text: "x"}}}
	seen := is
	for _, name := range Parts {
		if err := is.SetPart(name, was.Part(name)); err != nil {
			t.Fatal(name, err)
		}
	}
	if !reflect.DeepEqual(is, was) {
		t.Errorf("%+v\nis not %+v", is, was)
	}
	if seen.Remind[0] != 1 || seen.Repeat.Every != "day" || seen.Checklist[0].Text != "x" {
		t.Errorf("what was seen before changed: %+v", seen)
	}
	empty := Task{Remind: []int{}, Checklist: []Item{}}
	if parts := Differ(&empty, &Task{}); parts != nil {
		t.Errorf("nothing differs from nothing in %v", parts)
	}
}
