package rank

import (
	"cmp"
	"slices"
	"sync"
)

// Hit is a text that answers, and how well.
type Hit struct {
	ID    int64
	Score float64
}

// looked is how many of the best by BM25 are looked at more closely, at least.
const looked = 100

// Search gives the texts that answer a question best, n at most. fits tells which may; nil: all.
func (x *Index) Search(text string, n int, fits func(id int64) bool) []Hit {
	return x.search(x.ask(text), n, fits)
}

func (x *Index) search(q *question, n int, fits func(id int64) bool) []Hit {
	best := x.bm25(q, max(looked, 2*n), fits)
	s := x.sight(q)
	hits := make([]Hit, len(best))
	for i, c := range best {
		d := &x.docs[c.doc]
		hits[i] = Hit{d.id, c.score + x.more(q, s, d)}
	}
	slices.SortFunc(hits, func(a, b Hit) int { return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.ID, b.ID)) })
	return hits[:min(len(hits), n)]
}

// candidate is a text by its place.
type candidate struct {
	doc   int32
	score float64
}

// sheet is room to count in, used again and again.
type sheet struct {
	scores, counts []float64
	most           []float64 // the largest weight of a word in a text
	touched, here  []int32
}

var sheets = sync.Pool{New: func() any { return new(sheet) }}

func (s *sheet) room(n int) {
	if len(s.scores) < n {
		s.scores, s.counts, s.most = make([]float64, n+n/4), make([]float64, n+n/4), make([]float64, n+n/4)
	}
}

// bm25 gives the best texts by BM25, n at most, and sets how much each word asked for tells.
func (x *Index) bm25(q *question, n int, fits func(id int64) bool) []candidate {
	s := sheets.Get().(*sheet)
	defer sheets.Put(s)
	s.room(len(x.docs))
	s.touched = s.touched[:0]
	for i := range q.words {
		x.score(&q.words[i], s)
	}
	best := newest(n)
	for _, d := range s.touched {
		if score := s.scores[d]; fits == nil || score > best.least && fits(x.docs[d].id) {
			best.add(candidate{d, score})
		}
		s.scores[d] = 0
	}
	return best.list
}

// score adds what one word tells of each text.
func (x *Index) score(w *asked, s *sheet) {
	s.here = s.here[:0]
	for _, m := range w.means {
		for _, p := range x.words[m.term].postings {
			if x.docs[p.doc].gone {
				continue
			}
			if s.counts[p.doc] == 0 {
				s.here = append(s.here, p.doc)
			}
			s.counts[p.doc] += m.weight * float64(p.count)
			s.most[p.doc] = max(s.most[p.doc], m.weight)
		}
	}
	texts := 0.0
	for _, d := range s.here {
		texts += s.most[d]
		s.most[d] = 0
	}
	w.idf = x.idf(texts)
	average := float64(x.length) / float64(max(1, x.live))
	for _, d := range s.here {
		if s.scores[d] == 0 {
			s.touched = append(s.touched, d)
		}
		s.scores[d] += w.times * w.idf * saturated(s.counts[d], float64(len(x.docs[d].words))/average)
		s.counts[d] = 0
	}
}

// saturated is BM25's count of a word in a text that is so many times as long as the average.
func saturated(count, length float64) float64 {
	return count * (k1 + 1) / (count + k1*(1-b+b*length))
}

// best keeps the n largest of what it is given, as a heap with the least on top.
type best struct {
	n     int
	least float64
	list  []candidate
}

func newest(n int) *best { return &best{n: n, least: -1} }

func (h *best) add(c candidate) {
	if len(h.list) < h.n {
		h.list = append(h.list, c)
		h.up(len(h.list) - 1)
	} else if c.score > h.list[0].score {
		h.list[0] = c
		h.down(0)
	}
	if len(h.list) == h.n {
		h.least = h.list[0].score
	}
}

func (h *best) up(i int) {
	for i > 0 && h.list[i].score < h.list[(i-1)/2].score {
		h.list[i], h.list[(i-1)/2] = h.list[(i-1)/2], h.list[i]
		i = (i - 1) / 2
	}
}

func (h *best) down(i int) {
	for {
		low := i
		for _, k := range []int{2*i + 1, 2*i + 2} {
			if k < len(h.list) && h.list[k].score < h.list[low].score {
				low = k
			}
		}
		if low == i {
			return
		}
		h.list[i], h.list[low] = h.list[low], h.list[i]
		i = low
	}
}
