package rank

// Weights are how much each thing beside BM25 counts. The zero value, Plain, is BM25.
type Weights struct {
	Loose bool    // words without marks, in another number or misspelt are understood
	Near  float64 // words beside each other as in the question
	Title float64 // words of the title
}

// Plain is BM25 alone; Tuned is what was found best on the sets of the tests.
var (
	Plain = Weights{}
	Tuned = Weights{Loose: true, Near: 0.4, Title: 0.3}
)

// The parameters of BM25.
const (
	k1 = 1.2
	b  = 0.75
)

// Index is texts with their words. It is changed by one and, meanwhile, asked by nobody.
type Index struct {
	weights Weights
	terms   map[string]int32
	words   []word
	folds   map[string][]int32 // words by what they are without marks
	sizes   map[int][]string   // folded words by how many bytes they have
	docs    []doc
	at      map[int64]int32 // where a text stands
	live    int
	length  int // words of all texts
	titles  int // words of all titles
}

// word is one word of the index.
type word struct {
	text     string
	postings []posting
	texts    int // texts it stands in
	uses     int // how often it stands in them
}

type posting struct {
	doc   int32
	count int32
}

// doc is a text as its words in order, the title's first.
type doc struct {
	id    int64
	words []int32
	title int32
	gone  bool
}

// New makes an index without any text.
func New(w Weights) *Index {
	return &Index{weights: w, terms: map[string]int32{}, folds: map[string][]int32{}, sizes: map[int][]string{}, at: map[int64]int32{}}
}

// Len is how many texts there are.
func (x *Index) Len() int { return x.live }

// Put adds a text, or takes it for one of that id.
func (x *Index) Put(id int64, title, body string) {
	x.Remove(id)
	d := doc{id: id}
	for _, w := range Words(title) {
		d.words = append(d.words, x.term(w))
	}
	d.title = int32(len(d.words))
	for _, w := range Words(body) {
		d.words = append(d.words, x.term(w))
	}
	at := int32(len(x.docs))
	x.docs = append(x.docs, d)
	x.at[id] = at
	for term, n := range counted(d.words) {
		w := &x.words[term]
		w.postings = append(w.postings, posting{at, n})
		w.texts++
		w.uses += int(n)
	}
	x.count(&d, 1)
}

// Remove takes a text out; one that is not there is none.
func (x *Index) Remove(id int64) {
	at, ok := x.at[id]
	if !ok {
		return
	}
	d := &x.docs[at]
	for term, n := range counted(d.words) {
		w := &x.words[term]
		w.texts--
		w.uses -= int(n)
	}
	x.count(d, -1)
	delete(x.at, id)
	*d = doc{gone: true}
	if len(x.docs) > 64 && x.live < len(x.docs)/2 {
		x.pack()
	}
}

func (x *Index) count(d *doc, by int) {
	x.live += by
	x.length += by * len(d.words)
	x.titles += by * int(d.title)
}

func counted(words []int32) map[int32]int32 {
	n := make(map[int32]int32, len(words))
	for _, w := range words {
		n[w]++
	}
	return n
}

// pack forgets the places of texts that are gone.
func (x *Index) pack() {
	to := make([]int32, len(x.docs))
	docs := make([]doc, 0, x.live)
	for i, d := range x.docs {
		if to[i] = -1; !d.gone {
			to[i] = int32(len(docs))
			x.at[d.id] = to[i]
			docs = append(docs, d)
		}
	}
	x.docs = docs
	for i := range x.words {
		kept := x.words[i].postings[:0]
		for _, p := range x.words[i].postings {
			if p.doc = to[p.doc]; p.doc >= 0 {
				kept = append(kept, p)
			}
		}
		x.words[i].postings = kept
	}
}

// term is the number of a word, which is given one where it has none.
func (x *Index) term(text string) int32 {
	if t, ok := x.terms[text]; ok {
		return t
	}
	t := int32(len(x.words))
	x.terms[text] = t
	x.words = append(x.words, word{text: text})
	folded := Fold(text)
	if x.folds[folded] == nil {
		x.sizes[len(folded)] = append(x.sizes[len(folded)], folded)
	}
	x.folds[folded] = append(x.folds[folded], t)
	return t
}
