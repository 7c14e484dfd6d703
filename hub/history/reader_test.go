package history

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func TestColumnsAreCheckedBesideTheFile(t *testing.T) {
	dir := t.TempDir()
	must(t, os.WriteFile(filepath.Join(dir, "orders.csv"), []byte("Email,Ngày,Số tiền\n"), 0o600))
	must(t, os.WriteFile(filepath.Join(dir, "other.csv"), []byte("id\n"), 0o600))
	for _, c := range []struct{ old, new, want string }{
		{"at: date", "at: Ngay", `test.yaml:7:13: at: there is no column "Ngay"; did you mean Ngày?`},
		{"at: date", "at: when", `at: there is no column "when"; the columns are: Email, Ngày, Số tiền; for a fixed text write {const: when}`},
		{"at: date", "at: Ngày\n        value: 'abs([Số tiên])'", `test.yaml:8:21: value: there is no column "Số tiên"; did you mean Số tiền?`},
		{"at: date", "at: Ngày\n        when: Tiền > 0", `test.yaml:8:15: there is no column "Tiền"`},
		{"at: date", "at: Ngày\n        value: Số tiền × 2", `test.yaml:8:16: value: no operator between "Số" and "tiền"; a column with spaces in its name stands in brackets: [Số tiền]`},
		{"orders.csv", "order.csv", "test.yaml:3:11: there is no file " + filepath.Join(dir, "order.csv")},
		{"orders.csv", "orders.csv\n    join: {path: other.csv, on: id}", `test.yaml:4:33: on: there is no column "id"`},
		{"orders.csv", "orders.csv\n    join: {path: other.csv, on: {Email: mail}}", `on, in the joined file: there is no column "mail"`},
		{"orders.csv", "orders.csv\n    check: {column: Email, against: {path: other.csv, column: mail}}", `against: there is no column "mail"`},
		{"orders.csv", "orders.csv\n    explode: items", `test.yaml:4:14: explode: there is no column "items"`},
		{"orders.csv", "orders.csv\n    group: {by: order}", `test.yaml:4:17: by: there is no column "order"`},
	} {
		_, err := Open(parse(t, strings.Replace(minimal, c.old, c.new, 1)), dir, Options{})
		var wrong *MappingError
		if !errors.As(err, &wrong) {
			t.Errorf("%s: got %v, want a MappingError", c.new, err)
		}
		wantError(t, err, c.want)
	}
	_, err := Open(parse(t, strings.Replace(minimal, "at: date", "at: ngày", 1)), dir, Options{})
	must(t, err) // upper and lower case do not matter
}

// TestSeveralFiles checks the order and the ids of files of one pattern, files listed, and ids that rows state.
func TestSeveralFiles(t *testing.T) {
	dir := t.TempDir()
	for _, month := range []string{"02", "01"} {
		must(t, os.WriteFile(filepath.Join(dir, "orders-"+month+".csv"), []byte("id,email,date\n12,a@b.vn,2026-01-01\n123,a@b.vn,2026-01-01\n"), 0o600))
	}
	mapping := strings.Replace(minimal, "orders.csv", "orders-*.csv", 1) + `      - {name: Order Refunded, id: id, person: {email: email}, at: date}
  - {path: orders-01.csv, events: [{name: Order Refunded, id: id, person: {email: email}, at: date}]}
`
	events, _, _ := readAll(t, parse(t, mapping), dir, Options{})
	var ids []string
	for _, e := range events {
		ids = append(ids, e.ID)
	}
	expect(t, "ids", strings.Join(ids, "\n"), `shop:01:orders-01.csv:0000000002:01
shop:12 Order Refunded
shop:01:orders-01.csv:0000000003:01
shop:123 Order Refunded
shop:01:orders-02.csv:0000000002:01
shop:12 Order Refunded
shop:01:orders-02.csv:0000000003:01
shop:123 Order Refunded
shop:12 Order Refunded
shop:123 Order Refunded`)
	if ids[1] >= ids[3] {
		t.Error("12 does not come before 123")
	}
}

// TestMemoryIsConstant reads thirty times as much in the same memory.
func TestMemoryIsConstant(t *testing.T) {
	m := parse(t, benchMapping)
	peak := func(rows int) uint64 {
		dir := t.TempDir()
		writeOrders(t, filepath.Join(dir, "orders.csv"), rows)
		runtime.GC()
		return liveHeap(t, m, dir)
	}
	small, large := peak(10_000), peak(300_000)
	if large > small+(4<<20) {
		t.Errorf("10,000 rows kept %d KB alive, 300,000 keep %d KB", small>>10, large>>10)
	}
}

// liveHeap is the most memory in use, after collection, while a file is read.
func liveHeap(t *testing.T, m *Mapping, dir string) (peak uint64) {
	t.Helper()
	r, err := Open(m, dir, Options{})
	must(t, err)
	defer r.Close()
	var memory runtime.MemStats
	for n := 0; ; n++ {
		_, err := r.Next(context.Background())
		if errors.Is(err, io.EOF) {
			return peak
		}
		must(t, err)
		if n%10 == 9 {
			runtime.GC()
			runtime.ReadMemStats(&memory)
			peak = max(peak, memory.HeapAlloc)
		}
	}
}

func TestNextStopsWhenAsked(t *testing.T) {
	dir := t.TempDir()
	writeOrders(t, filepath.Join(dir, "orders.csv"), 10)
	r, err := Open(parse(t, benchMapping), dir, Options{})
	must(t, err)
	defer r.Close()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := r.Next(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// TestManyRefusals checks that what is refused does not pile up behind an empty batch.
func TestManyRefusals(t *testing.T) {
	dir := t.TempDir()
	text := "email,date\n" + strings.Repeat("a@b.vn,\n", 5000)
	must(t, os.WriteFile(filepath.Join(dir, "orders.csv"), []byte(text), 0o600))
	r, err := Open(parse(t, minimal), dir, Options{})
	must(t, err)
	defer r.Close()
	total := 0
	for {
		batch, err := r.Next(context.Background())
		refused := r.Refused()
		total += len(refused)
		if len(batch) != 0 || len(refused) > batchSize {
			t.Fatalf("%d events and %d refusals at once", len(batch), len(refused))
		}
		if err != nil {
			break
		}
	}
	expect(t, "refused", total, 5000)
	expect(t, "counted", fmt.Sprint(r.Counts()), "{5000 0 0 5000}")
}

func TestLongLines(t *testing.T) {
	dir := t.TempDir()
	text := "email,date\n" + strings.Repeat("x", maxLine+9) + ",2026-01-01\na@b.vn,2026-01-02\n"
	must(t, os.WriteFile(filepath.Join(dir, "orders.csv"), []byte(text), 0o600))
	events, refused, _ := readAll(t, parse(t, minimal), dir, Options{})
	expect(t, "events", len(events), 1)
	expect(t, "refused", len(refused), 1)
	wantError(t, errors.New(refused[0].Reason), "longer than 16 MB")
	expect(t, "line after it", events[0].ID, "shop:01:orders.csv:0000000003:01")
}

func TestBrokenFileEndsTheReading(t *testing.T) {
	dir := t.TempDir()
	text := "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff" + "garbage that is no deflate stream"
	must(t, os.WriteFile(filepath.Join(dir, "orders.csv"), []byte(text), 0o600))
	_, err := Open(parse(t, minimal), dir, Options{})
	wantError(t, err, "orders.csv")
}

func TestPreview(t *testing.T) {
	dir := t.TempDir()
	text := "email,date,product\n" + strings.Repeat("a@b.vn,2026-01-02,GTXPro\n", 1500) + "a@b.vn,,x\n"
	must(t, os.WriteFile(filepath.Join(dir, "orders.csv"), []byte(text), 0o600))
	must(t, os.WriteFile(filepath.Join(dir, "products.csv"), []byte("product\nGTX Pro\n"), 0o600))
	mapping := strings.Replace(minimal, "    events", "    check: {column: product, against: {path: products.csv, column: product}}\n    events", 1)
	report, err := Preview(parse(t, mapping), dir, Options{}, 3)
	must(t, err)
	p := report.Files[0]
	expect(t, "columns", strings.Join(p.Columns, ","), "email,date,product")
	expect(t, "events", len(p.Events), 3)
	expect(t, "names", fmt.Sprint(p.Names), "[{Order Completed 1500}]")
	expect(t, "counts", fmt.Sprint(p.Counts), "{1501 0 1500 1}")
	expect(t, "refusals", fmt.Sprint(p.Refusals), "[{orders.csv 1502 date is empty, so it is not known when this happened a@b.vn,,x}]")
	expect(t, "complete", p.Complete, true)
	expect(t, "warnings", strings.Join(p.Warnings, "\n"), `product: "GTXPro" is not in products.csv (1500 rows); is it "GTX Pro"?
product: "x" is not in products.csv (1 rows)`)

	must(t, os.WriteFile(filepath.Join(dir, "orders.csv"), []byte("email,date,product\n"), 0o600))
	report, err = Preview(parse(t, mapping), dir, Options{}, 3)
	must(t, err)
	expect(t, "columns of a file without rows", strings.Join(report.Files[0].Columns, ","), "email,date,product")
}
