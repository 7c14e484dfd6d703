package bot

import (
	"errors"
	"strings"
	"testing"

	"banhda/hub/record"
)

func anything(string) error { return nil }

// A flow begins by the page somebody looks at, by what they write, by what they want; whoever complains or wants a person gets one.
func TestFlowsBegin(t *testing.T) {
	flow := func(version int64, begins Begins) Published {
		return Published{version, begins, Flow{Steps: []Step{{ID: "a", Kind: Menu, Text: record.Label{Vi: "x"}, Ways: []Way{{Label: record.Label{Vi: "Mua"}}}}}}}
	}
	house := teas
	house.flows = []Published{flow(1, Begins{Greets: true}), flow(2, Begins{Greets: true, Pages: []string{"/tra/*", "shop.example/gia"}}), flow(3, Begins{Words: []string{"Bảo hành", "đổi trả"}}), flow(4, Begins{Intents: []Intent{Meeting}}), flow(5, Begins{})}
	for _, c := range []struct {
		text, choice, page string
		want               int64 // 0: none
	}{
		{"chào shop", "", "", 1}, {"chào shop", "", "https://shop.example/", 1}, {"hello", "", "https://shop.example/tra/sen?x=1", 2}, {"hello", "", "https://shop.example/TRA", 2},
		{"hello", "", "https://shop.example/gia/", 2}, {"hello", "", "https://elsewhere.example/gia", 1}, {"chào", "", "/tra/sen", 1},
		{"bao hanh the nao", "", "", 3}, {"Chính sách ĐỔI TRẢ?", "", "", 3}, {"minh khong can bao hanh", "", "", 0}, {"đổi trải", "", "", 0},
		{"cho minh dat lich hen", "", "", 4}, {"thất vọng quá, bảo hành kiểu gì", "", "", 0}, {"cho tôi gặp người để bảo hành", "", "", 0},
		{"Mua", "flow:2:0", "", 2}, {"Mua", "flow:9:0", "", 0}, {"xin", "flow:1:7", "", 0}, {"Mua", "flow:", "", 0},
	} {
		r := house.says(t, Heard{Text: c.text, Choice: c.choice, Page: c.page, Open: true})
		if got := r.Flow; (got == nil) != (c.want == 0) || got != nil && got.Version != c.want {
			t.Errorf("%q %s on %q begins %+v, want %d", c.text, c.choice, c.page, got, c.want)
		}
	}
	if first := house.flows[1].First("vi"); len(first) != 1 || first[0].Key != "flow:2:0" {
		t.Errorf("under the greeting stands %+v", first)
	}
}

func TestWhenFlowsBeginIsChecked(t *testing.T) {
	b := Begins{Pages: []string{" /gia ", "/gia", ""}, Words: []string{"Ba\u0309o ha\u0300nh"}, Intents: []Intent{Hours}}
	if err := b.Check(); err != nil || len(b.Pages) != 1 || b.Pages[0] != "/gia" || b.Words[0] != "Bảo hành" {
		t.Errorf("%+v, %v", b, err)
	}
	for name, b := range map[string]Begins{"a word of signs": {Words: []string{"?!"}}, "a person": {Intents: []Intent{Human}}, "a long page": {Pages: []string{strings.Repeat("x", longestPage+1)}}, "a long word": {Words: []string{strings.Repeat("x", longestWord+1)}}} {
		if b.Check() == nil {
			t.Errorf("%s passes", name)
		}
	}
}

func TestFlowsAreChecked(t *testing.T) {
	label := record.Label{Vi: "x"}
	for name, f := range map[string]Flow{
		"none": {}, "no id": {Steps: []Step{{Kind: Person}}}, "twice": {Steps: []Step{{ID: "a", Kind: Person}, {ID: "a", Kind: Person}}}, "a kind": {Steps: []Step{{ID: "a", Kind: "fly"}}},
		"nowhere": {Steps: []Step{{ID: "a", Kind: Query, Text: label, Next: "b"}}}, "a silent menu": {Steps: []Step{{ID: "a", Kind: Menu, Ways: []Way{{Label: label}}}}},
		"no buttons": {Steps: []Step{{ID: "a", Kind: Menu, Text: label}}}, "an empty button": {Steps: []Step{{ID: "a", Kind: Menu, Text: label, Ways: []Way{{}}}}},
		"another flow": {Steps: []Step{{ID: "a", Kind: Jump}}}, "no condition": {Steps: []Step{{ID: "a", Kind: Branch, Ways: []Way{{}}}}}, "long": {Steps: []Step{{ID: "a", Kind: Person, Text: record.Label{Vi: strings.Repeat("x", longestSay+1)}}}},
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
