package flow_test

import (
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"banhda/drive/flow"
	"banhda/hub/person"
)

func TestPiecesWaitForOneAnother(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, p := begin(t)
		tell := func(n int64, imported int64) {
			id := fmt.Sprint("e", n)
			if err := h.log.Append(t.Context(), []flow.Row{row("s", imported, event(id, "n", n, person.Identity{UserID: id}))}); err != nil {
				t.Fatal(err)
			}
			if err := p.WaitForPeople(t.Context(), n); err != nil {
				t.Fatal(err)
			}
		}
		is := func(done int64) {
			t.Helper()
			if synctest.Wait(); p.Done() != done {
				t.Fatalf("projections are at entry %d and not %d", p.Done(), done)
			}
		}
		tell(1, 7)
		tell(2, 7)
		is(0)
		time.Sleep(time.Second)
		is(2)
		tell(3, 7)
		is(2)
		tell(4, 0) // nobody's import: what came before it comes with it
		is(4)
		tell(5, 0) // soon after that: it comes with what else there is by then
		is(4)
		tell(6, 0)
		time.Sleep(250 * time.Millisecond)
		is(6)
		tell(7, 7)
		if err := p.WaitFor(t.Context(), 7); err != nil { // now somebody waits
			t.Fatal(err)
		}
		is(7)
		tell(8, 7)
		if err := p.stop(true); err != nil { // what was held comes at the next start
			t.Fatal(err)
		}
		h.catchUp(t, func() bool { return true })
		if got := h.ids(); !slices.Equal(got, []string{"e1", "e2", "e3", "e4", "e5", "e6", "e7", "e8"}) || len(h.b.told.Profiles) != 8 {
			t.Errorf("%v, %d profiles", got, len(h.b.told.Profiles))
		}
	})
}
