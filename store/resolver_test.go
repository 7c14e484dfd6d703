package store_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"

	"banhda/auth"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/store"
	"banhda/store/pgtest"
)

// entry is one entry of a log as far as identity is concerned: an arrival or a change by hand.
type entry struct {
	arrival person.Arrival
	change  *person.Change
}

// history is a log of few identifiers that meet often, with merges by hand and their undoing.
func history(n int) []entry {
	random := rand.New(rand.NewPCG(7, 11))
	kinds := []string{person.UserID, person.External + "zalo", person.Email, person.Phone, person.AnonymousID}
	entries := make([]entry, n)
	for i := range entries {
		seq := int64(i + 1)
		if i > 20 && random.IntN(10) == 0 {
			c := person.Change{Seq: seq, ReceivedAt: 10 * seq, Person: random.Int64N(12) + 1, Into: random.Int64N(12) + 1, Undo: random.IntN(2) == 0}
			entries[i].change = &c
			continue
		}
		a := person.Arrival{Seq: seq, ReceivedAt: 10 * seq, At: random.Int64N(50), ID: fmt.Sprint("e", i)}
		for k, kind := range kinds {
			if random.IntN(3) == 0 || k == len(kinds)-1 && len(a.Keys) == 0 {
				a.Keys = append(a.Keys, person.Key{Kind: kind, Value: fmt.Sprint("v", random.IntN(8))})
			}
		}
		if random.IntN(3) == 0 {
			a.Name, a.Fields = fmt.Sprint("Đỗ Ân ", i), map[string]any{"city": "Huế", "n": float64(i)}
		}
		entries[i].arrival = a
	}
	return entries
}

// resolve takes in the history in batches of at most most entries, remembering hardly anything in between.
func resolve(t *testing.T, dir person.Directory, entries []entry, most int) {
	t.Helper()
	ctx, random := context.Background(), rand.New(rand.NewPCG(3, uint64(most)))
	var r *person.Resolver
	for i := 0; i < len(entries); {
		var err error
		if r == nil || random.IntN(4) == 0 {
			if r, err = person.NewResolver(ctx, dir, 3); err != nil {
				t.Fatal(err)
			}
		}
		if c := entries[i].change; c != nil {
			_, err = r.Change(ctx, *c)
			i++
		} else {
			batch := arrivals(entries[i:min(len(entries), i+1+random.IntN(most))])
			_, err = r.Resolve(ctx, batch, int64(i), int64(i+len(batch)))
			i += len(batch)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// arrivals are those before the next change by hand.
func arrivals(entries []entry) (batch []person.Arrival) {
	for _, e := range entries {
		if e.change != nil {
			break
		}
		batch = append(batch, e.arrival)
	}
	return batch
}

// everything is all a directory holds, as text.
func everything(t *testing.T, r *store.Records, last int64) string {
	t.Helper()
	ctx := context.Background()
	cursor, err := r.IdentityCursor(ctx)
	if err != nil {
		t.Fatal(err)
	}
	ids := make([]int64, cursor.LastProfile)
	for i := range ids {
		ids[i] = int64(i + 1)
	}
	founded, links, err1 := r.Between(ctx, 0, last)
	profiles, err2 := r.ProfilesByID(ctx, ids)
	apart, err3 := r.Apart(ctx)
	var people map[int64]record.Record
	var suggestions []person.Suggestion
	err4 := r.View(ctx, func(v *store.View) error {
		if people, err = v.RecordsByID(ctx, auth.Everything, record.Person, ids); err != nil {
			return err
		}
		for id, r := range people { // how often a record was written depends on the batches
			r.Version = 0
			people[id] = r
		}
		suggestions, err = v.Suggestions(ctx, person.Pair{}, 1000)
		return err
	})
	for _, err := range []error{err1, err2, err3, err4} {
		if err != nil {
			t.Fatal(err)
		}
	}
	text, err := json.MarshalIndent([]any{cursor, founded, links, profiles, apart, people, suggestions}, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// Who is who is the same on both databases, however the log is cut into batches, and after a replay.
func TestBothResolveAlike(t *testing.T) {
	ctx, entries := context.Background(), history(600)
	last := int64(len(entries))
	var want string
	for _, c := range []struct {
		name    string
		options store.Options
	}{
		{"sqlite", store.Options{Dir: t.TempDir()}},
		{"postgres", store.Options{Database: pgtest.Database(t)}},
	} {
		r, err := store.OpenRecords(ctx, c.options)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		for _, most := range []int{600, 9} {
			if err := r.ResetIdentity(ctx); err != nil {
				t.Fatal(err)
			}
			resolve(t, r, entries, most)
			got := everything(t, r, last)
			if want == "" {
				want = got
			}
			if got != want {
				t.Fatalf("%s, in batches of up to %d, came to another directory (%d bytes of %d)", c.name, most, len(got), len(want))
			}
		}
	}
	if len(want) < 10_000 {
		t.Fatalf("the history is too dull to tell: %s", want)
	}
}
