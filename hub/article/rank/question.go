package rank

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// asked is a word of a question, with the words of the index it may mean.
type asked struct {
	word  string
	times float64
	means []meaning
	idf   float64
}

// meaning is a word of the index, and how far it counts: 1 is the word itself.
type meaning struct {
	term   int32
	weight float64
}

// question is what somebody asks of an index.
type question struct {
	words []asked
	next  [][2]int // which words of it stand beside each other, each pair once
}

// mostWords bounds how many words of a question are looked for.
const mostWords = 64

// ask reads a question.
func (x *Index) ask(text string) *question {
	q := &question{}
	words := Words(text)
	words = words[:min(len(words), mostWords)]
	loose := x.leftAway(words)
	place, before := map[string]int{}, -1
	for i, w := range words {
		at, ok := place[w]
		if !ok {
			at = len(q.words)
			place[w] = at
			q.words = append(q.words, asked{word: w, means: x.means(w, loose[i])})
		}
		q.words[at].times++
		if pair := [2]int{before, at}; before >= 0 && before != at && !slices.Contains(q.next, pair) {
			q.next = append(q.next, pair)
		}
		before = at
	}
	return q
}

// How likely it is, before a question is seen, that it was typed with all its marks, with none, and with some; then one in
// two is left away.
const (
	marksAll  = 0.6
	marksNone = 0.3
	marksSome = 0.1
	unlikely  = 0.05 // less than this is not looked at
)

// leftAway gives for each word how likely it is that its marks were left away. A word without any is the likelier to have
// lost them, the rarer it stands without them in the texts, and the more other words of the question have, too.
func (x *Index) leftAway(words []string) []float64 {
	loose := make([]float64, len(words))
	if !x.weights.Loose {
		return loose
	}
	strange := foreign(words)
	all, none, some := marksAll, marksNone, marksSome
	for _, w := range words {
		if Fold(w) != w {
			none, some = 0, some/2
			continue
		}
		share := x.share(w)
		all, some = all*share, some*(share+1)/2
	}
	for i, w := range words {
		share := x.share(w)
		switch {
		case share == 0:
			loose[i] = 1
		case !strange && Fold(w) == w:
			loose[i] = (none + some/(share+1)) / (all + none + some)
		}
		if loose[i] < unlikely {
			loose[i] = 0
		}
	}
	return loose
}

// share is how much of all words that look like one is the word itself; 1 where none does.
func (x *Index) share(w string) float64 {
	var own, all int
	for _, t := range x.folds[Fold(w)] {
		all += x.words[t].uses
		if x.words[t].text == w {
			own = x.words[t].uses
		}
	}
	if all == 0 {
		return 1
	}
	return float64(own) / float64(all)
}

// How far words count that are not the one that was asked for.
const (
	otherForm = 0.2
	misspelt  = 0.5
)

// means are the words of the index that a word may mean, loose being how likely its marks were left away.
func (x *Index) means(w string, loose float64) (list []meaning) {
	add := func(t int32, weight float64) {
		if x.words[t].texts > 0 && !slices.ContainsFunc(list, func(m meaning) bool { return m.term == t }) {
			list = append(list, meaning{t, weight})
		}
	}
	if t, ok := x.terms[w]; ok {
		add(t, 1)
	}
	if loose > 0 {
		for _, t := range x.folds[Fold(w)] {
			add(t, loose)
		}
	}
	if !x.weights.Loose {
		return list
	}
	if !syllable.MatchString(Fold(w)) {
		for _, o := range otherForms(w) {
			if t, ok := x.terms[o]; ok {
				add(t, otherForm)
			}
		}
	}
	if len(list) == 0 {
		for _, folded := range x.nearest(Fold(w)) {
			for _, t := range x.folds[folded] {
				add(t, misspelt)
			}
		}
	}
	return list
}

// otherForms are an English word's in the other number, or of another time.
func otherForms(w string) (forms []string) {
	if strings.HasSuffix(w, "ss") || len(w) < 4 {
		return nil
	}
	stem := w
	for _, ending := range []string{"ies", "es", "s", "ing", "ed", "y"} {
		if s, ok := strings.CutSuffix(w, ending); ok && len(s) >= 3 {
			stem = s
			break
		}
	}
	for _, s := range []string{w, stem} {
		for _, ending := range []string{"", "s", "es", "ed", "ing", "e", "y", "ies"} {
			if f := s + ending; f != w {
				forms = append(forms, f)
			}
		}
	}
	return forms
}

// shortest is how many letters a word needs to be taken for a misspelling of another; mostNearest is how many others are.
const (
	shortest    = 5
	mostNearest = 4
)

// nearest are the folded words that one letter makes of a word that is none: one more, less, other, or two in turn.
func (x *Index) nearest(folded string) (list []string) {
	if utf8.RuneCountInString(folded) < shortest || strings.ContainsAny(folded, "0123456789") {
		return nil
	}
	for size := len(folded) - 1; size <= len(folded)+1; size++ {
		for _, w := range x.sizes[size] {
			if oneApart(w, folded) {
				list = append(list, w)
			}
		}
	}
	uses := func(w string) (n int) {
		for _, t := range x.folds[w] {
			n += x.words[t].uses
		}
		return n
	}
	slices.SortStableFunc(list, func(a, b string) int { return uses(b) - uses(a) })
	return list[:min(len(list), mostNearest)]
}

// oneApart reports whether one letter more, less, other, or two in turn make one word of another.
func oneApart(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return a[i:] == b[i+1:]
	}
	if i == len(a) || a[i+1:] == b[i+1:] {
		return i < len(a)
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}

// idf is how much a word tells that stands in so many of the texts: Lucene's form, never negative.
func (x *Index) idf(texts float64) float64 {
	n := float64(x.live)
	return math.Log(1 + max(0, n-texts+0.5)/(texts+0.5))
}
