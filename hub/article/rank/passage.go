package rank

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Passage is a part of a text that may answer a question.
type Passage struct {
	ID    int64
	Text  string
	Score float64
	// Sure is how likely it is that the answer is in it, from 0 to 1. It is told for the best passage; what comes after
	// is as sure as it scores beside that one.
	Sure float64
}

// How long a passage is, in words; and of how many texts passages are looked at.
const (
	shortestPassage = 80
	longestPassage  = 160
	textsCut        = 20
)

// Passages gives the parts of texts that answer a question best, n at most. text gives what a text says.
func (x *Index) Passages(asks string, n int, fits func(id int64) bool, text func(id int64) (title, body string)) []Passage {
	q := x.ask(asks)
	hits := x.search(q, textsCut, fits)
	s := x.sight(q)
	var list []Passage
	for _, h := range hits {
		title, body := text(h.ID)
		named := x.numbers(Words(title))
		for _, part := range Cut(norm.NFC.String(body)) {
			list = append(list, Passage{ID: h.ID, Text: part, Score: x.part(q, s, named, part) + h.Score*whole})
		}
	}
	slices.SortStableFunc(list, func(a, b Passage) int { return cmp.Compare(b.Score, a.Score) })
	if len(list) == 0 {
		return nil
	}
	title, _ := text(list[0].ID)
	sure := x.sure(q, s, list, title)
	for i := range list {
		list[i].Sure = sure * list[i].Score / list[0].Score
	}
	return list[:min(n, len(list))]
}

// whole is how much the text a passage is of counts beside the passage.
const whole = 0.3

// part is what a passage is worth: as a text of its own would be, under the title of its text.
func (x *Index) part(q *question, s sight, title []int32, text string) float64 {
	words := x.numbers(Words(text))
	counts := make([]float64, len(q.words))
	for _, w := range words {
		for _, m := range s[w] {
			counts[m.at] += m.weight
		}
	}
	length := float64(len(words)) / longestPassage
	score := x.weights.Near * near(q, s, words, length)
	for i, n := range counts {
		if n > 0 {
			score += q.words[i].times * q.words[i].idf * saturated(n, length)
		}
	}
	return score + x.weights.Title*x.titled(q, s, title, float64(x.titles)/float64(max(1, x.live)))
}

// numbers are words as the index has them; -1 for one it has not.
func (x *Index) numbers(words []string) []int32 {
	list := make([]int32, len(words))
	for i, w := range words {
		t, ok := x.terms[w]
		if !ok {
			t = -1
		}
		list[i] = t
	}
	return list
}

// Cut divides a text into passages: whole paragraphs where they are short, sentences where they are long. A paragraph ends
// where a line does that ends a sentence.
func Cut(text string) (parts []string) {
	var b strings.Builder
	size := 0
	end := func() {
		if size > 0 {
			parts = append(parts, strings.TrimSpace(b.String()))
		}
		b.Reset()
		size = 0
	}
	for _, s := range sentences(strings.ReplaceAll(text, "\r\n", "\n")) {
		n := len(Tokens(s))
		if size > 0 && size+n > longestPassage {
			end()
		}
		b.WriteString(s)
		size += n
		if size >= shortestPassage && strings.HasSuffix(s, "\n") && !strings.ContainsFunc(lastRune(s), unicode.IsLetter) {
			end()
		}
	}
	end()
	return parts
}

// lastRune is the last letter or mark of a line.
func lastRune(s string) string {
	s = strings.TrimRight(s, "\n ")
	_, size := utf8.DecodeLastRuneInString(s)
	return s[len(s)-size:]
}

// sentences are a text's, each with what follows it on its line, or the end of that.
func sentences(text string) (list []string) {
	start := 0
	for i := 0; i+1 < len(text); i++ {
		if text[i] == '\n' || strings.IndexByte(".!?;", text[i]) >= 0 && text[i+1] == ' ' {
			list = append(list, text[start:i+1])
			start = i + 1
		}
	}
	return append(list, text[start:])
}
