package wheel

import (
	"cmp"
	"runtime"
	"slices"
	"sort"
	"sync"
)

// Who chooses people; nil chooses everybody. It is called from several goroutines at once.
type Who func(person int64) bool

// Book is everybody's Life: the one thing figures are read from. A Book is never changed, so many may read it.
// All its readouts leave out what is at or after their now, so one folded up to Forever answers for every now.
type Book struct{ lives []Life }

// NewBook makes a Book of lives, sorting them by person. It keeps the slice. A person has one Life.
func NewBook(lives []Life) *Book {
	byPerson := func(a, b Life) int { return cmp.Compare(a.Person, b.Person) }
	if !slices.IsSortedFunc(lives, byPerson) {
		slices.SortFunc(lives, byPerson)
	}
	return &Book{lives}
}

// Life is a person's; ok is false where the book has none. It must not be changed.
func (b *Book) Life(person int64) (l *Life, ok bool) {
	i := sort.Search(len(b.lives), func(i int) bool { return b.lives[i].Person >= person })
	if i == len(b.lives) || b.lives[i].Person != person {
		return nil, false
	}
	return &b.lives[i], true
}

// referred reports whether somebody known before now referred the person. That the acceptance itself lies before
// now need not be asked of those who purchased before now: it came first.
func (b *Book) referred(l *Life, now int64) bool {
	if l.Referrer == 0 {
		return false
	}
	referrer, ok := b.Life(l.Referrer)
	return ok && referrer.FirstSeen < now
}

// parallel is from how many people on a second goroutine is worth its start.
const parallel = 4096

// each calls tally for everybody chosen and known before now, in parts that run at the same time, each into a T
// of its own. The parts come back in order of people; whoever adds them up gets the same sum however many
// there are.
func each[T any](b *Book, now int64, who Who, tally func(part *T, l *Life)) []T {
	n := max(1, min(runtime.GOMAXPROCS(0), len(b.lives)/parallel))
	parts := make([]T, n)
	var wg sync.WaitGroup
	for i := range parts {
		lives := b.lives[len(b.lives)*i/n : len(b.lives)*(i+1)/n]
		wg.Go(func() {
			var part T // on its own, so that goroutines do not share a cache line
			for j := range lives {
				if l := &lives[j]; l.FirstSeen < now && (who == nil || who(l.Person)) {
					tally(&part, l)
				}
			}
			parts[i] = part
		})
	}
	wg.Wait()
	return parts
}

// BuysBefore are the purchases with at < now, each worth what was stated for it before now.
func (l *Life) BuysBefore(now int64) []Buy {
	n := len(l.Buys)
	for n > 0 && l.Buys[n-1].At >= now {
		n--
	}
	if len(l.Restated) == 0 || l.Restated[len(l.Restated)-1].At < now {
		return l.Buys[:n:n]
	}
	buys := slices.Clone(l.Buys[:n])
	for i := len(l.Restated) - 1; i >= 0 && l.Restated[i].At >= now; i-- {
		if r := l.Restated[i]; r.Buy < n {
			buys[r.Buy].Value, buys[r.Buy].Currency = r.Value, r.Currency
		}
	}
	return buys
}
