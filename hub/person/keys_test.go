package person

import (
	"bufio"
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestKeysComeInFixedOrder(t *testing.T) {
	id := Identity{UserID: " U1 ", AnonymousID: "a", Email: " An@Example.VN", Phone: "0912 345 678",
		External: map[string]string{"Zalo": "z", "haravan": "h", "blank": " "}}
	keys, aside := id.Keys()
	want := []Key{{UserID, "U1"}, {"external:haravan", "h"}, {"external:zalo", "z"},
		{Email, "an@example.vn"}, {Phone, "+84912345678"}, {AnonymousID, "a"}}
	if !slices.Equal(keys, want) || len(aside) > 0 {
		t.Errorf("%v, aside %v", keys, aside)
	}
}

func TestUnusableIdentifiersStandAside(t *testing.T) {
	id := Identity{UserID: "undefined", Email: "nobody", Phone: "12", AnonymousID: "[object Object]"}
	keys, aside := id.Keys()
	if len(keys) != 0 || len(aside) != 4 || aside[1].Value != "nobody" {
		t.Errorf("%v, aside %v", keys, aside)
	}
}

func TestPhones(t *testing.T) {
	for given, want := range map[string]string{
		"0912345678":        "+84912345678",
		"912345678":         "+84912345678", // a spreadsheet ate the zero
		"912345678.0":       "+84912345678",
		"84912345678":       "+84912345678",
		"+84 (0)912-345678": "+84912345678",
		"0084912345678":     "+84912345678",
		"0912.345.678":      "+84912345678",
		"01629876543":       "+84329876543", // 11 digits, before 2018
		"1629876543":        "+84329876543",
		"+841209876543":     "+84709876543",
		"01999876543":       "+84599876543",
		"0521234567":        "+84521234567", // the library's table refuses some of these
		"02438251234":       "+842438251234",
		"024 3825 1234":     "+842438251234",
		"+1 650-253-0000":   "+16502530000",
		"841234567":         "+84841234567",
		"+81 90-1234-5678":  "+819012345678",
		"0101234567":        "",
		"01709876543":       "",
		"12":                "",
		"9.12E+08":          "",
		"không có":          "",
		"09123456789":       "",
		"":                  "",
	} {
		k, reason := Normalise(Key{Phone, given})
		if want == "" {
			if given != "" && reason == "" {
				t.Errorf("%s: %v, want a reason", given, k)
			}
			continue
		}
		if k.Value != want || reason != "" {
			t.Errorf("%s: %v (%s), want %s", given, k, reason, want)
		}
	}
}

func TestEmails(t *testing.T) {
	for given, ok := range map[string]bool{
		"A.B+c@Mail.Example.vn": true, "ân@thư.vn": true,
		"a@b": false, "@b.vn": false, "a@": false, "a@b@c.vn": false, "a b@c.vn": false, "a@b.vn, c@d.vn": false,
		"<a@b.vn>": false, "a@.vn": false, "a@vn.": false,
	} {
		k, reason := Normalise(Key{Email, given})
		if ok != (reason == "") || ok && k.Value != strings.ToLower(given) {
			t.Errorf("%s: %v %q", given, k, reason)
		}
	}
}

// Normalising twice changes nothing, whatever was typed.
func FuzzNormalise(f *testing.F) {
	for _, s := range []string{"0912345678", "An@Example.vn", "e\u0301", "\xff", "+84 (0)1629876543", "null", "İ@x.vn"} {
		f.Add(Phone, s)
		f.Add(Email, s)
		f.Add(External+"Zalo", s)
	}
	f.Fuzz(func(t *testing.T, kind, value string) {
		if !KnownKind(kind) || !utf8.ValidString(kind+value) {
			return
		}
		once, reason := Normalise(Key{kind, value})
		if reason != "" {
			return
		}
		if twice, reason := Normalise(once); twice != once || reason != "" {
			t.Fatalf("%q → %q → %q %s", value, once, twice, reason)
		}
		if !norm.NFC.IsNormalString(once.Value) {
			t.Fatalf("%q is not NFC", once.Value)
		}
	})
}

func TestFold(t *testing.T) {
	for given, want := range map[string]string{
		"Nguyễn  Đình\tĐức ":            "nguyen dinh duc",
		"Nguye\u0302\u0303n":            "nguyen",
		"Ðặng ð":                        "dang d",
		"HOÀ":                           Fold("Hòa"),
		"":                              "",
		" ":                             "",
		"Straße Ωmega":                  "straße ωmega",
		"Trần Thị Mỹ Duyên (Marketing)": "tran thi my duyen (marketing)",
	} {
		if got := Fold(given); got != want {
			t.Errorf("%q: %q, want %q", given, got, want)
		}
	}
}

func TestGivenName(t *testing.T) {
	for name, want := range map[string]string{"Nguyễn Thị Minh Hương ": "Hương", "Nam": "Nam", "": ""} {
		if got := GivenName(name); got != want {
			t.Errorf("%q: %q", name, got)
		}
	}
}

func TestSortKeyOrdersAsAVietnameseList(t *testing.T) {
	want := []string{
		"Lê An", "Nguyễn An", "Đỗ Anh", "Trần Ân", "Bùi Bình", "Cao Dung", "An Đào", "Ðinh Ðạt",
		"Lê Ma", "Lê Mà", "Lê Mả", "Lê Mã", "Lê Má", "Lê Mạ", "Lê Minh", "Lê Ngọc Minh", "Vũ Oanh", "Vũ Ông", "Vũ Ơn", "Vũ Uyên", "Vũ Ước",
	}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, func(a, b string) int { return bytes.Compare(SortKey(a), SortKey(b)) })
	if !slices.Equal(got, want) {
		t.Errorf("\ngot  %q\nwant %q", got, want)
	}
	if len(SortKey(" ")) != 0 {
		t.Error("no name has no key")
	}
	if !bytes.Equal(SortKey("Ðặng Ðức"), SortKey("Đặng Đức")) {
		t.Error("Ð (U+00D0) sorts as Đ")
	}
}

// Every given name of the lists folds to the form without accents the lists give for it.
func TestFoldRealNames(t *testing.T) {
	for _, list := range []string{"boy", "girl"} {
		marked, plain := names(t, list+".txt"), names(t, list+"_no_accents.txt")
		if len(marked) != len(plain) {
			t.Fatalf("%d names, %d without accents", len(marked), len(plain))
		}
		for i := range marked {
			if got := Fold(marked[i]); got != strings.ToLower(strings.Join(strings.Fields(plain[i]), " ")) {
				t.Errorf("%q: %q, want %q", marked[i], got, plain[i])
			}
			if got := Fold(norm.NFD.String(marked[i])); got != Fold(marked[i]) {
				t.Errorf("%q in NFD: %q", marked[i], got)
			}
		}
	}
}

func names(t *testing.T, file string) (lines []string) {
	f, err := os.Open(filepath.Join("..", "..", "..", "shared", "data", "vi_names", file))
	if err != nil {
		t.Skip("the lists of Vietnamese names are not here:", err)
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		lines = append(lines, s.Text())
	}
	return lines
}
