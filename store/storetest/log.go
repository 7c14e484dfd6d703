package storetest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"banhda/drive/flow"
	"banhda/hub/person"
	"banhda/store"
)

func row(count int64, body string) flow.Row {
	return flow.Row{Count: count, Kind: flow.Events, Source: "web", Body: []byte(body)}
}

func (b *bench) append(rows ...flow.Row) []flow.Row {
	b.t.Helper()
	b.ok(b.Log.Append(b.ctx, rows))
	return rows
}

// read is the log after an entry, as text.
func (b *bench) read(after int64, maxBytes int) (got []string) {
	b.t.Helper()
	b.ok(b.Log.Read(b.ctx, after, maxBytes, func(r flow.Row) error {
		got = append(got, fmt.Sprintf("%d+%d %s", r.Seq, r.Count, r.Body))
		return nil
	}))
	return got
}

func (b *bench) tail() int64 {
	b.t.Helper()
	tail, err := b.Log.Tail(b.ctx)
	b.ok(err)
	return tail
}

func (b *bench) want(what string, got, want any) {
	b.t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		b.t.Fatalf("%s:\n got %v\nwant %v", what, got, want)
	}
}

func logNumbers(t *testing.T, b *bench) {
	b.want("tail of an empty log", b.tail(), 0)
	first := b.append(row(3, "a"), row(1, "b"))
	b.want("seqs", []int64{first[0].Seq, first[1].Seq}, []int64{1, 4})
	b.want("received_at", first[0].ReceivedAt, b.now.Load())
	b.now.Add(-5_000_000)
	second := b.append(row(2, "c"))[0]
	b.want("seq", second.Seq, 5)
	b.want("received_at after the clock went back", second.ReceivedAt, first[1].ReceivedAt)
	b.now.Add(5_000_001)
	b.want("received_at one microsecond later", b.append(row(1, "d"))[0].ReceivedAt, first[1].ReceivedAt+1)
	b.want("tail", b.tail(), 7)
	b.ok(b.Log.Append(b.ctx, nil))
	b.want("tail after appending nothing", b.tail(), 7)
}

func logReads(t *testing.T, b *bench) {
	b.want("an empty log", b.read(0, 100), []string{})
	b.append(row(3, "aaaa"), row(1, "bbbb"), row(2, "cccc"))
	b.want("from the start", b.read(0, 100), []string{"1+3 aaaa", "4+1 bbbb", "5+2 cccc"})
	b.want("after a row", b.read(3, 100), []string{"4+1 bbbb", "5+2 cccc"})
	b.want("after an entry within a row", b.read(2, 100), []string{"1+3 aaaa", "4+1 bbbb", "5+2 cccc"})
	b.want("at the end", b.read(6, 100), []string{})
	b.want("past the end", b.read(600, 100), []string{})
	b.want("five bytes", b.read(0, 5), []string{"1+3 aaaa", "4+1 bbbb"})
	b.want("one byte", b.read(3, 1), []string{"4+1 bbbb"})
	stop := errors.New("enough")
	if err := b.Log.Read(b.ctx, 0, 100, func(flow.Row) error { return stop }); !errors.Is(err, stop) {
		t.Fatalf("a reader's error came back as %v", err)
	}
}

func logRow(t *testing.T, b *bench) {
	given := row(3, "\x00\xff binary")
	given.Kind, given.Source, given.Import, given.Rank = flow.Retract, "Cửa hàng số 1", 42, person.BrowserRank
	stored := b.append(row(1, "a"), given, row(1, "z"))[1]
	for _, seq := range []int64{2, 3, 4} {
		got, err := b.Log.Row(b.ctx, seq)
		b.ok(err)
		b.want("row", got, stored)
	}
	for _, seq := range []int64{-1, 0, 6} {
		if _, err := b.Log.Row(b.ctx, seq); !errors.Is(err, flow.ErrNotFound) {
			t.Fatalf("entry %d: %v", seq, err)
		}
	}
}

// Bodies come back as they came, long and short, whether packing them saves anything or not.
func logBodies(t *testing.T, b *bench) {
	random, noise := rand.New(rand.NewPCG(1, 2)), make([]byte, 100_000)
	for i := range noise {
		noise[i] = byte(random.Uint32())
	}
	var want []string
	for _, size := range []int{1, 511, 512, 513, 40_000, 1_000_000} {
		want = append(want, strings.Repeat("ơ", (size+1)/2)[:size], string(noise[:min(size, len(noise))]))
	}
	rows := make([]flow.Row, len(want))
	for i, body := range want {
		rows[i] = row(1, body)
	}
	b.append(rows...)
	i := 0
	b.ok(b.Log.Read(b.ctx, 0, 1<<30, func(r flow.Row) error {
		if string(r.Body) != want[i] {
			t.Errorf("body %d of %d bytes came back otherwise", i, len(want[i]))
		}
		i++
		return nil
	}))
	b.want("bodies", i, len(want))
	for i := range want {
		r, err := b.Log.Row(b.ctx, int64(i+1))
		if b.ok(err); string(r.Body) != want[i] {
			t.Errorf("body %d came back otherwise", i)
		}
	}
}

func logRefuses(t *testing.T, b *bench) {
	for _, bad := range []flow.Row{{}, row(0, "a"), row(1, ""), {Count: 1, Body: []byte("a")}} {
		if err := b.Log.Append(b.ctx, []flow.Row{row(1, "good"), bad}); err == nil {
			t.Fatalf("%+v was taken", bad)
		}
	}
	b.want("tail", b.tail(), 0)
}

func logConcurrent(t *testing.T, b *bench) {
	const callers, each = 16, 25
	var mu sync.Mutex
	acknowledged := map[int64]string{}
	var all sync.WaitGroup
	for c := range callers {
		all.Go(func() {
			for i := range each {
				rows := []flow.Row{row(int64(c%3+1), fmt.Sprintf("%d.%d.0", c, i)), row(1, fmt.Sprintf("%d.%d.1", c, i))}
				if err := b.Log.Append(b.ctx, rows); err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				acknowledged[rows[0].Seq], acknowledged[rows[1].Seq] = string(rows[0].Body), string(rows[1].Body)
				mu.Unlock()
			}
		})
	}
	all.Wait()
	checkContiguous(t, b, acknowledged, callers*each*2)
}

func checkContiguous(t *testing.T, b *bench, acknowledged map[int64]string, want int) {
	next, last := int64(1), int64(0)
	b.ok(b.Log.Read(b.ctx, 0, 1<<30, func(r flow.Row) error {
		if r.Seq != next || r.ReceivedAt < last {
			t.Fatalf("row %d received at %d, after entry %d received at %d", r.Seq, r.ReceivedAt, next-1, last)
		}
		if acknowledged[r.Seq] != string(r.Body) {
			t.Fatalf("entry %d is %s, acknowledged was %s", r.Seq, r.Body, acknowledged[r.Seq])
		}
		delete(acknowledged, r.Seq)
		next, last, want = r.Seq+r.Count, r.ReceivedAt, want-1
		return nil
	}))
	b.want("rows missing", want, 0)
	b.want("tail", b.tail(), next-1)
}

func logCancelled(t *testing.T, b *bench) {
	ctx, cancel := context.WithCancel(b.ctx)
	cancel()
	err := b.Log.Append(ctx, []flow.Row{row(1, "perhaps")})
	if err != nil && !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	b.append(row(1, "surely"))
	got := b.read(0, 100)
	if last := got[len(got)-1]; last != fmt.Sprintf("%d+1 surely", b.tail()) {
		t.Fatalf("the log holds %v", got)
	}
	if stored := slices.Contains(got, "1+1 perhaps"); err == nil && !stored {
		t.Fatalf("acknowledged and not there: %v", got)
	}
}

func logReopens(t *testing.T, b *bench) {
	before := b.append(row(5, "a"))[0]
	b.now.Add(-1_000_000)
	b.reopen()
	b.want("tail", b.tail(), 5)
	after := b.append(row(1, "b"))[0]
	b.want("seq", after.Seq, 6)
	b.want("received_at", after.ReceivedAt, before.ReceivedAt)
	b.want("the log", b.read(0, 100), []string{"1+5 a", "6+1 b"})
	b.ok(b.Log.Close())
	if err := b.Log.Append(b.ctx, []flow.Row{row(1, "c")}); !errors.Is(err, store.ErrClosed) {
		t.Fatalf("appending to a closed log: %v", err)
	}
}

func logTells(t *testing.T, b *bench) {
	told := b.Log.Appended()
	select {
	case <-told:
		t.Fatal("told before anything was appended")
	default:
	}
	b.append(row(1, "a"))
	select {
	case <-told:
	case <-time.After(10 * time.Second):
		t.Fatal("not told")
	}
	b.want("tail at the moment of telling", b.tail(), 1)
}

func logLarge(t *testing.T, b *bench) {
	var rows []flow.Row
	for i := range 5000 {
		rows = append(rows, row(1, fmt.Sprintf(`{"n":%d}`, i)))
	}
	huge := make([]byte, 3<<20)
	for i := range huge {
		huge[i] = byte(i * 7)
	}
	rows = append(rows, row(1, string(huge)))
	b.append(rows...)
	n := 0
	b.ok(b.Log.Read(b.ctx, 0, 1<<30, func(r flow.Row) error {
		if r.Seq != int64(n+1) || string(r.Body) != string(rows[n].Body) {
			t.Fatalf("row %d of %d came back as entry %d", n+1, len(rows), r.Seq)
		}
		n++
		return nil
	}))
	b.want("rows", n, len(rows))
}
