package workflow

import (
	"errors"
	"strings"
	"testing"
)

func TestCheckSaysWhereAndWhat(t *testing.T) {
	tag := `{"id":"a","kind":"action","action":"tag","with":{"tag":"x"},"next":"z"}`
	whole := func(nodes string) string {
		return `{"triggers":[{"id":"h","kind":"manual"}],"again":{"when":"never"},"start":"a","nodes":[` + nodes + `,{"id":"z","kind":"exit"}]}`
	}
	for text, want := range map[string]string{
		whole(tag): "",
		`{"triggers":[],"again":{"when":"never"},"start":"z","nodes":[{"id":"z","kind":"exit"}]}`:                                                                     "/triggers say what lets people in",
		`{"triggers":[{"id":"h","kind":"event"}],"again":{"when":"often"},"start":"z","nodes":[{"id":"z","kind":"exit"}]}`:                                            "h/event this is needed",
		`{"triggers":[{"id":"h","kind":"stage","to":"x"}],"again":{"when":"never"},"start":"q","nodes":[{"id":"z","kind":"exit"}]}`:                                   "/start say which step is the first",
		`{"triggers":[{"id":"h","kind":"webhook"}],"again":{"when":"never"},"start":"z","nodes":[{"id":"z","kind":"exit"}]}`:                                          "h/person say where in the body",
		whole(`{"id":"a","kind":"wait","next":"z"}`):                                                                                                                  "a/for say for how long",
		whole(`{"id":"a","kind":"wait","for":"3 days","next":"z"}`):                                                                                                   "a/for \"3 days\" is no length",
		whole(`{"id":"a","kind":"wait","for":"9999w","next":"z"}`):                                                                                                    "a/for \"9999w\" is no length",
		whole(`{"id":"a","kind":"wait","hour":"25:00","next":"z"}`):                                                                                                   "a/hour \"25:00\" is no hour",
		whole(`{"id":"a","kind":"await","event":"x","next":"z","else":"z"}`):                                                                                          "a/for this is needed",
		whole(`{"id":"a","kind":"await","event":"x","for":"1d","if":"y >","next":"z","else":"z"}`):                                                                    "a/if at character 4",
		whole(`{"id":"a","kind":"action","action":"tag","with":{},"next":"z"}`):                                                                                       "a/tag this is needed",
		whole(`{"id":"a","kind":"action","action":"tag","with":{"tag":"x","y":1},"next":"z"}`):                                                                        "a/y this step has no field",
		whole(`{"id":"a","kind":"action","action":"fly","next":"z"}`):                                                                                                 "a/action there is no action \"fly\"",
		whole(`{"id":"a","kind":"action","action":"tag","with":{"tag":"x"}}`):                                                                                         "a/next a way out",
		whole(`{"id":"a","kind":"split","paths":[{"weight":1,"next":"z"}]}`):                                                                                          "a/paths a split needs two",
		whole(`{"id":"a","kind":"branch","paths":[{"where":"","next":"z"}],"else":"z"}`):                                                                              "a/paths say by which condition people part",
		whole(tag + `,{"id":"b","kind":"exit"}`):                                                                                                                      "b/ nothing leads to this step",
		whole(tag + `,{"id":"a","kind":"exit"}`):                                                                                                                      "a/id every step needs an id of its own",
		whole(`{"id":"a","kind":"action","action":"tag","with":{"tag":"x"},"next":"b"},{"id":"b","kind":"branch","paths":[{"where":"c = 1","next":"a"}],"else":"z"}`): "a/next this step leads back to itself",
		whole(`{"id":"a","kind":"wait","field":"birthday","next":"z"}`):                                                                                               "a/field no such field",
	} {
		h := house
		h.Names = func(kind FieldKind, _ string) error {
			if kind == PersonField {
				return errors.New("no such field")
			}
			return nil
		}
		var got []string
		for _, p := range read(t, text).Check(h) {
			got = append(got, p.Place+"/"+p.Field+" "+p.Err.Error())
		}
		if told := strings.Join(got, "\n"); want == "" && told != "" || !strings.Contains(told, want) {
			t.Errorf("%s\ngot %s\nwant %s", text, told, want)
		}
	}
}

func TestTriggersFireOnceForACauseAndNotForTheirOwn(t *testing.T) {
	d := read(t, `{"triggers":[{"id":"lead","kind":"event","event":"Lead Captured","if":"source = facebook"},{"id":"in","kind":"segment_entered","segment":"seg_1"},
	 {"id":"buyer","kind":"stage","to":"customer"},{"id":"hook","kind":"webhook","person":{"email":"mail"}},{"id":"any","kind":"form"}],"again":{"when":"never"},"start":"z","nodes":[{"id":"z","kind":"exit"}]}`)
	for text, want := range map[string]string{
		`Lead Captured {"source":"facebook"}`:   "lead",
		`Lead Captured {"source":"zalo"}`:       "",
		`Segment Entered {"segment":"seg_1"}`:   "in",
		`Segment Entered {"segment":"seg_2"}`:   "",
		`Segment Left {"segment":"seg_1"}`:      "",
		`Form Submitted {"form":"frm_x"}`:       "any",
		`Webhook Received {"hook":9}`:           "hook",
		`Webhook Received {"hook":8}`:           "",
		`Webhook Received ["not an object"]`:    "",
		`Order Completed {"source":"facebook"}`: "",
	} {
		name, properties, _ := strings.Cut(text, " {")
		if properties != "" {
			properties = "{" + properties
		}
		e := &Event{Name: name, Properties: []byte(properties)}
		if strings.Contains(properties, `"hook":9`) {
			e.Hook = 9
		}
		got := ""
		if t := d.Fires(e, 9); t != nil {
			got = t.ID
		}
		if got != want {
			t.Errorf("%s fires %q, want %q", text, got, want)
		}
		e.By = 9
		if d.Fires(e, 9) != nil {
			t.Errorf("%s fires the workflow that made it", text)
		}
		e.By, e.Depth = 8, mostDepth
		if d.Fires(e, 9) != nil {
			t.Errorf("%s fires at any depth", text)
		}
	}
	if d.Moves("prospect", "customer") == nil || d.Moves("customer", "dormant") != nil {
		t.Error("moves between stages")
	}
}

func TestAgain(t *testing.T) {
	now := 100 * day
	for _, c := range []struct {
		again Again
		past  Past
		want  bool
	}{
		{Again{When: Never}, Past{}, true},
		{Again{When: Never}, Past{Runs: 1, Last: day}, false},
		{Again{When: After}, Past{Runs: 1, Last: day}, true},
		{Again{When: After}, Past{Runs: 1, In: true, Last: day}, false},
		{Again{When: After, Cool: "30d"}, Past{Runs: 1, Last: 71 * day}, false},
		{Again{When: After, Cool: "30d"}, Past{Runs: 1, Last: 70 * day}, true},
		{Again{When: Always}, Past{Runs: 9, In: true, Last: now, Today: 9}, true},
		{Again{When: Always}, Past{Runs: 10, In: true, Last: now, Today: 10}, false},
	} {
		if got := c.again.Admits(c.past, now); got != c.want {
			t.Errorf("%+v %+v: %v", c.again, c.past, got)
		}
	}
}
