package appointment

import (
	"slices"

	"banhda/phrase"
)

// Facts are what is known of a customer before a meeting. What is empty is not known.
type Facts struct {
	Name, Job, Company string
	Stage              *phrase.Sentence
	Source             string // where they first came from
	Met                int    // how often they were met before
	Missed             int    // and did not come
	Asked              [][2]string
	History            []Deed // the last first
	Waits              bool   // for an answer of ours in a conversation
	Deals              []Open
	Quotes             []Open
	Unpaid             []Open
	Pages              []Looked
	Products           []Looked
	Bought             []string // products, the last first
}

// Deed is something that happened: what, and when in words.
type Deed struct{ What, When string }

// Open is something that waits: a deal, a quote, an order, with its amount in words.
type Open struct{ Name, Amount string }

// Looked is something somebody looked at, and how often.
type Looked struct {
	Name  string
	Times int
}

// Brief is what to know before a meeting, in a few lines each.
type Brief struct {
	Who     []*phrase.Sentence
	History []*phrase.Sentence
	Open    []*phrase.Sentence
	Looked  []*phrase.Sentence
	Bring   []*phrase.Sentence // what to show and to bring
}

// mostLines is how many lines a part of a brief has.
const mostLines = 5

// Prepare writes the brief by rules.
func Prepare(f *Facts) Brief {
	return Brief{Who: f.who(), History: f.history(), Open: f.open(), Looked: f.looked(), Bring: f.bring()}
}

func (f *Facts) who() (list []*phrase.Sentence) {
	switch {
	case f.Job != "" && f.Company != "":
		list = append(list, phrase.Sentencef("%s, %s at %s", f.Name, f.Job, f.Company))
	case f.Company != "":
		list = append(list, phrase.Sentencef("%s, of %s", f.Name, f.Company))
	default:
		list = append(list, phrase.Sentencef("%s", f.Name))
	}
	if f.Stage != nil {
		list = append(list, f.Stage)
	}
	if f.Source != "" {
		list = append(list, phrase.Sentencef("first came from: %s", f.Source))
	}
	if f.Met > 0 {
		list = append(list, phrase.Sentencef("met %d times before", f.Met))
	}
	if f.Missed > 0 {
		list = append(list, phrase.Sentencef("did not come %d times: call shortly before", f.Missed))
	}
	return list
}

func (f *Facts) history() (list []*phrase.Sentence) {
	for _, d := range f.History[:min(len(f.History), mostLines)] {
		list = append(list, phrase.Sentencef("%s: %s", d.When, d.What))
	}
	return list
}

func (f *Facts) open() (list []*phrase.Sentence) {
	if f.Waits {
		list = append(list, phrase.Sentencef("waits for our answer in a conversation"))
	}
	for _, o := range f.Unpaid {
		list = append(list, phrase.Sentencef("order not paid: %s, %s", o.Name, o.Amount))
	}
	for _, o := range f.Quotes {
		list = append(list, phrase.Sentencef("quote not decided on: %s, %s", o.Name, o.Amount))
	}
	for _, o := range f.Deals {
		list = append(list, phrase.Sentencef("open deal: %s, %s", o.Name, o.Amount))
	}
	return list[:min(len(list), mostLines)]
}

func (f *Facts) looked() (list []*phrase.Sentence) {
	for _, l := range most(append(slices.Clone(f.Products), f.Pages...)) {
		if l.Times > 1 {
			list = append(list, phrase.Sentencef("%s, %d times", l.Name, l.Times))
		} else {
			list = append(list, phrase.Sentencef("%s", l.Name))
		}
	}
	return list
}

// most are those looked at most often.
func most(list []Looked) []Looked {
	slices.SortStableFunc(list, func(a, b Looked) int { return b.Times - a.Times })
	return list[:min(len(list), mostLines)]
}

// bring follows from the rest: what they asked, looked at and have not got yet is shown; what is open is brought.
func (f *Facts) bring() (list []*phrase.Sentence) {
	for _, a := range f.Asked {
		list = append(list, phrase.Sentencef("they asked: %s – %s", a[0], a[1]))
	}
	if f.Waits {
		list = append(list, phrase.Sentencef("answer their last message first"))
	}
	for _, l := range most(slices.Clone(f.Products))[:min(len(f.Products), 2)] {
		if !slices.Contains(f.Bought, l.Name) {
			list = append(list, phrase.Sentencef("show: %s", l.Name))
		}
	}
	if len(f.Quotes) > 0 {
		list = append(list, phrase.Sentencef("bring the quote %s", f.Quotes[0].Name))
	}
	if len(f.Unpaid) > 0 {
		list = append(list, phrase.Sentencef("bring the payment code of order %s", f.Unpaid[0].Name))
	}
	if len(f.Bought) > 0 {
		list = append(list, phrase.Sentencef("ask how they get on with: %s", f.Bought[0]))
	}
	if len(list) == 0 {
		list = append(list, phrase.Sentencef("little is known yet: ask what they need, by when, and who decides"))
	}
	return list[:min(len(list), mostLines+2)]
}
