package portal

import (
	"strings"
	"testing"
)

var panels = []Panel{{ID: "orders", Name: Label{Vi: "Đơn hàng", En: "Orders"}}, {ID: "consent", Name: Label{Vi: "Đồng ý", En: "Consent"}, Must: true}}

func TestSettings(t *testing.T) {
	s := Settings{On: true, Hidden: []string{"orders", "orders"}, Greeting: Label{Vi: "  Cha\u0300o  "}}
	s.Clean()
	if len(s.Hidden) != 1 || s.Greeting.Vi != "Chào" || s.Check(panels) != nil {
		t.Errorf("%+v: %v", s, s.Check(panels))
	}
	if s.Shows(panels[0]) || !s.Shows(panels[1]) {
		t.Error("what is hidden shows, or the other way round")
	}
	for what, wrong := range map[string]Settings{
		"what the law asks for is hidden": {Hidden: []string{"consent"}},
		"what is not there is hidden":     {Hidden: []string{"secrets"}},
		"a book is a greeting":            {Greeting: Label{En: strings.Repeat("x", longest+1)}},
	} {
		if wrong.Check(panels) == nil {
			t.Error(what)
		}
	}
	if kept := (Settings{Hidden: []string{"consent"}}); !kept.Shows(panels[1]) {
		t.Error("a panel the law asks for does not show")
	}
}
