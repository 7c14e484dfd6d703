package sms

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"banhda/hub/consent"
)

func TestCounting(t *testing.T) {
	a := func(n int) string { return strings.Repeat("a", n) }
	for what, c := range map[string]struct {
		text           string
		encoding       Encoding
		segments, left int
	}{
		"nothing":                       {"", GSM, 0, 160},
		"one full message":              {a(160), GSM, 1, 0},
		"one letter more":               {a(161), GSM, 2, 153 - 8},
		"three full ones":               {a(459), GSM, 3, 0},
		"signs of two units":            {strings.Repeat("€", 80), GSM, 1, 0},
		"81 signs of two units":         {strings.Repeat("€", 81), GSM, 2, 153 - 10},
		"the label takes six units":     {"[QC] " + a(154), GSM, 2, 153 - 8},
		"and one less fits":             {"[QC] " + a(153), GSM, 1, 0},
		"all signs of two units":        {`^{}[]~|\€`, GSM, 1, 160 - 18},
		"letters GSM has":               {"à è é ì ò ù É", GSM, 1, 160 - 13},
		"one letter it has not":         {"ă" + a(69), UCS2, 1, 0},
		"and one more":                  {"ă" + a(70), UCS2, 2, 67 - 4},
		"a picture takes two units":     {strings.Repeat("😀", 35), UCS2, 1, 0},
		"and is not cut in two":         {"ă" + a(65) + "😀" + a(10), UCS2, 2, 67 - 12},
		"letters and marks apart are é": {"e\u0301", GSM, 1, 159},
		"a sign is not cut from escape": {a(152) + "€" + a(10), GSM, 2, 153 - 12},
	} {
		got := Make(c.text)
		if got.Encoding != c.encoding || got.Segments() != c.segments || got.Left() != c.left {
			t.Errorf("%s: %s, %d messages, %d left; want %s, %d, %d", what, got.Encoding, got.Segments(), got.Left(), c.encoding, c.segments, c.left)
		}
	}
}

// TestCuttingLosesNothing: whatever the text, its parts together are the whole, none is too long, none could take the first
// letter of the next, and one letter more is never fewer messages.
func TestCuttingLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		letters := rapid.SampledFrom([]rune("abc €[]éăđ😀\n"))
		if rapid.Bool().Draw(t, "plain") {
			letters = rapid.SampledFrom([]rune("abc €[]é^|\n"))
		}
		text := string(rapid.SliceOfN(letters, 0, 700).Draw(t, "text"))
		got := Make(text)
		most, whole := 153, 0
		if got.Segments() == 1 {
			most = 160
		}
		if got.Encoding == UCS2 {
			if most = 134; got.Segments() == 1 {
				most = 140
			}
		}
		for _, p := range got.Parts {
			if len(p) > most || len(p) == 0 {
				t.Fatalf("a message of %d bytes", len(p))
			}
			if got.Encoding == GSM && p[len(p)-1] == escape {
				t.Fatal("a sign is cut from its escape")
			}
			whole += len(p)
		}
		if back := Read(bytes.Join(got.Parts, nil)); got.Encoding == GSM && back != text {
			t.Fatalf("%q is read as %q", text, back)
		}
		if size := map[Encoding]int{GSM: 1, UCS2: 2}[got.Encoding]; whole != got.Units*size {
			t.Fatalf("%d bytes of %d units", whole, got.Units)
		}
		longer := Make(text + string(letters.Draw(t, "more")))
		if longer.Segments() < got.Segments() {
			t.Fatalf("%d messages, and with one letter more %d", got.Segments(), longer.Segments())
		}
	})
}

func TestPlain(t *testing.T) {
	text := "Chị Lan ơi, đơn “ĐẶC BIỆT” – giảm 20 %… Huế"
	plain := Plain(text)
	if plain != `Chi Lan oi, don "DAC BIET" - giam 20 %... Hue` {
		t.Error(plain)
	}
	if got := Make(plain); got.Encoding != GSM {
		t.Error(got.Encoding)
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "text")
		if p := Plain(s); Plain(p) != p || !utf8.ValidString(p) && utf8.ValidString(s) {
			t.Fatalf("%q becomes %q", s, p)
		}
	})
}

// TestBrandnames: article 23 of Decree 91/2020.
func TestBrandnames(t *testing.T) {
	for name, good := range map[string]bool{"BANHDA": true, "Banh Da-1.x": true, "BANHDA_SHOP": true, "BANHDA SHOPS": false, "Bánh Đà": false, "0901234567": false, "1-2": false, "": false, " A": false, "A&B": false} {
		if err := CheckBrand(name); (err == nil) != good {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestRefusals(t *testing.T) {
	for answer, is := range map[string]bool{"TC": true, "tc": true, " Từ chối ": true, "STOP": true, "Stop!": true, "TC BANHDA": true, "hủy": true, "dừng": true,
		"Tôi muốn hủy đơn hàng 123": false, "TCB": false, "OK": false, "": false, "Dừng ở đâu?": false} {
		if Refuses(answer) != is {
			t.Errorf("%q", answer)
		}
	}
	if !SaysHow("Giảm 20 %. Từ chối: soạn TC gửi 1551") || !SaysHow("Tu choi QC: STOP") || SaysHow("Giảm giá, xem stopwatch") {
		t.Error("how to refuse")
	}
}

func TestCost(t *testing.T) {
	list := []Price{{Viettel, 900, 400}, {Others, 1000, 500}}
	for _, c := range []struct {
		class  consent.Class
		number string
		n      int
		want   int64
	}{
		{consent.Advertising, "+84961234567", 2, 1800}, {consent.Care, "+84961234567", 2, 800}, {consent.Transactional, "+84911234567", 1, 500}, {consent.Advertising, "+4915112345678", 3, 3000},
	} {
		if got := Cost(list, c.class, c.number, c.n); got != c.want {
			t.Errorf("%+v: %d", c, got)
		}
	}
	if Cost(nil, consent.Care, "+84961234567", 1) != 0 || CheckPrices(list) != nil || CheckPrices(append(list, Price{Network: Viettel})) == nil {
		t.Error("price lists")
	}
}
