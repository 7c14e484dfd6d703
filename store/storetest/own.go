package storetest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"banhda/auth"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/store"
)

// crowd is a few people who are merged, parted and changed at random, with what must come of it reckoned naively.
type crowd struct {
	*bench
	resolver *person.Resolver
	seq      int64
	changes  []person.Change
	own      map[whereSet][]wasSet
}

const crowded = 4

// whereSet is on whom something was set, and of what key (of tags, tag by tag).
type whereSet struct {
	who int64
	key string
}

type wasSet struct {
	act   int64
	value any
}

// meet lets the log name people 1 to crowded.
func (c *crowd) meet() {
	r, err := person.NewResolver(c.ctx, c.Records, 3)
	c.ok(err)
	c.resolver, c.seq = r, 0
	for i := range crowded {
		c.seq++
		a := person.Arrival{Seq: c.seq, ReceivedAt: c.seq, At: c.seq, ID: fmt.Sprint(i), Name: fmt.Sprint("Người ", i+1), Rank: person.ServerRank,
			Keys: []person.Key{key(person.Email, fmt.Sprintf("%d@example.vn", i+1))}, Fields: map[string]any{"title": "stated"}}
		_, err := r.Resolve(c.ctx, []person.Arrival{a}, c.seq-1, c.seq)
		c.ok(err)
	}
}

func (c *crowd) link(ch person.Change) {
	c.t.Helper()
	c.seq++
	ch.Seq, ch.ReceivedAt = c.seq, c.seq
	_, err := c.resolver.Change(c.ctx, ch)
	c.ok(err)
	c.changes = append(c.changes, ch)
}

// whose tells for each profile the person it belongs to.
func (c *crowd) whose() map[int64]int64 {
	c.t.Helper()
	all, err := c.Records.ProfilesByID(c.ctx, []int64{1, 2, 3, 4})
	c.ok(err)
	whose := map[int64]int64{}
	for _, p := range all {
		whose[p.ID] = p.Person
	}
	return whose
}

// check compares everybody's record with what was set on those who make them up.
func (c *crowd) check(doing string) {
	c.t.Helper()
	whose := c.whose()
	for _, who := range whose {
		want := map[string]any{}
		for _, key := range []string{"title", "note", "tags:a", "tags:b", "tags:c"} {
			want[key] = c.holds(whose, who, key)
		}
		got := c.record(auth.Everything, record.Person, who).Values
		var tags []string
		for _, tag := range []string{"a", "b", "c"} {
			if want["tags:"+tag] == true {
				tags = append(tags, tag)
			}
		}
		gotTags, _ := got["tags"].([]string)
		c.want(fmt.Sprint(doing, ": person ", who), []any{got["title"], got["source"], gotTags}, []any{want["title"], want["note"], tags})
		c.want(fmt.Sprint(doing, ": tags looked up of person ", who), c.tagged(who), tags)
	}
}

// tagged are the tags a person is found by.
func (c *crowd) tagged(who int64) (tags []string) {
	for _, tag := range []string{"a", "b", "c"} {
		c.view(func(v *store.View) error {
			ids, err := v.Tagged(c.ctx, record.Person, tag)
			if slices.Contains(ids, who) {
				tags = append(tags, tag)
			}
			return err
		})
	}
	return tags
}

// holds is the value of somebody's key: the last one set on anybody they are made up of, else what was stated.
func (c *crowd) holds(whose map[int64]int64, who int64, key string) any {
	last, value := int64(-1), map[string]any{"title": "stated", "note": nil}[key]
	if strings.HasPrefix(key, "tags:") {
		value = false
	}
	for at, sets := range c.own {
		if n := len(sets); n > 0 && at.key == key && whose[at.who] == who && sets[n-1].act > last {
			last, value = sets[n-1].act, sets[n-1].value
		}
	}
	return value
}

// remember notes what is set on a person; where taking back what was set on them last comes to the same, that is done.
func (c *crowd) remember(act, who int64, key string, value any) {
	at := whereSet{who, key}
	all := c.own[at]
	for len(c.own[at]) > 0 {
		c.own[at] = c.own[at][:len(c.own[at])-1]
		if c.holds(c.whose(), who, key) == value {
			return
		}
	}
	c.own[at] = append(all, wasSet{act, value})
}

// recordOwn: what is set on people goes with them through merges and comes back when they are undone, through undoing and
// through rebuilding, exactly.
func recordOwn(_ *testing.T, b *bench) {
	random := rand.New(rand.NewPCG(2, 9))
	c := &crowd{bench: b, own: map[whereSet][]wasSet{}}
	c.meet()
	for i := range 120 {
		whose := c.whose()
		who := whose[1+random.Int64N(crowded)]
		switch random.IntN(4) {
		case 0:
			c.link(person.Change{Person: who, Into: whose[1+random.Int64N(crowded)]})
		case 1:
			if into, merged, err := c.resolver.Absorbed(b.ctx, 1+random.Int64N(crowded)); err == nil && merged {
				for p, now := range whose {
					if now == into {
						c.link(person.Change{Person: p, Into: into, Undo: true})
					}
				}
			}
		default:
			c.change(random, who)
		}
		c.check(fmt.Sprint("step ", i))
	}
	changes := c.changes
	b.ok(b.Records.ResetIdentity(b.ctx))
	c.meet()
	for _, ch := range changes {
		c.link(ch)
	}
	c.check("rebuilt")
}

// change sets something on somebody, and sometimes takes it back at once.
func (c *crowd) change(random *rand.Rand, who int64) {
	c.t.Helper()
	was := c.record(auth.Everything, record.Person, who)
	set := record.Values{}
	if random.IntN(2) == 0 {
		set["title"] = fmt.Sprint("title ", random.IntN(3))
	}
	if random.IntN(2) == 0 {
		set["source"] = fmt.Sprint("source ", random.IntN(3))
	}
	tags := []string{}
	for _, tag := range []string{"a", "b", "c"} {
		if random.IntN(2) == 0 {
			tags = append(tags, tag)
		}
	}
	if set["tags"] = any(tags); len(tags) == 0 {
		set["tags"] = nil
	}
	act := c.bench.act(func(t *store.Tx) error {
		_, err := t.Update(c.ctx, auth.Everything, record.Person, who, set, 0)
		return err
	})
	c.rememberAll(act, who, was.Values, set)
	if random.IntN(3) == 0 {
		conflicts, undoing := c.undo(act, false)
		c.want("conflicts", conflicts, []store.Conflict{})
		c.rememberAll(undoing, who, was.Values.With(set), record.Values{"title": was.Values["title"], "source": was.Values["source"], "tags": was.Values["tags"]})
	}
}

// rememberAll notes what of somebody became another.
func (c *crowd) rememberAll(act, who int64, was, set record.Values) {
	for key, value := range set {
		if key != "tags" && !record.Same(was[key], value) {
			c.remember(act, who, map[string]string{"title": "title", "source": "note"}[key], value)
		}
	}
	old, _ := was["tags"].([]string)
	tags, _ := set["tags"].([]string)
	for _, tag := range []string{"a", "b", "c"} {
		if _, set := set["tags"]; set && slices.Contains(old, tag) != slices.Contains(tags, tag) {
			c.remember(act, who, "tags:"+tag, slices.Contains(tags, tag))
		}
	}
}
