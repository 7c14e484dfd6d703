package api

import (
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"banhda/drive/workflow"
	"banhda/engage/bot"
	"banhda/hub/record"
)

// hall is a house that knows nothing but flows, walked by the engine as the house's own are.
type hall struct {
	flows    map[int64]*bot.Flow
	leads    map[string]int64
	holds    string // a condition that holds
	did      []string
	settled  []bot.Flowing
	ways     []bot.Came
	begins   []bot.Published
	passages []bot.Found
}

func (h *hall) Passages(string) ([]bot.Found, error) { return h.passages, nil }
func (h *hall) Goods() ([]bot.Good, error)           { return nil, nil }
func (h *hall) Placed() ([]bot.Order, bool, error)   { return nil, false, nil }
func (h *hall) Times() ([]bot.Time, string, error) {
	return []bot.Time{{At: 1, Said: "09:00"}}, "", nil
}
func (h *hall) Hours() (string, error)                { return "08:00", nil }
func (h *hall) Flows() ([]bot.Published, error)       { return h.begins, nil }
func (h *hall) Flow(version int64) (*bot.Flow, error) { return h.flows[version], nil }
func (h *hall) leadsOn(flow string) (int64, error)    { return h.leads[flow], nil }
func (h *hall) fulfils(where string) (bool, error)    { return where == h.holds, nil }
func (h *hall) settle(at bot.Flowing) error           { h.settled = append(h.settled, at); return nil }
func (h *hall) came(c bot.Came)                       { h.ways = append(h.ways, c) }
func (h *hall) does(_ bot.Flowing, d botDoes)         { h.did = append(h.did, d.plan.step(d.effect.Node).ID) }
func (h *hall) Walk(at bot.Flowing, said *bot.Said) (bot.Walked, error) {
	return walk(h, at, said, 1000)
}

// laid is a house with one flow, with which talks begin.
func laid(f bot.Flow) *hall {
	return &hall{flows: map[int64]*bot.Flow{3: &f}, begins: []bot.Published{{Version: 3, Begins: bot.Begins{Greets: true}, Flow: f}}}
}

// says is what the bot answers in a talk: what was said last, kept as it is kept, is what the next is understood by.
func (h *hall) says(t interface{ Fatal(...any) }, last *bot.Reply, text, choice string) *bot.Reply {
	if last == nil {
		last = &bot.Reply{}
	}
	var kept bot.Reply
	body, err := json.Marshal(last)
	if err == nil {
		err = json.Unmarshal(body, &kept)
	}
	if err != nil {
		t.Fatal(err)
	}
	r, err := bot.Decide(&bot.Heard{Text: text, Choice: choice, Language: "vi", Last: &kept, Open: true}, bot.Usual, h)
	if err != nil {
		t.Fatal(err)
	}
	return &r
}

// TestALeadIsQualified: a greeting brings the menu, a button the questions; what is no answer is asked for again; what is known is
// not asked; a person gets the talk in the end.
func TestALeadIsQualified(t *testing.T) {
	house := laid(bot.Recipes[1].Flow)
	house.passages = []bot.Found{{Source: bot.Source{Title: "Đổi trả"}, Text: "7 ngày", Sure: 0.9}}
	r := house.says(t, nil, "chào shop", "")
	if r.Flow == nil || r.Flow.Step != "hello" || len(r.Buttons) != 3 || !strings.Contains(r.Said(), "Bạn đang tìm gì?") {
		t.Fatalf("greeted with %+v", r)
	}
	named := house.says(t, r, "tu van mua hang", "")
	if named.Flow.Step != "name" || named.Said() != "Mình nên gọi bạn là gì?" {
		t.Fatalf("asked %+v", named)
	}
	phone := house.says(t, named, "Nguyễn Thị Lan", "")
	if phone.Fills["name"] != "Nguyễn Thị Lan" || phone.Flow.Step != "phone" {
		t.Fatalf("named %+v", phone)
	}
	again := house.says(t, phone, "không nhớ", "")
	if again.Flow.Step != "phone" || !strings.Contains(again.Said(), "chưa nhận ra số điện thoại") {
		t.Fatalf("no number %+v", again)
	}
	if passed := house.says(t, again, "vẫn không", ""); passed.Flow.Step != "need" || passed.Fills != nil {
		t.Errorf("passed over %+v", passed)
	}
	need := house.says(t, again, "0912 345 678", "")
	if need.Fills["phone"] == "" || need.Flow.Step != "need" {
		t.Fatalf("phoned %+v", need)
	}
	if done := house.says(t, need, "Hai hộp trà", ""); done.Outcome != bot.Handed || done.Flow != nil {
		t.Errorf("in the end %+v", done)
	}
	if person := house.says(t, phone, "cho mình gặp nhân viên", ""); person.Outcome != bot.Handed {
		t.Errorf("who wants a person gets %+v", person)
	}
	if asked := house.says(t, r, "doi tra trong bao lau", ""); asked.Outcome != bot.Answered || asked.Flow != nil {
		t.Errorf("who asks something else gets %+v", asked)
	}
	for last, text := range map[*bot.Reply]string{named: "ca phe rang moc bao nhieu tien", phone: "mấy giờ mở cửa vậy shop", again: "Đổi trả được không?"} {
		if asked := house.says(t, last, text, ""); asked.Fills != nil || asked.Flow != nil {
			t.Errorf("who is asked, and asks %q instead, gets %+v", text, asked)
		}
	}
	house.holds = "exists name"
	if known := house.says(t, r, "", "way:0"); known.Flow.Step != "phone" {
		t.Errorf("what is known is asked: %+v", known)
	}
	begun, err := bot.Decide(&bot.Heard{Choice: "flow:3:1", Text: "x", Language: "vi", Open: true}, bot.Usual, house)
	if err != nil || begun.Outcome != bot.Handed || begun.Parts[0].From != bot.Phrase {
		t.Errorf("a button under the greeting: %+v, %v", begun, err)
	}
}

// TestTalksOfBeforeGoOn: a talk that an earlier house led, on a stepper of its own, goes on where it stood.
func TestTalksOfBeforeGoOn(t *testing.T) {
	house := laid(bot.Recipes[1].Flow)
	for _, c := range []struct{ place, text, want string }{
		{`{"version":3,"step":"hello"}`, "Tư vấn mua hàng", "name"}, {`{"version":3,"step":"phone"}`, "không nhớ", "phone"},
		{`{"version":3,"step":"phone","tries":1}`, "không nhớ", "need"}, {`{"version":3,"step":"phone","tries":1}`, "0912 345 678", "need"},
	} {
		var last bot.Reply
		if err := json.Unmarshal([]byte(`{"outcome":"asked","flow":`+c.place+`}`), &last); err != nil {
			t.Fatal(err)
		}
		if r := house.says(t, &last, c.text, ""); r.Flow == nil || r.Flow.Step != c.want {
			t.Errorf("%s, who says %q comes to %+v", c.place, c.text, r.Flow)
		}
	}
	gone := bot.Reply{Flow: &bot.Flowing{Version: 4, Step: "hello"}}
	if r := house.says(t, &gone, "Tư vấn mua hàng", ""); r.Outcome == bot.Talked {
		t.Errorf("who is in a flow that was removed gets %+v", r)
	}
}

func TestFlowsPartByWhatIsKnown(t *testing.T) {
	house := laid(bot.Flow{Steps: []bot.Step{{ID: "a", Kind: bot.Branch, Ways: []bot.Way{{Where: "stage = customer", Next: "b"}}, Next: "c"},
		{ID: "b", Kind: bot.Menu, Text: record.Label{Vi: "Khách quen"}, Ways: []bot.Way{{Label: record.Label{Vi: "Thôi"}}}}, {ID: "c", Kind: bot.Book}}})
	if r := house.says(t, nil, "chào", ""); r.Asks != bot.ForTime {
		t.Errorf("a stranger gets %+v", r)
	}
	house.holds = "stage = customer"
	r := house.says(t, nil, "chào", "")
	if r.Flow == nil || r.Flow.Step != "b" {
		t.Fatalf("a customer gets %+v", r)
	}
	if ended := house.says(t, r, "", "way:0"); ended.Flow != nil || ended.Said() == "" {
		t.Errorf("ended as %+v", ended)
	}
}

// TestFlowsDo: what a step does is done before what follows asks what came of it, and else with the answer; one flow leads to
// another, and what leads round ends.
func TestFlowsDo(t *testing.T) {
	menu := bot.Step{ID: "m", Kind: bot.Menu, Text: record.Label{Vi: "Chọn"}, Ways: []bot.Way{{Label: record.Label{Vi: "Tiếp"}, Next: "t"}}}
	house := laid(bot.Flow{Steps: []bot.Step{menu, {ID: "t", Kind: bot.Act, Action: "add_tag", Next: "w"}, {ID: "w", Kind: bot.Branch, Ways: []bot.Way{{Where: "tag = x", Next: "o"}}, Next: "r"},
		{ID: "o", Kind: bot.Act, Action: "owner", Next: "j"}, {ID: "j", Kind: bot.Jump, Flow: "other"}, {ID: "r", Kind: bot.Jump, Flow: "round"}}})
	house.flows[4] = &bot.Flow{Steps: []bot.Step{{ID: "q", Kind: bot.Query, Text: record.Label{Vi: "Tên?"}, Check: bot.KeptText}}}
	house.flows[5] = &bot.Flow{Steps: []bot.Step{{ID: "r", Kind: bot.Jump, Flow: "round"}}}
	house.leads, house.holds = map[string]int64{"other": 4, "round": 5}, "tag = x"
	asked := house.says(t, house.says(t, nil, "chào", ""), "Tiếp", "")
	if asked.Flow == nil || asked.Flow.Version != 4 || asked.Flow.Step != "q" || strings.Join(house.did, " ") != "t o" {
		t.Fatalf("came to %+v, did %v", asked.Flow, house.did)
	}
	if len(house.settled) != 1 {
		t.Fatalf("settled at %+v", house.settled)
	}
	again, err := bot.Decide(&bot.Heard{Text: "Tiếp", Language: "vi", Last: &bot.Reply{}, Midway: &house.settled[0]}, bot.Usual, house) // after a crash
	if err != nil || again.Flow == nil || again.Flow.Step != "q" || strings.Join(house.did, " ") != "t o o" {
		t.Errorf("resumed, it comes to %+v (%v), did %v", again.Flow, err, house.did)
	}
	house.holds = ""
	if r := house.says(t, house.says(t, nil, "chào", ""), "Tiếp", ""); r.Flow != nil || r.Said() == "" {
		t.Errorf("what leads round ends as %+v", r)
	}
}

// TestFlowsEnd: whatever a flow looks like that was right once, each thing said gets an answer, nothing goes round for ever, and
// what the engine's own check lets pass is never worn out.
func TestFlowsEnd(t *testing.T) {
	ids := []string{"a", "b", "c", "d", ""}
	label := record.Label{Vi: "x"}
	fine := func(string) error { return nil }
	house := workflow.House{Actions: map[string]*workflow.Action{"x": {}}, Condition: fine, Names: func(workflow.FieldKind, string) error { return nil }}
	rapid.Check(t, func(t *rapid.T) {
		f := bot.Flow{}
		for _, id := range ids[:4] {
			next := func() string { return rapid.SampledFrom(ids).Draw(t, "next") }
			f.Steps = append(f.Steps, bot.Step{ID: id, Kind: rapid.SampledFrom(bot.StepKinds).Draw(t, "kind"), Text: label, Next: next(), Action: "x", Flow: "x", Field: rapid.SampledFrom([]string{"", "name"}).Draw(t, "field"),
				Check: rapid.SampledFrom([]bot.Kept{bot.KeptText, bot.KeptEmail, bot.KeptPhone, bot.KeptNumber}).Draw(t, "check"), Ways: []bot.Way{{Label: label, Where: "y", Next: next()}}})
		}
		if err := f.Check(fine, fine); err != nil {
			t.Fatal(err)
		}
		for _, p := range planOf(&f).Check(house) {
			if !strings.Contains(p.Err.Error(), "without a wait") && !strings.Contains(p.Err.Error(), "nothing leads") {
				t.Fatalf("%+v is laid out wrong: %s: %v", f, p.Place, p.Err)
			}
		}
		h := laid(f)
		h.holds = rapid.SampledFrom([]string{"", "y", "exists name"}).Draw(t, "fulfils")
		var last *bot.Reply
		for range 6 {
			last = h.says(t, last, rapid.SampledFrom([]string{"chào", "x", "lan@example.vn", "0912345678", "7", "?"}).Draw(t, "text"), rapid.SampledFrom([]string{"", "way:0", "way:9", "person"}).Draw(t, "choice"))
			if last.Said() == "" {
				t.Fatalf("nothing is said: %+v", last)
			}
		}
	})
}
