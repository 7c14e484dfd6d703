package duck

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func open(t testing.TB) *Conn {
	t.Helper()
	db, err := Open(filepath.Join(t.TempDir(), "t.duckdb"), map[string]string{"threads": "2"})
	if err != nil {
		t.Fatal(err)
	}
	c, err := db.Connect()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close(); db.Close() })
	return c
}

func TestAppendedRowsComeBackAsTheyWere(t *testing.T) {
	ctx, c := context.Background(), open(t)
	if err := c.Exec(ctx, "CREATE TABLE x (i BIGINT, n INTEGER, s VARCHAR, m BIGINT)"); err != nil {
		t.Fatal(err)
	}
	a, err := c.Append("x", BigInt, Integer, Varchar, BigInt)
	if err != nil {
		t.Fatal(err)
	}
	const rows = 5000
	word := func(i int) string { return strings.Repeat("ổ", i%9) + fmt.Sprint(i) }
	for i := range rows {
		a.Int64(0, int64(i)<<33)
		a.Int32(1, int32(-i))
		a.Text(2, word(i))
		if a.Int64(3, int64(i)); i%3 == 0 {
			a.Null(3)
		}
		if err := a.End(); err != nil {
			t.Fatal(err)
		}
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := c.Query(ctx, "SELECT i, n, s, m FROM x WHERE i >= ?", 0)
	if err != nil {
		t.Fatal(err)
	}
	k := 0
	for r.Next() {
		i64, i32, texts, nulls := r.Int64(0), r.Int32(1), r.Text(2), r.Nulls(3)
		for i := range r.Len() {
			if i64[i] != int64(k)<<33 || i32[i] != int32(-k) || texts.At(i) != word(k) || nulls.At(i) != (k%3 == 0) {
				t.Fatalf("row %d came back as %d %d %q %v", k, i64[i], i32[i], texts.At(i), nulls.At(i))
			}
			k++
		}
	}
	if err := r.Close(); err != nil || k != rows {
		t.Fatalf("%d rows, %v", k, err)
	}
}

func TestBytesThatAreNoUTF8AreReplaced(t *testing.T) {
	ctx, c := context.Background(), open(t)
	if err := c.Exec(ctx, "CREATE TABLE x (s VARCHAR)"); err != nil {
		t.Fatal(err)
	}
	a, err := c.Append("x", Varchar)
	if err != nil {
		t.Fatal(err)
	}
	a.Text(0, "a\xffb")
	if err := a.End(); err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	if err := c.Exec(ctx, "SELECT error('not replaced') FROM x WHERE s <> ?", "a\uFFFDb"); err != nil {
		t.Fatal(err)
	}
}

func TestAWrongStatementSaysWhatAndWhere(t *testing.T) {
	err := open(t).Exec(context.Background(), "SELECT * FROM nowhere")
	if err == nil || !strings.Contains(err.Error(), "nowhere") {
		t.Fatalf("got %v", err)
	}
}

func TestAQuestionGivenUpStops(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	c := open(t)
	err := c.Exec(ctx, "SELECT sum(a.range * b.range) FROM range(1000000) a, range(1000000) b")
	if err != context.DeadlineExceeded {
		t.Fatalf("got %v", err)
	}
	if err := c.Exec(context.Background(), "SELECT 1"); err != nil {
		t.Fatalf("the connection is of no use afterwards: %v", err)
	}
}
