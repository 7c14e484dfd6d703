package main

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"banhda/api"
)

// Commands that begin at once on a directory without a server find or become it, each one.
func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if out, err := s.program("people", "--json").CombinedOutput(); err != nil {
				t.Errorf("%v: %s", err, out)
			}
		})
	}
	all.Wait()
}

// A mapping's workspace is for a directory where nobody has said anything yet.
func TestTheWorkspaceIsTakenOnce(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.must("workspace", "set", "--timezone", "Asia/Tokyo")
	s.must("import", "testdata/shop/shop.yaml")
	if w := ask[api.Workspace](s, "workspace", "show"); w != (api.Workspace{Timezone: "Asia/Tokyo", Currency: "VND", AttachmentBytes: 25_000_000}) {
		t.Errorf("after the import the workspace is %+v", w)
	}
	mapping := strings.Replace(s.read(t, "testdata/shop/shop.yaml"), "currency: VND", "currency: USD", 1)
	again := s.write(t, "again.yaml", strings.Replace(mapping, "source: shop", "source: again", 1))
	s.must("import", again, "--dir", "testdata/shop")
	if w := ask[api.Workspace](s, "workspace", "show"); w.Currency != "VND" {
		t.Errorf("a second import changed the workspace to %+v", w)
	}
	if code, _, err := s.run("workspace", "set", "--currency", "USD"); code != exitFailure || !strings.Contains(err, "begin a new data directory") {
		t.Errorf("the currency of a history can be changed: %s", err)
	}
	if w := ask[api.Workspace](s, "workspace", "set", "--timezone", "UTC"); w.Timezone != "UTC" {
		t.Errorf("the time zone cannot be changed: %+v", w)
	}
}

func (s *shop) read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func (s *shop) write(t *testing.T, name, text string) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestARefusedRowSaysWhy(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	a := ask[api.ImportAnswer](s, "import", "testdata/shop/shop.yaml")
	if a.RefusedFile == nil || a.Refused != 1 {
		t.Fatalf("%+v", a)
	}
	lines := strings.Split(s.read(t, *a.RefusedFile), "\n")
	if lines[0] != "file,line,column,reason,row" || !strings.HasPrefix(lines[1], "shop.csv,29,day,") || !strings.Contains(lines[1], "KH08") {
		t.Errorf("the refused rows are %q", lines)
	}
}

// A merge is undone whichever of the two is named, and the people are as before to the last event.
func TestUnmergeByEitherSide(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.must("import", "testdata/shop/shop.yaml")
	ids := s.people()
	lan, hoa := ids["Lan"], ids["Hoa"]
	before := s.figures(t, lan, hoa)
	for _, named := range []string{hoa, lan} {
		s.must("merge", hoa, lan)
		if a := ask[api.PersonAnswer](s, "person", hoa); a.ID != lan {
			t.Errorf("after the merge %s is found as %s", hoa, a.ID)
		}
		if code, _, err := s.run("merge", hoa, lan); code != exitFailure || !strings.Contains(err, "one person already") {
			t.Errorf("a merge can be made twice: %s", err)
		}
		s.must("unmerge", named)
		if after := s.figures(t, lan, hoa); after != before {
			t.Errorf("after unmerge %s\n%s\nbefore\n%s", named, after, before)
		}
		if code, _, err := s.run("unmerge", named); code != exitFailure || !strings.Contains(err, "merged with nobody") {
			t.Errorf("a merge can be undone twice: %s", err)
		}
	}
}

// figures is what the two people and the wheel look like, without the entry they were read at.
func (s *shop) figures(t *testing.T, ids ...string) string {
	t.Helper()
	all := s.must("wheel")
	for _, id := range ids {
		all += s.must("person", id)
	}
	var kept []string
	for _, line := range strings.Split(all, "\n") {
		if !strings.HasPrefix(line, "As of") {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}

// A catalogue is taken whole or not at all, and says what is wrong with it.
func TestCatalogueIsChecked(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	for text, says := range map[string]string{
		"rules: [{event: A, meaning: buy}]":                                "buy",
		"rules: [{event: A, meaning: seen}]\ntimes: {customer_horizon: x}": "customer_horizon",
		"rules: [{event: A, meaning: seen, colour: red}]":                  "colour",
		"rules: {": "neither YAML nor JSON",
	} {
		if code, _, err := s.run("catalogue", "set", s.write(t, "c.yaml", text)); code != exitFailure || !strings.Contains(err, says) {
			t.Errorf("%s: exit code %d, %s", text, code, err)
		}
	}
	s.must("catalogue", "set", s.write(t, "c.yaml", "rules: [{event: A, meaning: seen}]"))
	a := ask[api.CatalogueAnswer](s, "catalogue", "show")
	if len(a.Rules) != 1 || a.Version == 0 || a.Times.ProspectHorizon != "90d" {
		t.Errorf("%+v", a)
	}
	s.must("catalogue", "set", s.write(t, "shown.yaml", s.must("catalogue", "show")))
	if b := ask[api.CatalogueAnswer](s, "catalogue", "show"); len(b.Rules) != 1 || b.Version <= a.Version {
		t.Errorf("what show prints, set reads as %+v", b)
	}
}
