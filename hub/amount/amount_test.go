package amount

import (
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestAmountsAreReadAsPeopleReadThem(t *testing.T) {
	for n, want := range map[int64][2]string{
		0:                 {"Không đồng", "Zero Vietnamese dong"},
		105:               {"Một trăm linh năm đồng", "One hundred five Vietnamese dong"},
		15:                {"Mười lăm đồng", "Fifteen Vietnamese dong"},
		21:                {"Hai mươi mốt đồng", "Twenty-one Vietnamese dong"},
		24:                {"Hai mươi tư đồng", "Twenty-four Vietnamese dong"},
		11:                {"Mười một đồng", "Eleven Vietnamese dong"},
		110:               {"Một trăm mười đồng", "One hundred ten Vietnamese dong"},
		1_005:             {"Một nghìn không trăm linh năm đồng", "One thousand five Vietnamese dong"},
		1_000_000:         {"Một triệu đồng", "One million Vietnamese dong"},
		1_234_567:         {"Một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy đồng", "One million two hundred thirty-four thousand five hundred sixty-seven Vietnamese dong"},
		2_000_010_055:     {"Hai tỷ không trăm mười nghìn không trăm năm mươi lăm đồng", "Two billion ten thousand fifty-five Vietnamese dong"},
		1_500_000_000_000: {"Một nghìn năm trăm tỷ đồng", "One trillion five hundred billion Vietnamese dong"},
	} {
		if got := [2]string{Words(n, "VND", "vi"), Words(n, "VND", "en")}; got != want {
			t.Errorf("%d is %q", n, got)
		}
	}
	if got := Words(12_345, "USD", "vi"); got != "Một trăm hai mươi ba đô la Mỹ và bốn mươi lăm xu" {
		t.Error(got)
	}
	if got := Words(12_300, "USD", "en"); got != "One hundred twenty-three US dollars" {
		t.Error(got)
	}
}

// hear is the number somebody hears in words: written apart from the writing, by the meaning of each word.
func hear(said string, values, scales map[string]int64) (n int64, ok bool) {
	var whole, group int64 // whole is in units of what was said last
	for _, word := range strings.Fields(strings.ReplaceAll(said, "-", " ")) {
		value, isValue := values[word]
		scale, isScale := scales[word]
		switch {
		case isValue:
			group += value
		case word == "trăm" || word == "hundred" || word == "mươi":
			by := int64(10)
			if word != "mươi" {
				by = 100
			}
			last := group % 10
			group += last*by - last
		case isScale && scale == 1e9 && scales["tỷ"] != 0: // in Vietnamese what was said before is so many billions
			whole, group = (whole+group)*scale, 0
		case isScale:
			whole, group = whole+group*scale, 0
		default:
			return 0, false
		}
	}
	return whole + group, true
}

var (
	valuesVi = map[string]int64{"không": 0, "linh": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
	scalesVi = map[string]int64{"nghìn": 1e3, "triệu": 1e6, "tỷ": 1e9}
	scalesEn = map[string]int64{"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "quadrillion": 1e15, "quintillion": 1e18}
)

func valuesEn() map[string]int64 {
	values := map[string]int64{}
	for i, w := range strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen") {
		values[w] = int64(i)
	}
	for i, w := range strings.Fields("twenty thirty forty fifty sixty seventy eighty ninety") {
		values[w] = int64(20 + 10*i)
	}
	return values
}

func TestWhatIsReadIsHeard(t *testing.T) {
	en := valuesEn()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.OneOf(rapid.Int64Range(0, 2_000_000), rapid.Int64Range(0, 1e15), rapid.Int64Range(0, math.MaxInt64/10)).Draw(t, "n")
		if got, ok := hear(vietnamese(n), valuesVi, scalesVi); !ok || got != n {
			t.Fatalf("%d is read %q and heard as %d", n, vietnamese(n), got)
		}
		if got, ok := hear(english(n), en, scalesEn); !ok || got != n {
			t.Fatalf("%d is read %q and heard as %d", n, english(n), got)
		}
		words := strings.Fields(vietnamese(n))
		for i, w := range words { // what nobody says
			before := ""
			if i > 0 {
				before = words[i-1]
			}
			if w == "năm" && slices.Contains([]string{"mười", "mươi"}, before) || w == "một" && before == "mươi" || w == "mươi" && before == "một" {
				t.Fatalf("%d is read %q", n, vietnamese(n))
			}
		}
	})
}
