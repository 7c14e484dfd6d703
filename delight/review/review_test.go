package review

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestWords(t *testing.T) {
	w := Words{Rating: 5, Text: "  Ngon la\u0300\x00 mê ", Public: true, Name: " Lan \n Nguyễn "}
	if err := w.Check(); err != nil || w.Text != "Ngon là mê" || w.Name != "Lan Nguyễn" {
		t.Errorf("%+v: %v", w, err)
	}
	for what, wrong := range map[string]Words{
		"no stars": {}, "six stars": {Rating: 6}, "a book": {Rating: 3, Text: strings.Repeat("x", longestText+1)},
		"public without a name": {Rating: 3, Public: true}, "a name as long as a page": {Rating: 3, Public: true, Name: strings.Repeat("x", longestName+1)},
	} {
		if wrong.Check() == nil {
			t.Error(what)
		}
	}
	if err := (&Words{Rating: 1}).Check(); err != nil {
		t.Errorf("one star alone: %v", err)
	}
}

// Whatever is written and decided in whatever order: nothing shows that its writer does not allow, or that nobody looked at as
// it stands.
func TestNothingShowsThatMayNot(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := Review{State: Asked}
		var looked Review
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			switch rapid.IntRange(0, 3).Draw(t, "step") {
			case 0:
				w := Words{Rating: rapid.IntRange(1, 5).Draw(t, "stars"), Text: rapid.SampledFrom([]string{"", "ngon", "dở"}).Draw(t, "text"), Public: rapid.Bool().Draw(t, "public"), Naming: rapid.SampledFrom(Namings).Draw(t, "naming"), Name: rapid.SampledFrom([]string{"Nguyễn Thị Lan", "Trần Lan"}).Draw(t, "name")}
				_ = r.Write(w, 1)
			case 1:
				r.Hide()
			case 2:
				if r.Decide(Decision{State: Published}, 2) == nil {
					looked = r
				}
			case 3:
				_ = r.Decide(Decision{State: Refused, Reason: "xúc phạm"}, 2)
			}
			if r.State == Published && (r.Naming == "" || r.Rating != looked.Rating || r.Text != looked.Text || r.Name != "" && r.Name != looked.Name) {
				t.Fatalf("%+v shows, and looked at was %+v", r, looked)
			}
		}
	})
}

func TestNaming(t *testing.T) {
	for name, want := range map[string][3]string{
		"Nguyễn Thị Lan": {"Nguyễn Thị Lan", "Lan N.", ""}, "đỗ Ánh": {"đỗ Ánh", "Ánh Đ.", ""}, "Lan": {"Lan", "Lan", ""}, "Lan N.": {"Lan N.", "Lan N.", ""}, "": {},
	} {
		for i, n := range Namings {
			if got := n.Of(name); got != want[i] {
				t.Errorf("%q is named %q as %s", name, got, n)
			}
		}
	}
	if r := (Review{}); r.Write(Words{Rating: 5, Public: true, Name: "Lan"}, 1) != nil || r.Naming != Full || r.Name != "Lan" {
		t.Errorf("who says nothing of it is named %+v", r)
	}
	w := Words{Rating: 5, Public: true, Naming: Unnamed}
	if w.Check() != nil {
		t.Error("who is not named has to give a name")
	}
	if w.Naming = "loud"; w.Check() == nil {
		t.Error("there is a way that there is not")
	}
}

func TestADecision(t *testing.T) {
	r := Review{State: Written, Rating: 1, Naming: Unnamed}
	if r.Decide(Decision{State: Refused}, 1) == nil {
		t.Error("it is refused without a reason")
	}
	if err := r.Decide(Decision{State: Refused, Reason: " lộ số điện thoại người khác "}, 1); err != nil || r.Reason != "lộ số điện thoại người khác" {
		t.Errorf("%v %+v", err, r)
	}
	if err := r.Decide(Decision{State: Published}, 2); err != nil || r.Reason != "" || r.DecidedAt != 2 {
		t.Errorf("%v %+v", err, r)
	}
	for _, s := range []State{Asked, Private} {
		if one := (Review{State: s}); one.Decide(Decision{State: Published}, 1) == nil {
			t.Errorf("what is %s is published", s)
		}
	}
}

func TestWhoWritesOftenIsStopped(t *testing.T) {
	r := Review{}
	for range MostTimes {
		if err := r.Write(Words{Rating: 3}, 1); err != nil {
			t.Fatal(err)
		}
	}
	if r.Write(Words{Rating: 3}, 1) == nil {
		t.Error("it is written for ever")
	}
}

func TestReckon(t *testing.T) {
	if f := Reckon([5]int64{1, 0, 0, 1, 2}); f.Count != 4 || math.Abs(f.Mean-3.75) > 1e-9 {
		t.Errorf("%+v", f)
	}
	if f := Reckon([5]int64{}); f != (Figures{}) {
		t.Errorf("of nothing %+v", f)
	}
}
