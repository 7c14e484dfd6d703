package banhda_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestEveryReasonHasItsVietnamese: whatever package wheel says of a figure that is not known, the screens can say in
// Vietnamese. Readouts are computed once for everybody, so they say it in English.
func TestEveryReasonHasItsVietnamese(t *testing.T) {
	var vietnamese map[string]string
	if err := json.Unmarshal([]byte(read(t, "web/src/shared/reasons.json")), &vietnamese); err != nil {
		t.Fatal(err)
	}
	found := slices.Concat(reasons(t, "wheel/*.go"), reasons(t, "wheel/value/*.go"), reasons(t, "wheel/lift/*.go"))
	if len(found) < 20 {
		t.Fatalf("only %d reasons found: the reading is broken", len(found))
	}
	for _, reason := range found {
		if vietnamese[reason] == "" {
			t.Errorf("web/src/shared/reasons.json has no Vietnamese for %q", reason)
		}
	}
	for reason := range vietnamese {
		if !slices.Contains(found, reason) {
			t.Errorf("web/src/shared/reasons.json has %q, which nobody says", reason)
		}
	}
}

// reasons are the texts given to what notes why a figure is null, or to what makes such texts.
func reasons(t *testing.T, files string) (all []string) {
	paths, err := filepath.Glob(files)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			all = append(all, reasonsOf(n)...)
			return true
		})
	}
	return all
}

func reasonsOf(n ast.Node) (found []string) {
	switch n := n.(type) {
	case *ast.CallExpr:
		if slices.Contains([]string{"unknown", "ratio", "why", "notEnough", "Sprintf", "Errorf"}, lastName(n.Fun)) {
			for _, arg := range n.Args {
				found = append(found, sentence(arg)...)
			}
		}
	case *ast.AssignStmt: // reasons[path] = "…", reason := "…"
		for _, right := range n.Rhs {
			found = append(found, sentence(right)...)
		}
	case *ast.ValueSpec:
		for _, value := range n.Values {
			found = append(found, sentence(value)...)
		}
	}
	return found
}

func lastName(f ast.Expr) string {
	switch f := f.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

// notReasons begin what is said of wrong questions.
var notReasons = []string{"a funnel", "retention looks", "unknown stage"}

// sentence is a text of several words that begins small: keys, paths and names of events are none.
func sentence(e ast.Expr) []string {
	l, ok := e.(*ast.BasicLit)
	if !ok || l.Kind != token.STRING {
		return nil
	}
	s, err := strconv.Unquote(l.Value)
	if err != nil || !strings.Contains(s, " ") || s != strings.ToLower(s[:1])+s[1:] {
		return nil
	}
	if slices.ContainsFunc(notReasons, func(begins string) bool { return strings.HasPrefix(s, begins) }) {
		return nil
	}
	return []string{s}
}
