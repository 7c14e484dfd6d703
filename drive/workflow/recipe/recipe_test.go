package recipe_test

import (
	"slices"
	"strings"
	"testing"

	"banhda/drive/workflow"
	"banhda/drive/workflow/recipe"
	"banhda/hub/template"
)

// TestNoMessageLeavesAHole: what a recipe sends is whole for whoever has left nothing but an address.
func TestNoMessageLeavesAHole(t *testing.T) {
	for _, r := range recipe.All() {
		for _, is := range r.Templates {
			v := template.Version{Channel: is.Channel, Class: is.Class, Content: is.Draft}
			for _, p := range v.Lint(func(string) bool { return true }, template.Rendered{Subject: "x", Text: []byte("x")}) {
				if strings.Contains(p.Told.Error(), "sees a hole") {
					t.Errorf("%s, %s: %s", r.Key, is.Key, p.Told)
				}
			}
		}
	}
}

// TestOneRecipeFollowsUpOnNPS: who is unhappy becomes a task, who is happy is invited, in one recipe; what was made of the one
// that invited alone finds it.
func TestOneRecipeFollowsUpOnNPS(t *testing.T) {
	r, ok := recipe.Find("nps_referral")
	if !ok || r.Key != "nps_follow_up" {
		t.Fatalf("the former recipe is %q", r.Key)
	}
	d := r.Definition(func(_, en string) string { return en })
	for _, does := range []string{"task", "notify", "refer"} {
		if !slices.ContainsFunc(d.Nodes, func(n workflow.Node) bool { return n.Action == does }) {
			t.Errorf("it does not %s", does)
		}
	}
	keys := map[string]bool{}
	for _, r := range recipe.All() {
		if keys[r.Key] || r.Key == "nps_referral" {
			t.Errorf("%s is offered twice", r.Key)
		}
		keys[r.Key] = true
	}
}

// TestNoAnswerIsNoScore: systems that write 99 or -1 where nobody answered set no recipe going, neither as praise nor as a
// complaint.
func TestNoAnswerIsNoScore(t *testing.T) {
	asked := 0
	for _, r := range recipe.All() {
		d := r.Definition(func(_, en string) string { return en })
		var all []string
		for _, on := range d.Triggers {
			all = append(all, on.If)
		}
		for _, n := range d.Nodes {
			for _, p := range n.Paths {
				all = append(all, p.Where)
			}
		}
		for _, where := range all {
			if !strings.Contains(where, "score") {
				continue
			}
			if asked++; !strings.Contains(where, "score >= ") || !strings.Contains(where, "score <= ") {
				t.Errorf("%s asks for a score without both its bounds: %s", r.Key, where)
			}
		}
	}
	if asked == 0 {
		t.Error("no recipe asks for a score any more")
	}
}
