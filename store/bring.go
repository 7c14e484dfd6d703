package store

import (
	"context"
	"errors"
	"sync"
	"time"

	"banhda/hub/person"
	"banhda/hub/record"
)

// Bringing is what somebody who tells the log of new people has to write about them. It is written in the transaction in
// which identity takes them in, so that each of them is written once, whole. It lives in memory only: whoever brings
// people writes them afterwards where it did not come to it, as after a crash.
type Bringing struct {
	keys []person.Key
	do   func(ctx context.Context, t *Tx, who map[person.Key]int64) error
	done chan struct{}
	took time.Duration
}

// Done is closed once it is written for good.
func (b *Bringing) Done() <-chan struct{} { return b.done }

// Took is how long that kept the writer, once it is done.
func (b *Bringing) Took() time.Duration { return b.took }

// Kept reports whether it is written for good.
func (b *Bringing) Kept() bool {
	select {
	case <-b.done:
		return true
	default:
		return false
	}
}

// bringings are those that wait for identity, by the identifiers they bring.
type bringings struct {
	mu sync.Mutex
	by map[person.Key]*Bringing
}

// Bring has do run in the transaction in which all keys become known, with whose they are. It is left out where one of
// them was known before, or identity meets them in several transactions; where it fails, what identity found is written
// without it. It must be given up by Drop.
func (r *Records) Bring(keys []person.Key, do func(ctx context.Context, t *Tx, who map[person.Key]int64) error) *Bringing {
	b := &Bringing{keys: keys, do: do, done: make(chan struct{})}
	r.brings.mu.Lock()
	defer r.brings.mu.Unlock()
	if r.brings.by == nil {
		r.brings.by = map[person.Key]*Bringing{}
	}
	for _, k := range keys {
		r.brings.by[k] = b
	}
	return b
}

// Drop forgets it: it will not run any more, unless it is running.
func (r *Records) Drop(b *Bringing) {
	r.brings.mu.Lock()
	defer r.brings.mu.Unlock()
	for _, k := range b.keys {
		if r.brings.by[k] == b {
			delete(r.brings.by, k)
		}
	}
}

// whole are those all of whose keys were founded.
func (b *bringings) whole(founded []person.Founding) (list []*Bringing) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.by) == 0 {
		return nil
	}
	met := map[*Bringing]int{}
	for i := range founded {
		if one := b.by[founded[i].Key]; one != nil {
			if met[one]++; met[one] == len(one.keys) {
				list = append(list, one)
			}
		}
	}
	return list
}

// newcomer is somebody identity has just found, as far as events tell of them. They are not written yet.
type newcomer struct {
	record.Record
	stated record.Values
}

// bring lets those who bring people write them, and gives who is left to be written.
func (t *Tx) bring(ctx context.Context, list []*Bringing, c person.Changes, who map[person.Key]int64, born map[int64]int64) (rest []person.Record, err error) {
	if len(list) == 0 {
		return c.People, nil
	}
	if err := t.expect(ctx, c, born); err != nil {
		return nil, err
	}
	for _, b := range list {
		if err := b.do(ctx, t, who); err != nil {
			return nil, &notBrought{err}
		}
	}
	for _, p := range c.People {
		if _, waits := t.newcomers[p.ID]; waits || born[p.ID] == 0 {
			rest = append(rest, p)
		}
	}
	t.newcomers = nil
	return rest, nil
}

// expect keeps in mind the people who were founded.
func (t *Tx) expect(ctx context.Context, c person.Changes, born map[int64]int64) error {
	fields, err := t.index(ctx, record.Person)
	founded := make(map[int64]bool, len(c.Founded))
	for i := range c.Founded {
		founded[c.Founded[i].ID] = true
	}
	t.newcomers = make(map[int64]*newcomer, len(c.People))
	for _, p := range c.People {
		if founded[p.ID] {
			n := &newcomer{record.Record{Type: record.Person, ID: p.ID, Version: 1, CreatedAt: born[p.ID], UpdatedAt: p.At}, p.Stated}
			n.Values = record.Assemble(fields, p.ID, p.Stated, nil)
			t.newcomers[p.ID] = n
		}
	}
	return err
}

// whose tells whom the identifiers founded belong to.
func whose(c person.Changes) map[person.Key]int64 {
	moved := make(map[int64]int64, len(c.Links))
	for _, l := range c.Links {
		moved[l.Profile] = l.Person
	}
	who := make(map[person.Key]int64, len(c.Founded))
	for i := range c.Founded {
		f := &c.Founded[i]
		who[f.Key] = f.Person
		if to, ok := moved[f.ID]; ok {
			who[f.Key] = to
		}
	}
	return who
}

// notBrought is why people could not be written as somebody who brings them wanted.
type notBrought struct{ error }

func (e *notBrought) Unwrap() error { return e.error }

// SaveIdentity writes all changes and the cursor in one transaction.
func (r *Records) SaveIdentity(ctx context.Context, c person.Changes) error {
	list := r.brings.whole(c.Founded)
	var began time.Time
	err := r.Tx(ctx, func(t *Tx) error {
		began = time.Now()
		return t.saveIdentity(ctx, c, list)
	})
	var failed *notBrought
	if errors.As(err, &failed) && ctx.Err() == nil {
		list = nil
		err = r.Tx(ctx, func(t *Tx) error { return t.saveIdentity(ctx, c, nil) })
	}
	if err != nil {
		return err
	}
	for _, b := range list {
		b.took = time.Since(began)
		close(b.done)
		r.Drop(b)
	}
	return r.analyse(ctx, len(c.Founded))
}

// analysed are the tables that grow with people.
var analysed = []string{"profile", "link", "record", "own", "change", "search_person", "duplicate_key"}

// analyse has queries planned anew for tables that have grown by so many people, each time they are fourfold: a server of
// its own does so after a minute at the earliest, and until then goes through all of what was small.
func (r *Records) analyse(ctx context.Context, people int) error {
	const first = 1000
	r.grown += people
	statement := r.db.Analyse(analysed...)
	if statement == "" || r.grown < max(first, 4*r.planned) {
		return nil
	}
	r.planned = r.grown
	_, err := r.db.Read.ExecContext(ctx, statement)
	return r.db.Translate(err)
}
