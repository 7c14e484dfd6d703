package chat

import (
	"testing"

	"pgregory.net/rapid"

	"banhda/hub/record"
)

func TestSettingsAreChecked(t *testing.T) {
	usual := Usual
	if err := usual.Check(); err != nil {
		t.Fatal(err)
	}
	for name, wrong := range map[string]func(*Settings){
		"a colour": func(s *Settings) { s.Color = "red" },
		"a side":   func(s *Settings) { s.Side = "top" },
		"a site":   func(s *Settings) { s.Domains = []string{"not a site"} },
		"too long": func(s *Settings) { s.Greeting = record.Label{Vi: string(make([]byte, mostSaid+1))} },
	} {
		s := Usual
		if wrong(&s); s.Check() == nil {
			t.Errorf("%s passes", name)
		}
	}
}

func TestOnlyTheSitesNamedShowIt(t *testing.T) {
	s := Usual
	s.Domains = []string{"https://Shop.example.com/", "*.quan.example.vn", "shop.example.com"}
	if err := s.Check(); err != nil || len(s.Domains) != 2 {
		t.Fatal(s.Domains, err)
	}
	for origin, want := range map[string]bool{
		"https://shop.example.com": true, "http://shop.example.com:8080": true, "https://www.quan.example.vn": true, "": true, "https://crm.example.com": true,
		"https://quan.example.vn": false, "https://evil.example.com": false, "https://shop.example.com.evil.example": false, "https://evilquan.example.vn": false, "null": false,
	} {
		if s.Allows(origin, "https://crm.example.com") != want {
			t.Errorf("%q: %v", origin, !want)
		}
	}
}

func TestNobodyCanSayTheyAreSomebodyElse(t *testing.T) {
	hash := Hash("secret", "kh-1")
	if want := "2af23bd8dbf1a9ec6edf38fde62773443c9d6cf9352d90a95d0061c0c6bb1eb4"; hash != want {
		t.Errorf("%s, want %s", hash, want)
	}
	if !Vouched("secret", "kh-1", hash) || Vouched("secret", "kh-2", hash) || Vouched("other", "kh-1", hash) || Vouched("secret", "", Hash("secret", "")) || Vouched("secret", "kh-1", "") {
		t.Error("a hash vouches for whom it should not, or not for whom it should")
	}
	if NameOf("secret", "kh-1") != NameOf("secret", "kh-1") || NameOf("secret", "kh-1") == NameOf("secret", "kh-2") || NameOf("other", "kh-1") == NameOf("secret", "kh-1") {
		t.Error("the names of talks")
	}
}

func TestVisitorsAreReadAsTheyWereWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := Visitor{Name: rapid.StringMatching("[a-z0-9]{1,20}").Draw(t, "name"), Anonymous: ID(rapid.String().Draw(t, "anonymous")), User: ID(rapid.String().Draw(t, "user"))}
		if got, ok := ReadVisitor(v.Write()); !ok || got != v {
			t.Fatalf("%+v reads as %+v", v, got)
		}
	})
	if _, ok := ReadVisitor("\n\n"); ok {
		t.Error("nobody is a visitor")
	}
}

// What is written on the colour is read: a contrast of at least 4.5 (WCAG 2.2 AA).
func TestInkIsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Settings{Color: rapid.StringMatching("#[0-9a-f]{6}").Draw(t, "color")}
		light, dark := luminance(s.Color), luminance(s.Ink())
		if light < dark {
			light, dark = dark, light
		}
		if contrast := (light + 0.05) / (dark + 0.05); contrast < 4.5 {
			t.Fatalf("%s on %s: %f", s.Ink(), s.Color, contrast)
		}
	})
}
