package help

import (
	"strings"
	"testing"
	"testing/quick"
	"unicode/utf8"
)

func TestSaid(t *testing.T) {
	for query, want := range map[string][2]string{
		"  Đổi   trả hàng ":            {"Đổi trả hàng", "doi tra hang"},
		"doi tra hang":                 {"doi tra hang", "doi tra hang"},
		"đơn của lan@example.vn ở đâu": {"đơn của … ở đâu", "don cua o dau"},
		"gọi 0912 345 678 giúp":        {"gọi … giúp", "goi giup"},
		"thẻ +84-912-345-678":          {"thẻ …", "the"},
		"bảo hành 12 tháng, 24/7":      {"bảo hành 12 tháng, 24/7", "bao hanh 12 thang, 24/7"},
		"":                             {"", ""},
		"0912345678":                   {"", ""},
		"x":                            {"", ""},
	} {
		if said, known := Said(query); said != want[0] || known != want[1] {
			t.Errorf("%q is kept as %q, known as %q", query, said, known)
		}
	}
	bounded := func(query string) bool {
		said, known := Said(query)
		return utf8.RuneCountInString(said) <= longestSaid && !strings.Contains(said, "@") && (known != "") == (said != "")
	}
	if err := quick.Check(bounded, nil); err != nil {
		t.Error(err)
	}
}

func TestVotersAreToldApart(t *testing.T) {
	secret := []byte("s")
	one := Voter(secret, 1, "192.0.2.1", "Firefox")
	for _, other := range []string{Voter(secret, 2, "192.0.2.1", "Firefox"), Voter(secret, 1, "192.0.2.2", "Firefox"), Voter(secret, 1, "192.0.2.1", "Chrome"), Voter([]byte("t"), 1, "192.0.2.1", "Firefox")} {
		if other == one {
			t.Error("two readers have one name")
		}
	}
	if one != Voter(secret, 1, "192.0.2.1", "Firefox") {
		t.Error("a reader has two names")
	}
}

func TestDoubted(t *testing.T) {
	for votes, want := range map[Votes]bool{{0, 9}: false, {5, 5}: true, {6, 5}: false, {0, 10}: true, {100, 99}: false} {
		if votes.Doubted() != want {
			t.Errorf("%+v doubted: %v", votes, !want)
		}
	}
}
