package rank

// sight is which words of a question a word of the index stands for.
type sight map[int32][]seen

type seen struct {
	at     int
	weight float64
}

func (x *Index) sight(q *question) sight {
	s := sight{}
	for i := range q.words {
		for _, m := range q.words[i].means {
			s[m.term] = append(s[m.term], seen{i, m.weight})
		}
	}
	return s
}

// more is what a text is worth beside BM25: words of the question that stand beside each other, and its title.
func (x *Index) more(q *question, s sight, d *doc) float64 {
	if x.weights.Near == 0 && x.weights.Title == 0 {
		return 0
	}
	average := float64(x.length) / float64(max(1, x.live))
	titles := float64(x.titles) / float64(max(1, x.live))
	return x.weights.Near*near(q, s, d.words, float64(len(d.words))/average) +
		x.weights.Title*x.titled(q, s, d.words[:d.title], titles)
}

// near is BM25 over pairs: how often what stands beside each other in the question does so in the text. A pair tells as
// much as its words do on average.
func near(q *question, s sight, words []int32, length float64) (score float64) {
	if len(q.next) == 0 {
		return 0
	}
	counts := make([]float64, len(q.next))
	var before []seen
	for _, w := range words {
		now := s[w]
		if len(before) > 0 && len(now) > 0 {
			for k, pair := range q.next {
				counts[k] += weightOf(before, pair[0]) * weightOf(now, pair[1])
			}
		}
		before = now
	}
	for k, n := range counts {
		if n > 0 {
			score += (q.words[q.next[k][0]].idf + q.words[q.next[k][1]].idf) / 2 * saturated(n, length)
		}
	}
	return score
}

func weightOf(list []seen, at int) float64 {
	for _, s := range list {
		if s.at == at {
			return s.weight
		}
	}
	return 0
}

// titled is BM25 over the title alone.
func (x *Index) titled(q *question, s sight, title []int32, average float64) (score float64) {
	if len(title) == 0 {
		return 0
	}
	counts := make([]float64, len(q.words))
	for _, w := range title {
		for _, m := range s[w] {
			counts[m.at] += m.weight
		}
	}
	for i, n := range counts {
		if n > 0 {
			score += q.words[i].times * q.words[i].idf * saturated(n, float64(len(title))/average)
		}
	}
	return score
}
