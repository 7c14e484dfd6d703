package note

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestMentions(t *testing.T) {
	text := "Nhờ @[Nguyễn Thị Lan](usr_0000000000001) và @[Kinh doanh](tea_0000000000002), @[Lan](usr_0000000000001) nhé; a@b.vn, @[x](per_0000000000001), @[y](http://x)"
	if got := Mentions(text); !slices.Equal(got, []string{"usr_0000000000001", "tea_0000000000002"}) {
		t.Errorf("mentioned are %v", got)
	}
	if got := len(Mentions(strings.Repeat("x", 10) + many(200))); got != most {
		t.Errorf("%d are told", got)
	}
}

func many(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("@[a](usr_00000000000" + string(rune('A'+i/26)) + string(rune('A'+i%26)) + ")")
	}
	return b.String()
}

func TestClean(t *testing.T) {
	if got, err := Clean(" a\u0300\r\nb\x00\xff "); err != nil || got != "à\nb\uFFFD" {
		t.Errorf("%q %v", got, err)
	}
	for _, bad := range []string{"", " \n ", strings.Repeat("ồ", Longest+1)} {
		if _, err := Clean(bad); err == nil {
			t.Errorf("%d characters were taken", utf8.RuneCountInString(bad))
		}
	}
}

func FuzzClean(f *testing.F) {
	f.Add("@[a](usr_0000000000001) b")
	f.Fuzz(func(t *testing.T, text string) {
		clean, err := Clean(text)
		if err != nil {
			return
		}
		if again, err := Clean(clean); err != nil || again != clean || !utf8.ValidString(clean) {
			t.Fatalf("cleaning twice differs: %q %q", clean, again)
		}
	})
}
