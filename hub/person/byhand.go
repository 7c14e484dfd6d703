package person

import (
	"context"
	"fmt"
	"slices"
)

// Change is a merge by hand, or the undoing of a merge: Person into Into.
type Change struct {
	Seq, ReceivedAt int64
	Person, Into    int64
	Undo            bool
}

// Change takes in a merge or its undoing, entry c.Seq, which must follow the cursor; taken in before, it is
// answered again. A merge of somebody who is nobody any more, and an undoing of what was not merged, change
// nothing: two people at two screens may ask for the same.
//
// Undoing makes everything as if that merge had never been: the other merges are made again without it, in their
// order. So all comes back that came with it, and what was joined since stays with the profile it was joined to.
// The two profiles the merge had joined are kept apart from then on: the rule will not merge them again.
func (r *Resolver) Change(ctx context.Context, c Change) (Outcome, error) {
	if c.Seq <= r.cursor.Seq {
		return r.recall(ctx, nil, c.Seq-1, c.Seq)
	}
	if c.Seq != r.cursor.Seq+1 {
		return Outcome{}, fmt.Errorf("identities are read up to entry %d: cannot take in entry %d", r.cursor.Seq, c.Seq)
	}
	r.tidy()
	w := r.work()
	apply := w.merge
	if c.Undo {
		apply = w.unmerge
	}
	if err := apply(ctx, c); err != nil {
		return Outcome{}, err
	}
	return w.finish(ctx, nil, c.Seq)
}

func (w *work) merge(ctx context.Context, c Change) error {
	if err := w.whole(ctx, c.Person, c.Into); err != nil {
		return fmt.Errorf("merge %d into %d: %w", c.Person, c.Into, err)
	}
	loser, into := w.memory.people[c.Person], w.memory.people[c.Into]
	if loser == nil || into == nil || loser == into {
		return nil
	}
	w.move(loser, into, Link{Bond: pair(c.Person, c.Into), Cause: Merged, Seq: c.Seq, ReceivedAt: c.ReceivedAt})
	return nil
}

// whole brings people into memory with all their profiles; who is not there is nobody now.
func (w *work) whole(ctx context.Context, ids ...int64) error {
	profiles, err := w.dir.ProfilesOf(ctx, ids)
	if err != nil {
		return err
	}
	partial := map[int64]*someone{}
	for _, p := range profiles {
		if who := w.memory.keep(p).who; !who.whole {
			partial[who.id] = who
		}
	}
	return w.memory.complete(ctx, w.dir, partial)
}

func (w *work) unmerge(ctx context.Context, c Change) error {
	who, bonds, err := w.undoable(ctx, c.Into)
	if err != nil {
		return fmt.Errorf("undo the merge of %d into %d: %w", c.Person, c.Into, err)
	}
	i := slices.IndexFunc(bonds, func(b bond) bool { return b.from == c.Person && b.into == c.Into })
	if i < 0 {
		return nil
	}
	undone := bonds[i]
	w.part(who, replay(who.profiles, slices.Delete(bonds, i, i+1)), Link{Bond: undone.Pair, Cause: Unmerged, Seq: c.Seq, ReceivedAt: c.ReceivedAt})
	w.apart = append(w.apart, undone.Pair)
	return nil
}

// undoable gives the person a profile belongs to now, and the bonds that hold them together.
func (w *work) undoable(ctx context.Context, profile int64) (*someone, []bond, error) {
	found, err := w.dir.ProfilesByID(ctx, []int64{profile})
	if err != nil || len(found) == 0 {
		return nil, nil, err
	}
	if err := w.whole(ctx, found[0].Person); err != nil {
		return nil, nil, err
	}
	who := w.memory.people[found[0].Person]
	links, err := w.dir.Links(ctx, ids(who.profiles))
	return who, inForce(links, ids(who.profiles)), err
}

// part gives each profile of somebody to the person it belongs to by people.
func (w *work) part(who *someone, people map[int64]int64, l Link) {
	profiles := inOrder(who.profiles)
	if !slices.ContainsFunc(profiles, func(p *profile) bool { return people[p.id] == who.id }) {
		w.absorb(who)
	}
	who.profiles = nil
	for _, p := range profiles {
		to := w.person(people[p.id])
		w.changed[to] = l.ReceivedAt
		if to == who {
			who.profiles = append(who.profiles, p)
		} else {
			w.link(p, to, l)
		}
	}
}

// person gives somebody who is in memory or begins now.
func (w *work) person(id int64) *someone {
	who, ok := w.memory.people[id]
	if !ok {
		who = &someone{id: id, whole: true}
		w.memory.people[id] = who
	}
	return who
}

func ids(profiles []*profile) []int64 {
	out := make([]int64, len(profiles))
	for i, p := range profiles {
		out[i] = p.id
	}
	return out
}

// bond is a merge in force: it joined two profiles, and through them person from into person into.
type bond struct {
	Pair
	from, into int64
	cause      Cause
}

// inForce reads from the history of a person's profiles the merges that hold them together, in order.
func inForce(links []Link, members []int64) []bond {
	var bonds []bond
	for _, l := range links {
		i := slices.IndexFunc(bonds, func(b bond) bool { return b.Pair == l.Bond })
		switch {
		case l.Cause == Unmerged && i >= 0:
			bonds = slices.Delete(bonds, i, i+1)
		case l.Cause != Unmerged && i < 0:
			bonds = append(bonds, bond{l.Bond, l.From, l.Person, l.Cause})
		}
	}
	return slices.DeleteFunc(bonds, func(b bond) bool {
		return !slices.Contains(members, b.A) || !slices.Contains(members, b.B)
	})
}

// replay gives the person each profile belongs to after making the bonds in order, from profiles that are people
// of their own.
func replay(profiles []*profile, bonds []bond) map[int64]int64 {
	people := map[int64]int64{}
	for _, p := range profiles {
		people[p.id] = p.id
	}
	for _, b := range bonds {
		a, z := people[b.A], people[b.B]
		into := min(a, z)
		if b.cause == Merged {
			into = people[b.into]
		}
		for p, who := range people {
			if who == a || who == z {
				people[p] = into
			}
		}
	}
	return people
}

// Absorbed tells into whom a person was merged, for somebody who wants to undo it; ok is false for one who stands
// for themselves. It may be called at any time.
func (r *Resolver) Absorbed(ctx context.Context, person int64) (into int64, ok bool, err error) {
	found, err := r.dir.ProfilesByID(ctx, []int64{person})
	if err != nil || len(found) == 0 || found[0].Person == person {
		return 0, false, err
	}
	all, err := r.dir.ProfilesOf(ctx, []int64{found[0].Person})
	if err != nil {
		return 0, false, err
	}
	members := make([]int64, len(all))
	for i, p := range all {
		members[i] = p.ID
	}
	links, err := r.dir.Links(ctx, members)
	if err != nil {
		return 0, false, err
	}
	bonds := inForce(links, members)
	if i := slices.IndexFunc(bonds, func(b bond) bool { return b.from == person }); i >= 0 {
		return bonds[i].into, true, nil
	}
	return 0, false, nil
}
