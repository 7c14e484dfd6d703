package wheel

// Row is one thing that a figure counts or adds up. What of it is set depends on the list's kind.
type Row struct {
	Person int64
	// At is the instant of a move, purchase, refund or rotation, the beginning of a spell, or when somebody took a
	// step; 0 where a row is a person and nothing else.
	At       int64
	From, To Stage // of a move; of a spell the stage, and what it ended in
	Until    int64 // the end of a spell; Forever: it goes on
	// Value is money in minor units of Currency; an empty Currency says that nothing was stated.
	Value    int64
	Currency string
	Class    Class
	// Repeats and Friends are the further purchases and referred buyers that one customer of a gain brought.
	Repeats, Friends *int

	nth int // among the person's rows, from 1
}

// Class is what a purchase or a rotation counts as.
type Class string

// The classes there are; empty where there is nothing to tell apart.
const (
	ClassNew      Class = "new"
	ClassRepeat   Class = "repeat"
	ClassReferred Class = "referred"
	ClassRefund   Class = "refund"
	ClassFriend   Class = "friend" // a friend's first purchase, on the referrer's account
)

// Mark is a place in a list: behind so many rows of a person. The zero Mark is the start. It stays good when rows
// come and go elsewhere.
type Mark struct {
	Person int64
	Rows   int
}

// Page takes in a whole list, row by row, and keeps its length, its sum and the rows that one page shows. Rows come
// in order of person, and of one person in order of time.
type Page struct {
	After    Mark
	Limit    int
	Currency string // whose values are summed

	Count  int64
	Sum    int64
	Stated int64 // rows that state a value in Currency

	rows   []Row // those of the page, and one more where there is a next one
	person int64
	nth    int
}

// Add takes in the list's next row.
func (p *Page) Add(r Row) {
	p.Count++
	if r.Currency != "" && r.Currency == p.Currency {
		p.Sum += r.Value
		p.Stated++
	}
	if p.nth++; r.Person != p.person {
		p.person, p.nth = r.Person, 1
	}
	shown := r.Person < p.After.Person || r.Person == p.After.Person && p.nth <= p.After.Rows
	if !shown && len(p.rows) <= p.Limit {
		r.nth = p.nth
		p.rows = append(p.rows, r)
	}
}

// Follow takes in what another Page of the same question took in of the people after this one's.
func (p *Page) Follow(o *Page) {
	p.Count += o.Count
	p.Sum += o.Sum
	p.Stated += o.Stated
	p.rows = append(p.rows, o.rows...)
	p.rows = p.rows[:min(len(p.rows), p.Limit+1)]
}

// Rows are the page's.
func (p *Page) Rows() []Row { return p.rows[:min(len(p.rows), p.Limit)] }

// Next is where the next page begins; ok is false at the end of the list.
func (p *Page) Next() (m Mark, ok bool) {
	if len(p.rows) <= p.Limit || p.Limit < 1 {
		return Mark{}, false
	}
	last := &p.rows[p.Limit-1]
	return Mark{last.Person, last.nth}, true
}
