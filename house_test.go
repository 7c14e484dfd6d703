// Package banhda_test checks the house itself: who may know whom, and that the documents speak of what is there.
package banhda_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"testing"
)

// rule says what packages under one of the roots must not import, and why.
type rule struct {
	under     []string
	forbidden []string
	except    []string
	why       string
}

var domains = []string{"hub", "attract", "engage", "delight", "wheel", "drive", "demo"}

var rules = []rule{
	{
		under:     []string{"wheel"},
		forbidden: []string{"banhda/", "net", "os", "io", "database/sql", "math/rand", "time/tzdata", "github.com/", "golang.org/", "modernc.org/"},
		except:    []string{"banhda/wheel"},
		why: "the wheel is pure arithmetic: figures must be the same on every store, today and in ten years. " +
			"Pass in what it needs",
	},
	{
		under:     domains,
		forbidden: []string{"banhda/store", "banhda/warehouse", "banhda/channel", "banhda/api", "banhda/cmd", "net/http", "database/sql"},
		why: "rules live above the stores, never inside them: two stores must not mean two sets of rules. " +
			"Declare the small interface you need; cmd/banhda wires it",
	},
	{
		under:     []string{"attract"},
		forbidden: []string{"banhda/engage", "banhda/delight"},
		why:       "no team knows another team's tables: segments meet through timeline events and workflows, what several need lives in hub",
	},
	{
		under:     []string{"engage"},
		forbidden: []string{"banhda/attract", "banhda/delight"},
		why:       "no team knows another team's tables: segments meet through timeline events and workflows, what several need lives in hub",
	},
	{
		under:     []string{"delight"},
		forbidden: []string{"banhda/attract", "banhda/engage"},
		why:       "no team knows another team's tables: segments meet through timeline events and workflows, what several need lives in hub",
	},
	{
		under:     []string{"hub"},
		forbidden: []string{"banhda/attract", "banhda/engage", "banhda/delight", "banhda/drive"},
		why:       "the hub is what the segments share and the motor turns; it knows neither of them",
	},
	{
		under:     []string{"store"},
		forbidden: []string{"banhda/warehouse", "banhda/api", "banhda/cmd", "github.com/duckdb"},
		why:       "records and events are two stores; each can be replaced without the other",
	},
	{
		under:     []string{"warehouse"},
		forbidden: []string{"banhda/store", "banhda/api", "banhda/cmd", "database/sql"},
		why:       "records and events are two stores; each can be replaced without the other",
	},
	{
		under:     append([]string{"api", "store"}, domains...),
		forbidden: []string{"github.com/duckdb"},
		why:       "DuckDB needs cgo and pinned versions, so it stays behind warehouse/duckdb",
	},
	{
		under:     append([]string{"api", "store", "warehouse"}, domains...),
		forbidden: []string{"banhda/cmd"},
		why:       "only cmd/banhda knows everything",
	},
}

// TestHouseWhoMayKnowWhom holds the import graph to the rules of docs/architecture.md. Test files are free: a test
// of the flow may well open a real store.
func TestHouseWhoMayKnowWhom(t *testing.T) {
	imports := productImports(t)
	if len(imports) < 10 {
		t.Fatalf("only %d packages found: the walk is broken", len(imports))
	}
	for _, r := range rules {
		for pkg, list := range imports {
			if !within(pkg, r.under) {
				continue
			}
			for _, imp := range list {
				if matches(imp, r.forbidden) && !matches(imp, r.except) {
					t.Errorf("%s must not import %s: %s.", pkg, imp, r.why)
				}
			}
		}
	}
}

// TestHouseHasNoJunkDrawers keeps one obvious place for everything.
func TestHouseHasNoJunkDrawers(t *testing.T) {
	for pkg := range productImports(t) {
		switch filepath.Base(pkg) {
		case "util", "utils", "common", "helper", "helpers", "misc", "shared", "base":
			t.Errorf("package %s: name it for what it holds", pkg)
		}
	}
}

// productImports maps each package's folder to what its non-test files import.
func productImports(t *testing.T) map[string][]string {
	t.Helper()
	found := map[string]map[string]bool{}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "node_modules" || d.Name() == "testdata") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		pkg := filepath.ToSlash(filepath.Dir(path))
		if found[pkg] == nil {
			found[pkg] = map[string]bool{}
		}
		for _, imp := range file.Imports {
			name, _ := strconv.Unquote(imp.Path.Value)
			found[pkg][name] = true
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	imports := map[string][]string{}
	for pkg, set := range found {
		list := []string{}
		for imp := range set {
			list = append(list, imp)
		}
		sort.Strings(list)
		imports[pkg] = list
	}
	return imports
}

func within(pkg string, roots []string) bool {
	for _, r := range roots {
		if pkg == r || strings.HasPrefix(pkg, r+"/") {
			return true
		}
	}
	return false
}

// matches reports whether an import path is one of the listed ones or lies below it. One that ends in a slash
// stands for everything below it.
func matches(imp string, list []string) bool {
	for _, l := range list {
		if imp == l || strings.HasPrefix(imp, strings.TrimSuffix(l, "/")+"/") {
			return true
		}
	}
	return false
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
