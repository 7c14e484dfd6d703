package seen

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"banhda/drive/flow"
)

// told is what a log tells the memory: an id that came by an import, or an import taken back.
type told struct {
	id       string
	imported int64
	back     bool
}

// model is the definition: which entries of a log are duplicates, by looking at all that came before.
func model(log []told) []bool {
	duplicates := make([]bool, len(log))
	for i, e := range log {
		for j := range i {
			if e.back || log[j].back || duplicates[j] || log[j].id != e.id {
				continue
			}
			freed := false
			for k := j + 1; k < i; k++ {
				freed = freed || log[k].back && log[k].imported == log[j].imported && log[j].imported != 0
			}
			duplicates[i] = duplicates[i] || !freed
		}
	}
	return duplicates
}

func logs() *rapid.Generator[[]told] {
	return rapid.Custom(func(t *rapid.T) []told {
		log := make([]told, rapid.IntRange(1, 60).Draw(t, "n"))
		for i := range log {
			log[i] = told{fmt.Sprint(rapid.IntRange(1, 25).Draw(t, "id")), rapid.Int64Range(0, 3).Draw(t, "import"), rapid.IntRange(0, 9).Draw(t, "back") == 0}
		}
		return log
	})
}

// judge tells the memory the log from entry from on, up to entry to.
func judge(ctx context.Context, m *Memory, log []told, from, to int64) ([]bool, error) {
	var entries []flow.Entry
	for seq := from + 1; seq <= to; seq++ {
		if e := log[seq-1]; e.back {
			m.TakeBack(e.imported, seq)
		} else {
			entries = append(entries, flow.Entry{ID: e.id, Seq: seq})
		}
	}
	found, err := m.Judge(ctx, entries, to, func(_ context.Context, seq int64) (int64, error) { return log[seq-1].imported, nil })
	if err != nil {
		return nil, err
	}
	all, i := make([]bool, 0, to-from), 0
	for seq := from + 1; seq <= to; seq++ {
		if log[seq-1].back {
			all = append(all, false)
			continue
		}
		all, i = append(all, found[i]), i+1
	}
	return all, nil
}

// settle waits for a merge under way, so that a test does not depend on how fast it is.
func (m *Memory) settle() {
	if m.merging != nil {
		done := <-m.merging
		again := make(chan merged, 1)
		again <- done
		m.merging = again
	}
}

var errCrash = errors.New("crash")

// However the log is cut, however small the table, wherever the process dies: the answers are those of the
// definition, and entries that are told again are judged the same again.
func TestMemoryEqualsTheDefinition(t *testing.T) {
	base := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		dir, err := os.MkdirTemp(base, "")
		if err != nil {
			t.Fatal(err)
		}
		log, limit := logs().Draw(t, "log"), rapid.IntRange(1, 8).Draw(t, "limit")
		want := model(log)
		reopen := func() *Memory {
			m, err := open(dir, limit)
			if err != nil {
				t.Fatal(err)
			}
			m.before = func(step string) error {
				if rapid.IntRange(0, 15).Draw(t, step) == 0 {
					return errCrash
				}
				return nil
			}
			return m
		}
		m := reopen()
		for at := m.Cursor(); at < int64(len(log)); {
			to := min(at+rapid.Int64Range(1, 9).Draw(t, "batch"), int64(len(log)))
			got, err := judge(t.Context(), m, log, at, to)
			m.settle()
			if err != nil || rapid.IntRange(0, 9).Draw(t, "dies") == 0 {
				m.abandon()
				m.release()
				m = reopen()
				at = m.Cursor()
				continue
			}
			for i := range got {
				if got[i] != want[at+int64(i)] {
					t.Fatalf("entry %d: duplicate %v, want %v", at+int64(i)+1, got[i], want[at+int64(i)])
				}
			}
			at = to
		}
		m.before = nil
		if err := m.Close(); err != nil {
			t.Fatal(err)
		}
		for _, m = range []*Memory{reopen()} { // all of it once more
			got, err := judge(t.Context(), m, log, 0, int64(len(log)))
			if fmt.Sprint(got) != fmt.Sprint(want) || err != nil {
				t.Fatalf("told again: %v (%v), want %v", got, err, want)
			}
			m.release()
		}
	})
}

func entries(prefix string, from, n int64) []flow.Entry {
	e := make([]flow.Entry, n)
	for i := range e {
		e[i] = flow.Entry{ID: fmt.Sprint(prefix, from+int64(i)), Seq: from + int64(i)}
	}
	return e
}

func nothingImported(context.Context, int64) (int64, error) { return 0, nil }

// A million ids: none of them is taken for another, through many runs and merges, and all are known afterwards.
func TestAMillionIDs(t *testing.T) {
	const n, batch = 1_000_000, 20_000
	m, err := open(t.TempDir(), 1<<15)
	if err != nil {
		t.Fatal(err)
	}
	for at := int64(1); at <= n; at += batch {
		expect(t, m, entries("id", at, batch), at+batch-1, false)
	}
	m.settle()
	if err := m.Flush(); err != nil {
		t.Fatal(err)
	}
	if len(m.runs) > 12 {
		t.Errorf("%d runs: they are not merged", len(m.runs))
	}
	for at := int64(1); at <= n; at += 10 * batch {
		again := entries("id", at, batch)
		for i := range again {
			again[i].Seq += n
		}
		expect(t, m, again, n, true)
	}
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
}

func expect(t *testing.T, m *Memory, e []flow.Entry, to int64, duplicate bool) {
	t.Helper()
	got, err := m.Judge(t.Context(), e, to, nothingImported)
	if err != nil {
		t.Fatal(err)
	}
	for i := range got {
		if got[i] != duplicate {
			t.Fatalf("%s: duplicate %v", e[i].ID, got[i])
		}
	}
}

// The filter is wrong about few new ids and about no old one; where it is wrong, the file decides.
func TestFilterIsWrongSeldomAndOnlyOneWay(t *testing.T) {
	const n = 100_000
	f := newFilter(n)
	for i := range n {
		f.add(hashOf(fmt.Sprint("old", i)))
	}
	wrong := 0
	for i := range n {
		if !f.may(hashOf(fmt.Sprint("old", i))) {
			t.Fatalf("denies old%d", i)
		}
		if f.may(hashOf(fmt.Sprint("new", i))) {
			wrong++
		}
	}
	if wrong == 0 || wrong > n/40 {
		t.Errorf("wrong about %d of %d new ids", wrong, n)
	}
}

func TestFindInARun(t *testing.T) {
	m, err := open(t.TempDir(), 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	var all []entry // hashes at the edges, crowds, and one id that came five times
	for i := range uint64(3000) {
		all = append(all, entry{hash{i * i * 1e9, 0}, int64(i)})
	}
	for seq := range int64(5) {
		all = append(all, entry{hash{^uint64(0), ^uint64(0)}, seq})
	}
	r, err := m.write(all)
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range all[1:3000] {
		for _, c := range []struct {
			hash
			want string
		}{{e.hash, fmt.Sprint([]int64{int64(i) + 1})}, {hash{e.hi + 1, 0}, "[]"}} {
			at, err := r.lowerBound(c.hash)
			if want := int64(i) + 1; err != nil || c.want != "[]" && at != want || c.want == "[]" && at != want+1 {
				t.Fatalf("%x: at %d (%v)", c.hash, at, err)
			}
			if got, err := r.find(c.hash, nil); err != nil || fmt.Sprint(got) != c.want {
				t.Fatalf("%x: %v %v", c.hash, got, err)
			}
		}
	}
	if got, _ := r.find(hash{^uint64(0), ^uint64(0)}, nil); fmt.Sprint(got) != "[0 1 2 3 4]" {
		t.Errorf("the last id: %v", got)
	}
}

func TestDamageIsSaid(t *testing.T) {
	dir := t.TempDir()
	m, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	expect(t, m, entries("id", 1, 100), 100, false)
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "00000001.ids")
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	flipped := append([]byte(nil), body...)
	flipped[100*entrySize+5] ^= 1
	for _, bad := range [][]byte{body[:len(body)-1], body[:0], append(body[:50:50], body[74:]...), flipped} {
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(dir); err == nil || !strings.Contains(err.Error(), "built again from the log") {
			t.Errorf("%v", err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, manifestName), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir); err == nil || !strings.Contains(err.Error(), "built again from the log") {
		t.Errorf("%v", err)
	}
}

func TestResetForgets(t *testing.T) {
	dir := t.TempDir()
	m, err := open(dir, 10)
	if err != nil {
		t.Fatal(err)
	}
	m.TakeBack(1, 5)
	expect(t, m, entries("id", 1, 100), 100, false)
	if err := m.Reset(t.Context()); err != nil || m.Cursor() != 0 || len(m.takeback) > 0 {
		t.Fatal(err, m.Cursor())
	}
	expect(t, m, entries("id", 1, 5), 5, false)
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	if m, err = Open(dir); err != nil || m.Cursor() != 5 || len(m.runs) != 1 {
		t.Fatalf("%v %+v", err, m)
	}
}

func BenchmarkJudge(b *testing.B) {
	for _, c := range []struct {
		name  string
		again bool
	}{{"new", false}, {"again", true}} {
		b.Run(c.name, func(b *testing.B) {
			const n, batch = 4 << 20, 50_000
			m, err := Open(b.TempDir())
			if err != nil {
				b.Fatal(err)
			}
			at := int64(1)
			for ; at < n; at += batch {
				if _, err := m.Judge(b.Context(), entries("id", at, batch), at+batch-1, nothingImported); err != nil {
					b.Fatal(err)
				}
			}
			b.ResetTimer()
			for b.Loop() {
				b.StopTimer()
				e := entries("id", at, batch)
				for i := range e {
					if c.again {
						e[i].ID = fmt.Sprint("id", 1+(e[i].Seq*7919)%n)
					}
				}
				at += batch
				b.StartTimer()
				if _, err := m.Judge(b.Context(), e, at-1, nothingImported); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/batch, "ns/id")
		})
	}
}
