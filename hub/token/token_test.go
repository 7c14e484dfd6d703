package token

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var kinds = []Kind{Click, Open, Unsubscribe, Preferences, View, Return, Trap}

func TestTokensReadAsTheyWereSigned(t *testing.T) {
	s, other := NewSigner([]byte("ours")), NewSigner([]byte("theirs"))
	rapid.Check(t, func(t *rapid.T) {
		want := Token{Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), Message: rapid.Int64Min(0).Draw(t, "message"), Person: rapid.Int64Min(0).Draw(t, "person"), Text: rapid.String().Draw(t, "text")}
		written := s.Sign(want)
		if got, ok := s.Read(want.Kind, written); !ok || got != want {
			t.Fatalf("%+v reads as %+v", want, got)
		}
		if _, ok := other.Read(want.Kind, written); ok {
			t.Fatal("another house's is believed")
		}
		for _, k := range kinds {
			if _, ok := s.Read(k, written); ok && k != want.Kind {
				t.Fatalf("one for %c serves as %c", want.Kind, k)
			}
		}
	})
}

func TestReturnAddressesFit(t *testing.T) {
	w := NewSigner([]byte("ours")).Sign(Token{Kind: Return, Message: 1 << 40, Person: 1 << 40})
	if local := "b+" + w; len(local) > 64 || strings.ToLower(local) != local {
		t.Errorf("before the @: %q", local)
	}
}

func FuzzRead(f *testing.F) {
	s := NewSigner([]byte("ours"))
	f.Add("AAAA")
	f.Add(s.Sign(Token{Kind: Click, Message: 1, Person: 2, Text: "https://example.com"}))
	f.Fuzz(func(t *testing.T, written string) {
		for _, k := range kinds {
			if got, ok := s.Read(k, written); ok && k != Click && s.Sign(got) != written {
				t.Errorf("%q is read as %+v", written, got)
			}
		}
	})
}

func BenchmarkSign(b *testing.B) {
	s := NewSigner([]byte("ours"))
	for b.Loop() {
		s.Sign(Token{Kind: Click, Message: 123456, Person: 654321, Text: "https://shop.example.com/a?utm_source=x"})
	}
}

func TestWhatIsToldOfAnAddressLetsNobodyIn(t *testing.T) {
	s := NewSigner([]byte("ours"))
	word := s.Sign(Token{Kind: SignIn, Message: 7, Text: "mark"})
	for address, told := range map[string]string{
		"https://crm.example/in/link/" + word + "?lang=vi": "https://crm.example/in/link/…?lang=vi",
		"https://shop.example/?of=" + word + "&b=1":        "https://shop.example/?of=…&b=1",
		"https://shop.example/ca-phe-rang-moc-dak-lak?a=1": "https://shop.example/ca-phe-rang-moc-dak-lak?a=1",
	} {
		if got := s.Unsigned(address); got != told {
			t.Errorf("%s is told as %s", address, got)
		}
	}
}
