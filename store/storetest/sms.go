package storetest

import (
	"maps"
	"testing"
	"time"

	"banhda/hub/consent"
	"banhda/hub/gate"
	"banhda/hub/message"
	"banhda/store"
)

// handles holds that a report finds its message by any handle it may mean, and nobody else's.
func handles(t *testing.T, b *bench) {
	text := func(key, to string) int64 {
		d := newsletter(7, key)
		d.Channel = consent.SMS
		id := b.send(d)
		b.claimMessages(0, 1)
		b.settle(message.Fate{ID: id, State: message.Sent, At: b.now.Load(), Address: to})
		return id
	}
	first, second := text("a", "+84961234567"), text("b", "+84911234567")
	b.tx(func(tx *store.Tx) error { return tx.KeepHandles(b.ctx, first, []string{"10", "11"}) })
	b.tx(func(tx *store.Tx) error { return tx.KeepHandles(b.ctx, second, []string{"16"}) })
	find := func(address string, handles ...string) (id int64) {
		b.view(func(v *store.View) error {
			id, _ = v.ByHandle(b.ctx, handles, address)
			return nil
		})
		return id
	}
	for _, c := range []struct {
		address string
		handles []string
		want    int64
	}{
		{"", []string{"11"}, first}, {"", []string{"16", "10"}, second}, {"+84961234567", []string{"16", "10"}, first}, {"+84911234567", []string{"10", "16"}, second}, {"", []string{"12"}, 0}, {"+84900000000", []string{"10"}, 0},
	} {
		if got := find(c.address, c.handles...); got != c.want {
			t.Errorf("%v to %s is message %d, want %d", c.handles, c.address, got, c.want)
		}
	}
	b.refuses("a handle nobody knows", store.ErrNotFound, func(tx *store.Tx) error {
		_, err := tx.ByHandle(b.ctx, []string{"99"}, "")
		return err
	})
	b.tx(func(tx *store.Tx) error {
		n, err := tx.ForgetHandles(b.ctx, tx.Now()+time.Hour.Microseconds(), 10)
		if n != 3 {
			t.Errorf("%d handles were forgotten", n)
		}
		return err
	})
}

// doNotCall holds that numbers are listed by what they refuse, and leave with the list that no longer names them.
func doNotCall(t *testing.T, b *bench) {
	take := func(l gate.List, hashes ...string) {
		b.tx(func(tx *store.Tx) (err error) {
			if l.ID, err = tx.AddDoNotCallList(b.ctx, l); err != nil {
				return err
			}
			if err = tx.AddDoNotCall(b.ctx, l.ID, l.Scope, hashes); err != nil {
				return err
			}
			if l.Whole {
				if _, err = tx.ForgetDoNotCall(b.ctx, l.Scope, l.ID, 100); err != nil {
					return err
				}
			}
			l.Numbers = int64(len(hashes))
			return tx.FinishDoNotCallList(b.ctx, l)
		})
	}
	listed := func(c consent.Channel, hashes ...string) (found map[string]bool) {
		b.view(func(v *store.View) (err error) {
			found, err = v.DoNotCall(b.ctx, gate.Over(c), hashes)
			return err
		})
		return found
	}
	take(gate.List{Name: "a.csv", Scope: gate.ScopeAll, Day: "2026-11-01", Whole: true}, "x", "y")
	take(gate.List{Name: "b.csv", Scope: gate.ScopeCall, Day: "2026-11-10", Whole: true}, "z")
	take(gate.List{Name: "c.csv", Scope: gate.ScopeAll, Day: "2026-11-05"}, "w", "y")
	for channel, want := range map[consent.Channel]map[string]bool{
		consent.SMS: {"x": true, "y": true, "w": true}, consent.Call: {"x": true, "y": true, "w": true, "z": true}, consent.Email: {}} {
		if got := listed(channel, "w", "x", "y", "z", "v"); !maps.Equal(got, want) {
			t.Errorf("over %s: %v", channel, got)
		}
	}
	take(gate.List{Name: "d.csv", Scope: gate.ScopeAll, Day: "2026-11-20", Whole: true}, "y")
	if got := listed(consent.Call, "w", "x", "y", "z"); !maps.Equal(got, map[string]bool{"y": true, "z": true}) {
		t.Errorf("after a whole list: %v", got)
	}
	b.view(func(v *store.View) error {
		day, err := v.CheckedOn(b.ctx, gate.Over(consent.SMS))
		lists, err2 := v.DoNotCallLists(b.ctx, 10)
		counts, err3 := v.CountDoNotCall(b.ctx)
		if day != "2026-11-20" || len(lists) != 4 || lists[0].Name != "d.csv" || !lists[0].Done || lists[0].Numbers != 1 || counts[gate.ScopeAll] != 1 || counts[gate.ScopeCall] != 1 {
			t.Errorf("%s %+v %v", day, lists, counts)
		}
		for _, e := range []error{err, err2, err3} {
			if e != nil {
				return e
			}
		}
		return nil
	})
}
