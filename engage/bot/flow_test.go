package bot

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"banhda/hub/record"
)

func anything(string) error { return nil }

// in is a talk in a flow: what was said last is what the next is understood by.
func (s shop) in(t interface{ Fatal(...any) }, last *Reply, text, choice string) *Reply {
	r := s.says(t, Heard{Text: text, Choice: choice, Last: last, Open: true})
	return &r
}

// TestALeadIsQualified: a greeting brings the menu, a button the questions; what is no answer is asked for again; what is known is
// not asked; a person gets the talk in the end.
func TestALeadIsQualified(t *testing.T) {
	house := teas
	house.flow = &Recipes[1].Flow
	r := house.in(t, nil, "chào shop", "")
	if r.Flow == nil || r.Flow.Step != "hello" || len(r.Buttons) != 3 || !strings.Contains(r.Said(), "Bạn đang tìm gì?") {
		t.Fatalf("greeted with %+v", r)
	}
	named := house.in(t, r, "tu van mua hang", "")
	if named.Flow.Step != "name" || named.Said() != "Mình nên gọi bạn là gì?" {
		t.Fatalf("asked %+v", named)
	}
	phone := house.in(t, named, "Nguyễn Thị Lan", "")
	if phone.Fills["name"] != "Nguyễn Thị Lan" || phone.Flow.Step != "phone" {
		t.Fatalf("named %+v", phone)
	}
	again := house.in(t, phone, "không nhớ", "")
	if again.Flow.Step != "phone" || again.Flow.Tries != 1 || !strings.Contains(again.Said(), "chưa nhận ra số điện thoại") {
		t.Fatalf("no number %+v", again)
	}
	if passed := house.in(t, again, "vẫn không", ""); passed.Flow.Step != "need" || passed.Fills != nil {
		t.Errorf("passed over %+v", passed)
	}
	need := house.in(t, again, "0912 345 678", "")
	if need.Fills["phone"] == "" || need.Flow.Step != "need" {
		t.Fatalf("phoned %+v", need)
	}
	if done := house.in(t, need, "Hai hộp trà", ""); done.Outcome != Handed || done.Flow != nil {
		t.Errorf("in the end %+v", done)
	}
	if person := house.in(t, phone, "cho mình gặp nhân viên", ""); person.Outcome != Handed {
		t.Errorf("who wants a person gets %+v", person)
	}
	if asked := house.in(t, r, "doi tra trong bao lau", ""); asked.Outcome != Answered || asked.Flow != nil {
		t.Errorf("who asks something else gets %+v", asked)
	}
	house.fulfils = "exists name"
	if known := house.in(t, r, "", "way:0"); known.Flow.Step != "phone" {
		t.Errorf("what is known is asked: %+v", known)
	}
	begun, err := Decide(&Heard{Choice: "way:1", Text: "x", Language: "vi", Open: true}, Usual, house)
	if err != nil || begun.Outcome != Handed || begun.Parts[0].From != Phrase {
		t.Errorf("a button under the greeting: %+v, %v", begun, err)
	}
}

func TestFlowsPartByWhatIsKnown(t *testing.T) {
	house := teas
	house.flow = &Flow{Steps: []Step{{ID: "a", Kind: Branch, Ways: []Way{{Where: "stage = customer", Next: "b"}}, Next: "c"},
		{ID: "b", Kind: Menu, Text: record.Label{Vi: "Khách quen"}, Ways: []Way{{Label: record.Label{Vi: "Thôi"}}}}, {ID: "c", Kind: Book}}}
	if r := house.in(t, nil, "chào", ""); r.Asks != ForTime {
		t.Errorf("a stranger gets %+v", r)
	}
	house.fulfils = "stage = customer"
	r := house.in(t, nil, "chào", "")
	if r.Flow == nil || r.Flow.Step != "b" {
		t.Fatalf("a customer gets %+v", r)
	}
	if ended := house.in(t, r, "", "way:0"); ended.Flow != nil || len(ended.Parts) == 0 {
		t.Errorf("ended as %+v", ended)
	}
}

// TestFlowsEnd: whatever a flow looks like that is right, each thing said gets an answer, and nothing goes round for ever.
func TestFlowsEnd(t *testing.T) {
	ids := []string{"a", "b", "c", "d", ""}
	label := record.Label{Vi: "x"}
	rapid.Check(t, func(t *rapid.T) {
		f := &Flow{}
		for _, id := range ids[:4] {
			next := func() string { return rapid.SampledFrom(ids).Draw(t, "next") }
			f.Steps = append(f.Steps, Step{ID: id, Kind: rapid.SampledFrom(StepKinds).Draw(t, "kind"), Text: label, Next: next(), Field: rapid.SampledFrom([]string{"", "name"}).Draw(t, "field"),
				Check: rapid.SampledFrom([]Kept{KeptText, KeptEmail, KeptPhone, KeptNumber}).Draw(t, "check"), Ways: []Way{{Label: label, Where: "y", Next: next()}}})
		}
		if err := f.Check(anything, anything); err != nil {
			t.Fatal(err)
		}
		house := teas
		house.flow, house.fulfils = f, rapid.SampledFrom([]string{"", "y", "exists name"}).Draw(t, "fulfils")
		var last *Reply
		for range 6 {
			last = house.in(t, last, rapid.SampledFrom([]string{"chào", "x", "lan@example.vn", "0912345678", "7", "?"}).Draw(t, "text"), rapid.SampledFrom([]string{"", "way:0", "way:9", "person"}).Draw(t, "choice"))
			if last.Said() == "" {
				t.Fatalf("nothing is said: %+v", last)
			}
		}
	})
}

func TestFlowsAreChecked(t *testing.T) {
	label := record.Label{Vi: "x"}
	for name, f := range map[string]Flow{
		"none": {}, "no id": {Steps: []Step{{Kind: Person}}}, "twice": {Steps: []Step{{ID: "a", Kind: Person}, {ID: "a", Kind: Person}}}, "a kind": {Steps: []Step{{ID: "a", Kind: "fly"}}},
		"nowhere": {Steps: []Step{{ID: "a", Kind: Query, Text: label, Next: "b"}}}, "a silent menu": {Steps: []Step{{ID: "a", Kind: Menu, Ways: []Way{{Label: label}}}}},
		"no buttons": {Steps: []Step{{ID: "a", Kind: Menu, Text: label}}}, "an empty button": {Steps: []Step{{ID: "a", Kind: Menu, Text: label, Ways: []Way{{}}}}},
		"no condition": {Steps: []Step{{ID: "a", Kind: Branch, Ways: []Way{{}}}}}, "long": {Steps: []Step{{ID: "a", Kind: Person, Text: record.Label{Vi: strings.Repeat("x", longestSay+1)}}}},
	} {
		if f.Check(anything, anything) == nil {
			t.Errorf("%s passes", name)
		}
	}
	refuses := func(string) error { return errors.New("no") }
	if f := (Flow{Steps: []Step{{ID: "a", Kind: Query, Text: label, Field: "x"}}}); f.Check(anything, refuses) == nil {
		t.Error("a field nobody has passes")
	}
	if f := (Flow{Steps: []Step{{ID: "a", Kind: Branch, Ways: []Way{{Where: "x ="}}}}}); f.Check(refuses, anything) == nil {
		t.Error("a condition nobody understands passes")
	}
	for _, r := range Recipes {
		if err := r.Flow.Check(anything, anything); err != nil {
			t.Errorf("%s: %v", r.Key, err)
		}
	}
}

func TestWhatAnswersAre(t *testing.T) {
	for _, c := range []struct {
		Kept
		text, want string
	}{{KeptEmail, "mail của mình là lan@example.vn.", "lan@example.vn"}, {KeptEmail, "không có", ""}, {KeptNumber, "khoảng 1.200 cái", "1200"}, {KeptNumber, "nhiều", ""}, {KeptText, "  a \n b ", "a b"}, {KeptText, " ", ""}, {KeptPhone, "abc", ""}} {
		if got, ok := c.Of(c.text); ok != (c.want != "") || ok && got != c.want {
			t.Errorf("%s of %q is %q", c.Kept, c.text, got)
		}
	}
}
