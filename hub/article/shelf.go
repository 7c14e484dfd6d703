package article

import (
	"slices"
	"sync"

	"banhda/hub/article/rank"
	"banhda/hub/block"
)

// Shelf is the articles that are read, ready to be searched. Each language of one is a text of its own. It may be changed
// and asked by many at once.
type Shelf struct {
	mu    sync.RWMutex
	index *rank.Index
	known map[int64]Leaf
}

// Leaf is what a shelf knows of an article beside its words.
type Leaf struct {
	Article    int64
	External   string
	Section    int64 // 0: none
	Version    int64
	Visibility Visibility
	Title      Label
}

// Found is an article that answers, in the language it does so best.
type Found struct {
	Leaf
	Language string
	Score    float64
}

// Passage is a part of an article that may answer a question, with how sure that is: see rank.Passage.
type Passage struct {
	Found
	Text string
	Sure float64
}

// Doubtful is the sureness below which "I don't know" is the better answer.
const Doubtful = rank.Doubtful

// NewShelf makes an empty one.
func NewShelf() *Shelf { return &Shelf{index: rank.New(rank.Tuned), known: map[int64]Leaf{}} }

// Len is how many articles stand on it.
func (s *Shelf) Len() int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return len(s.known)
}

// languages in the order their texts are numbered in.
var languages = []string{"vi", "en"}

func textID(article int64, language int) int64 { return 2*article + int64(language) }

// Put puts an article on the shelf as its readers have it.
func (s *Shelf) Put(l Leaf, c *Content) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.known[l.Article] = l
	says := c.Languages()
	for i, language := range languages {
		if !slices.Contains(says, language) {
			s.index.Remove(textID(l.Article, i))
			continue
		}
		s.index.Put(textID(l.Article, i), block.In(c.Title, language), c.Plain(language))
	}
}

// Remove takes an article off the shelf.
func (s *Shelf) Remove(article int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.known, article)
	for i := range languages {
		s.index.Remove(textID(article, i))
	}
}

// All are the articles that an audience may read, in no order.
func (s *Shelf) All(who []Visibility) (list []Leaf) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	for _, l := range s.known {
		if slices.Contains(who, l.Visibility) {
			list = append(list, l)
		}
	}
	return list
}

// Search gives the articles that answer a question best, n at most, of those that an audience may read.
func (s *Shelf) Search(question string, n int, who []Visibility) []Found {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var list []Found
	for _, h := range s.index.Search(question, 2*n, s.readable(who)) {
		f := s.found(h.ID, h.Score)
		if !slices.ContainsFunc(list, func(o Found) bool { return o.Article == f.Article }) {
			list = append(list, f)
		}
	}
	return list[:min(n, len(list))]
}

// Passages gives the parts of articles that answer a question best, n at most, of those that an audience may read. read gives
// what the texts of some articles say, by article and language.
func (s *Shelf) Passages(question string, n int, who []Visibility, read func(articles []int64) (map[int64]Content, error)) ([]Passage, error) {
	candidates := s.Search(question, mostRead, who)
	ids := make([]int64, len(candidates))
	for i, c := range candidates {
		ids[i] = c.Article
	}
	says, err := read(ids)
	if err != nil {
		return nil, err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	may := s.readable(who)
	fits := func(id int64) bool { _, ok := says[id/2]; return ok && may(id) }
	var list []Passage
	for _, p := range s.index.Passages(question, n, fits, func(id int64) (title, body string) {
		c, language := says[id/2], languages[id%2]
		return block.In(c.Title, language), c.Plain(language)
	}) {
		list = append(list, Passage{s.found(p.ID, p.Score), p.Text, p.Sure})
	}
	return list, nil
}

// mostRead is how many articles passages are looked for in.
const mostRead = 20

// Why tells by which words a text answers a question.
func (s *Shelf) Why(question, text string) []rank.Reason {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.index.Why(question, text)
}

func (s *Shelf) readable(who []Visibility) func(int64) bool {
	return func(id int64) bool { return slices.Contains(who, s.known[id/2].Visibility) }
}

func (s *Shelf) found(id int64, score float64) Found {
	return Found{s.known[id/2], languages[id%2], score}
}
