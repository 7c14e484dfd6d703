package share

import (
	"net/url"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func kit() Kit {
	return Kit{Name: "Tết", Content: Content{Title: Label{Vi: "Trà ngon", En: "Good tea"}, Target: "/shop/", Texts: map[Channel]Label{Link: {Vi: "Mình hay mua ở đây:"}, SMS: {Vi: "Trà ngon lắm:"}}}}
}

func TestCheck(t *testing.T) {
	good := kit()
	if err := good.Check(); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(*Kit){
		"no name":         func(k *Kit) { k.Name = "" },
		"no title":        func(k *Kit) { k.Content.Title = Label{} },
		"no target":       func(k *Kit) { k.Content.Target = "" },
		"a script":        func(k *Kit) { k.Content.Target = "javascript:alert(1)" },
		"another host":    func(k *Kit) { k.Content.Target = "//evil.example" },
		"a bad picture":   func(k *Kit) { k.Content.Picture = "data:text/html,x" },
		"another channel": func(k *Kit) { k.Content.Texts = map[Channel]Label{"fax": {Vi: "x"}} },
		"too long":        func(k *Kit) { k.Content.Texts = map[Channel]Label{SMS: {Vi: strings.Repeat("à", longestText+1)}} },
	} {
		if k := kit(); func() bool { spoil(&k); return k.Check() == nil }() {
			t.Errorf("%s is taken", name)
		}
	}
}

func TestText(t *testing.T) {
	k := kit()
	for c, want := range map[Channel]string{SMS: "Trà ngon lắm: L", Zalo: "Mình hay mua ở đây: L", Facebook: "Mình hay mua ở đây: L"} {
		if got := k.Text(c, "en", "L"); got != want {
			t.Errorf("%s: %q, want %q", c, got, want)
		}
	}
	k.Content.Texts = nil
	if got := k.Text(SMS, "en", "L"); got != "Good tea L" {
		t.Errorf("without words: %q", got)
	}
}

// TestMarked: whatever the target asks already stays, and who sent them is found again.
func TestMarked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value, code := rapid.String().Draw(t, "value"), rapid.StringMatching(`[A-Z2-7]{0,8}`).Draw(t, "code")
		u, err := url.Parse(Marked("https://x.vn/shop/?a="+url.QueryEscape(value)+"#top", code, "kit_1", Zalo))
		if err != nil {
			t.Fatal(err)
		}
		q := u.Query()
		if q.Get("a") != value || q.Get("ref") != code || q.Get("utm_source") != "zalo" || q.Get("utm_campaign") != "kit_1" || u.Fragment != "top" {
			t.Fatalf("%s", u)
		}
	})
}

// TestWay: what opens another program holds the words unharmed.
func TestWay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		_, written, _ := strings.Cut(Way(SMS, "", text, ""), "body=")
		if back, err := url.QueryUnescape(written); err != nil || back != text || strings.Contains(written, "+") {
			t.Fatalf("%q came back as %q", text, back)
		}
	})
	if Way(Link, "", "", "") != "" {
		t.Error("a link has no program of its own")
	}
}
