package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"banhda/api"
)

// TestArticlesByTheCommandLine: a file is taken in once, its wrong lines are told by their number, and queries find the ids
// that stand in it, marks or not.
func TestArticlesByTheCommandLine(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	file := filepath.Join(t.TempDir(), "kb.jsonl")
	lines := []string{`{"id":"r1","title":"Đổi trả hàng","body":"Trong 7 ngày kể từ lúc nhận."}`, `{"id":2,"title":"Phí giao hàng","body":"Miễn phí cho đơn trên 500.000 đồng."}`, "", `{"id":"x"`, `{"id":"r1","title":"lại","body":"lần nữa"}`, `{"id":"en","title":"Warranty","body":"Twelve months for every grinder."}`}
	if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	got := ask[KBImported](s, "kb", "import", file)
	if got.Read != 5 || got.Added != 3 || len(got.Refused) != 2 || got.Refused[0].Line != 4 || got.Refused[1].Line != 5 {
		t.Fatalf("%+v", got)
	}
	if got := ask[KBImported](s, "kb", "import", file); got.Unchanged != 3 || got.Added+got.Changed != 0 {
		t.Errorf("again: %+v", got)
	}
	queries := filepath.Join(t.TempDir(), "q.txt")
	if err := os.WriteFile(queries, []byte("phi giao hang\n{\"id\":\"q2\",\"query\":\"đổi trả\"}\nwarranty of grinders\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	found := ask[api.ArticleSearchAnswer](s, "kb", "search", "--queries", queries, "--limit", "2")
	for i, want := range []string{"1 2", "q2 r1", "3 en"} {
		r := found.Results[i]
		if len(r.Hits) == 0 || len(r.Hits) > 2 || r.ID+" "+r.Hits[0].ID != want {
			t.Errorf("query %d: %+v, not %s", i, r, want)
		}
	}
}
