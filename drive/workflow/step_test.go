package workflow

import (
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

func TestStepGoesAsFarAsItCan(t *testing.T) {
	d := read(t, welcome)
	if p := d.Check(house); len(p) > 0 {
		t.Fatal(p)
	}
	o := knows(seedOf(t, d, 0), map[string]bool{"stage = customer": false, "exists phone": true})
	s, did := Step(d, Begin(d, monday), o, monday)
	wantAt(t, s, "opened", true, monday+3*day)
	wantDid(t, did, "half", "hello", "opened")
	same, did := Step(d, s, o, monday+2*day)
	if !reflect.DeepEqual(same, s) || did != nil {
		t.Errorf("before its time: %+v %v", same, did)
	}
	s, did = Step(d, s, o, monday+3*day)
	wantAt(t, s, "morning", true, monday+3*day+9*day/24)
	wantDid(t, did, "opened", "morning")
	s, did = Step(d, s, o, s.Due)
	wantAt(t, s, "which", false, s.Since)
	wantDid(t, did, "again")
	s, did = Step(d, s, o, s.Due)
	wantAt(t, s, "rest", true, s.Since+2*day)
	wantDid(t, did, "which", "call", "rest")
}

// What was answered before an action is not known behind it: the action may have changed it.
func TestStepAsksAnewBehindAnAction(t *testing.T) {
	d := read(t, `{"triggers":[{"id":"h","kind":"manual"}],"again":{"when":"never"},"start":"a","nodes":[
	 {"id":"a","kind":"branch","paths":[{"where":"x = 1","next":"b"}],"else":"b"},
	 {"id":"b","kind":"action","action":"tag","with":{"tag":"x"},"next":"c"},
	 {"id":"c","kind":"branch","paths":[{"where":"x = 1","next":"d"}],"else":"d"},{"id":"d","kind":"exit"}]}`)
	o := knows(1, map[string]bool{"x = 1": true})
	s, did := Step(d, Begin(d, 5), o, 5)
	wantDid(t, did, "a", "b")
	if s.Node != "c" || s.Due != 5 || s.Waiting {
		t.Fatalf("behind the action: %+v", s)
	}
	s, did = Step(d, s, o, 5)
	wantDid(t, did, "c", "d")
	if s.Outcome != Finished {
		t.Errorf("at the end: %+v", s)
	}
}

func TestAnEventOpensTheWayAndTheGoalEnds(t *testing.T) {
	d := read(t, welcome)
	o := knows(seedOf(t, d, 0), nil)
	s, _ := Step(d, Begin(d, monday), o, monday)
	o.Event = &Event{ID: "e1", Name: "Email Opened"}
	heard, did := Step(d, s, o, monday+day)
	wantAt(t, heard, "which", false, monday+day)
	wantDid(t, did, "opened")
	o.Event = &Event{ID: "e2", Name: "Order Completed", Properties: []byte(`{"total":0}`)}
	if same, did := Step(d, heard, o, monday+day); !reflect.DeepEqual(same, heard) || did != nil {
		t.Errorf("an event that is not the goal: %+v %v", same, did)
	}
	o.Event.Properties = []byte(`{"total":1}`)
	if s, _ := Step(d, heard, o, monday+day); s.Outcome != Goaled || s.Due != 0 {
		t.Errorf("the goal: %+v", s)
	}
}

// The same inputs give the same; a run that is written down and read between any two steps, and whose questions are
// answered one by one, does the same things in the same order as one that is not; nothing is done twice; and every run
// waits or ends.
func TestStepProperties(t *testing.T) {
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 1))
		d := invented(r)
		if p := d.Check(house); len(p) > 0 {
			t.Fatalf("seed %d: %v", seed, p)
		}
		o := knows(r.Uint64(), map[string]bool{"a = 1": r.IntN(2) == 0, "b = 1": r.IntN(2) == 0})
		hears := map[int64]bool{}
		for range 20 {
			hears[r.Int64N(60)] = true
		}
		whole, end := lived(t, d, o, hears, false)
		parts, also := lived(t, d, o, hears, true)
		if !slices.Equal(whole, parts) || !reflect.DeepEqual(end, also) {
			t.Fatalf("seed %d: at once\n%v %+v\nin parts\n%v %+v", seed, whole, end, parts, also)
		}
	}
}

// lived is a run over sixty days: what it did, and how it ended. In parts, it is written down and read all the time, each
// step is asked twice, and only those questions are answered that the definition says it asks.
func lived(t *testing.T, d *Definition, o Occurrence, hears map[int64]bool, inParts bool) (did []Effect, s State) {
	t.Helper()
	s = Begin(d, monday)
	for hour := range int64(60 * 24) {
		now := monday + hour*day/24
		if hears[hour/24] && hour%24 == 12 {
			heard := o
			heard.Event = &Event{ID: "e", Name: "Opened"}
			var effects []Effect
			s, effects = Step(d, s, heard, now)
			did = append(did, effects...)
		}
		for rounds := 0; s.Outcome == "" && s.Due != 0 && s.Due <= now; rounds++ {
			if rounds > 1000 {
				t.Fatalf("it goes on and on at %s", s.Node)
			}
			var effects []Effect
			before, told := s, o
			if inParts {
				unanswered := o
				unanswered.Fits = nil
				s, effects = Step(d, s, unanswered, now)
				did = append(did, effects...)
				before, told.Fits = s, only(o, d.Asks(s))
			}
			s, effects = Step(d, before, told, now)
			if inParts {
				again, same := Step(d, before, told, now)
				if !reflect.DeepEqual(again, s) || !reflect.DeepEqual(same, effects) {
					t.Fatalf("the same inputs gave\n%+v %v\nand\n%+v %v", s, effects, again, same)
				}
				text, _ := json.Marshal(s)
				s = State{}
				if err := json.Unmarshal(text, &s); err != nil {
					t.Fatal(err)
				}
			}
			did = append(did, effects...)
		}
		if s.Outcome == "" && !s.Waiting {
			t.Fatalf("it neither waits nor has ended: %+v", s)
		}
	}
	return did, s
}

// only answers what is asked, and nothing else.
func only(o Occurrence, asked []string) func(string) (bool, bool) {
	return func(where string) (bool, bool) {
		if !slices.Contains(asked, where) {
			return false, false
		}
		return o.Fits(where)
	}
}

// invented is a workflow at random: nodes lead forward, or back to one that waits.
func invented(r *rand.Rand) *Definition {
	n := 3 + r.IntN(12)
	d := &Definition{Triggers: []Trigger{{ID: "hand", Kind: ByHand}}, Again: Again{When: Never}, Start: "n0"}
	id := func(i int) string { return "n" + string(rune('0'+i/10)) + string(rune('0'+i%10)) }
	d.Start = id(0)
	for i := range n {
		next := func() string { return id(i + 1) }
		node := Node{ID: id(i), Next: next()}
		switch r.IntN(6) {
		case 0:
			node.Kind, node.For = Wait, "30h"
		case 1:
			node.Kind, node.Event, node.For, node.Else = Await, "Opened", "2d", next()
			if back := r.IntN(i + 1); r.IntN(2) == 0 {
				node.Else = id(back)
			}
		case 2:
			node.Kind, node.Next, node.Else = Branch, "", id(min(n, i+1+r.IntN(n-i)))
			node.Paths = []Path{{Where: "a = 1", Next: next()}, {Where: "b = 1", Next: next()}}
		case 3:
			node.Kind, node.Next = Split, ""
			node.Paths = []Path{{Weight: 1, Next: next()}, {Weight: 2, Next: id(min(n, i+1+r.IntN(n-i)))}}
		case 4:
			node.Kind, node.Hour = Wait, "09:00"
		default:
			node.Kind, node.Action, node.With = Act, "tag", map[string]any{"tag": "x"}
		}
		d.Nodes = append(d.Nodes, node)
	}
	d.Nodes = append(d.Nodes, Node{ID: id(n), Kind: Exit})
	d.Ready()
	d.dropUnreached()
	return d
}

// dropUnreached leaves away the nodes that chance led nobody to.
func (d *Definition) dropUnreached() {
	reached := map[string]bool{}
	var visit func(string)
	visit = func(id string) {
		if !reached[id] {
			reached[id] = true
			for _, next := range d.Node(id).Exits() {
				visit(next)
			}
		}
	}
	visit(d.Start)
	d.Nodes = slices.DeleteFunc(d.Nodes, func(n Node) bool { return !reached[n.ID] })
	d.Ready()
}

func TestSplitsAreFairAndTheSameForTheSame(t *testing.T) {
	d := read(t, welcome)
	held := 0
	for person := range int64(10_000) {
		seed := Seed(7, person)
		w := walk{Definition: d, Occurrence: Occurrence{Seed: seed}}
		at := w.arm(d.Node("half"))
		if at != w.arm(d.Node("half")) {
			t.Fatal("twice the same person, and two arms")
		}
		held += at
	}
	if held < 900 || held > 1100 { // 1000 ± 3.3 standard deviations
		t.Errorf("%d of 10000 are held out, want about 1000", held)
	}
}

// seedOf is a seed that chance sends along a path of the first split.
func seedOf(t *testing.T, d *Definition, path int) uint64 {
	t.Helper()
	for seed := range uint64(1000) {
		w := walk{Definition: d, Occurrence: Occurrence{Seed: seed}}
		if w.arm(d.Node(d.Start)) == path {
			return seed
		}
	}
	t.Fatal("no seed leads there")
	return 0
}

func wantAt(t *testing.T, s State, node string, waiting bool, due int64) {
	t.Helper()
	if s.Node != node || s.Waiting != waiting || s.Due != due {
		t.Errorf("it is at %+v, want %s, waiting %v, due %d", s, node, waiting, due)
	}
}

func wantDid(t *testing.T, did []Effect, nodes ...string) {
	t.Helper()
	var at []string
	for _, e := range did {
		at = append(at, e.Node)
	}
	if !slices.Equal(at, nodes) {
		t.Errorf("it passed %v, want %v", at, nodes)
	}
}
