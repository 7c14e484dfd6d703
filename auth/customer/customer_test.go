package customer

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"banhda/hub/person"
)

func wish() *Asked {
	return &Asked{ID: 7, Browser: strings.Repeat("ab", 32), Key: person.Key{Kind: person.Email, Value: "lan@example.vn"}, AskedAt: 1_000}
}

// A code is another for whoever asks, whenever, wherever; and with another secret.
func TestACodeIsOneBrowsersOnce(t *testing.T) {
	secret := []byte("ours")
	rapid.Check(t, func(t *rapid.T) {
		a := wish()
		a.ID, a.AskedAt = rapid.Int64Min(1).Draw(t, "id"), rapid.Int64Range(0, 1<<50).Draw(t, "at")
		code := Code(secret, a)
		if len(code) != 6 || strings.Trim(code, "0123456789") != "" {
			t.Fatalf("the code is %q", code)
		}
		if !Typed(secret, a, code[:3]+" "+code[3:]) {
			t.Fatal("typed with a blank it is refused")
		}
		typed := rapid.StringMatching(`[0-9]{0,7}`).Draw(t, "typed")
		if Typed(secret, a, typed) != (typed == code) {
			t.Fatalf("%q for %q", typed, code)
		}
	})
	seen := map[string]bool{}
	a := wish()
	for _, change := range []func(){func() {}, func() { a.ID++ }, func() { a.AskedAt++ }, func() { a.Browser = "cd" + a.Browser[2:] }, func() { a.Key.Value = "nam@example.vn" }, func() { secret = []byte("theirs") }} {
		change()
		seen[Code(secret, a)] = true
	}
	if len(seen) != 6 {
		t.Errorf("of six wishes there are %d codes", len(seen))
	}
}

func TestACodeOpensOnceAndSoon(t *testing.T) {
	for _, c := range []struct {
		tries, used, after int64
		open               bool
	}{
		{1, 0, 0, true}, {MostTries, 0, 5, true}, {MostTries + 1, 0, 5, false}, {1, 2, 5, false},
		{1, 0, CodeLife.Microseconds() - 1, true}, {1, 0, CodeLife.Microseconds(), false}, {1, 0, -time.Minute.Microseconds(), false},
	} {
		a := wish()
		a.Tries, a.UsedAt = c.tries, c.used
		if a.Open(a.AskedAt+c.after) != c.open {
			t.Errorf("%+v", c)
		}
	}
}

func TestWhereSomebodyIsReached(t *testing.T) {
	for said, want := range map[string]person.Key{" Lan@Example.VN ": {Kind: person.Email, Value: "lan@example.vn"}, "0912 345 678": {Kind: person.Phone, Value: "+84912345678"}} {
		if got, err := Key(said); err != nil || got != want {
			t.Errorf("%q is %v (%v)", said, got, err)
		}
	}
	for _, wrong := range []string{"", "lan", "lan@", "12", "a@b.c d", strings.Repeat("a", 260) + "@example.vn"} {
		if k, err := Key(wrong); err == nil {
			t.Errorf("%q is %v", wrong, k)
		}
	}
}

func FuzzPath(f *testing.F) {
	for _, to := range []string{"/shop/", "//evil.example", "https://evil.example", "/\\evil.example", "/shop/?a=//b", "javascript:alert(1)", "/%2f%2fevil"} {
		f.Add(to)
	}
	f.Fuzz(func(t *testing.T, to string) {
		if p := Path(to); p != "" && (p[0] != '/' || len(p) > 1 && (p[1] == '/' || p[1] == '\\')) {
			t.Errorf("%q leads to %q", to, p)
		}
	})
}
