package rank

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// set is texts and what is asked of them.
type set struct {
	name  string
	texts []text
	asked []wanted
}

type text struct {
	id          int64
	title, body string
}

type wanted struct {
	question string
	id       int64
}

// reference is BM25 as the books have it, over any form of words, written apart from the index.
type reference struct {
	ids   []int64
	sizes []int
	in    map[string]map[int]int // by word: how often it stands in which text
	all   int
	form  func(string) string
}

func refer(texts []text, form func(string) string) *reference {
	r := &reference{in: map[string]map[int]int{}, form: form}
	for i, t := range texts {
		words := Words(t.title + " " + t.body)
		for _, w := range words {
			if w = form(w); r.in[w] == nil {
				r.in[w] = map[int]int{}
			}
			r.in[w][i]++
		}
		r.ids, r.sizes = append(r.ids, t.id), append(r.sizes, len(words))
		r.all += len(words)
	}
	return r
}

func (r *reference) search(question string, n int) (hits []Hit) {
	scores := make([]float64, len(r.ids))
	docs := float64(len(r.ids))
	for _, w := range Words(question) {
		in := r.in[r.form(w)]
		idf := math.Log(1 + (docs-float64(len(in))+0.5)/(float64(len(in))+0.5))
		for i, count := range in {
			tf := float64(count)
			scores[i] += idf * tf * 2.2 / (tf + 1.2*(0.25+0.75*float64(r.sizes[i])*docs/float64(r.all)))
		}
	}
	for i, score := range scores {
		if score > 0 {
			hits = append(hits, Hit{r.ids[i], score})
		}
	}
	slices.SortFunc(hits, func(a, b Hit) int { return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.ID, b.ID)) })
	return hits[:min(n, len(hits))]
}

// measured is how well a set was answered.
type measured struct{ mrr, ndcg, recall float64 }

func (m measured) String() string {
	return fmt.Sprintf("MRR %.4f nDCG %.4f recall %.4f", m.mrr, m.ndcg, m.recall)
}

func measure(asked []wanted, search func(string, int) []Hit) (m measured) {
	for _, w := range asked {
		for i, h := range search(w.question, 10) {
			if h.ID == w.id {
				m.mrr += 1 / float64(i+1)
				m.ndcg += 1 / math.Log2(float64(i+2))
				m.recall++
			}
		}
	}
	n := float64(len(asked))
	return measured{m.mrr / n, m.ndcg / n, m.recall / n}
}

func indexed(texts []text, w Weights) *Index {
	x := New(w)
	for _, t := range texts {
		x.Put(t.id, t.title, t.body)
	}
	return x
}

// The forms in which questions are asked.
var ways = []struct {
	name  string
	write func(string, *rand.Rand) string
}{
	{"as written", func(s string, _ *rand.Rand) string { return s }},
	{"without marks", func(s string, _ *rand.Rand) string { return Fold(s) }},
	{"mixed", func(s string, r *rand.Rand) string {
		words := strings.Fields(s)
		for i := range words {
			if r.IntN(2) == 0 {
				words[i] = Fold(words[i])
			}
		}
		return strings.Join(words, " ")
	}},
	{"misspelt", func(s string, r *rand.Rand) string {
		words := strings.Fields(s)
		i := r.IntN(len(words))
		if w := []rune(words[i]); len(w) > 3 {
			k := 1 + r.IntN(len(w)-2)
			w[k], w[k+1] = w[k+1], w[k]
			words[i] = string(w)
		}
		return strings.Join(words, " ")
	}},
}

func (s *set) in(way int) []wanted {
	r := rand.New(rand.NewPCG(7, uint64(way)))
	var list []wanted
	for _, w := range s.asked {
		list = append(list, wanted{ways[way].write(w.question, r), w.id})
	}
	return list
}

// guides are the sections of the guides, without their headings, and what is asked: the headings; the first sentence where
// the rest is looked for; some words that tell the section from others.
func guides(t testing.TB, language string) (sets []*set) {
	headings, sentences, words := &set{name: language + " headings"}, &set{name: language + " first sentences"}, &set{name: language + " words"}
	files, err := filepath.Glob("../../../docs/guide/*.md")
	if err != nil || len(files) < 20 {
		t.Fatalf("%d guides (%v)", len(files), err)
	}
	others, _ := filepath.Glob("../../../docs/*.md")
	id := int64(0)
	for _, f := range append(files, others...) {
		if strings.HasSuffix(f, ".vi.md") != (language == "vi") {
			continue
		}
		all, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range strings.Split(string(all), "\n## ") {
			heading, body, _ := strings.Cut(s, "\n")
			if len(Words(body)) < 30 || len(Words(heading)) == 0 {
				continue
			}
			id++
			headings.texts = append(headings.texts, text{id, "", body})
			headings.asked = append(headings.asked, wanted{heading, id})
			if first, rest, ok := strings.Cut(strings.TrimSpace(body), ". "); ok && len(Words(rest)) > 20 {
				sentences.texts = append(sentences.texts, text{id, heading, rest})
				sentences.asked = append(sentences.asked, wanted{first, id})
			}
			words.texts = append(words.texts, text{id, heading, body})
		}
	}
	words.asked = telling(words.texts)
	return []*set{headings, sentences, words}
}

// telling asks for each text by four of its words in a row, those that tell it best of a few picked by chance.
func telling(texts []text) (list []wanted) {
	r := refer(texts, func(w string) string { return w })
	chance := rand.New(rand.NewPCG(3, 5))
	for _, t := range texts {
		words := Words(t.body)
		best, most := "", -1.0
		for range 3 {
			at := chance.IntN(max(1, len(words)-4))
			some := words[at:min(len(words), at+4)]
			score := 0.0
			for _, w := range some {
				score -= math.Log(float64(len(r.in[w])))
			}
			if most < 0 && best == "" || score > most {
				best, most = strings.Join(some, " "), score
			}
		}
		list = append(list, wanted{best, t.id})
	}
	return list
}

func sets(t testing.TB) []*set {
	return append(guides(t, "vi"), guides(t, "en")...)
}

// margin is how much less than the reference a set may be answered: a question or two of hundreds.
const margin = 0.01

// TestTunedIsAtLeastBM25 holds the ranking to BM25 on every set, in every way of asking; without marks, to BM25 over texts
// without marks, too.
func TestTunedIsAtLeastBM25(t *testing.T) {
	for _, s := range sets(t) {
		exact, folded := refer(s.texts, func(w string) string { return w }), refer(s.texts, Fold)
		x := indexed(s.texts, Tuned)
		for way := range ways {
			asked := s.in(way)
			plain, bare := measure(asked, exact.search), measure(asked, folded.search)
			got := measure(asked, func(q string, n int) []Hit { return x.Search(q, n, nil) })
			t.Logf("%-20s %-14s %4d  BM25 %v   without marks %v   here %v", s.name, ways[way].name, len(asked), plain, bare, got)
			for _, than := range []measured{plain, bare} {
				if way == 0 && than == bare {
					continue
				}
				if got.mrr < than.mrr-margin || got.ndcg < than.ndcg-margin || got.recall < than.recall-margin {
					t.Errorf("%s, %s: %v, where BM25 has %v", s.name, ways[way].name, got, than)
				}
			}
		}
	}
}
