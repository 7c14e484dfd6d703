package rank

import (
	"slices"

	"golang.org/x/text/unicode/norm"
)

// Reason is a word of a question, and the words of a text that answer it.
type Reason struct {
	Word  string   // as it was asked
	As    []string // as they stand in the text, the best first; none: it is not in it
	Tells float64  // how much the word tells: the rarer, the more
}

// Why tells by which words a text answers a question, those of the question in their order.
func (x *Index) Why(asks, text string) (list []Reason) {
	q := x.ask(asks)
	x.bm25(q, 1, nil) // finds out how much each word tells
	there := Words(norm.NFC.String(text))
	for i := range q.words {
		w := &q.words[i]
		r := Reason{Word: w.word, As: []string{}, Tells: w.idf}
		slices.SortStableFunc(w.means, func(a, b meaning) int { return int(100 * (b.weight - a.weight)) })
		for _, m := range w.means {
			if word := x.words[m.term].text; slices.Contains(there, word) {
				r.As = append(r.As, word)
			}
		}
		list = append(list, r)
	}
	return list
}
