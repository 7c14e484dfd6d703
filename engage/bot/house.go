package bot

// House is what the bot may look up. What it gives is what everybody may know, but for orders: those are of who asks.
type House interface {
	// Passages are the parts of articles that answer a question best, the best first.
	Passages(question string) ([]Found, error)
	// Goods are the products, those that are not on sale any more too.
	Goods() ([]Good, error)
	// Placed are the last orders of who asks; signed is false where nobody vouches for who that is.
	Placed() (list []Order, signed bool, err error)
	// Times are some free times of meetings, the first first, and the page with all of them; none where no meeting is booked
	// in the chat.
	Times() (list []Time, page string, err error)
	// Flows are those that talks may begin with now, the first first.
	Flows() ([]Published, error)
	// Flow is a version of a flow that a talk is in; nil where it is there no more.
	Flow(version int64) (*Flow, error)
	// Walk has a talk go on in a flow by what was said, nil: from where it stands, until it waits or the flow ends. What its
	// steps do is done with the answer.
	Walk(at Flowing, said *Said) (Walked, error)
	// Hours are the working hours in words.
	Hours() (string, error)
}

// Said is an answer to a step of a flow.
type Said struct {
	Text  string
	Way   int               // of a menu: which button; -1: none
	Well  bool              // of a question: it is an answer
	Fills map[string]string // fields of who answers
}

// Walked is how far a talk went in a flow.
type Walked struct {
	Step  *Step    // at which it came to rest, and which speaks; nil: the flow ended without a word
	Again bool     // what was said is no answer: it asks once more
	At    *Flowing // where it waits; nil: the flow ended
}

// Found is a part of an article.
type Found struct {
	Source
	Text string
	Sure float64 // from 0 to 1
}

// Good is a product as everybody may know it.
type Good struct {
	Name, Unit, Text string
	SKU, Category    string
	Price            string // in words; empty: none is listed
	OnSale           bool
	URL              string // of its page; empty: it has none
}

// Order is one of who asks.
type Order struct {
	Number, Day, Total string // in words
	State              string // as records call it
}

// Time is when a meeting can be, in microseconds, and in words.
type Time struct {
	At   int64
	Said string
}

// Heard is what a visitor says, and what is known of the talk.
type Heard struct {
	Entry    int64 // what they say
	Text     string
	Choice   string // the key of the button they pressed; empty: they wrote
	Language string
	Company  string
	Page     string   // the address of the page they look at; empty: not known
	Last     *Reply   // what the bot said last in this conversation; nil: nothing
	Midway   *Flowing // where what they say has led already, before a crash; nil: nowhere
	Open     bool     // somebody answers now
	Opens    string   // else when they do next, in words
	Reached  bool     // it is known where to answer
}
