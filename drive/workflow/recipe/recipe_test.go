package recipe_test

import (
	"slices"
	"testing"

	"banhda/drive/workflow"
	"banhda/drive/workflow/recipe"
)

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
