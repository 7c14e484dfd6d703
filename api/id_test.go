package api

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestIDsComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		id := rapid.Int64().Draw(t, "id")
		shown := PersonID(id)
		if len(shown) != len(personPrefix)+idLength {
			t.Fatalf("%d is shown as %s", id, shown)
		}
		for _, form := range []string{shown, strings.ToLower(shown), strings.TrimPrefix(shown, personPrefix)} {
			if got, err := ParsePersonID(form); err != nil || got != id {
				t.Fatalf("%s reads as %d, not %d (%v)", form, got, id, err)
			}
		}
		if back, err := ParseImportID(ImportID(id)); err != nil || back != id {
			t.Fatalf("import %d reads as %d (%v)", id, back, err)
		}
	})
}

// The ids people wrote down must stay valid for ever.
func TestIDsNeverChange(t *testing.T) {
	for id, want := range map[int64]string{1: "per_6309SA6K6NPA9", 2: "per_DYK9Z8GXHPXWY", 1_000_000: "per_EDZSQFX5KBS9E"} {
		if got := PersonID(id); got != want {
			t.Errorf("person %d was %s and is now %s", id, want, got)
		}
	}
	if got := ImportID(1); got != "imp_FW3QK895W51N3" {
		t.Errorf("import 1 is now %s", got)
	}
}

func TestWhatIsNoID(t *testing.T) {
	good := strings.TrimPrefix(PersonID(1), personPrefix)
	for _, s := range []string{"", "1", "per_", "per_1", "imp_" + good, "Z" + good[1:], good + "0", good[1:] + "U", "Nguyễn Văn A"} {
		if id, err := ParsePersonID(s); err == nil {
			t.Errorf("%q was read as person %d", s, id)
		}
	}
	if a, _ := ParsePersonID("0" + strings.Repeat("O", 12)); a != mustParse(t, strings.Repeat("0", 13)) {
		t.Error("the letter O is not read as zero")
	}
}

func mustParse(t *testing.T, s string) int64 {
	id, err := ParsePersonID(s)
	if err != nil {
		t.Fatal(err)
	}
	return id
}
