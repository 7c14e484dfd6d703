package rank

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// TestPlainIsBM25 holds the index without anything of its own to the formula, on texts that chance wrote, taken out and put
// in anew.
func TestPlainIsBM25(t *testing.T) {
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 1))
		vocabulary := strings.Fields("đổi trả hàng tiền hoàn giao Đơn phí thẻ kho mua bán sỉ lẻ order refund return ship card café 24 7")
		write := func(n int) string {
			var words []string
			for range n {
				words = append(words, vocabulary[r.IntN(1+r.IntN(len(vocabulary)))])
			}
			return strings.Join(words, " ")
		}
		x, texts := New(Plain), map[int64]text{}
		for range 300 {
			id := int64(r.IntN(120))
			if r.IntN(4) == 0 {
				x.Remove(id)
				delete(texts, id)
				continue
			}
			texts[id] = text{id, write(r.IntN(4)), write(r.IntN(40))}
			x.Put(id, texts[id].title, texts[id].body)
		}
		var list []text
		for _, one := range texts {
			list = append(list, one)
		}
		slices.SortFunc(list, func(a, b text) int { return int(a.id - b.id) })
		ref := refer(list, func(w string) string { return w })
		for range 20 {
			q := write(1 + r.IntN(6))
			got, want := x.Search(q, 10, nil), ref.search(q, 10)
			if len(got) != len(want) {
				t.Fatalf("seed %d, %q: %d hits, BM25 has %d", seed, q, len(got), len(want))
			}
			for i := range got {
				if math.Abs(got[i].Score-want[i].Score) > 1e-9 {
					t.Fatalf("seed %d, %q: %v, BM25 has %v", seed, q, got, want)
				}
			}
		}
	}
}

func TestWords(t *testing.T) {
	for in, want := range map[string]string{
		"Đổi-TRẢ hàng, 24/7!":      "đổi trả hàng 24 7",
		"hoà HÒA hòan tóan thuỷ":   "hòa hòa hoàn toán thủy",
		"quý qúy khuỷu Nguyễn của": "quý qúy khuỷu nguyễn của",
		"to\u00e0n to\u0061\u0300": "toàn tòa",
		"":                         "",
	} {
		if got := strings.Join(Words(in), " "); got != want {
			t.Errorf("%q: %q, not %q", in, got, want)
		}
	}
}

// shop is a small help centre.
func shop() *Index {
	x := New(Tuned)
	for id, t := range []text{
		{title: "Đổi trả hàng", body: "Anh chị được đổi trả hàng trong 7 ngày kể từ lúc nhận, hàng còn nguyên tem. Phí gửi trả do cửa hàng chịu nếu hàng lỗi."},
		{title: "Đợi hàng bao lâu", body: "Giao hàng nội thành trong ngày; các tỉnh từ 2 đến 4 ngày. Đơn trên 500.000 đồng được miễn phí giao."},
		{title: "Thanh toán", body: "Cửa hàng nhận tiền mặt, thẻ và chuyển khoản bằng mã QR. Hóa đơn điện tử gửi qua thư."},
		{title: "Bảo hành máy xay", body: "Máy xay cà phê được bảo hành 12 tháng. Mang máy và phiếu tới cửa hàng, hoặc gửi về kho."},
		{title: "Returns", body: "You may return or exchange goods within seven days. Refunds take three working days."},
	} {
		x.Put(int64(id+1), t.title, t.body)
	}
	return x
}

func TestSearchUnderstands(t *testing.T) {
	x := shop()
	for q, want := range map[string]int64{
		"đổi trả hàng": 1, "doi tra hang": 1, "đổi tra hang": 1, "DOI TRA": 1,
		"đợi hàng": 2, "phi giao hang": 2,
		"thanh tóan": 3, "thnah toan": 3, "hoá đơn": 3, "hoa don dien tu": 3,
		"bao hanh may xay": 4, "bảo hành cà phê": 4,
		"refund": 5, "returning goods": 5,
	} {
		hits := x.Search(q, 3, nil)
		if len(hits) == 0 || hits[0].ID != want {
			t.Errorf("%q finds %v, not %d", q, hits, want)
		}
	}
	if hits := x.Search("zzzz", 3, nil); len(hits) != 0 {
		t.Errorf("nothing is found as %v", hits)
	}
	if hits := x.Search("hàng", 5, func(id int64) bool { return id == 2 }); len(hits) != 1 || hits[0].ID != 2 {
		t.Errorf("what does not fit is found: %v", hits)
	}
}

// TestFullMarksMeanThemselves: a word with its marks finds no other, and leaves BM25's order as it is.
func TestFullMarksMeanThemselves(t *testing.T) {
	x := New(Weights{Loose: true})
	plain := New(Plain)
	for id, body := range []string{"bàn gỗ", "bán gỗ", "bạn bè", "ban công"} {
		x.Put(int64(id), "", body)
		plain.Put(int64(id), "", body)
	}
	for _, q := range []string{"bàn", "bán gỗ", "bạn bè"} {
		if got, want := fmt.Sprint(x.Search(q, 4, nil)), fmt.Sprint(plain.Search(q, 4, nil)); got != want {
			t.Errorf("%q: %s, BM25 has %s", q, got, want)
		}
	}
}

func TestCut(t *testing.T) {
	sentence := strings.Repeat("từ ", 30) + "cuối. "
	for name, c := range map[string]struct {
		text string
		want int
	}{"nothing": {"", 0}, "a line": {"Một câu.", 1}, "short paragraphs go together": {"Một.\n\nHai.", 1}, "a long paragraph": {strings.Repeat(sentence, 12), 3}, "paragraphs of a hundred": {strings.Repeat(strings.Repeat(sentence, 3)+"\n", 4), 4}} {
		parts := Cut(c.text)
		if len(parts) != c.want {
			t.Errorf("%s: %d parts", name, len(parts))
		}
		words := 0
		for _, p := range parts {
			n := len(Words(p))
			if words += n; n > longestPassage {
				t.Errorf("%s: a part of %d words", name, n)
			}
		}
		if words != len(Words(c.text)) {
			t.Errorf("%s: %d words of %d", name, words, len(Words(c.text)))
		}
	}
}

func FuzzSearch(f *testing.F) {
	f.Add("doi tra", "đổi trả\n\nhàng.")
	f.Fuzz(func(t *testing.T, q, body string) {
		x := shop()
		x.Put(9, q, body)
		for _, p := range x.Passages(q, 3, nil, func(int64) (string, string) { return q, body }) {
			if math.IsNaN(p.Sure) || p.Sure < 0 || p.Sure > 1 {
				t.Fatalf("%q: sure %v", q, p.Sure)
			}
		}
		x.Remove(9)
	})
}

func BenchmarkSearch(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	sections := guides(b, "vi")[2]
	x := New(Tuned)
	for id := range int64(10_000) {
		s := sections.texts[r.IntN(len(sections.texts))]
		words := Words(s.body)
		r.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
		x.Put(id, s.title, strings.Join(words[:min(len(words), 200)], " "))
	}
	for i := 0; b.Loop(); i++ {
		q := sections.asked[i%len(sections.asked)].question
		if i%2 == 0 {
			q = Fold(q)
		}
		x.Search(q, 10, nil)
	}
}
