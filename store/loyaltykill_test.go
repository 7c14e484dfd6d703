package store_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"testing"
	"time"

	"banhda/delight/loyalty"
	"banhda/store"
)

const killedLedger = "BANHDA_TEST_KILLED_LEDGER"

// TestAKilledLedgerLosesAndDoublesNothing kills a process that gives points, over and over. What it said was posted is there, a
// cause is there once, and everything comes to nothing.
func TestAKilledLedgerLosesAndDoublesNothing(t *testing.T) {
	if dir := os.Getenv(killedLedger); dir != "" {
		givePoints(t, dir)
		return
	}
	t.Parallel()
	dir, posted := t.TempDir(), int64(0)
	for round := range 3 {
		child := exec.Command(os.Args[0], "-test.run=^TestAKilledLedgerLosesAndDoublesNothing$")
		child.Env = append(os.Environ(), killedLedger+"="+dir)
		out, err := child.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		said := bufio.NewScanner(out)
		for n := 0; n < 25*(round+1) && said.Scan(); n++ {
			fmt.Sscan(said.Text(), &posted)
		}
		_ = child.Process.Kill()
		_ = child.Wait()
	}
	r, err := store.OpenRecords(t.Context(), store.Options{Dir: dir, Program: "test"})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	err = r.View(t.Context(), func(v *store.View) error {
		sums, err := v.AccountSums(t.Context())
		given := -sums[loyalty.Issued]
		_, last := v.PostingOf(t.Context(), fmt.Sprint(given))
		_, next := v.PostingOf(t.Context(), fmt.Sprint(given+1))
		if given < posted || posted == 0 || last != nil || !errors.Is(next, store.ErrNotFound) || sums[loyalty.Available]+sums[loyalty.Redeemed] != given {
			t.Errorf("%d were said to be posted, one point for each; the last is found (%v), one more is not (%v), and the ledger is %v", posted, last, next, sums)
		}
		left := int64(0)
		lots := v.EachLot(t.Context(), func(l loyalty.Lot) error { left += l.Rest(); return nil })
		if left != sums[loyalty.Available] {
			t.Errorf("the lots hold %d, the lines %d", left, sums[loyalty.Available])
		}
		return errors.Join(err, lots)
	})
	if err != nil {
		t.Error(err)
	}
}

// givePoints gives a point for each cause, beginning with the first however often it ran before, spends every third, and says each
// that is posted, until it is killed.
func givePoints(t *testing.T, dir string) {
	ctx, end := context.WithTimeout(t.Context(), time.Minute)
	defer end()
	r, err := store.OpenRecords(ctx, store.Options{Dir: dir, Program: "test"})
	if err != nil {
		t.Fatal(err)
	}
	for n := int64(1); ctx.Err() == nil; n++ {
		err := r.Tx(ctx, func(tx *store.Tx) error {
			b := loyalty.Book{Person: 1}
			p, err := b.Earn(1, 0, 0, tx.Now())
			if err != nil {
				return err
			}
			if n%3 == 0 {
				p.Lines = append(p.Lines, loyalty.Line{Account: loyalty.Available, Person: 1, Lot: -1, Points: -1}, loyalty.Line{Account: loyalty.Redeemed, Lot: -1, Points: 1})
			}
			p.Cause = fmt.Sprint(n)
			_, err = tx.PostPoints(ctx, p)
			return err
		})
		if err != nil && !errors.Is(err, store.ErrConflict) {
			t.Fatal(err)
		}
		fmt.Println(n)
	}
}
